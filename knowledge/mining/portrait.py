"""What stands for a group of messages: its name, and its most telling wordings."""

from collections.abc import Sequence
from math import log2

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.fuzz import ratio

from knowledge.analysis import fold, language_words
from knowledge.mining.messages import Message
from knowledge.mining.wording import as_name, is_question, is_request, unmasked
from knowledge.ports import Vectors
from knowledge.privacy import MASK

MOST_WORDINGS = 12
_MOST_MASKS = 2
_CANDIDATES = 150
_SAME = 90
_VARIETY = 0.5
_SHORT, _LONG, _VERY_LONG = 3, 90, 160  # words, characters, characters


def name_of(messages: Sequence[Message], vectors: Vectors, lang: str) -> str:
    """Return the wording a person would choose as the title: central, short, a question, written with care."""
    central = _centrality(vectors)
    best = max(_nearest(central), key=lambda at: (central[at] + _fitness(messages[at], lang), -at))
    return as_name(unmasked(messages[best].wording), lang)


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


def _fitness(message: Message, lang: str) -> float:
    """Weigh what makes a title, in cosines."""
    wording, words = message.wording, fold(message.wording).split()
    asks = 0.1 if "?" in wording or is_question(wording, lang) else 0.03 if is_request(wording, lang) else 0.0
    length = 0.15 * (len(words) < _SHORT) + 0.15 * (len(wording) > _LONG) + 0.2 * (len(wording) > _VERY_LONG)
    hasty = 0.1 * bool(set(words) & set(language_words(lang).get("hasty", ())))
    careless = 0.03 * (not wording[:1].isupper()) + 0.15 * len(MASK.findall(wording))
    return asks - length - hasty - careless + 0.02 * log2(len(message.requests))
