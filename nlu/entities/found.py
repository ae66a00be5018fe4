"""What a recogniser hands back, and how sure its evidence is."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol


class Strength(IntEnum):
    """How much the evidence weighs when two entities overlap."""

    GUESSED = 1  # a statistical model says so
    SHAPED = 2  # it looks like one
    CUED = 3  # the words before it say so
    CERTAIN = 4  # a checksum, an @, the company's own pattern


@dataclass(frozen=True, slots=True)
class Found:
    """One candidate, from character `start` to `end`; `value` is its normal form, empty: the text itself."""

    kind: str
    start: int
    end: int
    strength: Strength
    reason: str
    value: str = ""


class Finder(Protocol):
    """Finds entities of one family in time linear in the length of the text."""

    def find(self, text: str, folded: str) -> Iterator[Found]:
        """Yield candidates; `folded` is `nlu.cues.fold(text)`, of the same length."""
        ...
