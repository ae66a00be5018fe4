"""An entry as a row of the table and as a JSON snapshot, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from knowledge.model import Alternative, Entry, Revision, Variant

_TIMES = ("updated_at", "publish_at", "retire_at")


def row_of(entry: Entry) -> dict[str, Any]:
    """Return the columns of the table."""
    return asdict(entry)


def entry_of(row: RowMapping) -> Entry:
    """Return the entry that a row of the table describes."""
    return _entry({**row})


def snapshot_of(entry: Entry) -> dict[str, Any]:
    """Return the entry as JSON."""
    values = asdict(entry)
    return values | {name: values[name].isoformat() for name in _TIMES if values[name]}


def from_snapshot(snapshot: Mapping[str, Any]) -> Entry:
    """Return the entry that `snapshot_of` wrote, by this version or an older one, which knew fewer fields."""
    times = {name: datetime.fromisoformat(snapshot[name]) for name in _TIMES if snapshot.get(name)}
    return _entry({**snapshot, **times})


def revision_of(row: RowMapping) -> Revision:
    """Return the revision that a row of the table describes."""
    return Revision(
        entry=from_snapshot(row["entry"]),
        number=row["number"],
        action=row["action"],
        author=row["author"],
        at=row["at"],
    )


def _entry(values: Mapping[str, Any]) -> Entry:
    parts = {
        "variants": tuple(Variant(**variant) for variant in values["variants"]),
        "alternatives": tuple(Alternative(**each) for each in values.get("alternatives", ())),
        "rejected": tuple(values.get("rejected", ())),
    }
    return Entry(**{**values, **parts})
