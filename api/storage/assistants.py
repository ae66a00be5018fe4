"""The assistant's draft and its releases, as the workshop's Assistants port."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from api.storage import upsert
from api.storage.assistant_tables import assistant_drafts as drafts
from api.storage.assistant_tables import assistant_releases as table
from api.storage.clock import Clock, utc_now
from api.storage.database import Database
from dialogue.assistant.files import Files
from dialogue.authoring.errors import AlreadyInService, DraftChanged, ReleasedMeanwhile, ReleaseNotFound
from dialogue.authoring.model import Draft, Release

_THE_DRAFT = 1
_TOLD = [column for column in table.c if column.name != "files"]


class SqlAssistants:
    """Keeps the files whole, at each release: what visitors talk to never depends on a draft."""

    def __init__(self, db: Database, *, clock: Clock = utc_now) -> None:
        self._db = db
        self._clock = clock

    def draft(self) -> Draft:
        """Return the files as last saved."""
        with self._db.read() as connection:
            return _draft(connection)

    def keep(self, files: Files, *, author: str, version: int) -> Draft:
        """Save the draft in the place of that version. Raises DraftChanged."""
        kept = Draft(version + 1, files, author, self._clock())
        row = {"version": kept.version, "files": dict(files), "author": author, "at": kept.at}
        with self._db.write() as connection:
            if not _written(connection, row, version):
                raise _changed(_draft(connection))
        return kept

    def publish(self, *, author: str, version: int) -> int:
        """Put that version of the draft in service, and return the release; the one there is, if it has these files.

        Raises DraftChanged.
        """
        at = self._clock()
        with self._db.write() as connection:
            draft = _draft(connection, locked=True)
            if draft.version != version:
                raise _changed(draft)
            last = _version(connection)
            if _files(connection, last) == draft.files:
                return last
            return _release(connection, draft.files, action="publish", author=author, at=at)

    def roll_back(self, to: int, *, author: str, seen: int) -> int:
        """Put the files of a release in service again, 0: none, as a new one; return its version.

        Raises ReleaseNotFound, AlreadyInService; ReleasedMeanwhile when the last release is no longer the one `seen`.
        """
        at = self._clock()
        with self._db.write() as connection:
            _draft(connection, locked=True)
            last = _version(connection)
            if last != seen:
                raise ReleasedMeanwhile(version=last)
            files = _files(connection, to)
            if files == _files(connection, last):
                raise AlreadyInService(version=to)
            return _release(connection, files, action="rollback", author=author, at=at, back_to=to)

    def version(self) -> int:
        """Return the version of the release in service, 0 before the first."""
        with self._db.read() as connection:
            return _version(connection)

    def files(self, version: int) -> Files:
        """Return the files of a release; those of 0 are none. Raises ReleaseNotFound."""
        with self._db.read() as connection:
            return _files(connection, version)

    def releases(self, limit: int) -> list[Release]:
        """Return the last releases, newest first."""
        last = select(*_TOLD).order_by(table.c.version.desc()).limit(limit)
        with self._db.read() as connection:
            return [Release(**row) for row in connection.execute(last).mappings()]


def _draft(connection: Connection, *, locked: bool = False) -> Draft:
    """Return the draft; `locked`: nobody saves or publishes until the transaction ends."""
    query = select(drafts.c.version, drafts.c.files, drafts.c.author, drafts.c.at)
    row = connection.execute(query.with_for_update() if locked else query).mappings().first()
    return Draft(**row) if row else Draft()


def _written(connection: Connection, row: dict[str, Any], version: int) -> bool:
    if version == 0:
        first = upsert.insert(connection, drafts).values(id=_THE_DRAFT, **row).on_conflict_do_nothing()
        return connection.execute(first.returning(drafts.c.id)).first() is not None
    over = update(drafts).where(drafts.c.version == version).values(row)
    return connection.execute(over.returning(drafts.c.id)).first() is not None


def _changed(draft: Draft) -> DraftChanged:
    return DraftChanged(author=draft.author or "?", version=draft.version)


def _version(connection: Connection) -> int:
    return connection.execute(select(func.max(table.c.version))).scalar() or 0


def _files(connection: Connection, version: int) -> Files:
    if version == 0:
        return {}
    found: Files | None = connection.execute(select(table.c.files).where(table.c.version == version)).scalar()
    if found is None:
        raise ReleaseNotFound(version=version)
    return found


def _release(
    connection: Connection, files: Files, *, action: str, author: str, at: datetime, back_to: int | None = None
) -> int:
    version = _version(connection) + 1
    row = {"version": version, "action": action, "files": dict(files), "author": author, "at": at, "back_to": back_to}
    connection.execute(insert(table), row)
    return version
