"""Entries and their revisions, as the knowledge package's Entries port."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, or_, select

from api.storage import entry_rows, publications
from api.storage.chunks import chunks
from api.storage.clock import Clock, utc_now
from api.storage.database import Database
from api.storage.entry_writes import A_QUERY, keep, known, locked, numbered, show
from api.storage.tables import entries as table
from api.storage.tables import revisions
from knowledge.errors import EntryNotFound, NothingToRollBack, NotPublishable, PublishedMeanwhile
from knowledge.model import Entry, Publication, Revision

# The line of history that saved the published revision; later lines of that number only published or retired it.
_SAVED_AS_PUBLISHED = (
    select(func.min(revisions.c.id))
    .where(revisions.c.entry_id == table.c.id, revisions.c.number == table.c.published_revision)
    .correlate(table)
    .scalar_subquery()
)


_Place = tuple[int, datetime]  # a row of revisions, and when it was written
_PLACES = (
    select(revisions.c.id, revisions.c.at)
    .join(table, revisions.c.id == _SAVED_AS_PUBLISHED)
    .where(table.c.retired.is_(False))
    .order_by(table.c.id)
)


class SqlEntries:
    """Keeps the last state of each entry, and a snapshot of each revision for what visitors see and for history."""

    def __init__(self, db: Database, *, clock: Clock = utc_now) -> None:
        self._db = db
        self._clock = clock
        self._last_seen: dict[_Place, Entry] = {}

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
        with self._db.read() as connection:
            return self._seen(connection)

    def published_at(self, version: int) -> list[Entry]:
        """Return every entry that visitors saw at this version, by id. Raises VersionNotFound, NothingToRollBack."""
        with self._db.read() as connection:
            entries = {entry.id: entry for entry in self._seen(connection)}
            for id, (number, retired) in publications.seen_at(connection, version).items():
                entries.pop(id, None)
                if number is not None and not retired:
                    entries[id] = _saved_as(connection, id, number)
        return [entries[id] for id in sorted(entries)]

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
            saved = numbered(entries, locked(connection, [entry.id for entry in entries]), author, at)
            keep(connection, saved, action=action)
        return saved

    def publish(self, ids: Sequence[str], *, author: str) -> int:
        """Show visitors the last revision of these entries, all or none; return the new version.

        Raises EntryNotFound; NotPublishable when one has no answer.
        """
        return self._show(ids, author=author, action="publish")

    def retire(self, ids: Sequence[str], *, author: str) -> int:
        """Hide these entries from visitors; return the new version. Raises EntryNotFound."""
        return self._show(ids, author=author, action="retire")

    def keep_dates(self, *, author: str) -> int | None:
        """Publish and hide the entries whose dates have come, and clear these; return the new version, None if none.

        An entry without an answer, or in review, waits for it; one whose both dates have come is hidden.
        """
        now = self._clock()
        with self._db.read() as connection:
            # Looking costs no lock: it is done every second.
            ids = list(connection.execute(select(table.c.id).where(_due(now))).scalars())
        if not ids:
            return None
        with self._db.write() as connection:
            # Whoever comes second finds the dates cleared.
            waiting = [entry for entry in locked(connection, ids).values() if _is_due(entry, now)]
            for retires, action in ((False, "publish"), (True, "retire")):
                chosen = [(entry, _dated(entry, author, now)) for entry in waiting]
                acted = [(before, after) for before, after in chosen if after.retired == retires]
                if acted:
                    show(connection, acted, action=action, author=author, at=now)
            return publications.version(connection) if waiting else None

    def roll_back(self, version: int | None = None, *, author: str, seen: int | None = None) -> tuple[int, list[str]]:
        """Show visitors again what they saw at this version, or before the last one; return the new one, and the ids.

        Raises VersionNotFound, NothingToRollBack; PublishedMeanwhile when the last version is no longer the one `seen`.
        """
        at = self._clock()
        with self._db.write() as connection:
            last = publications.version(connection)
            target = last - 1 if version is None else version
            if not last:
                raise NothingToRollBack()
            then = publications.seen_at(connection, target)
            current = locked(connection, list(then))
            # What was published between the two reads is not in the plan.
            now = publications.version(connection, locked=True)
            if now != last or (seen is not None and seen != now):
                raise PublishedMeanwhile(version=now)
            changes = [(entry, _as_seen(entry, *then[entry.id])) for entry in current.values()]
            changed = [(before, after) for before, after in changes if after != before]
            if not changed:
                raise NothingToRollBack()
            number = show(connection, changed, action="rollback", author=author, at=at, back_to=target)
        return number, [after.id for _, after in changed]

    def publications(self, limit: int) -> list[Publication]:
        """Return the last publications, newest first."""
        with self._db.read() as connection:
            return publications.recent(connection, limit)

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

    def _seen(self, connection: Connection) -> list[Entry]:
        """Return what visitors see; of thousands of entries, only those not seen the last time are read."""
        places = [(id, at) for id, at in connection.execute(_PLACES)]
        known, read = self._last_seen, dict[_Place, Entry]()
        for piece in chunks([place for place in places if place not in known], A_QUERY):
            query = select(revisions.c.id, revisions.c.at, revisions.c.entry)
            for id, at, snapshot in connection.execute(query.where(revisions.c.id.in_([id for id, _ in piece]))):
                read[id, at] = _visible(entry_rows.from_snapshot(snapshot))
        self._last_seen = {place: read.get(place) or known[place] for place in places}
        return list(self._last_seen.values())

    def _show(self, ids: Sequence[str], *, author: str, action: str) -> int:
        at = self._clock()
        with self._db.write() as connection:
            current = locked(connection, ids)
            chosen = [known(current, id) for id in dict.fromkeys(ids)]
            changed = [(before, after) for before in chosen if (after := _shown(before, action)) != before]
            if not changed:
                return publications.version(connection)
            return show(connection, changed, action=action, author=author, at=at)


def _saved_as(connection: Connection, id: str, number: int) -> Entry:
    written = select(revisions.c.entry).where(revisions.c.entry_id == id, revisions.c.number == number)
    return _visible(
        entry_rows.from_snapshot(connection.execute(written.order_by(revisions.c.id).limit(1)).scalar_one())
    )


def _visible(saved: Entry) -> Entry:
    return replace(saved, published_revision=saved.revision, retired=False)


def _due(now: datetime) -> ColumnElement[bool]:
    ready = (table.c.answer != "") & table.c.in_review.is_(False)
    return or_((table.c.publish_at <= now) & ready, table.c.retire_at <= now)


def _is_due(entry: Entry, now: datetime) -> bool:
    published = entry.publish_at is not None and entry.publish_at <= now
    return (published and bool(entry.answer) and not entry.in_review) or _is_over(entry, now)


def _is_over(entry: Entry, now: datetime) -> bool:
    return entry.retire_at is not None and entry.retire_at <= now


def _dated(entry: Entry, author: str, now: datetime) -> Entry:
    """Return the entry as its dates make it, a revision of its own: who edits the one before is told."""
    dated = replace(entry, revision=entry.revision + 1, updated_at=now, updated_by=author, publish_at=None)
    if not _is_over(entry, now):
        return replace(dated, retired=False, published_revision=dated.revision)
    as_shown = entry.published_revision == entry.revision
    number = dated.revision if as_shown else entry.published_revision
    later = entry.publish_at if entry.publish_at and entry.publish_at > now else None
    return replace(dated, retired=True, retire_at=None, publish_at=later, published_revision=number)


def _as_seen(entry: Entry, number: int | None, retired: bool) -> Entry:
    return replace(entry, published_revision=number, retired=retired)


def _shown(entry: Entry, action: str) -> Entry:
    """Return the entry published or hidden; a date for what a person just did would do it again."""
    if action == "retire":
        return replace(entry, retired=True, retire_at=None)
    if not entry.answer.strip():
        raise NotPublishable(id=entry.id)
    return replace(entry, retired=False, in_review=False, publish_at=None, published_revision=entry.revision)
