"""The number that grows with each publication."""

from datetime import datetime

from sqlalchemy import Connection, select

from api.storage.tables import publications as table
from api.storage.upsert import insert

_THE_COUNTER = 1


def version(connection: Connection) -> int:
    """Return the number of the last publication, 0 before the first."""
    return connection.execute(select(table.c.version)).scalar() or 0


def next_version(connection: Connection, author: str, at: datetime) -> int:
    """Count one more publication, in the caller's transaction, and return its number."""
    # One row that each publication updates: its lock makes versions grow in the order of the commits.
    state = {"at": at, "author": author}
    statement = (
        insert(connection, table)
        .values(id=_THE_COUNTER, version=1, **state)
        .on_conflict_do_update(index_elements=["id"], set_={"version": table.c.version + 1, **state})
        .returning(table.c.version)
    )
    number: int = connection.execute(statement).scalar_one()
    return number
