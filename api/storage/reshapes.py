"""Merges, splits and moves: several entries changed in one step, and put back in one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, delete, select, update
from sqlalchemy import insert as plain_insert

from api.storage import entry_rows, publications
from api.storage.clock import Clock, utc_now
from api.storage.database import Database
from api.storage.entry_writes import insert_new, keep, locked, numbered, unchanged
from api.storage.tables import entries as entries_table
from api.storage.tables import reshapes as table
from api.storage.tables import revisions
from knowledge.errors import EditConflict, NotPublishable, UndoNotFound
from knowledge.model import Entry, Reshape, Reshaped

_UNDO = "undo"


class SqlReshapes:
    """Keeps beside each step the entries as they were and the revisions that came out: undoing is exact, or refused."""

    def __init__(self, db: Database, *, clock: Clock = utc_now) -> None:
        self._db = db
        self._clock = clock

    def reshape(self, asked: Reshape, *, author: str, action: str) -> Reshaped:
        """Keep the entries, all or none, and what visitors see of them.

        Raises EditConflict, EntryNotFound, NotPublishable.
        """
        at, id = self._clock(), uuid4().hex
        with self._db.write() as connection:
            current = locked(connection, [entry.id for entry in (*asked.saved, *asked.gone)])
            plan, gone = _parted(connection, asked, current)
            before = [current[entry.id] for entry in plan.saved if entry.id in current]
            saved = [_visible(entry, plan) for entry in numbered(plan.saved, dict(current), author, at)]
            removed = [_with_history(connection, entry) for entry in gone]
            keep(connection, saved, action=action)
            _remove(connection, [entry.id for entry in gone])
            version = _log(connection, before, saved, action, author, at)
            state = {"id": id, "action": action, "author": author, "at": at, "undone": False}
            told = [{"entry": entry_rows.snapshot_of(entry)} for entry in before] + removed
            connection.execute(plain_insert(table), {**state, "before": told, "after": [_mark(one) for one in saved]})
        return Reshaped(id, tuple(saved), tuple(entry.id for entry in gone), version)

    def undo(self, id: str, *, author: str) -> Reshaped:
        """Put the entries back as they were before, in new revisions; the new ones go.

        Raises UndoNotFound; EditConflict when one of them was changed since.
        """
        at = self._clock()
        with self._db.write() as connection:
            step = connection.execute(select(table).where(table.c.id == id).with_for_update()).mappings().first()
            if step is None or step["undone"]:
                raise UndoNotFound(id=id)
            old = [(entry_rows.from_snapshot(told["entry"]), told.get("revisions")) for told in step["before"]]
            marks = {mark["id"]: mark for mark in step["after"]}
            current = locked(connection, [*marks, *(entry.id for entry, _ in old)])
            _check_untouched(current, marks)
            back = [_back(entry, current[entry.id], author, at) for entry, history in old if history is None]
            made = [entry_id for entry_id in marks if entry_id not in {entry.id for entry, _ in old}]
            keep(connection, back, action=_UNDO)
            returned = [_return(connection, entry, history) for entry, history in old if history is not None]
            version = _log(connection, [current[entry.id] for entry in back], back, _UNDO, author, at)
            _remove(connection, made)
            connection.execute(update(table).where(table.c.id == id).values(undone=True))
        return Reshaped(id, (*back, *returned), tuple(made), version)


def _parted(connection: Connection, asked: Reshape, current: dict[str, Entry]) -> tuple[Reshape, list[Entry]]:
    """Return the plan without what goes, and what goes: an entry that visitors saw once is hidden and kept instead."""
    found = [unchanged(current, entry) for entry in asked.gone]
    kept = [entry for entry in found if publications.was_shown(connection, entry.id)]
    hidden = asked.hidden | {entry.id for entry in kept}
    return replace(asked, saved=(*asked.saved, *kept), hidden=hidden), [each for each in found if each not in kept]


def _visible(entry: Entry, plan: Reshape) -> Entry:
    if entry.id in plan.hidden:
        return replace(entry, retired=True, publish_at=None, retire_at=None)
    if entry.id not in plan.shown:
        return entry
    if not entry.answer.strip():
        raise NotPublishable(id=entry.id)
    return replace(entry, retired=False, in_review=False, publish_at=None, published_revision=entry.revision)


def _log(
    connection: Connection, before: Sequence[Entry], after: Sequence[Entry], action: str, author: str, at: datetime
) -> int:
    was = {entry.id: entry for entry in before}
    changes = [(was[entry.id], entry) for entry in after if entry.id in was]
    return publications.log(connection, changes, action=action, author=author, at=at)


def _mark(entry: Entry) -> dict[str, Any]:
    """Return what tells whether an entry is still as this step left it."""
    return {
        "id": entry.id,
        "revision": entry.revision,
        "published_revision": entry.published_revision,
        "retired": entry.retired,
    }


def _check_untouched(current: dict[str, Entry], marks: dict[str, dict[str, Any]]) -> None:
    for id, mark in marks.items():
        entry = unchanged(current, Entry(id, "", "", revision=mark["revision"]))
        if _mark(entry) != mark:
            raise EditConflict(id=id, author=entry.updated_by, revision=entry.revision)


def _back(old: Entry, current: Entry, author: str, at: datetime) -> Entry:
    """Return the entry as it was, as its next revision: what visitors saw of it is that again."""
    revision = current.revision + 1
    published = revision if old.published_revision == old.revision else old.published_revision
    return replace(old, revision=revision, published_revision=published, updated_at=at, updated_by=author)


def _with_history(connection: Connection, entry: Entry) -> dict[str, Any]:
    """Return an entry that goes, with every line of its history, as JSON."""
    query = select(revisions).where(revisions.c.entry_id == entry.id).order_by(revisions.c.id)
    lines = [{**row, "at": row["at"].isoformat()} for row in connection.execute(query).mappings()]
    return {"entry": entry_rows.snapshot_of(entry), "revisions": lines}


def _return(connection: Connection, entry: Entry, history: Sequence[dict[str, Any]]) -> Entry:
    """Put an entry that went back, with its history. Raises EditConflict when its id was taken meanwhile."""
    insert_new(connection, [entry])
    lines = [{**line, "at": datetime.fromisoformat(line["at"])} for line in history]
    for line in lines:
        del line["id"]
    connection.execute(plain_insert(revisions), lines)
    return entry


def _remove(connection: Connection, ids: Sequence[str]) -> None:
    if ids:
        connection.execute(delete(entries_table).where(entries_table.c.id.in_(ids)))
