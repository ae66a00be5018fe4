"""Where messages stand among those of their language: vectors in which closeness means the same need."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.ports import Vectors

_PAIRS = 20_000
_ONE_SPREAD_BELOW = 15.87  # per cent of a normal law
_NARROWEST = 0.04


@dataclass(frozen=True, slots=True)
class Background:
    """How close two messages are that have nothing to do with each other: median and spread of their cosines.

    The spread is that of the lower half, which pairs of the same need do not reach, however many there are.
    """

    median: float
    spread: float

    def at(self, spreads: float) -> float:
        """Return the cosine that stands so many spreads above the median."""
        return self.median + spreads * self.spread


@dataclass(frozen=True, slots=True)
class Space:
    """What vectors of a language have in common, shape (d,), what of them is manner, shape (k, d), rows orthonormal;
    and how close strangers are without both.
    """

    mean: NDArray[np.float32]
    manner: Vectors
    background: Background

    @classmethod
    def of(cls, vectors: Vectors, manner: Vectors | None = None) -> "Space":
        """Measure the space of unit vectors, shape (n, d)."""
        dimension = vectors.shape[1]
        mean = vectors.mean(axis=0) if len(vectors) else np.zeros(dimension, dtype=np.float32)
        bare = cls(mean, np.zeros((0, dimension), np.float32) if manner is None else manner, Background(0.0, 1.0))
        return replace(bare, background=background(bare.place(vectors)))

    def place(self, vectors: Vectors) -> Vectors:
        """Return vectors as unit vectors of the space (e5's own cosines live between 0.75 and 0.95)."""
        centred = vectors - self.mean
        return unit(centred - (centred @ self.manner.T) @ self.manner)

    def to_json(self) -> dict[str, Any]:
        """Return the space as JSON that `from_json` reads."""
        spread = {"median": self.background.median, "spread": self.background.spread}
        return {"mean": self.mean.tolist(), "manner": self.manner.tolist(), **spread}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Space":
        """Read what `to_json` wrote."""
        mean = np.array(kept["mean"], dtype=np.float32)
        manner = np.array(kept["manner"], dtype=np.float32).reshape(-1, len(mean))
        return cls(mean, manner, Background(kept["median"], kept["spread"]))


def background(vectors: Vectors) -> Background:
    """Measure cosines between pairs taken at random, always the same ones."""
    if len(vectors) < 2:
        return Background(median=0.0, spread=1.0)
    draw = np.random.default_rng(1)
    left = draw.integers(0, len(vectors), _PAIRS)
    right = (left + draw.integers(1, len(vectors), _PAIRS)) % len(vectors)
    cosines = np.einsum("ij,ij->i", vectors[left], vectors[right])
    low, median = np.percentile(cosines, [_ONE_SPREAD_BELOW, 50])
    return Background(median=float(median), spread=max(float(median - low), _NARROWEST))


def unit(vectors: NDArray[np.floating[Any]]) -> Vectors:
    """Scale rows to length 1; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)
