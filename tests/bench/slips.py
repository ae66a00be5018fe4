"""Slips of the fingers on a French keyboard."""

import re
import unicodedata
from collections.abc import Callable
from random import Random

_WORD = re.compile(r"[^\W\d_]{4,}")
_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")  # each key sits between two of the row above

Slips = Callable[[str], list[str]]


def slip(text: str, rng: Random) -> str:
    """Return the text with one slip in a word of 4 letters or more, past its first; as it is when it has none."""
    words = list(_WORD.finditer(text))
    if not words:
        return text
    word = rng.choice(words)
    kinds = [made for kind in _KINDS if (made := kind(word[0]))]
    return text[: word.start()] + rng.choice(rng.choice(kinds)) + text[word.end() :]


def _swapped(word: str) -> list[str]:
    places = [at for at in range(1, len(word) - 1) if word[at] != word[at + 1]]
    return [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in places]


def _dropped(word: str) -> list[str]:
    return [word[:at] + word[at + 1 :] for at in range(1, len(word))]


def _doubled(word: str) -> list[str]:
    return [word[:at] + word[at] + word[at:] for at in range(1, len(word))]


def _missed(word: str) -> list[str]:
    return [
        word[:at] + (key.upper() if word[at].isupper() else key) + word[at + 1 :]
        for at in range(1, len(word))
        for key in _beside(word[at])
    ]


def _beside(letter: str) -> str:
    """Return the keys around that of a letter, accents aside."""
    plain = unicodedata.normalize("NFD", letter.lower())[0]
    found = [(row, keys.index(plain)) for row, keys in enumerate(_ROWS) if plain in keys]
    return "".join(_around(*place) for place in found)


def _around(row: int, at: int) -> str:
    places = [(row, at - 1), (row, at + 1), (row - 1, at), (row - 1, at + 1), (row + 1, at - 1), (row + 1, at)]
    return "".join(_ROWS[y][x] for y, x in places if 0 <= y < len(_ROWS) and 0 <= x < len(_ROWS[y]))


_KINDS: tuple[Slips, ...] = (_swapped, _dropped, _doubled, _missed)
