"""A learner that learns nothing: an entry is as likely as its nearest wording is near."""

import numpy as np
from numpy.typing import NDArray

from knowledge.ports import Vectors
from knowledge.scoring import Positions, Score, Start

SHARP = 10.0


def nearest(vectors: Vectors, owners: Positions, entries: int, *, start: Start | None = None) -> Score:
    return _Nearest(vectors, owners, entries)


class _Nearest:
    def __init__(self, vectors: Vectors, owners: Positions, entries: int) -> None:
        self._vectors = vectors
        self._owners = owners
        self._entries = entries

    def __call__(self, vectors: Vectors) -> NDArray[np.float32]:
        scores = np.full((len(vectors), self._entries), -np.inf, dtype=np.float32)
        for owner in np.unique(self._owners):
            scores[:, owner] = SHARP * (vectors @ self._vectors[self._owners == owner].T).max(axis=1)
        return scores

    def leads(self, vectors: Vectors, owners: Positions, rivals: Positions) -> NDArray[np.float32]:
        scores = self(vectors)
        own = scores[np.arange(len(owners)), owners]
        return np.asarray(own - scores[:, rivals].max(axis=1, initial=-np.inf), dtype=np.float32)
