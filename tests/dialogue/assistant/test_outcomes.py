"""What an action returns is made whole, or it counts as failed: a conversation is never half told."""

from typing import Any

import pytest
from fakes.talk import Talk, happened, texts

from dialogue.assistant.errors import UnusableEvent
from dialogue.assistant.outcomes import whole

DOMAIN = """
intents: [saluer, agir]
responses: {utter_bonjour: [{text: Bonjour}], utter_fait: [{text: Fait}]}
slots: {x: {type: any}}
actions: [action_agir]
"""
TOLD = """
rules:
- rule: saluer
  steps: [{intent: saluer}, {action: utter_bonjour}]
- rule: agir
  steps: [{intent: agir}, {action: action_agir}, {action: utter_fait}]
"""


@pytest.mark.parametrize(
    ("event", "more"),
    [
        ({"event": "slot", "name": "x"}, {"value": None}),
        ({"event": "bot"}, {"text": None, "data": {}}),
        ({"event": "bot", "text": "x", "metadata": None}, {"data": {}}),
        ({"event": "active_loop", "name": None}, {}),
        ({"event": "pause"}, {}),
        ({"event": "une_autre"}, {}),
        (
            {"event": "user", "text": "x", "parse_data": {}},
            {
                "parse_data": {"intent": {"name": None, "confidence": 0.0}, "entities": []},
                "input_channel": None,
                "message_id": None,
            },
        ),
    ],
)
def test_what_an_event_leaves_unsaid_is_added(event: dict[str, Any], more: dict[str, Any]) -> None:
    assert whole("action_agir", event) == event | more | {"metadata": {}}


def test_the_time_of_an_event_is_when_it_is_taken_in() -> None:
    assert "timestamp" not in whole("action_agir", {"event": "pause", "timestamp": 3.0})


@pytest.mark.parametrize(
    ("event", "field"),
    [
        ({}, "event"),
        ({"event": None}, "event"),
        ({"event": ["slot"]}, "event"),
        ({"event": "slot", "value": 1}, "name"),
        ({"event": "slot", "name": ["x"], "value": 1}, "name"),
        ({"event": "active_loop"}, "name"),
        ({"event": "active_loop", "name": 3}, "name"),
        ({"event": "followup", "name": None}, "name"),
        ({"event": "action"}, "name"),
        ({"event": "action_execution_rejected"}, "name"),
        ({"event": "loop_interrupted"}, "is_interrupted"),
        ({"event": "user", "text": "x"}, "parse_data"),
        ({"event": "user", "parse_data": "x"}, "parse_data"),
    ],
)
def test_an_event_that_cannot_be_used_fails_its_action_and_nothing_of_it_is_kept(
    event: dict[str, Any], field: str
) -> None:
    with pytest.raises(UnusableEvent) as raised:
        whole("action_agir", event)
    assert raised.value.details["field"] == field
    talk = Talk(DOMAIN, TOLD, {"action_agir": lambda tracker: [{"event": "slot", "name": "x", "value": 1}, event]})
    turn = talk.say("agir")
    assert [failure.code for failure in turn.failures] == ["unusable-event"]
    assert (talk.slot("x"), texts(turn)) == (None, ["Fait"])
    assert talk.answers("saluer") == ["Bonjour"]


def test_a_message_that_an_action_puts_in_the_visitors_mouth_is_taken_as_one() -> None:
    said = {"event": "user", "text": "bonjour", "parse_data": {"intent": {"name": "saluer"}}}
    talk = Talk(DOMAIN, TOLD, {"action_agir": lambda tracker: [{"event": "action", "name": "action_listen"}, said]})
    assert happened(talk.say("agir"))[-4:] == [
        "featurized",
        "action utter_bonjour",
        "bot Bonjour",
        "action action_listen",
    ]
