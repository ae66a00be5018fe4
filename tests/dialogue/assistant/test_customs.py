"""What a project's own action is told, and what comes of its answer."""

from typing import Any

import pytest
from fakes.own_actions import Does, sets
from fakes.talk import Talk, entity, happened, in_words, texts

from dialogue.assistant.customs import MOST_EVENTS
from dialogue.assistant.ports import Outcome

DOMAIN = """
intents: [suivre, merci]
entities: [numero]
slots:
  numero: {type: text, mappings: [{type: from_entity, entity: numero}]}
  statut: {type: text, initial_value: inconnu, mappings: [{type: custom}]}
actions: [action_suivre]
responses:
  utter_statut:
  - text: "La commande {numero} de {name} est {statut}."
    buttons: [{title: Merci, payload: /merci}]
  utter_merci: [{text: "Avec plaisir."}]
"""
TOLD = """
rules:
- rule: suivre
  steps: [{intent: suivre}, {action: action_suivre}]
- rule: merci
  steps: [{intent: merci}, {action: utter_merci}]
"""


def talk(does: Does) -> Talk:
    return Talk(DOMAIN, TOLD, {"action_suivre": does})


def says(*responses: dict[str, Any]) -> Talk:
    return talk(lambda tracker: Outcome(responses=responses))


def test_an_action_is_told_the_conversation_in_rasas_words() -> None:
    one = talk(lambda tracker: [])
    one.say("suivre", entity("numero", "A12"), text="où est A12 ?")
    [told] = one.actions.of("action_suivre")
    assert told["sender_id"] == "visiteur"
    assert told["slots"] == {"numero": "A12", "statut": "inconnu", "session_started_metadata": None}
    assert told["latest_message"]["text"] == "où est A12 ?"
    assert told["latest_message"]["intent"]["name"] == "suivre"
    assert told["active_loop"] == {}
    assert (told["latest_action_name"], told["latest_action"]) == ("action_listen", {"action_name": "action_listen"})
    assert (told["followup_action"], told["paused"], told["latest_input_channel"]) == (None, False, "web")
    assert [event["event"] for event in told["events"]][-3:] == ["user", "slot", "user_featurization"]
    assert told["latest_event_time"] == told["events"][-1]["timestamp"]


def test_an_action_is_told_its_session_and_in_a_long_one_the_end_of_it() -> None:
    one = talk(lambda tracker: [])
    one.say("suivre")
    one.clock.now += 3_601
    one.say("suivre")
    lengths = []
    for _ in range(120):
        one.say("suivre")
        lengths.append(len(one.actions.calls[-1][1]["events"]))
    first, last = one.actions.calls[1][1]["events"], one.actions.calls[-1][1]["events"]
    assert first[0]["event"] == "session_started"
    assert len([event for event in first if event["event"] == "user"]) == 1
    assert max(lengths) == len(last) == MOST_EVENTS
    # All but the action itself, and the listening after it.
    assert list(map(in_words, last)) == list(map(in_words, one.tracker.events[-MOST_EVENTS - 2 : -2]))


def test_what_an_action_says_comes_before_what_it_changes() -> None:
    one = talk(lambda tracker: Outcome(tuple(sets(statut="expédiée")), ({"text": "Elle part."},)))
    assert happened(one.say("suivre"))[-4:] == [
        "action action_suivre",
        "bot Elle part.",
        "slot statut=expédiée",
        "action action_listen",
    ]


def test_an_event_of_an_action_is_stamped_when_it_is_taken_in() -> None:
    one = talk(lambda tracker: [{"event": "slot", "name": "statut", "value": "x", "timestamp": -5.0}])
    [found] = [event for event in one.say("suivre").events if event["event"] == "slot"]
    assert found["timestamp"] > 0


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ({"text": "Bonjour {numero}"}, "Bonjour {numero}"),  # the action's own words are not filled
        ({"response": "utter_statut", "name": "Léa"}, "La commande A12 de Léa est inconnu."),
        (
            {"template": None, "response": "utter_statut", "name": "Léa", "text": None},
            "La commande A12 de Léa est inconnu.",
        ),
        ({"response": "utter_statut", "name": "Léa", "statut": "perdue"}, "La commande A12 de Léa est perdue."),
        ({"response": "utter_statut"}, "La commande {numero} de {name} est {statut}."),
        ({"response": "utter_statut", "name": "Léa", "text": "Autre chose."}, "Autre chose."),
        ({"response": "utter_merci", "slots": 1, "channel": "x"}, "Avec plaisir."),
    ],
)
def test_an_action_may_say_a_response_of_the_domain(said: dict[str, Any], text: str) -> None:
    assert texts(says(said).say("suivre", entity("numero", "A12"))) == [text]


def test_a_response_that_does_not_exist_is_not_said() -> None:
    assert texts(says({"response": "utter_inconnu", "text": "x"}, {"text": "suite"}).say("suivre")) == ["suite"]


def test_buttons_of_an_action_follow_those_of_the_response() -> None:
    more = {"title": "Autre", "payload": "/autre"}
    one = says({"response": "utter_statut", "name": "Léa", "buttons": [more]})
    for _ in range(2):
        [message] = one.say("suivre").messages
        assert message["data"]["buttons"] == [{"title": "Merci", "payload": "/merci"}, more]
    assert message["metadata"] == {"utter_action": "utter_statut", "name": "Léa"}


def test_what_is_no_part_of_a_message_is_its_metadata() -> None:
    sent = {"text": "x", "custom": {"a": 1}, "image": "i.png", "elements": [], "json_message": {"b": 2}}
    [message] = says(sent).say("suivre").messages
    assert message["data"]["custom"] == {"a": 1}
    assert message["data"]["image"] == message["data"]["attachment"] == "i.png"
    assert message["metadata"] == {"json_message": {"b": 2}}


def test_a_response_says_which_it_is() -> None:
    [message] = says().say("merci").messages
    assert message["metadata"] == {"utter_action": "utter_merci"}
