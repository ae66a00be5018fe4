"""Groups joined while they are close: average linkage, closest pair first."""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.mining.neighbours import Positions
from knowledge.ports import Vectors


@dataclass(frozen=True, slots=True)
class Replies:
    """What was answered: unit vectors of shape (n, w), zeros where `given`, of shape (n,), is false."""

    vectors: Vectors
    given: NDArray[np.bool_]

    def alike(self, one: Positions, other: Positions) -> NDArray[np.float32]:
        """Return the cosines of these pairs' replies, shape (pairs,); not a number where one has none."""
        cosines = np.einsum("ij,ij->i", self.vectors[one], self.vectors[other])
        return np.where(self.given[one] & self.given[other], cosines, np.nan).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Closeness:
    """How close groups must be to be one, in cosines.

    `join` is for large groups; `doubt` is added for two single messages, and shrinks as more pairs are averaged.
    Where both were answered, other answers (their cosine below `same_answer`) push them apart by up to `reply_weight`
    times what lacks, and the same answer draws them together by at most `reply_bonus`.
    """

    join: float
    doubt: float
    reply_weight: float = 0.0
    reply_bonus: float = 0.0
    same_answer: float = 0.4


class Linkage:
    """Groups being joined; `apart` are pairs of messages that may not be in one.

    Average linkage (UPGMA) is exact here: the mean cosine between two groups of unit vectors is the product of their
    means. A joined group takes a new version, so that stale pairs are seen.
    """

    def __init__(
        self,
        vectors: Vectors,
        replies: Replies,
        closeness: Closeness,
        *,
        start: Positions,
        apart: Iterable[tuple[int, int]] = (),
    ) -> None:
        self._closeness = closeness
        self._names, self._place = np.unique(start, return_inverse=True)
        count = len(self._names)
        self._sums = _summed(vectors, self._place, count)
        self._sizes = np.bincount(self._place, minlength=count).astype(np.float32)
        self._reply_sums = _summed(replies.vectors, self._place, count)
        self._replied = np.bincount(self._place, weights=replies.given, minlength=count).astype(np.float32)
        self._version = [0] * count
        self._parent = list(range(count))
        self._near: list[set[int]] = [set() for _ in range(count)]
        self._rivals: list[set[int]] = [set() for _ in range(count)]
        self._heap: list[tuple[float, int, int, int, int]] = []
        for one, other in apart:
            self._set_apart(int(self._place[one]), int(self._place[other]))

    def run(self, one: Positions, other: Positions) -> Positions:
        """Join groups while they are close, among those with a message beside one of the other; return their numbers.

        `one` and `other`, of shape (edges,), are the messages beside each other.
        """
        pairs = np.unique(np.sort(np.stack([self._place[one], self._place[other]], axis=1), axis=1), axis=0)
        for first, second in pairs[pairs[:, 0] != pairs[:, 1]].tolist():
            self._near[first].add(second)
            self._near[second].add(first)
        for first, near in enumerate(self._near):
            self._offer(first, sorted(second for second in near if second > first))
        while self._heap:
            _, first, second, version, other_version = heapq.heappop(self._heap)
            if version == self._version[first] and other_version == self._version[second]:
                self._join(first, second)
        roots = np.array([self._root(group) for group in range(len(self._parent))], dtype=np.int64)
        return np.asarray(self._names[roots][self._place], dtype=np.int64)

    def _set_apart(self, one: int, other: int) -> None:
        if one != other:
            self._rivals[one].add(other)
            self._rivals[other].add(one)

    def _join(self, kept: int, gone: int) -> None:
        if gone in self._rivals[kept]:
            return
        for sums in (self._sums, self._sizes, self._reply_sums, self._replied):
            sums[kept] += sums[gone]
        self._version[kept] += 1
        self._version[gone] = -1
        self._parent[gone] = kept
        _inherit(self._near, kept, gone)
        _inherit(self._rivals, kept, gone)
        self._offer(kept, sorted(self._near[kept]))

    def _offer(self, one: int, others: Sequence[int]) -> None:
        others = [other for other in others if other not in self._rivals[one]]
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


def _inherit(sets: list[set[int]], kept: int, gone: int) -> None:
    """Give what one group is beside, or apart from, to another."""
    for other in sets[gone] - {kept}:
        sets[other].discard(gone)
        sets[other].add(kept)
        sets[kept].add(other)
    sets[kept].discard(gone)
    sets[gone] = set()


def _summed(vectors: Vectors, place: Positions, count: int) -> Vectors:
    sums = np.zeros((count, vectors.shape[1]), dtype=np.float32)
    np.add.at(sums, place, vectors)
    return sums
