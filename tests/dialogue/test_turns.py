"""A step of a conversation is taken once, whoever else moves it at the same time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest
from fakes.journal import MemoryJournal

from dialogue.errors import ConversationNotFound, Stale
from dialogue.model import Change, Conversation, Draft, Event
from dialogue.turns import take_turn


class Crowded:
    """A journal in which somebody else writes just before each of the first records."""

    def __init__(self, journal: MemoryJournal, others: list[Callable[[], object]]) -> None:
        self._journal = journal
        self._others = others

    def __getattr__(self, name: str) -> Any:
        return getattr(self._journal, name)

    def record(self, change: Change) -> tuple[Event, ...]:
        if self._others:
            self._others.pop(0)()
        return self._journal.record(change)


@pytest.fixture
def journal() -> MemoryJournal:
    journal = MemoryJournal()
    journal.open(Conversation("c", "fr"), token_digest="")
    return journal


def said(text: str, message_id: str) -> Callable[[Conversation], Change]:
    """Plan to say a text; the conversation's failures count the plans that were kept."""

    def plan(held: Conversation) -> Change:
        after = replace(held, failures=held.failures + 1)
        draft = Draft("message", "visitor", {"text": text, "after": held.seq})
        return Change(held, after, (draft,), message_id)

    return plan


def test_a_step_is_planned_on_the_conversation_as_it_stands(journal: MemoryJournal) -> None:
    take_turn(journal, "c", "m1", said("un", "m1"))
    events = take_turn(journal, "c", "m2", said("deux", "m2"))
    assert [(event.seq, event.payload["after"]) for event in events] == [(2, 1)]


def test_a_message_seen_before_gets_its_events_and_is_not_planned_again(journal: MemoryJournal) -> None:
    first = take_turn(journal, "c", "m1", said("un", "m1"))
    plans: list[Conversation] = []
    again = take_turn(journal, "c", "m1", lambda held: plans.append(held) or said("autre", "m1")(held))
    assert again == first
    assert plans == []
    assert journal.load("c").failures == 1


def test_a_message_that_caused_nothing_is_remembered_too(journal: MemoryJournal) -> None:
    take_turn(journal, "c", "m1", lambda held: Change(held, held, (), "m1"))
    assert take_turn(journal, "c", "m1", said("un", "m1")) == ()
    assert journal.events("c") == ()


def test_when_somebody_else_moves_first_the_plan_is_made_again_on_the_new_state(journal: MemoryJournal) -> None:
    others = [lambda: take_turn(journal, "c", "other", said("entre-temps", "other"))]
    events = take_turn(Crowded(journal, others), "c", "m1", said("un", "m1"))
    assert [(event.seq, event.payload["after"]) for event in events] == [(2, 1)]
    assert [event.payload["text"] for event in journal.events("c")] == ["entre-temps", "un"]


def test_the_same_message_sent_twice_at_once_is_kept_once(journal: MemoryJournal) -> None:
    others = [lambda: take_turn(journal, "c", "m1", said("un", "m1"))]
    events = take_turn(Crowded(journal, others), "c", "m1", said("un", "m1"))
    assert events == journal.events("c")
    assert len(events) == 1


def test_a_conversation_that_never_stands_still_is_given_up(journal: MemoryJournal) -> None:
    numbers = iter(range(1_000))

    def interrupt() -> None:
        id = f"other{next(numbers)}"
        take_turn(journal, "c", id, said("entre-temps", id))

    with pytest.raises(Stale):
        take_turn(Crowded(journal, [interrupt] * 1_000), "c", "m1", said("un", "m1"))
    assert journal.replay("c", "m1") is None


def test_an_unknown_conversation_is_not_made_up(journal: MemoryJournal) -> None:
    with pytest.raises(ConversationNotFound):
        take_turn(journal, "elsewhere", "m1", said("un", "m1"))


def test_what_the_plan_refuses_is_not_tried_again(journal: MemoryJournal) -> None:
    tries: list[Conversation] = []

    def refuse(held: Conversation) -> Change:
        tries.append(held)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        take_turn(journal, "c", "m1", refuse)
    assert len(tries) == 1
    assert journal.replay("c", "m1") is None


def test_many_writers_at_once_leave_one_line_of_events_without_a_gap(journal: MemoryJournal) -> None:
    writers, messages = 6, 15
    start = Barrier(writers)

    def write(writer: int) -> None:
        start.wait()
        for number in range(messages):
            id = f"{writer}-{number}"
            while True:
                try:
                    take_turn(journal, "c", id, said(id, id))
                except Stale:
                    continue
                break

    with ThreadPoolExecutor(writers) as pool:
        list(pool.map(write, range(writers)))
    events = journal.events("c")
    assert [event.seq for event in events] == list(range(1, writers * messages + 1))
    assert [event.payload["after"] for event in events] == [event.seq - 1 for event in events]
    assert len({event.message_id for event in events}) == writers * messages
    assert journal.load("c").failures == writers * messages
