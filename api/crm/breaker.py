"""A circuit breaker: who does not answer is left alone for a while, then asked once."""

from collections.abc import Callable
from threading import Lock
from time import monotonic


class Breaker:
    """Opens after so many failures in a row; after a rest lets one caller through, whose luck closes or reopens it.

    The lock is held while states are read and changed, never during a call: slow calls do not queue behind each other.
    """

    def __init__(self, *, failures: int = 4, rest: float = 15.0, clock: Callable[[], float] = monotonic) -> None:
        self._most = failures
        self._rest = rest
        self._clock = clock
        self._lock = Lock()
        self._failures = 0
        self._asked_at: float | None = None

    def lets_through(self) -> bool:
        """Say whether to call now: always while closed, once a rest while open."""
        with self._lock:
            if self._failures < self._most:
                return True
            if self._asked_at is not None and self._clock() - self._asked_at < self._rest:
                return False
            self._asked_at = self._clock()
            return True

    def succeeded(self) -> None:
        """Close: an answer came."""
        with self._lock:
            self._failures, self._asked_at = 0, None

    def failed(self) -> None:
        """Count a failure; the rest begins anew."""
        with self._lock:
            self._failures += 1
            self._asked_at = self._clock()
