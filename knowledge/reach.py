"""Which of the wordings that are known a change could reach: only those need be asked again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from knowledge.model import Entry
from knowledge.scoring import Positions
from knowledge.shelf import LEXICAL_WEIGHT, Query, Shelf

# An entry further behind than its words may bring it forward, and by so much more, takes next to nothing of the first.
_BEHIND = LEXICAL_WEIGHT + 2.0

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """A wording as a query, and the entry that it belongs to before a change and after it."""

    query: Query
    entry_id: str


@dataclass(frozen=True, slots=True)
class Reached:
    """The wordings that a change could reach, the nearest to it first, of so many `known`; `left` are one too many."""

    wordings: tuple[Known, ...]
    known: int
    left: int


def reached(before: Mapping[str, Shelf], after: Mapping[str, Shelf], *, most: int) -> Reached:
    """Return up to `most` wordings, in their own language, that an entry which changed comes near to."""
    sides = [(before[lang], after[lang]) for lang in after if lang in before]
    leads, wordings, known = list[float](), list[Known](), 0
    for old, new in sides:
        was, now = _both(old, new)
        lead = np.minimum(old.leads(was, _changed(old, new)), new.leads(now, _changed(new, old)))
        near = np.flatnonzero(lead <= _BEHIND)
        leads += lead[near].tolist()
        wordings += [_known(new, place) for place in now[near].tolist()]
        known += len(now)
    order = np.argsort(leads, kind="stable").tolist()
    return Reached(tuple(wordings[at] for at in order[:most]), known, max(0, len(order) - most))


def _known(shelf: Shelf, place: int) -> Known:
    return Known(shelf.query(place), shelf.entries[shelf.wordings[place].owner].id)


def _both(old: Shelf, new: Shelf) -> tuple[Positions, Positions]:
    """Return where the wordings are, before and after, that an entry of the shelf's own language has in both."""
    was = {said: place for place, said in enumerate(_said(old))}
    pairs = [
        (was[said], place)
        for place, said in enumerate(_said(new))
        if said in was and new.entries[new.wordings[place].owner].lang == new.lang
    ]
    both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _said(shelf: Shelf) -> Iterator[Place]:
    return ((shelf.entries[wording.owner].id, wording.text) for wording in shelf.wordings)


def _changed(shelf: Shelf, other: Shelf) -> Positions:
    """Return the positions of the entries that are not, or do not say the same, on another shelf."""
    there = {entry.id: _content(entry) for entry in other.entries}
    changed = [at for at, entry in enumerate(shelf.entries) if there.get(entry.id) != _content(entry)]
    return np.array(changed, dtype=np.int64)


def _content(entry: Entry) -> tuple[tuple[str, ...], str]:
    return entry.wordings, entry.answer
