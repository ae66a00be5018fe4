"""Slows down whoever guesses passwords."""

from collections import deque
from datetime import datetime, timedelta
from threading import Lock

from api.errors import TooManyTries


class Throttle:
    """Allows a number of tries a name and a period, in this process; its length is how many names it remembers."""

    def __init__(self, *, tries: int = 10, period: timedelta = timedelta(minutes=1)) -> None:
        self._tries = tries
        self._period = period
        # By last try, the oldest first.
        self._seen: dict[str, deque[datetime]] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._seen)

    def check(self, name: str, *, now: datetime) -> None:
        """Count a try. Raises TooManyTries."""
        key, over = name.casefold(), now - self._period
        with self._lock:
            self._forget_until(over)
            tries = self._seen.get(key, deque())
            while tries and tries[0] <= over:
                tries.popleft()
            if len(tries) >= self._tries:
                raise TooManyTries
            tries.append(now)
            self._seen[key] = self._seen.pop(key, tries)

    def forget(self, name: str) -> None:
        """Start anew after a success."""
        with self._lock:
            self._seen.pop(name.casefold(), None)

    def _forget_until(self, over: datetime) -> None:
        while self._seen:
            name, tries = next(iter(self._seen.items()))
            if tries[-1] > over:
                return
            del self._seen[name]
