"""What a company's own wordings teach: a softmax regression from a vector to the entries that it may ask for."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from nlu.ports import Vectors

# How far weights may go from zero; 5 to 60 are within a point of each other on banking77's training half, on the five
# training wordings of code-du-travail's topics, on chit-chat and on the sample company.
STRENGTH = 10.0
STEPS = 60
FEW_STEPS = 8
_ENOUGH = 1e-5  # the relative fall of the loss below which a step is the last
_REMEMBERED = 6
_AT_ONCE = 1 << 24  # logits held in memory at a time: 64 MiB
_FEW = 0.1  # the share of entries up to which those that changed are learned, and no others
_MOST_TAKEN = 0.9  # of a total, when others leave it: what is left would be noise
_LEAST = -1e30  # a logit below all others

Floats = NDArray[np.float32]
Positions = NDArray[np.int64]
Start = tuple["Head", Positions, Positions]


@dataclass(frozen=True, slots=True)
class Head:
    """A linear map from vectors to logits: `weights` (entries, dimension), `bias` (entries,).

    Of the vectors it learned from, `owners` says which entry each belongs to, and `totals` is the logarithm of the sum
    of its exponentiated logits; both (n,).
    """

    weights: Floats
    bias: Floats
    owners: Positions
    totals: Floats

    def __call__(self, vectors: Vectors) -> Floats:
        """Return the logits of every entry, (n, dimension) to (n, entries)."""
        return np.asarray(vectors @ self.weights.T + self.bias, dtype=np.float32)

    def leads(self, vectors: Vectors, owners: Positions, rivals: Positions) -> Floats:
        """Return how far the logit of each vector's owner, (n,), is above those of some entries; shape (n,)."""
        own = np.einsum("nd,nd->n", vectors, self.weights[owners]) + self.bias[owners]
        found = np.full(len(vectors), np.inf, dtype=np.float32)
        for piece in _pieces(len(vectors), len(rivals)):
            logits = vectors[piece] @ self.weights[rivals].T + self.bias[rivals]
            found[piece] = own[piece] - logits.max(axis=1, initial=-np.inf)
        return found


def learn(
    vectors: Vectors, owners: Positions, entries: int, *, start: Start | None = None, steps: int | None = None
) -> Head:
    """Fit wordings, (n, dimension), to the entry each belongs to, (n,) of 0 to `entries` - 1.

    Multinomial logistic regression with a Gaussian prior on the weights (Hastie, Tibshirani, Friedman, The Elements of
    Statistical Learning, 4.4), on centred vectors of mean square length 1, by L-BFGS. An entry without a wording is
    as unlikely as can be. `start` is a head to go on from, and the position there of each entry and of each vector, or
    -1. Where few entries changed, only those are learned, beside the others as they are; else a few steps do.
    """
    frame = _Frame.of(vectors)
    if start is None:
        return _whole(frame, vectors, owners, np.zeros((entries, vectors.shape[1] + 1)), steps or STEPS)
    changed = _changed(owners, entries, start)
    if changed.sum() <= _FEW * entries:
        return _in_part(frame, vectors, owners, start, changed, steps or STEPS)
    return _whole(frame, vectors, owners, frame.placed(*_moved(*start[:2])), steps or FEW_STEPS)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where weights are looked for: on vectors less their `centre`, times a `scale`."""

    centre: Vectors
    scale: float

    @classmethod
    def of(cls, vectors: Vectors) -> "_Frame":
        centre = vectors.mean(axis=0)
        return cls(centre, max(1e-12, float(((vectors - centre) ** 2).sum(axis=1).mean())) ** -0.5)

    def inputs(self, vectors: Vectors) -> Floats:
        return np.ascontiguousarray((vectors - self.centre) * self.scale, dtype=np.float32)

    def placed(self, weights: Floats, bias: Floats) -> NDArray[np.float64]:
        """Return weights and bias on vectors as they are on inputs, (entries, dimension + 1)."""
        bias = bias + weights @ self.centre
        return np.column_stack([weights / self.scale, np.where(np.isfinite(bias), bias, 0)]).astype(np.float64)

    def back(self, both: Floats) -> tuple[Floats, Floats]:
        weights = both[:, :-1] * self.scale
        return weights, np.asarray(both[:, -1] - weights @ self.centre, dtype=np.float32)


def _whole(frame: _Frame, vectors: Vectors, owners: Positions, begin: NDArray[np.float64], steps: int) -> Head:
    weights, bias = frame.back(_fitted(_Loss(frame.inputs(vectors), owners, len(begin)), begin, steps))
    bias[np.bincount(owners, minlength=len(begin)) == 0] = -np.inf
    return Head(weights, bias, owners, _totals(vectors, weights, bias))


def _in_part(
    frame: _Frame, vectors: Vectors, owners: Positions, start: Start, changed: NDArray[np.bool_], steps: int
) -> Head:
    """Learn the entries that changed: the same loss, seen along some of its axes."""
    weights, bias = _moved(*start[:2])
    rest = _rest(vectors, start, changed)
    if not changed.any():
        return Head(weights, bias, owners, rest)
    of_changed = np.where(changed, np.cumsum(changed) - 1, -1)
    loss = _Loss(frame.inputs(vectors), of_changed[owners], int(changed.sum()), rest=rest)
    begin = frame.placed(weights[changed], bias[changed])
    weights[changed], bias[changed] = frame.back(_fitted(loss, begin, steps))
    bias[changed & (np.bincount(owners, minlength=len(bias)) == 0)] = -np.inf
    return Head(weights, bias, owners, np.logaddexp(rest, _totals(vectors, weights[changed], bias[changed])))


def _changed(owners: Positions, entries: int, start: Start) -> NDArray[np.bool_]:
    """Return which entries are new, or have other vectors than they had; shape (entries,)."""
    head, places, at = start
    had = np.where(places >= 0, np.bincount(head.owners, minlength=len(head.bias))[places], 0)
    kept = np.bincount(owners[at >= 0], minlength=entries)
    have = np.bincount(owners, minlength=entries)
    return np.asarray((places < 0) | (had != kept) | (have != kept))


def _moved(head: Head, places: Positions) -> tuple[Floats, Floats]:
    """Return the weights and the bias of a head for other entries: nothing is known of the new ones."""
    known = places >= 0
    return np.where(known[:, None], head.weights[places], 0), np.where(known, head.bias[places], 0)


def _rest(vectors: Vectors, start: Start, changed: NDArray[np.bool_]) -> Floats:
    """Return the total of each vector over the entries that did not change, (n,), from what it was over all of them."""
    head, places, at = start
    same = places[~changed]
    gone = np.setdiff1d(np.arange(len(head.bias)), same)
    before = np.where(at >= 0, head.totals[at], np.inf)
    taken = np.exp(_totals(vectors, head.weights[gone], head.bias[gone]) - before)
    afresh = (at < 0) | (taken > _MOST_TAKEN)
    rest = before + np.log1p(-np.minimum(taken, _MOST_TAKEN))
    rest[afresh] = _totals(vectors[afresh], head.weights[same], head.bias[same])
    return np.asarray(rest, dtype=np.float32)


def _totals(vectors: Vectors, weights: Floats, bias: Floats) -> Floats:
    """Return the logarithm of the sum of the exponentiated logits of each vector, (n,)."""
    found = np.empty(len(vectors), dtype=np.float32)
    for piece in _pieces(len(vectors), len(bias)):
        logits = vectors[piece] @ weights.T + bias
        top = logits.max(axis=1, initial=_LEAST)
        with np.errstate(divide="ignore"):
            found[piece] = top + np.log(np.exp(logits - top[:, None]).sum(axis=1))
    return found


def _fitted(loss: "_Loss", begin: NDArray[np.float64], steps: int) -> Floats:
    options = {"maxiter": steps, "ftol": _ENOUGH, "maxcor": _REMEMBERED}
    found = minimize(loss, begin.ravel(), jac=True, method="L-BFGS-B", options=options)
    return loss.shaped(found.x)


class _Loss:
    """The log loss and its slope, as a function of the weights and the bias of some entries, flat.

    An owner of -1 is none of them; `rest` is what all others add to the total of each input, as they are.
    """

    def __init__(self, inputs: Floats, owners: Positions, entries: int, *, rest: Floats | None = None) -> None:
        self._inputs = inputs
        self._owners = owners
        self._entries = entries
        self._rest = np.full(len(inputs), -np.inf, dtype=np.float32) if rest is None else rest

    def shaped(self, flat: NDArray[np.float64]) -> Floats:
        """Return weights and bias, (entries, dimension + 1)."""
        return flat.reshape(self._entries, -1).astype(np.float32)

    def __call__(self, flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        both = self.shaped(flat)
        loss = float((both[:, :-1].astype(np.float64) ** 2).sum()) / (2 * STRENGTH)
        slope = np.column_stack([both[:, :-1] / STRENGTH, np.zeros(len(both), dtype=np.float32)])
        for piece in _pieces(len(self._inputs), self._entries):
            loss += self._of(piece, both, slope)
        return loss, slope.ravel().astype(np.float64)

    def _of(self, piece: slice, both: Floats, slope: Floats) -> float:
        """Return the loss of some inputs, and add to the slope."""
        inputs, rest, owners = self._inputs[piece], self._rest[piece], self._owners[piece]
        owned = np.flatnonzero(owners >= 0)
        logits = inputs @ both[:, :-1].T + both[:, -1]
        top = np.maximum(logits.max(axis=1), rest)
        chances = np.exp(logits - top[:, None])
        total = chances.sum(axis=1) + np.exp(rest - top)
        chances /= total[:, None]
        chances[owned, owners[owned]] -= 1
        slope[:, :-1] += chances.T @ inputs
        slope[:, -1] += chances.sum(axis=0)
        own = logits[owned, owners[owned]].sum(dtype=np.float64)
        return float((np.log(total) + top).sum(dtype=np.float64) - own)


def _pieces(inputs: int, entries: int) -> Iterator[slice]:
    size = max(1, _AT_ONCE // max(1, entries))
    return (slice(start, start + size) for start in range(0, inputs, size))
