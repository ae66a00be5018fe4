"""What visitors of the public FAQ think of an answer: the last word of each visit, masked."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select

from api.storage.database import Database
from api.storage.tables import opinions as table
from api.storage.upsert import insert


@dataclass(frozen=True, slots=True)
class Opinion:
    """Whether an answer, as of a revision, helped somebody, and what they say of it, without personal data.

    `visitor` and `source` are digests that lead back to nobody.
    """

    entry_id: str
    visitor: str
    source: str
    revision: int
    helpful: bool
    comment: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Votes:
    """How often an entry helped and how often it did not, by source."""

    yes: dict[str, int] = field(default_factory=dict)
    no: dict[str, int] = field(default_factory=dict)


class SqlOpinions:
    """Keeps one opinion a visit and entry: the last one."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(self, opinion: Opinion) -> None:
        """Keep an opinion in the place of the one that this visit had."""
        names = ("source", "revision", "helpful", "comment", "at")
        said = {name: getattr(opinion, name) for name in names}
        with self._db.write() as connection:
            statement = insert(connection, table).values(entry_id=opinion.entry_id, visitor=opinion.visitor, **said)
            connection.execute(statement.on_conflict_do_update(index_elements=["entry_id", "visitor"], set_=said))

    def of(self, entry_id: str, *, most: int = 200) -> list[Opinion]:
        """Return the opinions on an entry, the newest first."""
        query = select(table).where(table.c.entry_id == entry_id).order_by(table.c.at.desc(), table.c.visitor)
        with self._db.read() as connection:
            return [Opinion(**row) for row in connection.execute(query.limit(most)).mappings()]

    def count(self, entry_id: str) -> tuple[int, int]:
        """Return how often an entry helped, and how often it did not."""
        yes = func.count().filter(table.c.helpful.is_(True))
        with self._db.read() as connection:
            row = connection.execute(select(yes, func.count()).where(table.c.entry_id == entry_id)).one()
        return row[0], row[1] - row[0]

    def votes(self, *, since: datetime) -> Mapping[str, Votes]:
        """Return how the votes on each entry stand, from a time on."""
        counts = (
            select(table.c.entry_id, table.c.source, table.c.helpful, func.count())
            .where(table.c.at >= since)
            .group_by(table.c.entry_id, table.c.source, table.c.helpful)
        )
        found: defaultdict[str, Votes] = defaultdict(Votes)
        with self._db.read() as connection:
            for entry_id, source, helpful, count in connection.execute(counts):
                (found[entry_id].yes if helpful else found[entry_id].no)[source] = count
        return found
