"""What became of visitors' questions, counted from the events of their conversations."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, Subquery, and_, func, select, true

from api.storage.clock import Clock, utc_now
from api.storage.database import Database
from api.storage.tables import conversations, entries, events
from knowledge.analysis import fold
from nlu.watch import Counts

_DECISIONS = ("answer", "clarify", "offer")
_ANSWERED = "sure"
# Reasons that rest on what the base has; courtesies, picks and requests for a human have others.
ON_KNOWLEDGE = (_ANSWERED, "close", "unsure", "nothing-found", "rest")
_MOST_CONTESTED = 10
_REPEATED = 3  # how often the same question may come among the last ones


@dataclass(frozen=True, slots=True)
class Contested:
    """An entry with votes against its answers: how often they helped, how often they did not."""

    id: str
    lang: str
    question: str
    yes: int
    no: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A visitor's question, in the language of its conversation; `right` is the entry whose answer was said to help."""

    text: str
    lang: str
    right: str = ""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Counts by topic, the most asked first, and the entries with the most votes against them, the worst first."""

    topics: Mapping[str, Counts]
    contested: tuple[Contested, ...]


class SqlOutcomes:
    """Counts what the agent decided by itself, and what visitors say of its answers; their last vote is theirs."""

    def __init__(self, db: Database, *, clock: Clock = utc_now) -> None:
        self._db = db
        self._clock = clock

    def last(self, days: int) -> Outcomes:
        """Return what was decided in the last so many days, and what was said of it."""
        since = self._clock() - timedelta(days=days)
        with self._db.read() as connection:
            decided = connection.execute(_decided(since)).all()
            voted = connection.execute(_voted(since)).all()
        yes, no = _votes(voted, "topic")
        topics = {
            topic: Counts(questions, answered, confidence, yes[topic], no[topic])
            for topic, questions, answered, confidence in decided
        }
        return Outcomes(topics, _contested(voted))

    def asked(self, days: int, *, most: int, confirmed: bool = False) -> list[Asked]:
        """Return the last questions that were decided on what the base has, each once, the newest first; or those only
        whose answer a visitor found right.
        """
        questions = _questions(self._clock() - timedelta(days=days), confirmed=confirmed)
        with self._db.read() as connection:
            rows = connection.execute(questions.limit(_REPEATED * most)).all()
        found: dict[tuple[str, str], Asked] = {}
        for text, lang, entry_id, helpful in rows:
            key = (" ".join(fold(text).split()), lang)
            known = found.setdefault(key, Asked(text, lang))
            found[key] = replace(known, right=known.right or (entry_id if helpful else ""))
        return list(found.values())[:most]


def _decided(since: datetime) -> Select[Any]:
    """Select each topic with its questions, those answered, and how sure these answers were."""
    because, confidence = events.c.payload["because"].as_string(), events.c.payload["confidence"].as_float()
    topic, sure = events.c.payload["topic"].as_string().label("topic"), because == _ANSWERED
    average = func.coalesce(func.avg(confidence).filter(sure), 0.0)
    return (
        select(topic, func.count(), func.count().filter(sure), average)
        .where(events.c.kind.in_(_DECISIONS), events.c.at >= since, because.in_(ON_KNOWLEDGE))
        .group_by(topic)
        .order_by(func.count().desc(), topic)
    )


def _questions(since: datetime, *, confirmed: bool) -> Select[Any]:
    """Select the words of each question, its conversation's language, the entry it got and the last vote on it."""
    said, last = events.alias("said"), _last_votes(since)
    by_message = and_(
        said.c.conversation_id == events.c.conversation_id,
        said.c.message_id == events.c.message_id,
        said.c.kind == "message",
    )
    voted = and_(last.c.conversation_id == events.c.conversation_id, last.c.seq == events.c.seq)
    because, entry_id = (events.c.payload[name].as_string() for name in ("because", "entry_id"))
    return (
        select(said.c.payload["text"].as_string(), conversations.c.lang, entry_id, last.c.helpful)
        .join_from(events, said, by_message)
        .join(conversations, conversations.c.id == events.c.conversation_id)
        .outerjoin(last, voted)
        .where(events.c.kind.in_(_DECISIONS), events.c.at >= since, because.in_(ON_KNOWLEDGE))
        .where(last.c.helpful.is_(True) if confirmed else true())
        .order_by(events.c.at.desc(), events.c.conversation_id, events.c.seq.desc())
    )


def _voted(since: datetime) -> Select[Any]:
    """Select the votes by topic and entry, on answers that the agent gave by itself."""
    last, answer = _last_votes(since), events.alias("answer")
    topic = answer.c.payload["topic"].as_string().label("topic")
    yes = func.count().filter(last.c.helpful.is_(True)).label("yes")
    no = func.count().filter(last.c.helpful.is_(False)).label("no")
    about = and_(answer.c.conversation_id == last.c.conversation_id, answer.c.seq == last.c.seq)
    return (
        select(
            topic, entries.c.id, entries.c.lang, entries.c.question, entries.c.retired, yes.label("yes"), no.label("no")
        )
        .join_from(last, answer, about)
        .outerjoin(entries, entries.c.id == answer.c.payload["entry_id"].as_string())
        .where(answer.c.at >= since, answer.c.payload["because"].as_string() == _ANSWERED)
        .group_by(topic, entries.c.id)
    )


def _last_votes(since: datetime) -> Subquery:
    """Select the last vote on each answer; it comes after its answer, so that one period does for both."""
    answer = events.c.payload["seq"].as_integer()
    place = func.row_number().over(partition_by=(events.c.conversation_id, answer), order_by=events.c.seq.desc())
    helpful = events.c.payload["helpful"].as_boolean()
    votes = (
        select(events.c.conversation_id, answer.label("seq"), helpful.label("helpful"), place.label("place"))
        .where(events.c.kind == "feedback", events.c.at >= since)
        .subquery()
    )
    return select(votes).where(votes.c.place == 1).subquery()


def _votes(voted: Sequence[Row[Any]], by: str) -> tuple[Counter[str], Counter[str]]:
    """Add up the votes, yes and no, by one column."""
    yes, no = Counter[str](), Counter[str]()
    for row in voted:
        yes[getattr(row, by)] += row.yes
        no[getattr(row, by)] += row.no
    return yes, no


def _contested(voted: Sequence[Row[Any]]) -> tuple[Contested, ...]:
    """Return the entries with votes against them; one that was retired answers no more."""
    yes, no = _votes(voted, "id")
    entry = {row.id: row for row in voted if row.retired is False}
    found = [Contested(id, row.lang, row.question, yes[id], no[id]) for id, row in entry.items() if no[id]]
    return tuple(sorted(found, key=lambda each: (-each.no, each.yes, each.id))[:_MOST_CONTESTED])
