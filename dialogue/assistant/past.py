"""What happened in a conversation, and what of it still counts: chains that are added to, and shared."""

from collections.abc import Iterator
from dataclasses import dataclass

from dialogue.assistant.events import Event
from dialogue.assistant.moment import Moment
from dialogue.assistant.trail import Trail


@dataclass(frozen=True, slots=True)
class Happened:
    """An event, and those before it."""

    event: Event
    before: "Happened | None"

    def newest_first(self) -> Iterator[Event]:
        """Return the events, the last one first."""
        here: Happened | None = self
        while here:
            yield here.event
            here = here.before


@dataclass(frozen=True, slots=True)
class Applied:
    """An event that still counts, with the moment and the trail after it: to go back is to take it away."""

    event: Event
    moment: Moment
    trail: Trail
    before: "Applied | None"

    def newest_first(self) -> "Iterator[Applied]":
        """Return what still counts, the last one first."""
        here: Applied | None = self
        while here:
            yield here
            here = here.before
