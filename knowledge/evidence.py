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
    values = np.array([(hit.score, hit.lexical, hit.dense, hit.adapted) for hit in hits]).reshape(-1, 4)
    second, first = np.sort(values, axis=0)[-2:] if len(hits) > 1 else (0, values)
    margins = values - np.where(values == first, second, first)
    words = np.full(len(hits), np.log1p(len(text.split())))
    return np.column_stack([np.stack([values, margins], axis=2).reshape(-1, 8), words])


def shared_out(probabilities: Sequence[float]) -> list[float]:
    """Cap probabilities of answers that exclude each other, best first, so that they never add up to more than 1."""
    shares, left = list[float](), 1.0
    for probability in probabilities:
        shares.append(min(probability, left))
        left -= shares[-1]
    return shares
