"""Visits as they happen, kept together every few seconds: a page waits for no disk."""

from threading import Lock

from api.storage.visits import SqlVisits, Visit

MOST = 50_000  # visits that wait; more of them between two savings are no visitors


class Tally:
    """Collects visits until they are saved."""

    def __init__(self, visits: SqlVisits) -> None:
        self._visits = visits
        self._waiting = dict[tuple[object, ...], Visit]()
        self._lock = Lock()

    def add(self, visit: Visit) -> None:
        """Count a visit, at the next saving."""
        with self._lock:
            if len(self._waiting) < MOST:
                self._waiting.setdefault((visit.day, visit.entry_id, visit.kind, visit.visitor), visit)

    def save(self) -> int:
        """Keep what came since the last time, and return how much of it was new; a failure loses nothing."""
        with self._lock:
            waiting, self._waiting = self._waiting, {}
        try:
            return self._visits.add(list(waiting.values())) if waiting else 0
        except Exception:
            with self._lock:
                self._waiting = waiting | self._waiting
            raise
