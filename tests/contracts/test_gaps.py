"""What was heard of conversations and decided about gaps, kept the same way by both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from sqlalchemy import delete

from api.storage.database import Database
from api.storage.gaps import Decided, Heard, SqlGaps
from api.storage.journal import SqlJournal
from api.storage.tables import conversations
from dialogue.model import Change, Conversation, Draft

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
VECTOR = np.array([0.6, -0.8], np.float32)
HEARD = Heard("c1", 2, "digest", "Où est <NAME> ?", "Où est <NAME> ?", "", "stems", VECTOR)
DISMISSED = Decided("g-1", "dismissed", 3, "léa", NOON)


@pytest.fixture
def store(db: Database) -> SqlGaps:
    return SqlGaps(db)


def talk(db: Database, id: str, *kinds: str, days: float = 0, lang: str = "fr") -> None:
    """Keep a conversation in which these things happened."""
    journal = SqlJournal(db, clock=lambda: NOON - timedelta(days=days))
    conversation = Conversation(id, lang)
    journal.open(conversation, token_digest="d")
    journal.record(Change(conversation, conversation, tuple(Draft(kind, "agent", {"text": kind}) for kind in kinds)))


def shown(told: Heard) -> tuple[Any, ...]:
    """What is kept, the vector as numbers."""
    return (*(getattr(told, name) for name in told.__slots__ if name != "vector"), told.vector.round(2).tolist())


@pytest.mark.parametrize("kind", ["clarify", "offer", "choice", "escalated", "feedback"])
def test_a_conversation_in_which_something_may_have_gone_wrong_is_read_in_order(
    db: Database, store: SqlGaps, kind: str
) -> None:
    talk(db, "c1", "say", "message", kind, "rating", lang="en")
    ((lang, events),) = store.conversations(NOON - timedelta(days=1), most=10)
    assert (lang, [event.kind for event in events]) == ("en", ["say", "message", kind])
    assert events[1].payload == {"text": "message"}


def test_one_sure_answer_is_nothing_wrong_and_two_may_be_the_same_question_put_otherwise(
    db: Database, store: SqlGaps
) -> None:
    talk(db, "one", "message", "answer")
    talk(db, "two", "message", "answer", "message", "answer")
    talk(db, "none", "message", "say")
    assert [events[0].conversation_id for _, events in store.conversations(NOON - timedelta(1), most=10)] == ["two"]


def test_the_latest_conversations_of_the_period_are_read_as_many_as_are_wanted(db: Database, store: SqlGaps) -> None:
    for days in (3, 1, 2, 40):
        talk(db, f"c{days}", "message", "offer", days=days)
    since = NOON - timedelta(days=30)
    assert [its[0].conversation_id for _, its in store.conversations(since, most=10)] == ["c1", "c2", "c3"]
    assert [its[0].conversation_id for _, its in store.conversations(since, most=2)] == ["c1", "c2"]


def test_what_is_heard_is_kept_and_heard_anew_in_its_place(db: Database, store: SqlGaps) -> None:
    talk(db, "c1", "message")
    store.keep([HEARD])
    assert shown(store.heard([HEARD.key])[HEARD.key]) == shown(HEARD)
    store.group({HEARD.key: "g-1"})
    store.keep([replace(HEARD, source="other", reply="Ici.")])
    assert shown(store.heard([HEARD.key])[HEARD.key]) == shown(
        replace(HEARD, source="other", reply="Ici.", gap_id="g-1")
    )
    assert store.heard([("c1", 3), ("c2", 2)]) == {}
    assert store.heard([]) == {}


def test_groups_are_remembered_for_the_signals_they_are_given(db: Database, store: SqlGaps) -> None:
    talk(db, "c1", "message")
    store.keep([HEARD, replace(HEARD, seq=4), replace(HEARD, seq=6)])
    store.group({("c1", 2): "g-1", ("c1", 4): "g-2"})
    store.group({})
    found = store.heard([("c1", seq) for seq in (2, 4, 6)])
    assert [found["c1", seq].gap_id for seq in (2, 4, 6)] == ["g-1", "g-2", None]


def test_nothing_is_kept_of_a_conversation_that_is_gone_and_nothing_stays(db: Database, store: SqlGaps) -> None:
    store.keep([])
    store.keep([HEARD])
    assert store.heard([HEARD.key]) == {}
    talk(db, "c1", "message")
    store.keep([HEARD])
    with db.write() as connection:
        connection.execute(delete(conversations))
    assert store.heard([HEARD.key]) == {}


def test_a_thousand_signals_are_kept_at_once(db: Database, store: SqlGaps) -> None:
    for number in range(3):
        talk(db, f"c{number}", "message")
    told = [replace(HEARD, conversation_id=f"c{number % 3}", seq=number) for number in range(1_200)]
    store.keep(told)
    assert store.heard(each.key for each in told).keys() == {each.key for each in told}


def test_the_last_decision_on_a_gap_stands_until_it_is_reopened(store: SqlGaps) -> None:
    assert store.decisions() == {}
    store.decide(DISMISSED)
    other = Decided("g-2", "entry", 1, "karim", NOON, "vase", 2)
    store.decide(other)
    assert store.decisions() == {"g-1": DISMISSED, "g-2": other}
    again = replace(DISMISSED, decision="entry", volume=5, at=NOON + timedelta(days=1), entry_id="vase", revision=1)
    store.decide(again)
    assert store.decisions()["g-1"] == again
    store.reopen("g-1")
    store.reopen("g-nowhere")
    assert store.decisions() == {"g-2": other}
