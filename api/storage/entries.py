"""Entries and their revisions, as the knowledge package's Entries port."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select, update
from sqlalchemy import insert as plain_insert

from api.storage import entry_rows, publications
from api.storage.chunks import chunks
from api.storage.clock import Clock, utc_now
from api.storage.database import Database
from api.storage.tables import entries as table
from api.storage.tables import revisions
from api.storage.upsert import insert
from knowledge.errors import EditConflict, EntryNotFound, NotPublishable
from knowledge.model import Entry, Revision

_A_QUERY = 1_000
# The line of history that saved the published revision; later lines of that number only published or retired it.
_SAVED_AS_PUBLISHED = (
    select(func.min(revisions.c.id))
    .where(revisions.c.entry_id == table.c.id, revisions.c.number == table.c.published_revision)
    .correlate(table)
    .scalar_subquery()
)


class SqlEntries:
    """Keeps the last state of each entry, and a snapshot of each revision for what visitors see and for history."""

    def __init__(self, db: Database, *, clock: Clock = utc_now) -> None:
        self._db = db
        self._clock = clock

    def get(self, id: str) -> Entry:
        """Return the entry as last saved. Raises EntryNotFound."""
        with self._db.read() as connection:
            row = connection.execute(select(table).where(table.c.id == id)).mappings().first()
        if row is None:
            raise EntryNotFound(id=id)
        return entry_rows.entry_of(row)

    def all(self) -> list[Entry]:
        """Return every entry as last saved, by id."""
        with self._db.read() as connection:
            rows = connection.execute(select(table).order_by(table.c.id)).mappings()
            return [entry_rows.entry_of(row) for row in rows]

    def published(self) -> list[Entry]:
        """Return every entry that visitors see, each as of its published revision, by id."""
        query = (
            select(revisions.c.entry)
            .join(table, revisions.c.id == _SAVED_AS_PUBLISHED)
            .where(table.c.retired.is_(False))
            .order_by(table.c.id)
        )
        with self._db.read() as connection:
            snapshots = [entry_rows.from_snapshot(snapshot) for snapshot in connection.execute(query).scalars()]
        return [replace(entry, published_revision=entry.revision, retired=False) for entry in snapshots]

    def version(self) -> int:
        """Return a number that grows whenever what `published` returns changes; 0 before the first publication."""
        with self._db.read() as connection:
            return publications.version(connection)

    def save(self, entries: Sequence[Entry], *, author: str, action: str) -> list[Entry]:
        """Keep new revisions, all or none, and return them numbered.

        What visitors see stays as it is: `published_revision` and `retired` are those already kept, whatever the
        given entries say. Raises EditConflict when somebody else saved meanwhile; EntryNotFound when an entry that
        was read before no longer exists.
        """
        at = self._clock()
        with self._db.write() as connection:
            current = _locked(connection, [entry.id for entry in entries])
            saved = _numbered(entries, current, author, at)
            _insert_new(connection, [entry for entry in saved if entry.revision == 1])
            _update(connection, [entry for entry in saved if entry.revision > 1])
            _keep_history(connection, saved, author=author, action=action, at=at)
        return saved

    def publish(self, ids: Sequence[str], *, author: str) -> int:
        """Show visitors the last revision of these entries, all or none; return the new version.

        Raises EntryNotFound; NotPublishable when one has no answer.
        """
        return self._show(ids, author=author, action="publish")

    def retire(self, ids: Sequence[str], *, author: str) -> int:
        """Hide these entries from visitors; return the new version. Raises EntryNotFound."""
        return self._show(ids, author=author, action="retire")

    def delete_drafts(self, ids: Sequence[str]) -> None:
        """Remove, among these, entries drafted from a need, never published, and only ever saved by that one action."""
        actions = select(func.count(revisions.c.action.distinct())).where(revisions.c.entry_id == table.c.id)
        untouched = table.c.published_revision.is_(None) & table.c.need_id.is_not(None)
        with self._db.write() as connection:
            for piece in chunks(ids, _A_QUERY):
                chosen = table.c.id.in_(piece) & untouched & (actions.scalar_subquery() == 1)
                connection.execute(delete(table).where(chosen))

    def revisions(self, id: str) -> list[Revision]:
        """Return every revision, newest first. Raises EntryNotFound.

        Publishing and retiring appear too, under the number of the revision they were about.
        """
        query = select(revisions).where(revisions.c.entry_id == id).order_by(revisions.c.id.desc())
        with self._db.read() as connection:
            found = [entry_rows.revision_of(row) for row in connection.execute(query).mappings()]
        if not found:
            raise EntryNotFound(id=id)
        return found

    def _show(self, ids: Sequence[str], *, author: str, action: str) -> int:
        at = self._clock()
        with self._db.write() as connection:
            current = _locked(connection, ids)
            chosen = [_known(current, id) for id in dict.fromkeys(ids)]
            changed = [after for before in chosen if (after := _shown(before, action)) != before]
            if not changed:
                return publications.version(connection)
            _update(connection, changed)
            _keep_history(connection, changed, author=author, action=action, at=at)
            return publications.next_version(connection, author, at)


def _locked(connection: Connection, ids: Sequence[str]) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    # In one order for everybody, so that two publications of the same entries wait and do not deadlock.
    for piece in chunks(sorted(set(ids)), _A_QUERY):
        query = select(table).where(table.c.id.in_(piece)).order_by(table.c.id).with_for_update()
        found.update((row["id"], entry_rows.entry_of(row)) for row in connection.execute(query).mappings())
    return found


def _known(current: Mapping[str, Entry], id: str) -> Entry:
    if id not in current:
        raise EntryNotFound(id=id)
    return current[id]


def _numbered(entries: Sequence[Entry], current: dict[str, Entry], author: str, at: datetime) -> list[Entry]:
    saved = []
    for entry in entries:
        after = _next(entry, current.get(entry.id), author, at)
        # The same entry twice in one call conflicts with itself.
        current[entry.id] = after
        saved.append(after)
    return saved


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


def _shown(entry: Entry, action: str) -> Entry:
    if action == "retire":
        return replace(entry, retired=True)
    if not entry.answer.strip():
        raise NotPublishable(id=entry.id)
    return replace(entry, retired=False, in_review=False, published_revision=entry.revision)


def _insert_new(connection: Connection, entries: Sequence[Entry]) -> None:
    if not entries:
        return
    rows = [entry_rows.row_of(entry) for entry in entries]
    statement = insert(connection, table).on_conflict_do_nothing().returning(table.c.id)
    kept = set(connection.execute(statement, rows).scalars())
    for entry in entries:
        # Nothing to lock before the first save: two people may create the same id at once.
        if entry.id not in kept:
            current = _locked(connection, [entry.id])[entry.id]
            raise EditConflict(id=entry.id, author=current.updated_by, revision=current.revision)


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
