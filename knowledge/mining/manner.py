"""How a message is written, apart from what it asks: in haste, politely, shouted. Needs are found without it."""

import re
from collections.abc import Sequence
from random import Random

import numpy as np

from knowledge.analysis import fold, language_words
from knowledge.ports import Encoder, Vectors

_TEXTS, _FEWEST = 100, 30  # of fewer texts, what moves most may well be a need
_DIRECTIONS = 4
_WORD = re.compile(r"[\w']+")


def manner(texts: Sequence[str], lang: str, encoder: Encoder) -> Vectors:
    """Return the directions in which vectors move when only the manner changes, shape (at most 4, d), orthonormal.

    Some of the texts are written again in other manners, and both are read: what moves most is no part of a need
    (nuisance attribute projection, Solomonoff et al. 2005).
    """
    draw = Random(1)  # noqa: S311
    chosen = draw.sample(sorted(set(texts)), min(_TEXTS, len(set(texts))))
    others = [rewritten(text, lang, draw) for text in chosen]
    if len(chosen) < _FEWEST:
        return np.zeros((0, encoder.dimension), dtype=np.float32)
    plain = encoder.encode(chosen)
    moved = encoder.encode([other for each in others for other in each]).reshape(len(chosen), -1, encoder.dimension)
    differences = (moved - plain[:, None]).reshape(-1, encoder.dimension)
    _, sizes, directions = np.linalg.svd(differences, full_matrices=False)
    return np.asarray(directions[:_DIRECTIONS][sizes[:_DIRECTIONS] > 1e-6], dtype=np.float32)


def rewritten(text: str, lang: str, draw: Random) -> list[str]:
    """Return a text in other manners: bare, mistyped, greeted, in haste, thanked, and shouted or puzzled."""
    words = language_words(lang)
    bare = " ".join(_WORD.findall(fold(text)))
    slip = draw.randrange(max(1, len(bare) - 2))
    greeting, haste, thanks = (
        draw.choice(list(words.get(key, ())) or [""]) for key in ("greetings", "hasty", "thanks")
    )
    return [
        bare,
        bare[:slip] + bare[slip + 1 :],
        f"{greeting.capitalize()}, {text}",
        f"{bare} {haste}",
        f"{text.rstrip('?!. ')}. {thanks.capitalize()}.",
        draw.choice([text.upper(), f"{bare} ??", f"{bare} !!"]),
    ]
