"""What became of visitors' questions, counted on both databases: decisions taken on the base, and the last votes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from time import perf_counter
from typing import Any

import pytest
from sqlalchemy import insert

from api.storage.database import Database
from api.storage.entries import SqlEntries
from api.storage.journal import SqlJournal
from api.storage.outcomes import ON_KNOWLEDGE, Asked, Contested, SqlOutcomes
from api.storage.tables import conversations, events
from dialogue.model import Change, Conversation, Draft
from dialogue.wording import phrases
from knowledge.model import Entry
from nlu.watch import Counts

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
ENTRIES = [
    Entry("delai", "fr", "Quels délais ?", "3 jours.", category="livraison"),
    Entry("frais", "fr", "Combien coûte la livraison ?", "5,90 €.", category="livraison"),
    Entry("return", "en", "How do I return an item?", "Within 30 days.", category="retours"),
]


class Floor:
    """A conversation in which things are decided and said, at the hour of the day it is given."""

    def __init__(self, db: Database, *, at: datetime = NOON, id: str = "c1") -> None:
        self.at = at
        self.id = id
        self._journal = SqlJournal(db, clock=lambda: self.at)
        self._messages = count()
        self._journal.open(Conversation(id, "fr"), token_digest="d")

    def keep(self, kind: str, **payload: Any) -> int:
        """Keep one event, and return its number."""
        before = self._journal.load(self.id)
        author = "visitor" if kind in ("message", "choice", "feedback") else "agent"
        change = Change(before, before, (Draft(kind, author, payload),), f"m{next(self._messages)}")
        return self._journal.record(change)[0].seq

    def answer(self, id: str = "delai", *, because: str = "sure", sure: float = 0.9, topic: str = "livraison") -> int:
        return self.keep("answer", entry_id=id, confidence=sure, because=because, topic=topic, text="« 3 »", reason="r")

    def reply(self, text: str, *, because: str = "sure", kind: str = "answer") -> int:
        """Keep a message and what was decided on it, in one step, and return the decision's number."""
        before = self._journal.load(self.id)
        decided = {"because": because, "topic": "livraison", "entry_id": "delai", "confidence": 0.9}
        drafts = (Draft("message", "visitor", {"text": text}), Draft(kind, "agent", decided))
        return self._journal.record(Change(before, before, drafts, f"m{next(self._messages)}"))[-1].seq

    def vote(self, seq: int, *, helpful: bool) -> None:
        self.keep("feedback", seq=seq, helpful=helpful, comment="")


@pytest.fixture
def outcomes(db: Database) -> SqlOutcomes:
    entries = SqlEntries(db)
    entries.save(ENTRIES, author="léa", action="create")
    entries.publish([entry.id for entry in ENTRIES], author="léa")
    return SqlOutcomes(db, clock=lambda: NOON)


def test_nothing_is_counted_where_nothing_was_asked(outcomes: SqlOutcomes) -> None:
    assert outcomes.last(30).topics == {}
    assert outcomes.last(30).contested == ()


def test_questions_are_counted_by_topic_whatever_was_decided_on_them(db: Database, outcomes: SqlOutcomes) -> None:
    floor = Floor(db)
    floor.answer(sure=0.8)
    floor.answer("frais", sure=0.7)
    floor.keep("clarify", because="close", topic="livraison", choices=[], text="?")
    floor.keep("offer", because="unsure", topic="retours", exits=[], text="!")
    floor.keep("offer", because="nothing-found", topic="", exits=[], text="!")
    floor.keep("offer", because="rest", topic="", exits=[], text="!")
    topics = outcomes.last(30).topics
    assert list(topics) == ["livraison", "", "retours"]
    assert topics["livraison"] == Counts(3, 2, pytest.approx(0.75))
    assert (topics["retours"], topics[""]) == (Counts(1), Counts(2))


NO_QUESTION = {
    "small-talk",
    "flow",
    "not-understood",
    "picked",
    "asked-for-human",
    "sensitive",
    "none-of-these",
    "not-helpful",
    "failure",
    *("held-by-queue", "held-by-adviser", "exits-open", "exits-closed"),
}


def test_every_reason_counts_or_does_not() -> None:
    assert set(phrases("fr")["reason"]) - NO_QUESTION == set(ON_KNOWLEDGE)


@pytest.mark.parametrize("because", sorted(NO_QUESTION))
@pytest.mark.parametrize("kind", ["answer", "clarify", "offer", "say"])
def test_what_was_not_decided_on_the_base_is_no_question(
    db: Database, outcomes: SqlOutcomes, kind: str, because: str
) -> None:
    floor = Floor(db)
    seq = floor.keep(kind, because=because, topic="livraison", entry_id="delai", confidence=1.0)
    floor.vote(seq, helpful=False)
    floor.keep("message", text="bonjour")
    floor.keep("answer", entry_id="delai", confidence=1.0)
    assert outcomes.last(30).topics == {}
    assert outcomes.last(30).contested == ()


def test_the_last_vote_on_an_answer_wins(db: Database, outcomes: SqlOutcomes) -> None:
    floor = Floor(db)
    first, other = floor.answer(), floor.answer()
    floor.vote(first, helpful=True)
    floor.vote(other, helpful=True)
    floor.vote(first, helpful=False)
    assert outcomes.last(30).topics == {"livraison": Counts(2, 2, pytest.approx(0.9), yes=1, no=1)}
    floor.vote(first, helpful=True)
    assert outcomes.last(30).topics == {"livraison": Counts(2, 2, pytest.approx(0.9), yes=2, no=0)}


def test_a_vote_counts_for_the_answer_of_its_own_conversation(db: Database, outcomes: SqlOutcomes) -> None:
    one, other = Floor(db, id="c1"), Floor(db, id="c2")
    assert one.answer() == other.answer("return", topic="retours") == 1
    other.vote(1, helpful=False)
    topics = outcomes.last(30).topics
    assert (topics["livraison"].no, topics["retours"].no) == (0, 1)
    assert [entry.id for entry in outcomes.last(30).contested] == ["return"]


def test_only_the_last_days_count(db: Database, outcomes: SqlOutcomes) -> None:
    floor = Floor(db, at=NOON - timedelta(days=30, seconds=1))
    old = floor.answer()
    floor.at = NOON - timedelta(days=7)
    floor.vote(old, helpful=False)
    recent = floor.answer("frais", sure=0.5)
    floor.vote(recent, helpful=True)
    assert outcomes.last(30).topics == {"livraison": Counts(1, 1, 0.5, yes=1)}
    assert outcomes.last(31).topics == {"livraison": Counts(2, 2, pytest.approx(0.7), yes=1, no=1)}
    assert outcomes.last(6).topics == {}


def test_the_most_contested_entries_come_first_with_their_votes(db: Database, outcomes: SqlOutcomes) -> None:
    floor = Floor(db)
    for id, helpful in (("frais", [False, True]), ("delai", [False, False]), ("return", [False, True, True])):
        for each in helpful:
            floor.vote(floor.answer(id), helpful=each)
    floor.vote(floor.answer("gone"), helpful=False)
    assert outcomes.last(30).contested == (
        Contested("delai", "fr", "Quels délais ?", yes=0, no=2),
        Contested("frais", "fr", "Combien coûte la livraison ?", yes=1, no=1),
        Contested("return", "en", "How do I return an item?", yes=2, no=1),
    )


def test_an_entry_that_moved_to_another_topic_is_contested_once(db: Database, outcomes: SqlOutcomes) -> None:
    floor = Floor(db)
    for topic in ("livraison", "délais"):
        floor.vote(floor.answer(topic=topic), helpful=False)
    assert [(entry.id, entry.no) for entry in outcomes.last(30).contested] == [("delai", 2)]
    assert {topic: counts.no for topic, counts in outcomes.last(30).topics.items()} == {"livraison": 1, "délais": 1}


def test_a_retired_entry_is_contested_no_more_but_its_votes_stay(db: Database, outcomes: SqlOutcomes) -> None:
    floor = Floor(db)
    floor.vote(floor.answer(), helpful=False)
    SqlEntries(db).retire(["delai"], author="léa")
    assert outcomes.last(30).contested == ()
    assert outcomes.last(30).topics["livraison"].no == 1


def test_ten_entries_at_most_are_named(db: Database, outcomes: SqlOutcomes) -> None:
    names = [f"e{number:02}" for number in range(12)]
    SqlEntries(db).save([replace(ENTRIES[0], id=name) for name in names], author="léa", action="create")
    floor = Floor(db)
    for name in names:
        floor.vote(floor.answer(name), helpful=False)
    assert [entry.id for entry in outcomes.last(30).contested] == names[:10]


def test_the_last_questions_come_once_each_the_newest_first_with_what_was_said_of_their_answers(
    db: Database, outcomes: SqlOutcomes
) -> None:
    first, second = (Floor(db, id=id, at=NOON - timedelta(hours=hours)) for id, hours in (("c1", 2), ("c2", 1)))
    first.vote(first.reply("Quels délais ?"), helpful=True)
    first.reply("et les frais ?", because="nothing-found", kind="offer")
    first.reply("bonjour", because="small-talk", kind="say")
    second.reply("quels  delais ?")
    assert outcomes.asked(30, most=10) == [Asked("quels  delais ?", "fr", "delai"), Asked("et les frais ?", "fr")]
    assert outcomes.asked(30, most=1) == [Asked("quels  delais ?", "fr", "delai")]


def test_questions_of_long_ago_are_not_asked_again(db: Database, outcomes: SqlOutcomes) -> None:
    Floor(db, at=NOON - timedelta(days=31)).reply("Quels délais ?")
    assert outcomes.asked(30, most=10) == []
    assert len(outcomes.asked(32, most=10)) == 1


@pytest.mark.slow
def test_a_hundred_thousand_events_are_counted_while_one_waits(db: Database, outcomes: SqlOutcomes) -> None:
    with db.write() as connection:
        for number in range(500):
            connection.execute(insert(conversations), conversation(f"c{number}"))
            connection.execute(insert(events), [event(f"c{number}", seq) for seq in range(1, 201)])
    start = perf_counter()
    counted = outcomes.last(30).topics
    assert perf_counter() - start < 3
    assert {topic: (counts.questions, counts.yes) for topic, counts in counted.items()} == {
        "livraison": (50_000, 50_000)
    }


def conversation(id: str) -> dict[str, Any]:
    names = ("lang", "owner", "question", "topic", "page", "token_digest")
    state = {"id": id, "seq": 200, "failures": 0, "asked": [], "opened_at": NOON, "updated_at": NOON}
    return dict.fromkeys(names, "") | state


def event(id: str, seq: int) -> dict[str, Any]:
    """An answer, then a vote on it, and so on."""
    answer = {"because": "sure", "topic": "livraison", "entry_id": "delai", "confidence": 0.9, "text": 20 * "Oui. "}
    payload = answer if seq % 2 else {"seq": seq - 1, "helpful": True, "comment": ""}
    kind, author = ("answer", "agent") if seq % 2 else ("feedback", "visitor")
    names = {"conversation_id": id, "seq": seq, "kind": kind, "author": author, "author_name": ""}
    return names | {"payload": payload, "at": NOON}
