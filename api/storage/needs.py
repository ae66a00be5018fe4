"""What the last learning found, as the knowledge package's Needs port."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import RowMapping, delete, insert, select

from api.storage.database import Database
from api.storage.tables import needs as table
from knowledge.model import Need


class SqlNeeds:
    """Keeps one set of needs: the last."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def replace(self, needs: Sequence[Need]) -> None:
        """Keep these needs instead of those known so far, all or none."""
        rows: list[dict[str, Any]] = [asdict(need) for need in needs]
        with self._db.write() as connection:
            connection.execute(delete(table))
            if rows:
                connection.execute(insert(table), rows)

    def all(self) -> list[Need]:
        """Return the needs, largest first, then by id."""
        query = select(table).order_by(table.c.volume.desc(), table.c.id)
        with self._db.read() as connection:
            return [_need(row) for row in connection.execute(query).mappings()]


def _need(row: RowMapping) -> Need:
    return Need(**{**row, "request_ids": tuple(row["request_ids"]), "wordings": tuple(row["wordings"])})
