"""A stand-in for understanding: the nearest example says the intent, and what can be found in the text its entities."""

import pytest
from fakes.sound_project import SOUND

from dialogue.assistant.nlu_data import TrainingData, training_data
from dialogue.assistant.project import read
from dialogue.assistant.stand_in import StandIn

READING = read(SOUND)
STAND_IN = StandIn(READING.domain, training_data(READING.data))


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [
        ("hello", "greet", {}),
        ("HELLO !", "greet", {}),
        ("good mornin", "greet", {}),
        ("i chnged my mind", "stop", {}),
        ("a baguette", "inform", {"bread": "baguette"}),
        ("rye please", "order", {"bread": "rye"}),
        ("what is the weather in Rome tomorrow", "nlu_fallback", {}),
        ("", "nlu_fallback", {}),
        ("/order", "order", {}),
        ('/inform{"count": 2}', "inform", {"count": 2}),
        ("[brioche](bread) please", "order", {"bread": "brioche"}),
        ("/unheard of", "nlu_fallback", {}),
    ],
)
def test_a_message_means_what_its_nearest_example_does(text: str, intent: str, entities: dict[str, object]) -> None:
    parse = STAND_IN.read(text)
    assert parse["intent"]["name"] == intent
    assert {each["entity"]: each["value"] for each in parse["entities"]} == entities


def test_what_is_found_twice_in_one_place_counts_once() -> None:
    assert [each["value"] for each in STAND_IN.read("2 rye, please")["entities"]] == ["2", "rye"]


def test_what_is_not_understood_comes_with_what_is_nearest() -> None:
    ranking = STAND_IN.read("hello weather forecast")["intent_ranking"]
    assert ranking[0]["name"] == "nlu_fallback" or ranking[0]["name"] == "greet"
    assert len({each["name"] for each in ranking}) == len(ranking) > 1


def test_a_project_without_examples_understands_what_is_written_alone() -> None:
    bare = StandIn(READING.domain, TrainingData())
    assert bare.read("hello")["intent"]["name"] == "nlu_fallback"
    assert bare.read("/greet")["intent"]["name"] == "greet"
