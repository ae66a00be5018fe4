"""What speaks for a hit: the numbers that confidence is computed from. Pure."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.shelf import Hit

FEATURES = (
    "score",
    "share",
    "margin",
    "lexical",
    "lexical margin",
    "cosine",
    "cosine margin",
    "strange",
    "words",
)
_FAR = 2.0  # nearness below which a question is unlike the company's own
_LEAST_SHARE = 1e-4


def evidence(text: str, hits: Sequence[Hit]) -> NDArray[np.float64]:
    """Return the features of each hit of a query, shape (hits, len(FEATURES)), in the order of FEATURES.

    A margin is the distance to the best of the other hits; with no other one, it is the value itself. How strange the
    query is, is how much nearer its nearest wording would have to be to be like the company's own questions.
    """
    score, share, lexical, cosine = (
        np.array([(hit.score, hit.share, hit.lexical, hit.nearness) for hit in hits]).reshape(-1, 4).T
    )
    odds = np.log(np.clip(share, _LEAST_SHARE, 1) / np.clip(1 - share, _LEAST_SHARE, 1))
    strange = np.full(len(hits), max(0.0, _FAR - cosine.max(initial=0.0)))
    words = np.full(len(hits), np.log1p(len(text.split())))
    return np.column_stack(
        [score, odds, _margin(score), lexical, _margin(lexical), cosine, _margin(cosine), strange, words]
    )


def _margin(values: NDArray[np.float64]) -> NDArray[np.float64]:
    if len(values) < 2:
        return values
    second, first = np.sort(values)[-2:]
    return np.asarray(values - np.where(values == first, second, first))


def shared_out(probabilities: Sequence[float]) -> list[float]:
    """Cap probabilities of answers that exclude each other, best first, so that they never add up to more than 1."""
    shares, left = list[float](), 1.0
    for probability in probabilities:
        shares.append(min(probability, left))
        left -= shares[-1]
    return shares
