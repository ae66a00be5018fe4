"""Why one is as sure of an answer as one is, in few words that a person knows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.evidence import FEATURES

_ABOUT = {
    "rival": ("share", "margin", "lexical margin", "cosine margin"),
    "words": ("lexical",),
    "meaning": ("score", "cosine", "strange"),
    "length": ("words",),
}
_NOTABLE = 0.25  # log odds: from one in two to 44 %


@dataclass(frozen=True, slots=True)
class Near:
    """A known wording, the entry it asks for, and how near it is by meaning: a cosine."""

    text: str
    entry_id: str
    cosine: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the query is nearest to, and what lowered the confidence in the best answer, the heaviest first.

    `rival`: another entry fits nearly as well; `words`: few words in common; `meaning`: far from all wordings;
    `length`: of unusual length.
    """

    nearest: tuple[Near, ...]
    lowered: tuple[str, ...]


def lowered(contributions: NDArray[np.float64]) -> tuple[str, ...]:
    """Return what took from the confidence, by the features' contributions, shape (features,), the heaviest first."""
    by_name = dict(zip(FEATURES, contributions.tolist(), strict=True))
    weights = {about: sum(by_name[name] for name in names) for about, names in _ABOUT.items()}
    return tuple(about for about in sorted(weights, key=weights.__getitem__) if weights[about] < -_NOTABLE)
