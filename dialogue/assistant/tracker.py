"""One conversation with an assistant: its events, how it stands, and what rules and stories see of its past."""

from collections.abc import Callable, Iterator
from copy import copy
from itertools import islice

from dialogue.assistant.events import Event
from dialogue.assistant.moment import Moment, after, first
from dialogue.assistant.past import Applied, Happened
from dialogue.assistant.trail import Lens, Trail, seen
from dialogue.errors import DialogueError

_CLEARS = ("restart", "session_started")
_BACK = ("rewind", "undo")
_FADES = ("action", "user", "user_featurization")
_NOTHING = Trail()


class Tracker:
    """Events in, moments and states out; a turn costs the same however long the conversation is.

    What happened is never changed, only added to: copies share it. `failures` are what went wrong while it was handled;
    copies share them too.
    """

    def __init__(self, sender: str, lens: Lens, *, clock: Callable[[], float]) -> None:
        self.sender = sender
        self.last: Happened | None = None
        self._counts: Applied | None = None
        self._lens = lens
        self._clock = clock
        self._start = first(lens.domain)
        self._loops: frozenset[str] = frozenset()
        # Other actions that ran, and those that ran more than once.
        self._ran: frozenset[str] = frozenset()
        self._again: frozenset[str] = frozenset()
        self.now = self._start
        self.failures: list[DialogueError] = []

    def add(self, *events: Event) -> None:
        """Take events in, in order; those without a time are stamped."""
        for event in events:
            stamp = event.get("timestamp")
            held = {"metadata": {}, **event, "timestamp": self._clock() if stamp is None else stamp}
            self.last = Happened(held, self.last)
            self._take(held)

    def copy(self) -> "Tracker":
        """Return a tracker that goes its own way from here."""
        return copy(self)

    @property
    def events(self) -> list[Event]:
        """Return all events, in order."""
        return list(self.back())[::-1]

    @property
    def applied(self) -> list[Applied]:
        """Return what still counts, in order."""
        return list(self.counting())[::-1]

    @property
    def trail(self) -> Trail:
        """Return the states of the past, this moment's included."""
        return seen(self._trail, self._moment, self._lens)

    def back(self) -> Iterator[Event]:
        """Return all events, the newest first."""
        return self.last.newest_first() if self.last else iter(())

    def counting(self) -> Iterator[Applied]:
        """Return what still counts, the newest first."""
        return self._counts.newest_first() if self._counts else iter(())

    def last_user(self) -> Event | None:
        """Return the last message that still counts."""
        return next((each.event for each in self.counting() if each.event["event"] == "user"), None)

    def since(self, mark: Happened | None) -> list[Event]:
        """Return the events after what was `last` once, in order."""
        found, here = [], self.last
        while here is not mark and here:
            found.append(here.event)
            here = here.before
        return found[::-1]

    def since_message(self) -> list[Event]:
        """Return the events since the last message, or since a restart after it."""
        found = []
        for event in self.back():
            found.append(event)
            if event is self.now.message or event["event"] == "restart":
                break
        return found[::-1]

    def of_session(self, most: int) -> list[Event]:
        """Return at most so many of the last events since the session began, in order."""
        found = []
        for event in islice(self.back(), most):
            found.append(event)
            if event["event"] == "session_started":
                break
        return found[::-1]

    @property
    def _moment(self) -> Moment:
        return self._counts.moment if self._counts else self._start

    @property
    def _trail(self) -> Trail:
        return self._counts.trail if self._counts else _NOTHING

    def _take(self, event: Event) -> None:
        self._know(event)
        before, agreed = self._counts, self.now is self._moment
        self._count(event)
        added = self._counts is not None and self._counts.before is before
        if event["event"] in _BACK or (agreed and added):
            self.now = self._moment
            return
        self.now = after(self.now, event, self._lens.domain)
        if event["event"] == "user" and self.now == self._moment:
            self.now = self._moment

    def _know(self, event: Event) -> None:
        """Take note of what is a loop; if one ran before without beginning, what counts is another since then."""
        kind, name = event["event"], event.get("name")
        if not isinstance(name, str) or name in self._loops:
            return
        if kind == "action":
            self._again |= self._ran & {name}
            self._ran |= {name}
        elif kind == "active_loop":
            self._loops |= {name}
            if name in self._again:
                self._counts = None
                for each in self.events[:-1]:
                    self._count(each)

    def _count(self, event: Event) -> None:
        """Add an event to what counts, or take away what it takes back."""
        kind = event["event"]
        if kind in _CLEARS:
            self._counts = None
        elif kind in _BACK:
            self._undo("user" if kind == "rewind" else "action")
            if kind == "rewind":
                self._undo("action")
        elif kind == "action" and event["name"] in self._loops and not self._stands(event["name"]):
            self._fade(event["name"])
        else:
            self._push(event)

    def _push(self, event: Event) -> None:
        moment, trail = self._moment, self._trail
        if event["event"] == "action":
            trail = seen(trail, moment, self._lens, hide=bool(event.get("hide_rule_turn")))
        self._counts = Applied(event, after(moment, event, self._lens.domain), trail, self._counts)

    def _undo(self, kind: str) -> None:
        """Take away the last event of this kind, and all after it."""
        while self._counts:
            gone, self._counts = self._counts, self._counts.before
            if gone.event["event"] == kind:
                return

    def _stands(self, loop: str) -> bool:
        """Say whether this run of a loop is its first, or follows on something else than an answer to it."""
        following = None
        for each in self.counting():
            event = each.event
            match event["event"]:
                case "active_loop" if event["name"] is None:
                    return True
                case "action_execution_rejected" if event["name"] == loop:
                    return True
                case "user" if following is not None and following != loop:
                    return True
                case "action" if event["name"] == loop:
                    return False
                case "action":
                    following = event["name"]
        return True

    def _fade(self, loop: str) -> None:
        """Forget what was said and done since the loop ran before: it was answered, and goes on."""
        kept: list[Event] = []
        while self._counts and not _runs(self._counts.event, loop):
            if self._counts.event["event"] not in _FADES:
                kept.append(self._counts.event)
            self._counts = self._counts.before
        for event in reversed(kept):
            self._push(event)


def _runs(event: Event, action: str) -> bool:
    return bool(event["event"] == "action" and event["name"] == action)
