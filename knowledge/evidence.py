"""What speaks for a hit: the numbers that confidence is computed from. Pure."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.shelf import Hit

FEATURES = (
    "score",
    "margin",
    "lexical",
    "lexical margin",
    "cosine",
    "cosine margin",
    "adapted",
    "adapted margin",
    "words",
)


def evidence(text: str, hits: Sequence[Hit]) -> NDArray[np.float64]:
    """Return the features of each hit of a query, shape (hits, len(FEATURES)), in the order of FEATURES.

    A margin is the distance to the best of the other hits; with no other one, it is the value itself.
    """
    score = np.array([hit.score for hit in hits])
    lexical = np.array([hit.lexical for hit in hits])
    dense = np.array([hit.dense for hit in hits])
    adapted = np.array([hit.adapted for hit in hits])
    sides = [column for values in (score, lexical, dense, adapted) for column in (values, _margin(values))]
    return np.column_stack([*sides, np.full(len(hits), np.log1p(len(text.split())))])


def shared_out(probabilities: Sequence[float]) -> list[float]:
    """Cap probabilities of answers that exclude each other, best first, so that they never add up to more than 1."""
    shares, left = list[float](), 1.0
    for probability in probabilities:
        shares.append(min(probability, left))
        left -= shares[-1]
    return shares


def _margin(values: NDArray[np.float64]) -> NDArray[np.float64]:
    if len(values) < 2:
        return values
    second, first = np.sort(values)[-2:]
    return np.asarray(np.where(values == first, first - second, values - first))
