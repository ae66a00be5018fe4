"""What an answer says that can be checked against another: amounts, durations, dates, times, numbers, links, phones."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal, cast

from knowledge.analysis import analyser_of, fold, language_words

Kind = Literal["amount", "share", "duration", "date", "time", "number", "phone", "link", "email"]

_SYMBOLS = {"€": "euro", "$": "dollar", "£": "pound"}
_AMOUNTS = frozenset({"euro", "dollar", "pound", "franc"})
# In which units durations are compared: 2 weeks are 14 days, 48 hours 2 days; a month is no number of days.
_SAME_AS = {"minute": ("minute", 1), "hour": ("minute", 60), "day": ("minute", 1_440), "week": ("minute", 10_080)}
_SAME_AS |= {"month": ("month", 1), "year": ("month", 12)}
_DURATIONS = frozenset({*_SAME_AS, "working-day"})
_FIGURE = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)*"
_LINK = re.compile(r"https?://[^\s)>\]]+|www\.[^\s)>\]]+", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_PHONE = re.compile(r"(?<![\w/])(?:\+\d{1,3}|0)[ \u00a0.\-/]?(?:\(0\))?\d(?:[ \u00a0.\-/]?\d){6,12}(?!\w)")
_ISO_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_FIGURED_DATE = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
_CLOCK = re.compile(r"\b(\d{1,2})(?: ?h ?(\d{2})?|:(\d{2}))(?: ?([ap])\.?m\b\.?)?(?![\w])|\b(\d{1,2}) ?([ap])\.?m\b\.?")
_SENTENCE = re.compile(r"\n+|(?<=[.!?…])\s+(?=[^\W_]|[«“\"*(])")
_MARKS = re.compile(r"[*_`#>]+|\]\(|\[|\]")
_LONGEST_PASSAGE = 300
_DAY = 24
_REMEMBERED = 8_192  # answers: a whole base is compared pair by pair


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that a text gives: `unit` says what it may be compared with, `said` is the text's own words."""

    kind: Kind
    unit: str
    value: str | float
    said: str
    passage: str


@lru_cache(maxsize=_REMEMBERED)
def facts_of(text: str, lang: str) -> tuple[Fact, ...]:
    """Return what a Markdown text says that can be checked."""
    return tuple(fact for passage in passages(text) for fact in _facts(passage, lang))


def passages(text: str) -> list[str]:
    """Return the sentences of a text, without Markdown's marks, each at most 300 characters."""
    pieces = (" ".join(_MARKS.sub(" ", piece).split()) for piece in _SENTENCE.split(text))
    return [piece[:_LONGEST_PASSAGE] for piece in pieces if piece]


def _facts(passage: str, lang: str) -> Iterator[Fact]:
    left = passage
    for read in (_addresses, _dates, _times, _quantities):
        found = list(read(left, lang))
        for start, end, kind, unit, value in found:
            yield Fact(kind, unit, value, passage[start:end].strip(), passage)
            # What was read once is not read again as something else.
            left = left[:start] + " " * (end - start) + left[end:]


_Found = tuple[int, int, Kind, str, str | float]


def _addresses(text: str, lang: str) -> Iterator[_Found]:
    for found in _LINK.finditer(text):
        address = re.sub(r"^https?://(www\.)?", "", found[0].casefold()).rstrip("/.,;:!?")
        yield *found.span(), "link", "link", address
    for found in _EMAIL.finditer(text):
        yield *found.span(), "email", "email", found[0].casefold()
    for found in _PHONE.finditer(text):
        # The last nine digits tell a number with its country from one without.
        yield *found.span(), "phone", "phone", re.sub(r"\D", "", found[0])[-9:]


def _dates(text: str, lang: str) -> Iterator[_Found]:
    for found in _ISO_DATE.finditer(text):
        yield *found.span(), "date", "date", f"{int(found[2]):02}-{int(found[3]):02}"
    for found in _FIGURED_DATE.finditer(text):
        yield *found.span(), "date", "date", f"{int(found[2]):02}-{int(found[1]):02}"
    months = _names(lang, "months")
    names = "|".join(sorted(months, key=len, reverse=True))
    if not names:
        return
    first, last = rf"(\d{{1,2}})(?:er|st|nd|rd|th)? (?:of )?({names})", rf"({names}) (\d{{1,2}})(?:st|nd|rd|th)?"
    pattern = rf"\b(?:{first}|{last})\b(?:,? \d{{4}})?"
    for found in re.finditer(pattern, _aligned(text)):
        month, day = months[found[2] or found[3]], int(found[1] or found[4])
        yield *found.span(), "date", "date", f"{int(month):02}-{day:02}"


def _times(text: str, lang: str) -> Iterator[_Found]:
    for found in _CLOCK.finditer(text.lower()):
        hour, half = int(found[1] or found[5]), found[4] or found[6]
        minutes = found[2] or found[3]
        if hour >= _DAY and not minutes:
            yield *found.span(), "duration", "minute", float(hour * 60)
            continue
        hour = hour % 12 + 12 * (half == "p") if half else hour
        yield *found.span(), "time", "time", f"{hour:02}:{minutes or '00'}"


def _quantities(text: str, lang: str) -> Iterator[_Found]:
    for found in _quantity(lang).finditer(_aligned(text)):
        unit = _SYMBOLS.get(found["before"] or "") or _unit(found["after"] or "", lang)
        if unit is None:
            continue
        for figure in (found["first"], found["second"]):
            if figure:
                kind, name, times = _kind(unit)
                yield *found.span(), kind, name, times * _number(figure, lang)


def _kind(unit: str) -> tuple[Kind, str, float]:
    if unit in _DURATIONS:
        name, times = _SAME_AS.get(unit, (unit, 1))
        return "duration", name, times
    if unit in _AMOUNTS:
        return "amount", unit, 1
    return ("share" if unit == "percent" else "number"), unit, 1


def _unit(after: str, lang: str) -> str | None:
    """Return the unit that follows a number: a known one, else the word, by its stem; None where nothing is counted."""
    known = _names(lang, "units").get(after.replace("-", " "))
    if known or not after:
        return known
    analyser = analyser_of(lang)
    word = after.split()[0]
    terms = analyser.terms(word)
    # One letter counts nothing: "240 x 220".
    return None if len(word) == 1 or word in analyser.stops or word.isdigit() or not terms else f"word {terms[0].stem}"


@cache
def _quantity(lang: str) -> re.Pattern[str]:
    units = "|".join(map(re.escape, sorted(_names(lang, "units"), key=len, reverse=True)))
    figure = rf"(?:{_FIGURE}|{'|'.join([*sorted(_names(lang, 'numbers'), key=len, reverse=True), '(?!)'])})"
    joints = "|".join([*map(re.escape, language_words(lang).get("ranges", ())), "-", "–", "/"])
    after = rf"(?:{units})(?![^\W\d_])|[^\W\d_]+" if units else r"[^\W\d_]+"
    return re.compile(
        rf"(?<![\w.,])(?:(?P<before>[€$£]) ?)?(?P<first>{figure})(?: ?(?:{joints}) ?[€$£]?(?P<second>{figure}))?"
        rf"(?:[ \u00a0\u202f-]?(?P<after>{after}))?"
    )


def _number(figure: str, lang: str) -> float:
    said = _names(lang, "numbers").get(figure)
    if said:
        return float(said)
    thousands = (language_words(lang).get("thousands") or ["."])[0]
    plain = re.sub(r"\s", "", figure)
    plain = re.sub(rf"{re.escape(thousands)}(?=\d{{3}}(?!\d))", "", plain)
    parts = re.split(r"[.,]", plain)
    return float(parts[0]) if len(parts) == 1 else float(f"{''.join(parts[:-1])}.{parts[-1]}")


def _aligned(text: str) -> str:
    """Return the text folded, each character still at its place."""
    return "".join(folded if len(folded := fold(char)) == 1 else char.lower()[:1] for char in text)


@cache
def _names(lang: str, table: str) -> Mapping[str, str]:
    """Return what each word of a table of the language's file stands for."""
    named = cast(Mapping[str, Any], language_words(lang)).get(table, {})
    return {fold(word): meaning for meaning, words in named.items() for word in words}
