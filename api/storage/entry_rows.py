"""An entry as a row of the table and as a JSON snapshot, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from knowledge.model import Entry, Revision, Variant


def row_of(entry: Entry) -> dict[str, Any]:
    """Return the columns of the table."""
    return asdict(entry)


def entry_of(row: RowMapping) -> Entry:
    """Return the entry that a row of the table describes."""
    return _entry({**row})


def snapshot_of(entry: Entry) -> dict[str, Any]:
    """Return the entry as JSON."""
    updated_at = entry.updated_at.isoformat() if entry.updated_at else None
    return {**asdict(entry), "updated_at": updated_at}


def from_snapshot(snapshot: Mapping[str, Any]) -> Entry:
    """Return the entry that `snapshot_of` wrote."""
    updated_at = snapshot["updated_at"]
    return _entry({**snapshot, "updated_at": datetime.fromisoformat(updated_at) if updated_at else None})


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
    return Entry(**{**values, "variants": tuple(Variant(**variant) for variant in values["variants"])})
