"""Who is near whom among messages: the nearest of each, and how many neighbours two of them share."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Positions = NDArray[np.int64]
_PIECE = 200_000  # edges looked at in one go: their neighbours' rows are copied


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest of every message, both of shape (n, k), best first; position -1 is none."""

    scores: NDArray[np.float32]
    positions: Positions


def shared(neighbours: Neighbours) -> csr_matrix:
    """Return the graph of messages, shape (n, n): each joined to its nearest, as strongly as they share neighbours.

    A weight is the share of both messages' neighbours that they have in common (Jarvis and Patrick 1973, as Jaccard's
    index): unlike a cosine, it means the same among messages that are all alike and among scattered ones.
    """
    near = _nearest(neighbours.positions)
    edges = near.maximum(near.T).tocoo()
    once = edges.row < edges.col
    one, other = edges.row[once], edges.col[once]
    common = _common(near, one, other)
    counts = np.diff(near.indptr)
    weights = common / np.maximum(counts[one] + counts[other] - common, 1)
    joined = weights > 0
    half = csr_matrix((weights[joined], (one[joined], other[joined])), shape=near.shape)
    return half + half.T


def _nearest(positions: Positions) -> csr_matrix:
    count = len(positions)
    rows = np.repeat(np.arange(count), positions.shape[1])
    columns = positions.ravel()
    kept = (columns >= 0) & (columns != rows)
    return csr_matrix((np.ones(kept.sum(), dtype=np.float32), (rows[kept], columns[kept])), shape=(count, count))


def _common(near: csr_matrix, one: Positions, other: Positions) -> NDArray[np.float32]:
    pieces = [slice(start, start + _PIECE) for start in range(0, len(one), _PIECE)]
    sums = [near[one[piece]].multiply(near[other[piece]]).sum(axis=1) for piece in pieces]
    return np.concatenate([np.asarray(each, dtype=np.float32).ravel() for each in sums] or [np.zeros(0, np.float32)])
