"""Messages into groups that ask the same thing; their number is found, and a message like no other stays alone."""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.ports import Vectors

Positions = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest of every message, both of shape (n, k), best first; position -1 is none."""

    scores: NDArray[np.float32]
    positions: Positions


@dataclass(frozen=True, slots=True)
class Replies:
    """What was answered: unit vectors of shape (n, w), zeros where `given`, of shape (n,), is false."""

    vectors: Vectors
    given: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Closeness:
    """How close groups must be to be one, in cosines.

    `join` is for large groups; `doubt` is added for two single messages, and shrinks as more pairs are averaged.
    Where both were answered, other answers (their cosine below `same_answer`) push them apart by up to `reply_weight`
    times what lacks, and the same answer draws them together by at most `reply_bonus`.
    """

    join: float
    doubt: float
    adopt: float
    reply_weight: float
    reply_bonus: float
    same_answer: float = 0.4


_SMALL = 2
_VOTERS = 8
_FEWEST_VOTERS = 3
_MAJORITY = 0.6
_ROUNDS = 3


def group(vectors: Vectors, replies: Replies, neighbours: Neighbours, closeness: Closeness) -> Positions:
    """Return a group number for each message, shape (n,).

    Average linkage (UPGMA) along the graph of nearest neighbours, exact because the mean cosine between two groups of
    unit vectors is the product of their means; then messages left alone join the group of most of their neighbours.
    """
    linkage = _Linkage(vectors, replies, closeness)
    linkage.run(neighbours)
    return _adopted(linkage.labels(), neighbours, replies, closeness)


class _Linkage:
    """Groups being merged, closest pair first. A merged group takes a new version, so that stale pairs are seen."""

    def __init__(self, vectors: Vectors, replies: Replies, closeness: Closeness) -> None:
        self._closeness = closeness
        self._sums = vectors.copy()
        self._sizes = np.ones(len(vectors), dtype=np.float32)
        self._reply_sums = replies.vectors.copy()
        self._replied = replies.given.astype(np.float32)
        self._version = [0] * len(vectors)
        self._parent = list(range(len(vectors)))
        self._near: list[set[int]] = [set() for _ in range(len(vectors))]
        self._heap: list[tuple[float, int, int, int, int]] = []

    def run(self, neighbours: Neighbours) -> None:
        for one, other in _pairs(neighbours.positions):
            self._near[one].add(other)
            self._near[other].add(one)
        for one, near in enumerate(self._near):
            self._offer(one, sorted(other for other in near if other > one))
        while self._heap:
            _, one, other, version, other_version = heapq.heappop(self._heap)
            if version == self._version[one] and other_version == self._version[other]:
                self._merge(one, other)

    def labels(self) -> Positions:
        return np.array([self._root(one) for one in range(len(self._parent))], dtype=np.int64)

    def _merge(self, kept: int, gone: int) -> None:
        for sums in (self._sums, self._sizes, self._reply_sums, self._replied):
            sums[kept] += sums[gone]
        self._version[kept] += 1
        self._version[gone] = -1
        self._parent[gone] = kept
        near = self._near[kept]
        near.discard(gone)
        for other in self._near[gone] - {kept}:
            self._near[other].discard(gone)
            self._near[other].add(kept)
            near.add(other)
        self._near[gone] = set()
        self._offer(kept, sorted(near))

    def _offer(self, one: int, others: Sequence[int]) -> None:
        if not others:
            return
        for other, excess in zip(others, self._excess(one, others).tolist(), strict=True):
            if excess > 0:
                first, second = min(one, other), max(one, other)
                heapq.heappush(self._heap, (-excess, first, second, self._version[first], self._version[second]))

    def _excess(self, one: int, others: Sequence[int]) -> NDArray[np.float32]:
        at = np.asarray(others)
        pairs = self._sizes[at] * self._sizes[one]
        cosines = (self._sums[at] @ self._sums[one]) / pairs
        required = self._closeness.join + self._closeness.doubt / np.sqrt(pairs)
        replied = self._replied[at] * self._replied[one]
        same_reply = (self._reply_sums[at] @ self._reply_sums[one]) / np.maximum(replied, 1)
        told = self._closeness.reply_weight * (same_reply - self._closeness.same_answer)
        told = np.minimum(told, self._closeness.reply_bonus)
        return np.asarray(cosines + np.where(replied > 0, told, 0) - required, dtype=np.float32)

    def _root(self, one: int) -> int:
        while self._parent[one] != one:
            self._parent[one] = one = self._parent[self._parent[one]]
        return one


def _pairs(positions: Positions) -> Iterator[tuple[int, int]]:
    for one, row in enumerate(positions.tolist()):
        yield from ((one, other) for other in row if other not in (-1, one))


def _adopted(labels: Positions, neighbours: Neighbours, replies: Replies, closeness: Closeness) -> Positions:
    for _ in range(_ROUNDS):
        sizes = np.bincount(labels, minlength=len(labels))
        alone = np.flatnonzero(sizes[labels] <= _SMALL)
        adopted = labels.copy()
        adopted[alone] = [_adopter(one, labels, neighbours, replies, closeness) for one in alone.tolist()]
        if np.array_equal(adopted, labels):
            break
        labels = adopted
    return labels


def _adopter(one: int, labels: Positions, neighbours: Neighbours, replies: Replies, closeness: Closeness) -> int:
    positions = neighbours.positions[one]
    heard = (positions >= 0) & (positions != one) & (neighbours.scores[one] > closeness.adopt)
    voters = positions[heard][:_VOTERS]
    candidates, counts = np.unique(labels[voters], return_counts=True)
    if len(voters) < _FEWEST_VOTERS or counts.max() < _MAJORITY * _VOTERS:
        return int(labels[one])
    winner = int(candidates[counts.argmax()])
    return (
        int(labels[one]) if _answered_otherwise(one, voters[labels[voters] == winner], replies, closeness) else winner
    )


def _answered_otherwise(one: int, voters: Positions, replies: Replies, closeness: Closeness) -> bool:
    answered = voters[replies.given[voters]]
    if not replies.given[one] or not len(answered):
        return False
    alike = replies.vectors[answered] @ replies.vectors[one]
    return float(alike.mean()) < closeness.same_answer / 2
