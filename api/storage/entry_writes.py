"""Entries as they are written: locked, numbered, kept with their history, shown to visitors or hidden from them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select, update
from sqlalchemy import insert as plain_insert

from api.storage import entry_rows, publications
from api.storage.chunks import chunks
from api.storage.tables import entries as table
from api.storage.tables import revisions
from api.storage.upsert import insert
from knowledge.errors import EditConflict, EntryNotFound
from knowledge.model import Entry

A_QUERY = 1_000


def locked(connection: Connection, ids: Sequence[str]) -> dict[str, Entry]:
    """Return those of these entries that there are, by id; nobody else changes them before the transaction ends."""
    found: dict[str, Entry] = {}
    # In one order for everybody, so that two publications of the same entries wait and do not deadlock.
    for piece in chunks(sorted(set(ids)), A_QUERY):
        query = select(table).where(table.c.id.in_(piece)).order_by(table.c.id).with_for_update()
        found.update((row["id"], entry_rows.entry_of(row)) for row in connection.execute(query).mappings())
    return found


def known(current: Mapping[str, Entry], id: str) -> Entry:
    """Return one of the entries. Raises EntryNotFound."""
    if id not in current:
        raise EntryNotFound(id=id)
    return current[id]


def unchanged(current: Mapping[str, Entry], entry: Entry) -> Entry:
    """Return the entry as kept, if it is still at the revision it was read at. Raises EntryNotFound, EditConflict."""
    kept = known(current, entry.id)
    if kept.revision != entry.revision:
        raise EditConflict(id=entry.id, author=kept.updated_by, revision=kept.revision)
    return kept


def numbered(entries: Sequence[Entry], current: dict[str, Entry], author: str, at: datetime) -> list[Entry]:
    """Return the entries as their next revisions. Raises EditConflict, EntryNotFound."""
    saved = []
    for entry in entries:
        after = _next(entry, current.get(entry.id), author, at)
        # The same entry twice in one call conflicts with itself.
        current[entry.id] = after
        saved.append(after)
    return saved


def keep(connection: Connection, saved: Sequence[Entry], *, action: str) -> None:
    """Write entries that were numbered, each with a line of history. Raises EditConflict."""
    insert_new(connection, [entry for entry in saved if entry.revision == 1])
    _update(connection, [entry for entry in saved if entry.revision > 1])
    for entry in saved[:1]:
        assert entry.updated_at is not None
        _keep_history(connection, saved, author=entry.updated_by, action=action, at=entry.updated_at)


def show(
    connection: Connection,
    changes: Sequence[tuple[Entry, Entry]],
    *,
    action: str,
    author: str,
    at: datetime,
    back_to: int | None = None,
) -> int:
    """Write entries, each as it was and as it is now, with what visitors see of them; return the version then."""
    _update(connection, [after for _, after in changes])
    _keep_history(connection, [after for _, after in changes], author=author, action=action, at=at)
    return publications.log(connection, changes, action=action, author=author, at=at, back_to=back_to)


def drop_drafts(connection: Connection, ids: Sequence[str]) -> None:
    """Remove, among these, entries drafted from a need, never published, and only ever saved by that one action."""
    actions = select(func.count(revisions.c.action.distinct())).where(revisions.c.entry_id == table.c.id)
    untouched = table.c.published_revision.is_(None) & table.c.need_id.is_not(None)
    for piece in chunks(ids, A_QUERY):
        chosen = table.c.id.in_(piece) & untouched & (actions.scalar_subquery() == 1)
        connection.execute(delete(table).where(chosen))


def insert_new(connection: Connection, entries: Sequence[Entry]) -> None:
    """Write entries that there were none of. Raises EditConflict when somebody was faster."""
    if not entries:
        return
    rows = [entry_rows.row_of(entry) for entry in entries]
    statement = insert(connection, table).on_conflict_do_nothing().returning(table.c.id)
    kept = set(connection.execute(statement, rows).scalars())
    for entry in entries:
        # Nothing to lock before the first save: two people may create the same id at once.
        if entry.id not in kept:
            current = locked(connection, [entry.id])[entry.id]
            raise EditConflict(id=entry.id, author=current.updated_by, revision=current.revision)


def _next(entry: Entry, current: Entry | None, author: str, at: datetime) -> Entry:
    if current is None and entry.revision > 0:
        raise EntryNotFound(id=entry.id)
    if current is not None and current.revision != entry.revision:
        raise EditConflict(id=entry.id, author=current.updated_by, revision=current.revision)
    return replace(
        entry,
        revision=entry.revision + 1,
        published_revision=current.published_revision if current else None,
        retired=current.retired if current else False,
        updated_at=at,
        updated_by=author,
    )


def _update(connection: Connection, entries: Sequence[Entry]) -> None:
    if entries:
        rows = [{**entry_rows.row_of(entry), "key": entry.id} for entry in entries]
        connection.execute(update(table).where(table.c.id == bindparam("key")), rows)


def _keep_history(connection: Connection, entries: Sequence[Entry], *, author: str, action: str, at: datetime) -> None:
    rows = [
        {
            "entry_id": entry.id,
            "number": entry.revision,
            "action": action,
            "author": author,
            "at": at,
            "entry": entry_rows.snapshot_of(entry),
        }
        for entry in entries
    ]
    if rows:
        connection.execute(plain_insert(revisions), rows)
