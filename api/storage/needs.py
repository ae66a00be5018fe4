"""What the last learning found, and what curators did to it, as the knowledge package's Needs port."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from api.storage.clock import Clock, utc_now
from api.storage.database import Database
from api.storage.tables import need_changes as changes
from api.storage.tables import needs as table
from knowledge.errors import CannotUndo, NeedNotFound
from knowledge.model import Correction, Need, Pairs


class SqlNeeds:
    """Keeps one set of needs, the last, and every correction of a set."""

    def __init__(self, db: Database, *, clock: Clock = utc_now) -> None:
        self._db = db
        self._clock = clock

    def replace(self, needs: Sequence[Need]) -> None:
        """Keep these needs instead of those known so far, all or none."""
        with self._db.write() as connection:
            put(connection, needs)

    def all(self) -> list[Need]:
        """Return the needs, largest first, then by id."""
        query = select(table).order_by(table.c.volume.desc(), table.c.id)
        with self._db.read() as connection:
            return [_need(row) for row in connection.execute(query).mappings()]

    def correct(self, correction: Correction, *, author: str) -> None:
        """Put the needs after a correction in the place of those before it, or none. Raises NeedNotFound."""
        with self._db.write() as connection:
            _swap(connection, correction.before, correction.after)
            row = {
                "id": uuid4().hex,
                "kind": correction.kind,
                "before": [asdict(need) for need in correction.before],
                "after": [asdict(need) for need in correction.after],
                "same": correction.same,
                "apart": correction.apart,
                "author": author,
                "at": self._clock(),
                "undone": False,
            }
            connection.execute(insert(changes).values(row))

    def undo(self) -> list[Need]:
        """Take the last correction back, and return the needs it was made of. Raises CannotUndo."""
        with self._db.write() as connection:
            last = connection.execute(_LAST).mappings().first()
            if last is None:
                raise CannotUndo()
            before, after = ([_need(kept) for kept in last[name]] for name in ("before", "after"))
            try:
                _swap(connection, after, before)
            except NeedNotFound as error:
                raise CannotUndo() from error
            connection.execute(update(changes).where(changes.c.id == last["id"]).values(undone=True))
        return before

    def can_undo(self) -> bool:
        """Say whether the last correction can be taken back."""
        with self._db.read() as connection:
            last = connection.execute(_LAST).mappings().first()
            return last is not None and _are(connection, [_need(kept) for kept in last["after"]])

    def said(self) -> tuple[Pairs, Pairs]:
        """Return the pairs of requests that curators said ask the same, and those they set apart."""
        query = select(changes.c.same, changes.c.apart).where(changes.c.undone.is_(False)).order_by(changes.c.at)
        with self._db.read() as connection:
            rows = connection.execute(query).all()
        same, apart = (tuple((one, other) for row in rows for one, other in row[at]) for at in (0, 1))
        return same, apart


def put(connection: Connection, needs: Sequence[Need]) -> None:
    """Keep these needs instead of those known so far, in the caller's transaction."""
    connection.execute(delete(table))
    _insert(connection, needs)


def corrections(connection: Connection) -> int:
    """Return a number that grows with each correction, and with each that is taken back."""
    return connection.execute(select(func.count() + func.count().filter(changes.c.undone))).scalar_one()


_LAST = select(changes).where(changes.c.undone.is_(False)).order_by(changes.c.at.desc()).limit(1)


def _insert(connection: Connection, needs: Sequence[Need]) -> None:
    rows: list[dict[str, Any]] = [asdict(need) for need in needs]
    if rows:
        connection.execute(insert(table), rows)


def _swap(connection: Connection, gone: Sequence[Need], come: Sequence[Need]) -> None:
    """Put some needs in the place of others. Raises NeedNotFound when one of these is not what it was."""
    for need in gone:
        if not _are(connection, [need]):
            raise NeedNotFound(id=need.id)
    connection.execute(delete(table).where(table.c.id.in_([need.id for need in gone])))
    _insert(connection, come)


def _are(connection: Connection, needs: Sequence[Need]) -> bool:
    """Say whether these needs still hold the requests they held."""
    query = select(table.c.id, table.c.request_ids).where(table.c.id.in_([need.id for need in needs]))
    held = {row.id: tuple(row.request_ids) for row in connection.execute(query.with_for_update())}
    return held == {need.id: need.request_ids for need in needs}


def _need(row: RowMapping | Mapping[str, Any]) -> Need:
    lists = {name: tuple(row[name]) for name in ("request_ids", "wordings", "samples")}
    pairs = {name: tuple((first, second) for first, second in row[name]) for name in ("langs", "weeks", "centres")}
    return Need(**{**row, **lists, **pairs})
