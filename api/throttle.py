"""Slows down whoever guesses passwords."""

from collections import defaultdict, deque
from datetime import datetime, timedelta
from threading import Lock

from api.errors import TooManyTries


class Throttle:
    """Allows a number of tries a name and a period, in this process."""

    def __init__(self, *, tries: int = 10, period: timedelta = timedelta(minutes=1)) -> None:
        self._tries = tries
        self._period = period
        self._seen: dict[str, deque[datetime]] = defaultdict(deque)
        self._lock = Lock()

    def check(self, name: str, *, now: datetime) -> None:
        """Count a try. Raises TooManyTries."""
        with self._lock:
            tries = self._seen[name.casefold()]
            while tries and tries[0] <= now - self._period:
                tries.popleft()
            if len(tries) >= self._tries:
                raise TooManyTries
            tries.append(now)

    def forget(self, name: str) -> None:
        """Start anew after a success."""
        with self._lock:
            self._seen.pop(name.casefold(), None)
