"""What visitors of the public FAQ opened, were shown and picked: counts, and nobody behind them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Date, Select, delete, func, select

from api.storage.chunks import chunks
from api.storage.database import Database
from api.storage.tables import events, visit_days
from api.storage.tables import visits as table
from api.storage.upsert import insert
from knowledge.faq.popularity import Usage

Kind = Literal["view", "shown", "click"]
DAYS_KEPT = 28  # of what tells visitors of one day from each other
_A_QUERY = 500
_YEARS_KEPT = timedelta(days=800)


@dataclass(frozen=True, slots=True)
class Visit:
    """One thing a visitor did with an entry on a day; `visitor` and `source` are digests that change every day.

    `rank` is where the entry stood in a list, from 1; 0 outside lists.
    """

    day: date
    entry_id: str
    kind: Kind
    visitor: str
    source: str
    rank: int = 0


class SqlVisits:
    """Keeps each visit once a visitor, entry, kind and day, for DAYS_KEPT days; counts a day for two years."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, visits: Sequence[Visit]) -> int:
        """Keep the visits that are not known yet, and return how many."""
        known = {(visit.day, visit.entry_id, visit.kind, visit.visitor): visit for visit in reversed(visits)}
        rows = [_row(known[key]) for key in sorted(known)]
        with self._db.write() as connection:
            new = [row for piece in chunks(rows, _A_QUERY) for row in _insert(connection, piece)]
            _count(connection, new)
        return len(new)

    def forget(self, *, today: date) -> None:
        """Remove what is older than it is kept."""
        with self._db.write() as connection:
            connection.execute(delete(table).where(table.c.day <= today - timedelta(days=DAYS_KEPT)))
            connection.execute(delete(visit_days).where(visit_days.c.day <= today - _YEARS_KEPT))

    def asked(self, first: date, last: date) -> Mapping[str, Counter[date]]:
        """Return how often each entry was opened here or answered by the agent, by day, both days included."""
        opened = select(visit_days.c.entry_id, visit_days.c.day, visit_days.c.views)
        found: defaultdict[str, Counter[date]] = defaultdict(Counter)
        with self._db.read() as connection:
            rows = [*connection.execute(opened.where(visit_days.c.day.between(first, last)))]
            rows += connection.execute(_answered(first, last))
        for entry_id, day, count in rows:
            found[entry_id][day] += count
        return found

    def usage(self, *, since: date) -> dict[str, Usage]:
        """Return what visitors did with each entry in lists, from a day on."""
        counts = (
            select(table.c.entry_id, table.c.kind, table.c.source, table.c.rank, func.count())
            .where(table.c.day >= since, table.c.kind.in_(("shown", "click")))
            .group_by(table.c.entry_id, table.c.kind, table.c.source, table.c.rank)
        )
        found: defaultdict[str, dict[str, dict[tuple[str, int], int]]] = defaultdict(lambda: {"shown": {}, "click": {}})
        with self._db.read() as connection:
            for entry_id, kind, source, rank, count in connection.execute(counts):
                found[entry_id][kind][source, rank] = count
        return {id: Usage(each["shown"], each["click"]) for id, each in found.items()}


def _row(visit: Visit) -> dict[str, Any]:
    names = ("day", "entry_id", "kind", "visitor", "source", "rank")
    return {name: getattr(visit, name) for name in names}


def _insert(connection: Connection, rows: Sequence[dict[str, Any]]) -> list[Any]:
    statement = insert(connection, table).values(rows).on_conflict_do_nothing()
    return list(connection.execute(statement.returning(table.c.day, table.c.entry_id, table.c.kind)))


def _count(connection: Connection, rows: Sequence[Any]) -> None:
    """Add what was new to the counts of its day."""
    counts = Counter((row.day, row.entry_id, row.kind) for row in rows)
    for day, entry_id in sorted({(day, entry_id) for day, entry_id, _ in counts}):
        more = {"views": counts[day, entry_id, "view"], "clicks": counts[day, entry_id, "click"]}
        if not any(more.values()):
            continue
        statement = insert(connection, visit_days).values(day=day, entry_id=entry_id, **more)
        added = {name: visit_days.c[name] + statement.excluded[name] for name in more}
        connection.execute(statement.on_conflict_do_update(index_elements=["day", "entry_id"], set_=added))


def _answered(first: date, last: date) -> Select[Any]:
    """Select each entry and day with the conversations that it was an answer in."""
    entry_id = events.c.payload["entry_id"].as_string()
    day = func.date(events.c.at, type_=Date)
    return (
        select(entry_id, day, func.count(events.c.conversation_id.distinct()))
        .where(events.c.kind == "answer", events.c.at >= _start(first), events.c.at < _start(last + timedelta(days=1)))
        .group_by(entry_id, day)
    )


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
