"""The state that rules and stories see."""

from typing import Any

import pytest

from dialogue.assistant import events
from dialogue.assistant.domain import Domain
from dialogue.assistant.events import Event
from dialogue.assistant.messages import parse_of
from dialogue.assistant.moment import Moment, after, first
from dialogue.assistant.slots import NOT_SET, Slot
from dialogue.assistant.states import State, state

DOMAIN = Domain(
    intents={"partir": frozenset({"ville", "date"}), "merci": frozenset(), "nlu_fallback": frozenset({"ville"})},
    entities=("ville", "date", "note"),
    slots={
        slot.name: slot
        for slot in (
            Slot("ville", "text"),
            Slot("pro", "bool", initial=True),
            Slot("âge", "float", high=100),
            Slot("secret", "text", influences=False),
        )
    },
)


def said(intent: str | None, *entities: dict[str, Any]) -> Event:
    return events.user("…", parse_of(intent) | {"entities": list(entities)}, channel="web", id="m", metadata={})


def at(*happened: Event) -> Moment:
    moment = first(DOMAIN)
    for event in happened:
        moment = after(moment, event, DOMAIN)
    return moment


@pytest.mark.parametrize(
    ("intent", "entities", "seen"),
    [
        ("partir", [{"entity": "ville", "value": "Lyon"}], ("ville",)),
        ("partir", [{"entity": "ville", "value": "Lyon"}, {"entity": "ville", "value": "Nice"}], ("ville",)),
        ("partir", [{"entity": "ville", "role": "de"}, {"entity": "date"}], ("date", "ville", "ville#de")),
        ("partir", [{"entity": "ville", "role": "de", "group": "1"}], ("ville", "ville#1", "ville#de")),
        ("partir", [{"entity": "note"}], ()),
        ("merci", [{"entity": "ville"}], ()),
        ("inconnu", [{"entity": "note"}], ("note",)),  # an intent that the domain does not have hides nothing
        (None, [], ()),
    ],
)
def test_the_entities_of_a_message_are_seen_as_its_intent_says(
    intent: str | None, entities: list[dict[str, Any]], seen: tuple[str, ...]
) -> None:
    assert state(at(said(intent, *entities)), DOMAIN).entities == seen


def test_a_state_is_what_was_said_what_is_known_what_was_done_and_what_goes_on() -> None:
    moment = at(
        said("partir"),
        events.slot("ville", "Lyon"),
        events.slot("secret", "x"),
        events.slot("âge", 50),
        events.active_loop("form"),
        events.action("form"),
    )
    assert state(moment, DOMAIN) == State(
        intent="partir",
        slots=(("pro", (1.0, 1.0)), ("ville", (1.0,)), ("âge", (1.0, 0.5))),
        action="form",
        loop="form",
    )


def test_what_no_event_set_may_be_left_out() -> None:
    assert state(at(), DOMAIN, explicit_only=True).slots == ()
    assert state(at(events.slot("pro", False)), DOMAIN, explicit_only=True).slots == (("pro", (1.0, 0.0)),)


@pytest.mark.parametrize(
    ("told", "json"),
    [
        (State(), {}),
        (State(action="action_x"), {"prev_action": {"action_name": "action_x"}}),
        (State(intent="partir", entities=("a", "b")), {"user": {"intent": "partir", "entities": ["a", "b"]}}),
        (State(entities=("a",)), {"user": {"entities": ["a"]}}),
        (State(loop=NOT_SET), {"active_loop": {"name": NOT_SET}}),
        (State(slots=(("a", (1.0,)), ("b", NOT_SET))), {"slots": {"a": [1.0], "b": NOT_SET}}),
    ],
)
def test_a_state_is_written_as_rasa_writes_it_without_what_is_empty(told: State, json: dict[str, Any]) -> None:
    assert told.as_json() == json


def test_a_state_says_whether_a_message_is_seen_at_all() -> None:
    assert State(intent="partir").said
    assert State(entities=("a",)).said
    assert not State(action="action_x").said
