"""What a learning came to, kept in one step: whoever dies meanwhile leaves the one before whole."""

from collections.abc import Sequence
from typing import Any

from api.storage import documents
from api.storage import needs as needs_rows
from api.storage.clock import Clock, utc_now
from api.storage.database import Database
from api.storage.entry_writes import drop_drafts, keep, locked, numbered
from knowledge.curation import DRAFT, Drafts
from knowledge.model import Need

LEARNING = "need spaces"  # the document beside the needs, named after what was its first part


class SqlLearnings:
    """Keeps the needs of the last learning, their drafts, and what the next one has to know of it."""

    def __init__(self, db: Database, *, clock: Clock = utc_now) -> None:
        self._db = db
        self._documents = documents.SqlDocuments(db)
        self._clock = clock

    def last(self) -> dict[str, Any]:
        """Return what the last learning left for the next one; nothing before the first."""
        found = self._documents.read(LEARNING)
        return found[1] if found else {}

    def corrections(self) -> int:
        """Return a number that grows with each correction of the needs, and with each that is taken back."""
        with self._db.read() as connection:
            return needs_rows.corrections(connection)

    def keep(
        self, needs: Sequence[Need], drafts: Drafts, left: dict[str, Any], *, author: str, seen: int | None = None
    ) -> bool:
        """Keep a learning, all or none; return whether it was: not when curators corrected needs since `corrections`
        was `seen`. Raises EditConflict when somebody changed one of the drafts meanwhile.
        """
        at, changed = self._clock(), (*drafts.created, *drafts.refreshed)
        with self._db.write() as connection:
            if seen is not None and needs_rows.corrections(connection) != seen:
                return False
            needs_rows.put(connection, needs)
            drop_drafts(connection, drafts.deleted)
            current = locked(connection, [entry.id for entry in changed])
            keep(connection, numbered(changed, current, author, at), action=DRAFT)
            documents.put(connection, LEARNING, left, author=author, at=at)
        return True
