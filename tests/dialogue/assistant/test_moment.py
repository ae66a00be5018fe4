"""How a conversation stands after each event."""

from typing import Any

import pytest

from dialogue.assistant import events
from dialogue.assistant.domain import LISTEN, SESSION_START, Domain
from dialogue.assistant.events import Event
from dialogue.assistant.messages import parse_of
from dialogue.assistant.moment import Loop, Moment, after, first
from dialogue.assistant.slots import NOT_SET, REQUESTED, Slot

DOMAIN = Domain(
    intents={"saluer": frozenset()},
    slots={
        slot.name: slot
        for slot in (
            Slot("nom", "text"),
            Slot("pro", "bool", initial=False),
            Slot("articles", "list"),
            Slot("note", "any"),
            Slot(REQUESTED, "text", influences=False),
        )
    },
)


def said(intent: str = "saluer") -> Event:
    return events.user("bonjour", parse_of(intent), channel="web", id="m", metadata={})


def at(*happened: Event) -> Moment:
    moment = first(DOMAIN)
    for event in happened:
        moment = after(moment, event, DOMAIN)
    return moment


FORM = events.active_loop("form")


def test_before_anything_was_said_the_assistant_listens_to_a_visitor_of_whom_only_initial_values_are_known() -> None:
    assert at().slots == {"nom": None, "pro": False, "articles": None, "note": None, REQUESTED: None}
    assert at().features == {"pro": (1.0, 0.0)}
    assert (at().followup, at().action, at().intent, at().loop_name) == (LISTEN, None, None, None)


@pytest.mark.parametrize(
    ("happened", "field", "value"),
    [
        ([said()], "intent", "saluer"),
        ([said()], "followup", None),
        ([events.slot("nom", "Léa")], "filled", {"nom": "Léa"}),
        ([events.slot("articles", "thé")], "filled", {"articles": ["thé"]}),
        ([events.slot("nom", "Léa")], "features", {"pro": (1.0, 0.0), "nom": (1.0,)}),
        ([events.slot("nom", "Léa"), events.slot("nom", None)], "features", {"pro": (1.0, 0.0)}),
        ([events.slot("pro", None)], "features", {}),
        ([events.slot("note", "x")], "features", {"pro": (1.0, 0.0)}),
        ([events.slot("inconnu", "x")], "filled", {}),
        ([events.slot("nom", "Léa"), {"event": "reset_slots"}], "filled", {}),
        ([events.slot("nom", "Léa"), {"event": "reset_slots"}], "features", {"pro": (1.0, 0.0)}),
        ([events.action("action_x")], "action", "action_x"),
        ([{"event": "followup", "name": "action_x"}], "followup", "action_x"),
        ([{"event": "followup", "name": "action_x"}, events.action("action_y")], "followup", None),
        ([{"event": "followup", "name": "action_x"}, said()], "followup", None),
        ([FORM], "loop", Loop("form")),
        ([said(), FORM], "loop", Loop("form", trigger=parse_of("saluer"))),
        ([FORM, events.active_loop(None)], "loop", None),
        ([FORM, events.active_loop("autre")], "loop", Loop("autre")),
        ([FORM, events.rejected("form")], "loop", Loop("form", rejected=True)),
        ([FORM, events.rejected("action_x")], "loop", Loop("form")),
        ([FORM, events.rejected("form"), events.action("action_x")], "loop", Loop("form", rejected=True)),
        ([FORM, events.rejected("form"), events.action("form")], "loop", Loop("form")),
        ([FORM, events.interrupted()], "loop", Loop("form", interrupted=True)),
        ([FORM, events.interrupted(), events.action("action_x")], "loop", Loop("form")),
        ([events.interrupted()], "loop", None),
        ([events.rejected("form")], "loop", None),
        ([events.active_loop(NOT_SET)], "loop_name", None),
        ([{"event": "pause"}], "paused", True),
        ([{"event": "pause"}, {"event": "resume"}], "paused", False),
        ([events.slot("nom", "Léa"), FORM, {"event": "pause"}, {"event": "restart"}], "filled", {}),
        ([FORM, {"event": "pause"}, {"event": "restart"}], "paused", False),
        ([FORM, {"event": "restart"}], "loop", None),
        ([said(), {"event": "restart"}], "followup", SESSION_START),
        ([said(), {"event": "restart"}], "intent", None),
        ([events.slot("nom", "Léa"), {"event": "session_started"}], "filled", {}),
        ([said(), {"event": "session_started"}], "followup", LISTEN),
    ],
)
def test_an_event_changes_what_it_is_about(happened: list[Event], field: str, value: Any) -> None:
    assert getattr(at(*happened), field) == value


@pytest.mark.parametrize(
    "kind",
    ["bot", "user_featurization", "reminder", "cancel_reminder", "agent", "export", "entities", "rewind", "undo"],
)
def test_other_events_change_nothing(kind: str) -> None:
    before = at(said(), FORM)
    assert after(before, {"event": kind}, DOMAIN) is before


def test_no_moment_is_changed_by_the_next() -> None:
    before = at(events.slot("nom", "Léa"))
    after(before, events.slot("nom", "Tom"), DOMAIN)
    after(before, {"event": "reset_slots"}, DOMAIN)
    assert (before.slot("nom"), before.features) == ("Léa", {"pro": (1.0, 0.0), "nom": (1.0,)})


def test_a_slot_that_does_not_exist_holds_nothing() -> None:
    assert at().slot("inconnu") is None


def test_a_slot_that_is_emptied_no_longer_has_its_initial_value() -> None:
    assert at(events.slot("pro", None)).slot("pro") is None
    assert at(events.slot("pro", None)).slots["pro"] is None
