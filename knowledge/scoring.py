"""How entries are scored from a vector: what a learner gives, and what it takes to go on from it elsewhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.ports import Vectors

Positions = NDArray[np.int64]
Marks = NDArray[np.uint64]
# What the same learner gave before, and where each entry, and each vector, was there, or -1.
Start = tuple[Any, Positions, Positions]


class Score(Protocol):
    """Scores every entry for each vector, (n, dimension) to (n, entries)."""

    def __call__(self, vectors: Vectors) -> NDArray[np.float32]: ...

    def leads(self, vectors: Vectors, owners: Positions, rivals: Positions) -> NDArray[np.float32]:
        """Return how far the score of each vector's owner is above those of some entries, shape (n,)."""
        ...


class Learn(Protocol):
    """Learns from wordings, (n, dimension), and the entry each belongs to, to score every entry: (m, entries)."""

    def __call__(self, vectors: Vectors, owners: Positions, entries: int, *, start: Start | None = None) -> Score:
        """`start` is what it gave before, to go on from."""
        ...


@dataclass(frozen=True, slots=True)
class Learned:
    """A score, the encoder and the ids of its entries, and of each text that it learned from a mark and the position of
    the entry it belongs to; both (n,).
    """

    encoder: str
    entries: tuple[str, ...]
    said: Marks
    owners: Positions
    score: Score

    def start(self, entries: Sequence[str], said: Marks) -> Start:
        """Return this as other entries may go on from it."""
        places = {id: place for place, id in enumerate(self.entries)}
        order = np.argsort(self.said, kind="stable")
        found = np.minimum(np.searchsorted(self.said, said, sorter=order), max(0, len(order) - 1))
        known = np.isin(said, self.said)
        at = np.full(len(said), -1, dtype=np.int64)
        at[known] = order[found[known]]
        return self.score, np.array([places.get(id, -1) for id in entries], dtype=np.int64), at

    def changed(self, later: "Learned") -> int:
        """Return how many entries came, went, or say something else."""
        new, gone = ~np.isin(later.said, self.said), ~np.isin(self.said, later.said)
        came = {later.entries[owner] for owner in later.owners[new].tolist()}
        return len(came | {self.entries[owner] for owner in self.owners[gone].tolist()})


def marks(said: Iterable[tuple[str, str]]) -> Marks:
    """Return what tells an entry's text from every other, 64 bits each, (n,)."""
    digests = (blake2b(f"{id}\n{text}".encode(), digest_size=8).digest() for id, text in said)
    return np.frombuffer(b"".join(digests), dtype="<u8")
