"""Evens out how a text is written, before it is encoded and searched. The original is kept for display."""

import re
import unicodedata
from collections.abc import Mapping

from nlu.lexicon import WORD, fold, within_courtesies

APOSTROPHES = "’‘ʼ´`′＇"
REPEATED_LETTER = re.compile(r"(?!www\.)([^\W\d_])\1{2,}", re.IGNORECASE)
REPEATED_SIGN = re.compile(r"([^\w\s])\1{2,}")
PILED_MARKS = re.compile(r"[\u0300-\u036f]{2,}")
UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs"})


def clean(text: str) -> str:
    """Return the text in NFKC on one line: nothing unseen, plain apostrophes, letters at most doubled, signs once.

    Linear in the length of the text.
    """
    text = unicodedata.normalize("NFKC", text.translate(_SEEN))
    text = " ".join(PILED_MARKS.sub("", text).split())
    return REPEATED_SIGN.sub(r"\1", REPEATED_LETTER.sub(r"\1\1", text))


def bare(text: str, courtesies: frozenset[str]) -> str:
    """Return the text without the courtesies it begins and ends with; whole when it is nothing else."""
    places = [found.span() for found in WORD.finditer(text.lower())]
    start, end = within_courtesies([fold(text[first:last]) for first, last in places], courtesies)
    if start == end or (start, end) == (0, len(places)):
        return text
    return text[places[start][0] : places[end - 1][1] if end < len(places) else len(text)]


class Expander:
    """Writes out the abbreviations of one language, on whole words only."""

    def __init__(self, abbreviations: Mapping[str, str]) -> None:
        self._long = dict(abbreviations)
        listed = sorted(self._long, key=len, reverse=True)
        # Not after a number ("500 g", "10 mn") nor beside an apostrophe, a hyphen or a dot ("c'est", "g-sync", "c.a.").
        pattern = rf"(?<![\w'.-])(?<!\d )(?:{'|'.join(map(re.escape, listed))})(?![\w'-]|\.\w)"
        self._pattern = re.compile(pattern, re.IGNORECASE) if listed else None

    def expand(self, text: str) -> str:
        """Return the text with every abbreviation written out. Linear in the length of the text."""
        return self._pattern.sub(self._written_out, text) if self._pattern else text

    def _written_out(self, found: re.Match[str]) -> str:
        short = found[0]
        if len(short) == 1 and short.isupper() and found.start():  # "vitamin C", "plan G"
            return short
        return self._long[short.lower()]


class _Seen(dict[int, str]):
    """What each character becomes, found out once."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in APOSTROPHES:
            seen = "'"
        elif char.isspace():
            seen = " "
        else:
            seen = "" if unicodedata.category(char) in UNSEEN else char
        self[code] = seen
        return seen


_SEEN = _Seen()
