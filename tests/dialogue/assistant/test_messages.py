"""Messages written with their meaning are read as Rasa reads them."""

from typing import Any

import pytest

from dialogue.assistant.domain import Domain
from dialogue.assistant.messages import marked, parse_of, written_intent

DOMAIN = Domain(intents={"commander": frozenset()}, entities=("ville", "nombre"))


@pytest.mark.parametrize(
    ("text", "confidence", "entities"),
    [
        ("/commander", 1.0, []),
        (" /commander", None, None),  # only at the very beginning
        ("/commander@0.4", 0.4, []),
        ("/commander@7", 1.0, []),
        ('/commander{"ville": "Lyon"}', 1.0, [("ville", "Lyon")]),
        ('/commander@0.5{"ville": "Lyon", "nombre": 2}', 0.5, [("ville", "Lyon"), ("nombre", 2)]),
        ('/commander{"ville": ["Lyon", "Nice"]}', 1.0, [("ville", "Lyon"), ("ville", "Nice")]),
        ('/commander{"pays": "France"}', 1.0, []),  # no such entity
        ('/commander{"ville": }', 1.0, []),  # no JSON
        ('/commander{"ville": "Lyon"} et vite', 1.0, [("ville", "Lyon")]),
        ("/inconnu", None, None),
        ("commander", None, None),
        ("/", None, None),
    ],
)
def test_an_intent_may_be_written_with_its_entities(
    text: str, confidence: float | None, entities: list[tuple[str, Any]] | None
) -> None:
    parse = written_intent(text, DOMAIN)
    if confidence is None:
        assert parse is None
        return
    assert parse is not None
    assert parse["intent"] == {"name": "commander", "confidence": confidence}
    assert parse["intent_ranking"] == [parse["intent"]]
    assert [(each["entity"], each["value"]) for each in parse["entities"]] == entities


@pytest.mark.parametrize("text", ["/commander@1.2.3", "/commander@.", "/commander@"])
def test_a_confidence_that_is_no_number_is_as_far_as_it_is_one(text: str) -> None:
    parse = written_intent(text, DOMAIN)
    assert parse is not None
    assert parse["intent"]["confidence"] == 1.0


def test_what_is_written_says_where_its_entities_stand() -> None:
    parse = written_intent('/commander{"ville": "Lyon"}', DOMAIN)
    assert parse is not None
    [found] = parse["entities"]
    assert (found["start"], found["end"], found["extractor"]) == (10, 27, "RegexMessageHandler")


@pytest.mark.parametrize(
    ("text", "plain", "entities"),
    [
        ("vers Lyon", "vers Lyon", []),
        ("vers [Lyon](ville)", "vers Lyon", [{"start": 5, "end": 9, "value": "Lyon", "entity": "ville"}]),
        ("vers [Lugdunum](ville:Lyon)", "vers Lugdunum", [{"start": 5, "end": 13, "value": "Lyon", "entity": "ville"}]),
        (
            'de [Lyon]{"entity": "ville", "role": "de"} à [Nice]{"entity": "ville", "role": "à", "value": "NCE"} !',
            "de Lyon à Nice !",
            [
                {"start": 3, "end": 7, "value": "Lyon", "entity": "ville", "role": "de"},
                {"start": 10, "end": 14, "value": "NCE", "entity": "ville", "role": "à"},
            ],
        ),
        ("la [commande] 12", "la [commande] 12", []),
    ],
)
def test_entities_may_be_marked_in_a_text(text: str, plain: str, entities: list[dict[str, Any]]) -> None:
    assert marked(text) == (plain, entities)


def test_an_intent_alone_is_understood_for_sure() -> None:
    assert parse_of("saluer")["intent_ranking"] == [{"name": "saluer", "confidence": 1.0}]
