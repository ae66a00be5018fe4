"""What of a conversation still counts, after forms that go on, steps back and new beginnings."""

import itertools

import pytest
from fakes.talk import Clock, in_words

from dialogue.assistant import events
from dialogue.assistant.domain import LISTEN, Domain
from dialogue.assistant.events import Event
from dialogue.assistant.messages import parse_of
from dialogue.assistant.slots import REQUESTED, Slot
from dialogue.assistant.tracker import Tracker
from dialogue.assistant.trail import Lens

DOMAIN = Domain(
    intents={"saluer": frozenset()},
    slots={"a": Slot("a", "text"), "b": Slot("b", "text"), REQUESTED: Slot(REQUESTED, "text", influences=False)},
)
NAMED = {"L": LISTEN, "F": "form", "X": "action_x", "G": "autre_form"}


def tracker(*happened: Event) -> Tracker:
    found = Tracker("v", Lens(DOMAIN), clock=Clock())
    found.add(*happened)
    return found


def story(words: str) -> list[Event]:
    """Events in short: `L` listens, `F`, `G` and `X` are actions, `u` a message, `+F` and `-` begin and end a form,
    `!F` does not want to run, `a=1` a slot."""
    return [_event(word) for word in words.split()]


def _event(word: str) -> Event:
    kinds = {"u": said, "rewind": None, "undo": None, "restart": None, "session": None}
    if word == "u":
        return said("saluer")
    if word in kinds:
        return {"event": "session_started" if word == "session" else word}
    if word == "-":
        return events.active_loop(None)
    if word[0] == "+":
        return events.active_loop(NAMED[word[1]])
    if word[0] == "!":
        return events.rejected(NAMED[word[1]])
    if "=" in word:
        return events.slot(*word.split("="))
    return events.action(NAMED[word])


def said(intent: str) -> Event:
    return events.user("…", parse_of(intent), channel="web", id="m", metadata={})


def counts(words: str) -> str:
    """What still counts, in the same short words."""
    short = {value: key for key, value in NAMED.items()}
    told = []
    for each in tracker(*story(words)).applied:
        event = each.event
        match event["event"]:
            case "user":
                told.append("u")
            case "active_loop":
                told.append(f"+{short[event['name']]}" if event["name"] else "-")
            case "slot":
                told.append(f"{event['name']}={event['value']}")
            case "action_execution_rejected":
                told.append(f"!{short[event['name']]}")
            case _:
                told.append(short[event["name"]])
    return " ".join(told)


@pytest.mark.parametrize(
    ("happened", "still"),
    [
        ("L u X L", "L u X L"),
        # A form that was answered and goes on: only its first run, and what was learned, counts.
        ("L u F +F a=1 L u b=2 F L", "L u F +F a=1 b=2 L"),
        ("L u F +F L u a=1 F L u b=2 F L", "L u F +F a=1 b=2 L"),
        # Something else was said meanwhile, or the form did not want it: that stays.
        ("L u F +F L u !F X F L", "L u F +F L u !F X F L"),
        ("L u F +F L u X F L", "L u F +F L u X F L"),
        ("L u F +F L u !F X F L u a=1 F L", "L u F +F L u !F X F a=1 L"),
        # It ended, and begins anew.
        ("L u F +F L u a=1 F - X L u F +F L", "L u F +F a=1 - X L u F +F L"),
        # Another one begins meanwhile.
        ("L u F +F L u G +G L u a=1 G L", "L u F +F L u G +G a=1 L"),
        # It ran before and did not begin, its validation failing: what was said since was an answer to it all the same.
        ("L u F L u F +F L", "L u F +F L"),
        ("L u F X L u F +F L u F L", "L u F +F L"),
        # An action that was never a form is none.
        ("L u X L u X L", "L u X L u X L"),
    ],
)
def test_a_form_that_goes_on_leaves_no_trace_of_its_turns(happened: str, still: str) -> None:
    assert counts(happened) == still


@pytest.mark.parametrize(
    ("happened", "still"),
    [
        ("L u X rewind", ""),  # with the listening before the message
        ("L u X L u X a=1 L rewind", "L u X"),
        ("L u X L u rewind", "L u X"),
        ("L u X L u a=1 X rewind rewind", ""),
        ("L u X L u a=1 X rewind rewind rewind", ""),
        ("L u X a=1 undo", "L u"),
        ("L u a=1 X L undo undo", "L u a=1"),
        ("undo", ""),
        ("L u X restart", ""),
        ("L u X restart session L u", "L u"),
        ("L u a=1 session a=1 L", "a=1 L"),
        ("L u X restart rewind", ""),  # nothing before a restart comes back
    ],
)
def test_going_back_takes_away_whatever_came_after(happened: str, still: str) -> None:
    assert counts(happened) == still


def test_going_back_undoes_slots_forms_and_messages() -> None:
    before = tracker(*story("L u a=1 X L"))
    back = tracker(*story("L u a=1 X L u a=2 b=3 F +F rewind"))
    again = tracker(*story("L u a=1 X"))
    assert back.now.slots == before.now.slots == again.now.slots
    assert back.now.loop is None
    assert back.now.action == "action_x"
    assert back.trail == again.trail


def test_a_rewind_forgets_that_the_visitor_was_paused_only_if_it_was_after() -> None:
    assert not tracker(*story("L u"), {"event": "pause"}, {"event": "rewind"}).now.paused
    assert tracker({"event": "pause"}, *story("L u"), {"event": "rewind"}).now.paused


def test_events_are_stamped_in_order_unless_they_have_a_time() -> None:
    found = tracker(
        events.action(LISTEN), said("saluer") | {"timestamp": 7.5}, events.slot("a", "1") | {"timestamp": None}
    )
    assert [event["timestamp"] for event in found.events] == [1.0, 7.5, 2.0]
    assert all(event["metadata"] == {} for event in found.events)


def test_an_event_that_is_given_is_not_changed() -> None:
    given = events.action(LISTEN)
    tracker(given)
    assert "timestamp" not in given


@pytest.mark.parametrize(
    ("happened", "since"),
    [
        ("L u X L u a=1 F", "user,slot,action"),
        ("L u X restart session L", "restart,session_started,action"),
        ("L X", "action,action"),
        ("L u X rewind L", "action,user,action,rewind,action"),  # no message is left
        ("L u X L u rewind L", "user,action,action,user,rewind,action"),
    ],
)
def test_what_happened_since_the_last_message_begins_with_it(happened: str, since: str) -> None:
    assert ",".join(event["event"] for event in tracker(*story(happened)).since_message()) == since


def test_the_last_message_is_one_that_still_counts() -> None:
    assert tracker(*story("L u X L u rewind")).last_user() is not None
    assert tracker(*story("L u X rewind")).last_user() is None


def test_what_happened_since_a_mark_is_told_in_order() -> None:
    found = tracker(*story("L u"))
    mark = found.last
    found.add(*story("X L"))
    assert [in_words(event) for event in found.since(mark)] == ["action action_x", "action action_listen"]
    assert len(found.since(None)) == 4


@pytest.mark.parametrize(
    ("most", "told"),
    [
        (99, ["session_started", "action", "user", "action"]),
        (2, ["user", "action"]),
    ],
)
def test_the_events_of_a_session_begin_with_it_and_are_no_more_than_asked_for(most: int, told: list[str]) -> None:
    found = tracker(*story("session L u X L session L u X"))
    assert [event["event"] for event in found.of_session(most)] == told


def test_a_copy_goes_its_own_way() -> None:
    one = tracker(*story("L u a=1"))
    other = one.copy()
    other.add(*story("a=2 X"))
    one.add(*story("b=3"))
    assert (one.now.slot("a"), one.now.slot("b"), one.now.action) == ("1", "3", LISTEN)
    assert (other.now.slot("a"), other.now.slot("b"), other.now.action) == ("2", None, "action_x")
    assert [len(each.events) for each in (one, other)] == [4, 5]


def test_a_very_long_conversation_is_forgotten_without_harm() -> None:
    found = tracker(*itertools.chain.from_iterable(story("L u X") for _ in range(10_000)))
    assert len(found.events) == 30_000
    found.add({"event": "restart"})
    assert found.applied == []
