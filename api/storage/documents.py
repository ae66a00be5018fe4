"""Named JSON documents: the company, the calibration, whatever is one piece and changes as a whole."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from api.storage.clock import Clock, utc_now
from api.storage.database import Database
from api.storage.tables import documents as table
from api.storage.upsert import insert


class SqlDocuments:
    """Keeps the last state of each document; its version grows by one a write."""

    def __init__(self, db: Database, *, clock: Clock = utc_now) -> None:
        self._db = db
        self._clock = clock

    def read(self, name: str) -> tuple[int, dict[str, Any]] | None:
        """Return the document's version and body, or None when it was never written."""
        query = select(table.c.version, table.c.body).where(table.c.name == name)
        with self._db.read() as connection:
            row = connection.execute(query).first()
        return None if row is None else (row.version, row.body)

    def version(self, name: str) -> int:
        """Return the document's version, 0 when it was never written."""
        with self._db.read() as connection:
            return connection.execute(select(table.c.version).where(table.c.name == name)).scalar() or 0

    def write_over(self, name: str, body: dict[str, Any], author: str, *, version: int) -> int | None:
        """Keep the document in the place of that version (0: there is none yet); None when it is no longer the last."""
        state = {"body": body, "updated_at": self._clock(), "updated_by": author}
        with self._db.write() as connection:
            if version == 0:
                fresh = insert(connection, table).values(name=name, version=1, **state).on_conflict_do_nothing()
                return connection.execute(fresh.returning(table.c.version)).scalar_one_or_none()
            this = (table.c.name == name) & (table.c.version == version)
            over = update(table).where(this).values(version=version + 1, **state)
            return connection.execute(over.returning(table.c.version)).scalar_one_or_none()

    def write(self, name: str, body: dict[str, Any], author: str) -> int:
        """Keep the document as it is now and return its version, from 1."""
        with self._db.write() as connection:
            return put(connection, name, body, author=author, at=self._clock())


def put(connection: Connection, name: str, body: dict[str, Any], *, author: str, at: datetime) -> int:
    """Keep a document as it is now, in the caller's transaction, and return its version, from 1."""
    state = {"body": body, "updated_at": at, "updated_by": author}
    statement = (
        insert(connection, table)
        .values(name=name, version=1, **state)
        .on_conflict_do_update(index_elements=["name"], set_={"version": table.c.version + 1, **state})
        .returning(table.c.version)
    )
    version: int = connection.execute(statement).scalar_one()
    return version
