"""The conversations that were spoken in last, as far as they were read: a turn reads what happened since, no more."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock

from dialogue.assistant.events import Event
from dialogue.assistant.tracker import Tracker

# An event and what is known at it take some 700 bytes.
MOST_EVENTS = 150_000


@dataclass(frozen=True, slots=True)
class _Known:
    """A conversation after so many of its kept events."""

    tracker: Tracker
    count: int


class Conversations:
    """Conversations that can be gone on with from where they were last read, whichever process has kept what since.

    `begin` makes one in which nothing happened, `read` gives its kept events but the first so many. Those spoken in
    longest ago are forgotten when there are more than `most` events in all; their events are read again.
    """

    def __init__(
        self,
        begin: Callable[[str], Tracker],
        read: Callable[[str, int], Sequence[Event]],
        *,
        most: int = MOST_EVENTS,
    ) -> None:
        self._begin = begin
        self._read = read
        self._most = most
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._events = 0
        self._lock = Lock()

    def open(self, id: str) -> Tracker:
        """Return a conversation as its kept events left it; what is added to it is nobody else's until it is kept."""
        with self._lock:
            known = self._known.get(id) or _Known(self._begin(id), 0)
        since = self._read(id, known.count)
        ahead = known.tracker.copy()
        ahead.add(*since)
        self._keep(id, _Known(ahead, known.count + len(since)))
        return ahead.copy()

    def _keep(self, id: str, known: _Known) -> None:
        with self._lock:
            before = self._known.pop(id, None)
            self._events += known.count - (before.count if before else 0)
            self._known[id] = known
            while self._events > self._most and len(self._known) > 1:
                self._events -= self._known.popitem(last=False)[1].count
