"""Who writes, and how to reach them: lines above the greeting and below the last sentence that say nothing else."""

import re
from functools import cache
from itertools import takewhile

from knowledge.analysis import fold, language_words

CAPITALISED = r"[A-ZÀ-Þ][\w'’.-]*"
# A name, with masks, and what the person is ("Inès - Service client").
_WHO = rf"(?:{CAPITALISED}|<[A-Z_]+>|et|and|&)"
NAME = re.compile(rf"{_WHO}(?:[\s,]+{_WHO}){{0,4}}[\s,]*(?:[-–—|]\s*\S+(?:\s+\S+){{0,3}})?")
_LONGEST_LINE = 120
_PUNCTUATION = " \t,;:.!/|()-–—<>"
_REACHED = re.compile(
    r"<?(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}>?"
    r"|<(?:PHONE|EMAIL|URL)>"
    r"|<?(?:https?://|www\.)[^\s<>]{1,100}>?"
    r"|(?:\+\d{1,3}|\(?0)[\d .()/-]{6,20}\d"
)
_TOWN = re.compile(rf"(?:(?:F|B|CH|L)-)?\d{{4,5}}\s{{1,3}}{CAPITALISED}(?:[\s-]+\S+){{0,4}}|<ADDRESS>|\d{{5}}")


def without_signature(text: str, lang: str) -> str:
    """Return a text without the block at its end that says who wrote it and where to reach them.

    A name by itself is no such block, and what follows a colon is told, not signed.
    """
    lines = text.split("\n")
    block = list(takewhile(lambda line: not line.strip() or _signs(line, lang), reversed(lines)))
    kept = "\n".join(lines[: len(lines) - len(block)]).rstrip()
    return kept if kept and not kept.endswith(":") and _tells_where(block, lang) else text


def without_letterhead(lines: list[str], greeting: int, lang: str) -> list[str]:
    """Return the lines without what stands above the greeting, at this place: names and an address right above it, and
    the lines of a form that say how to reach somebody.
    """
    above, rest = lines[:greeting], lines[greeting:]
    block = list(takewhile(lambda line: not line.strip() or _signs(line, lang), reversed(above)))
    kept = above[: greeting - len(block)] if _tells_where(block, lang) else above
    return [line for line in kept if not _reaches(line, lang)] + rest


def _tells_where(block: list[str], lang: str) -> bool:
    reached = any(_reaches(line, lang) for line in block)
    return reached or sum(_is_address(line, lang) for line in block) > 1


def _signs(line: str, lang: str) -> bool:
    line = line.strip()
    return len(line) <= _LONGEST_LINE and (
        _is_name(line.rstrip(" .,")) or _reaches(line, lang) or _is_address(line, lang)
    )


def _is_name(text: str) -> bool:
    return NAME.fullmatch(text) is not None


def _reaches(line: str, lang: str) -> bool:
    """Say whether a line only tells a number or an address by which somebody is reached, whose it is at most."""
    if len(line) > _LONGEST_LINE:
        return False
    rest, found = _REACHED.subn("\n", line.strip())
    parts = [part.strip(_PUNCTUATION) for part in rest.split("\n")]
    return found > 0 and all(not part or fold(part) in _labels(lang) or _is_name(part) for part in parts)


def _is_address(line: str, lang: str) -> bool:
    line = line.strip(_PUNCTUATION)
    return len(line) <= _LONGEST_LINE and (
        _TOWN.fullmatch(line) is not None or _street(lang).fullmatch(fold(line)) is not None
    )


@cache
def _labels(lang: str) -> frozenset[str]:
    return frozenset(fold(label) for label in language_words(lang).get("contact_labels", ()))


@cache
def _street(lang: str) -> re.Pattern[str]:
    words = "|".join(re.escape(fold(word)) for word in language_words(lang).get("street_words", ()))
    return re.compile(
        rf"\d{{1,5}}(?: ?(?:bis|ter|[a-d]))?[ ,]+(?:\S+ ){{0,3}}(?:{words})(?!\w)[^?!]{{0,60}}" if words else "(?!)"
    )
