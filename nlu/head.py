"""What a company's own wordings teach: a softmax regression from a vector to the entries that it may ask for."""

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

Logits = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Head:
    """A linear map from vectors to logits: `weights` (entries, dimension), `bias` (entries,)."""

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def __call__(self, vectors: Vectors) -> Logits:
        """Return the logits of every entry, (n, dimension) to (n, entries)."""
        return np.asarray(vectors @ self.weights.T + self.bias, dtype=np.float32)


def learn(
    vectors: Vectors,
    owners: NDArray[np.int64],
    entries: int,
    *,
    start: tuple[Head, NDArray[np.int64]] | None = None,
    steps: int | None = None,
) -> Head:
    """Fit wordings, (n, dimension), to the entry each belongs to, (n,) of 0 to `entries` - 1.

    Multinomial logistic regression with a Gaussian prior on the weights (Hastie, Tibshirani, Friedman, The Elements of
    Statistical Learning, 4.4), on centred vectors of mean square length 1, by L-BFGS. An entry without a wording is
    as unlikely as can be. `start` is a head to go on from, and the position there of each entry, or -1: a few steps do.
    """
    centre = vectors.mean(axis=0)
    scale = 1 / np.sqrt(max(1e-12, float(((vectors - centre) ** 2).sum(axis=1).mean())))
    loss = _Loss(np.ascontiguousarray((vectors - centre) * scale, dtype=np.float32), owners, entries)
    found = minimize(
        loss,
        np.zeros(loss.size) if start is None else _aligned(*start, centre, scale),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": steps or (STEPS if start is None else FEW_STEPS), "ftol": _ENOUGH, "maxcor": _REMEMBERED},
    )
    weights, bias = loss.split(found.x)
    bias[np.bincount(owners, minlength=entries) == 0] = -np.inf
    return Head(weights * scale, bias - weights @ (centre * scale))


def _aligned(head: Head, places: NDArray[np.int64], centre: Vectors, scale: float) -> NDArray[np.float64]:
    """Return the head's weights and bias on centred and scaled vectors, flat, in another order of entries."""
    bias = head.bias + head.weights @ centre
    both = np.column_stack([head.weights / scale, np.where(np.isfinite(bias), bias, 0)])
    return np.where(places[:, None] >= 0, both[places], 0.0).ravel()


class _Loss:
    """The log loss and its slope, as a function of the weights and the bias of every entry, flat."""

    def __init__(self, inputs: Vectors, owners: NDArray[np.int64], entries: int) -> None:
        self.size = entries * (inputs.shape[1] + 1)
        self._inputs = inputs
        self._owners = owners
        self._rows = np.arange(len(owners))
        self._entries = entries

    def split(self, flat: NDArray[np.float64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        both = flat.reshape(self._entries, -1).astype(np.float32)
        return both[:, :-1], both[:, -1]

    def __call__(self, flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights, bias = self.split(flat)
        logits = self._inputs @ weights.T + bias
        logits -= logits.max(axis=1, keepdims=True)
        chances = np.exp(logits)
        total = chances.sum(axis=1, keepdims=True)
        loss = np.log(total[:, 0]).sum(dtype=np.float64) - logits[self._rows, self._owners].sum(dtype=np.float64)
        chances /= total
        chances[self._rows, self._owners] -= 1
        slope = np.column_stack([chances.T @ self._inputs + weights / STRENGTH, chances.sum(axis=0)])
        penalty = (weights.astype(np.float64) ** 2).sum() / (2 * STRENGTH)
        return float(loss + penalty), slope.ravel().astype(np.float64)
