"""Entries that ask the same: word for word, by a shared wording, or by what their wordings mean. Pure.

The meaning of an entry is the mean vector of its wordings. Two entries are near when their cosine stands out both from
the background of all wordings and from what each is nearest to otherwise (cross-domain similarity local scaling,
Conneau et al. 2018): (2 cos - usual - (r_a + r_b) / 2) / spread, r being the mean cosine to the 2nd to 6th nearest
entry. The more pairs there are, the more stand out by chance: the threshold is 1.2 times the extreme that so many draws
of a normal law reach, sqrt(2 ln pairs).

`python -m tests.bench duplicates` measures it on what it was chosen on: banking77's training half, every second intent
cut in two entries, precision 0.97 at recall 0.87 with eight wordings each, 1.00 at 0.67 with four, 0.80 at 0.10 with
one; the sample company cut in halves, 0.75 at 0.50 in French, 0.79 at 0.63 in English; 1,928 titles of service-public
and other titles of the same pages, with no variants, 0.56 at 0.42.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from knowledge.analysis import fold
from knowledge.model import Entry
from knowledge.ports import Vectors
from knowledge.shelf import usual_cosines

Kind = Literal["same-question", "shared-wording", "near-question"]

_EXTREMES = 1.2
_BEYOND = slice(1, 6)  # not the nearest, which may be the same question
_FEWEST = 8  # entries without which there is no background to stand out from
_BACKGROUND = 2_000  # wordings that tell it: more change the third digit
_BLOCK = 1_024
_MOST_PAIRS = 2_000


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two entries that ask the same, and the two wordings that show it."""

    kind: Kind
    entry: Entry
    other: Entry
    ours: str
    theirs: str


@lru_cache(maxsize=65_536)
def key(text: str) -> str:
    """Return a wording without case, accents, punctuation and spaces; signs alone stay as they are."""
    return "".join(filter(str.isalnum, fold(text))) or "".join(text.split())


def same_wordings(entries: Sequence[Entry], *, among: Sequence[Entry]) -> Iterator[Duplicate]:
    """Yield pairs of entries of one language that share a wording, once each: the most telling of those they share."""
    holders: dict[tuple[str, str], list[tuple[Entry, str]]] = defaultdict(list)
    for entry in among:
        for wording in {key(text): text for text in reversed(entry.wordings)}.items():
            holders[entry.lang, wording[0]].append((entry, wording[1]))
    seen: set[frozenset[str]] = set()
    for entry in entries:
        for text in entry.wordings:
            for other, theirs in sorted(holders[entry.lang, key(text)], key=lambda held: held[1] != held[0].question):
                pair = frozenset((entry.id, other.id))
                if other.id != entry.id and pair not in seen:
                    seen.add(pair)
                    same = text == entry.question and theirs == other.question
                    yield Duplicate("same-question" if same else "shared-wording", entry, other, text, theirs)


def near(meanings: Vectors, wordings: Vectors, *, of: Sequence[int] | None = None) -> list[tuple[int, int]]:
    """Return pairs of positions of entries of one language whose questions mean the same, the nearest first.

    `meanings` are unit vectors, (n, dimension), one an entry; `wordings` those of all their wordings, which tell the
    background; `of` asks for the pairs of these positions only, which then come first. 2,000 pairs at most.
    """
    if len(meanings) < _FEWEST:
        return []
    usual, spread = usual_cosines(wordings[:: 1 + len(wordings) // _BACKGROUND])
    around = np.concatenate([_around(cosines) for _, cosines in _blocks(meanings)])
    least = _EXTREMES * np.sqrt(2 * np.log(len(meanings) * (len(meanings) - 1) / 2))
    found: list[tuple[float, int, int]] = []
    for rows, cosines in _blocks(meanings, None if of is None else np.array(of, dtype=np.int64)):
        scores = (2 * cosines - usual - (around[rows][:, None] + around[None, :]) / 2) / spread
        scores[np.arange(len(rows)), rows] = -np.inf
        for row, other in np.argwhere(scores >= least).tolist():
            found.append((-float(scores[row, other]), int(rows[row]), other))
    asked = frozenset(of or ())
    pairs = ((one, other) for _, one, other in sorted(found) if one < other or (of is not None and other not in asked))
    return list(islice(pairs, _MOST_PAIRS))


def near_pair(entry: Entry, other: Entry) -> Duplicate:
    """Return two entries whose questions mean the same, shown by their questions."""
    return Duplicate("near-question", entry, other, entry.question, other.question)


def meaning(vectors: Vectors) -> NDArray[np.float32]:
    """Return what the wordings of an entry mean together: their mean, of length 1."""
    mean = vectors.mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), dtype=np.float32)


def _around(cosines: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the mean cosine of each row to its 2nd to 6th nearest, itself left out."""
    most = min(_BEYOND.stop + 1, cosines.shape[1])
    nearest = -np.sort(-np.partition(cosines, -most, axis=1)[:, -most:], axis=1)[:, 1:]
    return np.asarray(nearest[:, _BEYOND].mean(axis=1), dtype=np.float32)


def _blocks(
    vectors: Vectors, rows: NDArray[np.int64] | None = None
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
    """Yield some rows and their cosines to all vectors: 5,000 entries need never be compared in memory at once."""
    rows = np.arange(len(vectors)) if rows is None else rows
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        yield block, vectors[block] @ vectors.T
