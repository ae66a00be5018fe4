"""The number that grows with each publication, and what each one changed of what visitors see."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection, RowMapping, func, select
from sqlalchemy import insert as plain_insert

from api.storage.tables import publication_changes as changes_table
from api.storage.tables import publication_log as log_table
from api.storage.tables import publications as table
from api.storage.upsert import insert
from knowledge.errors import NothingToRollBack, VersionNotFound
from knowledge.model import Entry, Publication, Shown

Seen = tuple[int | None, bool]  # the published revision, and whether the entry is retired
_THE_COUNTER = 1


def version(connection: Connection, *, locked: bool = False) -> int:
    """Return the number of the last publication, 0 before the first; `locked`: until the transaction ends."""
    query = select(table.c.version)
    return connection.execute(query.with_for_update() if locked else query).scalar() or 0


def log(
    connection: Connection,
    changes: Sequence[tuple[Entry, Entry]],
    *,
    action: str,
    author: str,
    at: datetime,
    back_to: int | None = None,
) -> int:
    """Count one more publication, in the caller's transaction, and keep what visitors see otherwise; return its number.

    What changes nothing for visitors is no publication: the number is that of the last one then.
    """
    seen = [(before, after) for before, after in changes if _seen(before) != _seen(after)]
    if not seen:
        return version(connection)
    number = _next_version(connection, author, at)
    made = {"version": number, "action": action, "author": author, "at": at, "back_to": back_to}
    connection.execute(plain_insert(log_table), made)
    connection.execute(plain_insert(changes_table), [_row(number, before, after) for before, after in seen])
    return number


def seen_at(connection: Connection, number: int) -> dict[str, Seen]:
    """Return what visitors saw at this version of each entry that was shown otherwise since.

    Raises VersionNotFound, NothingToRollBack.
    """
    last = version(connection)
    kept = connection.execute(select(func.count()).where(log_table.c.version > number)).scalar_one()
    if number < 0 or number > last or kept < last - number:
        raise VersionNotFound(version=number)
    since = select(changes_table).where(changes_table.c.version > number).order_by(changes_table.c.version)
    first: dict[str, Seen] = {}
    for row in connection.execute(since).mappings():
        first.setdefault(row["entry_id"], (row["published_before"], row["retired_before"]))
    if not first:
        raise NothingToRollBack()
    return first


def was_shown(connection: Connection, id: str) -> bool:
    """Say whether visitors saw this entry at any time."""
    query = select(changes_table.c.version).where(changes_table.c.entry_id == id).limit(1)
    return connection.execute(query).first() is not None


def recent(connection: Connection, limit: int) -> list[Publication]:
    """Return the last publications, newest first."""
    last = select(log_table).order_by(log_table.c.version.desc()).limit(limit)
    made = connection.execute(last).mappings().all()
    if not made:
        return []
    chosen = select(changes_table).where(changes_table.c.version >= made[-1]["version"])
    rows = connection.execute(chosen.order_by(changes_table.c.version, changes_table.c.entry_id)).mappings()
    changed = {number: _shown(group) for number, group in groupby(rows, lambda row: row["version"])}
    return [
        Publication(
            version=row["version"],
            action=row["action"],
            author=row["author"],
            at=row["at"],
            changes=changed.get(row["version"], ()),
            back_to=row["back_to"],
        )
        for row in made
    ]


def _next_version(connection: Connection, author: str, at: datetime) -> int:
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


def _seen(entry: Entry) -> Seen:
    return entry.published_revision, entry.retired


def _row(number: int, before: Entry, after: Entry) -> dict[str, object]:
    return {
        "version": number,
        "entry_id": after.id,
        "published_before": before.published_revision,
        "retired_before": before.retired,
        "published_after": after.published_revision,
        "retired_after": after.retired,
    }


def _shown(rows: Iterable[RowMapping]) -> tuple[Shown, ...]:
    return tuple(
        Shown(
            row["entry_id"],
            None if row["retired_before"] else row["published_before"],
            None if row["retired_after"] else row["published_after"],
        )
        for row in rows
    )
