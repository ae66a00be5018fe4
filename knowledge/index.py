"""The vector side of search: the only module that imports faiss."""

import faiss
import numpy as np
from numpy.typing import NDArray

from knowledge.ports import Vectors

_FLAT_UP_TO = 2_000
_VECTORS_A_LIST = 64
_MOST_LISTS = 512
_PROBES = 16
_TRAINING_SAMPLE = 50_000


class VectorIndex:
    """Nearest vectors by inner product: exact up to 2,000 vectors, inverted lists above."""

    def __init__(self, vectors: Vectors) -> None:
        vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        self._index = _flat(vectors) if len(vectors) <= _FLAT_UP_TO else _inverted(vectors)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, queries: Vectors, k: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Return scores and positions of the k nearest, both of shape (queries, k), best first; position -1 is none."""
        scores, positions = self._index.search(np.ascontiguousarray(queries, dtype=np.float32), k)
        return scores, positions


def _flat(vectors: Vectors) -> faiss.Index:
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    return index


def _inverted(vectors: Vectors) -> faiss.Index:
    dimension = vectors.shape[1]
    lists = min(_MOST_LISTS, len(vectors) // _VECTORS_A_LIST)
    index = faiss.IndexIVFFlat(faiss.IndexFlatIP(dimension), dimension, lists, faiss.METRIC_INNER_PRODUCT)
    index.cp.seed = 1
    index.train(vectors[np.random.default_rng(1).permutation(len(vectors))[:_TRAINING_SAMPLE]])
    index.add(vectors)
    index.nprobe = _PROBES
    return index
