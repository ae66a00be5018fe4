"""Conversations in which something may have gone wrong, what was read of them, and what was decided about gaps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, RowMapping, Select, bindparam, delete, func, select, update

from api.storage import journal_rows
from api.storage.chunks import chunks
from api.storage.database import Database
from api.storage.tables import conversations, events, gaps, heard
from api.storage.upsert import insert
from dialogue.missed import TELLING
from dialogue.model import Event
from knowledge.gaps.groups import Key

GapDecision = Literal["dismissed", "entry"]
# What follows a question that went wrong; a conversation with two sure answers may hold a question put otherwise.
_WRONG = ("clarify", "offer", "choice", "escalated", "feedback")
_A_QUERY = 500


@dataclass(frozen=True, slots=True)
class Heard:
    """What a signal says, masked; see the table `heard`. The vector is float32, (dimension,), empty without words."""

    conversation_id: str
    seq: int
    source: str
    text: str
    wording: str
    reply: str
    encoder: str
    vector: NDArray[np.float32]
    gap_id: str | None = None

    @property
    def key(self) -> Key:
        """What tells the signal from every other."""
        return self.conversation_id, self.seq


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody decided about a gap, when so many conversations asked for it.

    `revision` is that of the entry which answers it, once published.
    """

    id: str
    decision: GapDecision
    volume: int
    by: str
    at: datetime
    entry_id: str | None = None
    revision: int | None = None


class SqlGaps:
    """Reads events by their kind and time, keeps what was masked of them, and what managers decided."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def conversations(self, since: datetime, *, most: int) -> list[tuple[str, list[Event]]]:
        """Return the latest conversations in which something may have gone wrong, each with its language."""
        with self._db.read() as connection:
            langs = {id: lang for id, lang, _ in connection.execute(_suspects(since).limit(most))}
            told: dict[str, list[Event]] = {id: [] for id in langs}
            for piece in chunks(langs, _A_QUERY):
                for row in connection.execute(_telling(piece)).mappings():
                    told[row["conversation_id"]].append(journal_rows.event_of(row))
        return [(langs[id], its) for id, its in told.items()]

    def heard(self, keys: Iterable[Key]) -> dict[Key, Heard]:
        """Return what is known of these signals."""
        wanted = set(keys)
        found: dict[Key, Heard] = {}
        with self._db.read() as connection:
            for piece in chunks(sorted({id for id, _ in wanted}), _A_QUERY):
                rows = connection.execute(select(heard).where(heard.c.conversation_id.in_(piece))).mappings()
                found.update((each.key, each) for each in map(_heard, rows) if each.key in wanted)
        return found

    def keep(self, told: Sequence[Heard]) -> None:
        """Keep what signals say, in the place of what was known of them; a gap stays that of before."""
        with self._db.write() as connection:
            here = _known(connection, {each.conversation_id for each in told})
            rows = [_row(each) for each in told if each.conversation_id in here]
            if rows:
                statement = insert(connection, heard)
                changes = {name: statement.excluded[name] for name in rows[0] if name not in ("conversation_id", "seq")}
                keep = statement.on_conflict_do_update(index_elements=["conversation_id", "seq"], set_=changes)
                connection.execute(keep, rows)

    def group(self, ids: Mapping[Key, str]) -> None:
        """Remember which gap these signals are in."""
        if not ids:
            return
        place = (heard.c.conversation_id == bindparam("of")) & (heard.c.seq == bindparam("at"))
        rows = [{"of": key[0], "at": key[1], "gap": id} for key, id in sorted(ids.items())]
        with self._db.write() as connection:
            connection.execute(update(heard).where(place).values(gap_id=bindparam("gap")), rows)

    def decisions(self) -> dict[str, Decided]:
        """Return what was decided, by the gap's id."""
        with self._db.read() as connection:
            return {row["id"]: Decided(**row) for row in connection.execute(select(gaps)).mappings()}

    def decide(self, decided: Decided) -> None:
        """Keep a decision in the place of an earlier one on the same gap."""
        row = asdict(decided)
        with self._db.write() as connection:
            changes = {name: value for name, value in row.items() if name != "id"}
            statement = insert(connection, gaps).values(row)
            connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=changes))

    def reopen(self, id: str) -> None:
        """Forget what was decided about a gap."""
        with self._db.write() as connection:
            connection.execute(delete(gaps).where(gaps.c.id == id))


def _suspects(since: datetime) -> Select[Any]:
    wrong = func.count().filter(events.c.kind.in_(_WRONG))
    latest = func.max(events.c.at)
    return (
        select(events.c.conversation_id, conversations.c.lang, latest)
        .join(conversations, conversations.c.id == events.c.conversation_id)
        .where(events.c.kind.in_((*_WRONG, "answer")), events.c.at >= since)
        .group_by(events.c.conversation_id, conversations.c.lang)
        .having((wrong > 0) | (func.count() > 1))
        .order_by(latest.desc(), events.c.conversation_id)
    )


def _telling(ids: Sequence[str]) -> Select[Any]:
    return (
        select(events)
        .where(events.c.conversation_id.in_(ids), events.c.kind.in_(TELLING))
        .order_by(events.c.conversation_id, events.c.seq)
    )


def _known(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Return which of these conversations are still there: one may have been deleted while its words were masked."""
    found: set[str] = set()
    for piece in chunks(sorted(ids), _A_QUERY):
        found |= set(connection.execute(select(conversations.c.id).where(conversations.c.id.in_(piece))).scalars())
    return found


def _row(told: Heard) -> dict[str, Any]:
    row = {name: getattr(told, name) for name in told.__slots__ if name != "gap_id"}
    return row | {"vector": told.vector.astype("<f2").tobytes()}


def _heard(row: RowMapping) -> Heard:
    return Heard(**{**row, "vector": np.frombuffer(row["vector"], dtype="<f2").astype(np.float32)})
