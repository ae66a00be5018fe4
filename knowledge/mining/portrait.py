"""What stands for a group of messages: its name, and its most telling wordings."""

from collections.abc import Sequence
from math import inf, log2

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.fuzz import ratio

from knowledge.analysis import fold
from knowledge.mining.messages import Message
from knowledge.mining.titles import BEST, Titles
from knowledge.mining.wording import as_name, unmasked
from knowledge.ports import Vectors
from knowledge.privacy import MASK

MOST_WORDINGS = 12
_MOST_MASKS = 2
_CANDIDATES = 150
_MANY = 0.2  # what a wording gains at most by being said by many
_SAME = 90
_VARIETY = 0.5


def name_of(messages: Sequence[Message], vectors: Vectors, lang: str) -> str:
    """Return the title a person would choose: asked in a central message, typical, short, written with care."""
    central, titles = _centrality(vectors), Titles(messages, lang)
    name, most = messages[0].wording, -inf
    for at in _nearest(central):
        if central[at] + _MANY + BEST < most:
            break
        said = central[at] + min(0.02 * log2(len(messages[at].requests)), _MANY)
        for title, weight in titles.offered(messages[at]).items():
            if said + weight > most:
                name, most = title, said + weight
    return as_name(unmasked(name), lang)


def telling(messages: Sequence[Message], vectors: Vectors) -> tuple[Message, ...]:
    """Return up to 12 messages, the most central first, each unlike those before it (Carbonell and Goldstein 1998)."""
    central = _centrality(vectors)
    nearest = _nearest(central)
    left = [at for at in nearest if len(MASK.findall(messages[at].wording)) <= _MOST_MASKS] or nearest[:1]
    chosen: list[int] = []
    while left and len(chosen) < MOST_WORDINGS:
        told = (vectors[left] @ vectors[chosen].T).max(axis=1) if chosen else np.zeros(len(left))
        best = left[int(np.argmax(central[left] - _VARIETY * told))]
        chosen.append(best)
        said = fold(messages[best].wording)
        left = [at for at in left if at != best and ratio(fold(messages[at].wording), said) < _SAME]
    return tuple(messages[at] for at in chosen)


def _centrality(vectors: Vectors) -> NDArray[np.float32]:
    centre = vectors.mean(axis=0)
    return np.asarray(vectors @ centre / max(float(np.linalg.norm(centre)), 1e-9))


def _nearest(central: NDArray[np.float32]) -> list[int]:
    return [int(at) for at in np.argsort(-central, kind="stable")[:_CANDIDATES]]
