"""Past requests, as the knowledge package's Requests port."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from sqlalchemy import func, select

from api.storage.chunks import chunks
from api.storage.database import Database
from api.storage.tables import requests as table
from api.storage.upsert import insert
from knowledge.model import Request

# A transaction holds up every other writer: an import of a million requests is cut into pieces of half a second.
_A_TRANSACTION = 20_000
_A_QUERY = 1_000


class SqlRequests:
    """Keeps requests by id. An import that was interrupted is simply run again."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, requests: Iterable[Request]) -> int:
        """Keep the requests and return how many were new. Nothing is written before the last one was read."""
        return sum(self._add(piece) for piece in chunks(list(requests), _A_TRANSACTION))

    def all(self) -> Iterator[Request]:
        """Yield every request in the order of ids, a page at a time, holding no connection between pages."""
        page = self._page(after="")
        while page:
            yield from page
            page = self._page(after=page[-1].id)

    def ids(self) -> list[str]:
        """Return the ids of all, in order, without reading what they say."""
        with self._db.read() as connection:
            return list(connection.execute(select(table.c.id).order_by(table.c.id)).scalars())

    def count(self) -> int:
        with self._db.read() as connection:
            return connection.execute(select(func.count()).select_from(table)).scalar_one()

    def fetch(self, ids: Sequence[str]) -> list[Request]:
        """Return these requests in the order asked for, without those that do not exist."""
        found: dict[str, Request] = {}
        with self._db.read() as connection:
            for piece in chunks(ids, _A_QUERY):
                rows = connection.execute(select(table).where(table.c.id.in_(piece))).mappings()
                found.update((row["id"], Request(**row)) for row in rows)
        return [found[id] for id in ids if id in found]

    def _add(self, requests: list[Request]) -> int:
        with self._db.write() as connection:
            # psycopg does not count the rows of many statements: those kept are returned, and counted here.
            statement = insert(connection, table).on_conflict_do_nothing().returning(table.c.id)
            return len(connection.execute(statement, [asdict(request) for request in requests]).all())

    def _page(self, *, after: str) -> list[Request]:
        query = select(table).where(table.c.id > after).order_by(table.c.id).limit(_A_QUERY)
        with self._db.read() as connection:
            return [Request(**row) for row in connection.execute(query).mappings()]
