"""The vector side of search: the only module that imports faiss."""

import faiss
import numpy as np
from numpy.typing import NDArray

from knowledge.ports import Vectors

_FLAT_UP_TO = 30_000
_LISTS = 512
_PROBES = 16
_TRAINING_SAMPLE = 50_000


class VectorIndex:
    """Nearest vectors by inner product: exact up to 30,000 vectors, inverted lists above."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        self._index = _flat(self._vectors) if len(vectors) <= _FLAT_UP_TO else _inverted(self._vectors)

    def __len__(self) -> int:
        return len(self._vectors)

    def search(self, queries: Vectors, k: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Return scores and positions of the k nearest, both of shape (queries, k), best first; position -1 is none."""
        scores, positions = self._index.search(np.ascontiguousarray(queries, dtype=np.float32), k)
        return scores, positions

    def vector(self, position: int) -> NDArray[np.float32]:
        """Return the vector at this position, shape (dimension,)."""
        return np.asarray(self._vectors[position])

    def scores(self, query: NDArray[np.float32], positions: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the inner products of one query, shape (dimension,), with the vectors at these positions."""
        return np.asarray(self._vectors[positions] @ query)


def _flat(vectors: Vectors) -> faiss.Index:
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    return index


def _inverted(vectors: Vectors) -> faiss.Index:
    dimension = vectors.shape[1]
    index = faiss.IndexIVFFlat(faiss.IndexFlatIP(dimension), dimension, _LISTS, faiss.METRIC_INNER_PRODUCT)
    index.cp.seed = 1
    index.train(vectors[np.random.default_rng(1).permutation(len(vectors))[:_TRAINING_SAMPLE]])
    index.add(vectors)
    index.nprobe = _PROBES
    return index
