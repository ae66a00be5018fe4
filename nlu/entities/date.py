"""Days: written in full, in figures, or relative to today."""

import re
from collections.abc import Iterator
from datetime import date

from nlu.cues import Cues, DateCues, either
from nlu.entities.found import Found, Strength

ISO = re.compile(r"(?<![\d/.-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\d/-])")
FIGURES = re.compile(r"(?<![\d/.,-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-])")


class Dates:
    """Reads days; nothing here knows what day it is."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues.date
        self._day_month = re.compile(_day_month(cues.date))
        self._month_day = re.compile(_month_day(cues.date))
        self._short = re.compile(rf"(?<!\w)(?:{either(cues.date.day_cues)}) (\d{{1,2}})/(\d{{1,2}})(?![\d/])")
        self._relative = re.compile(_relative(cues.date))

    def find(self, text: str, folded: str) -> Iterator[Found]:
        """Yield every day; its value is an ISO date when the text alone tells it, else the text itself."""
        yield from self._full(folded)
        yield from self._named(folded)
        for match in self._short.finditer(folded):
            if _day(2000, *self._order(int(match[1]), int(match[2]))):
                yield Found("DATE", match.start(1), match.end(2), Strength.SHAPED, "a day and a month in figures")
        for match in self._relative.finditer(folded):
            yield Found("DATE", *match.span(), Strength.SHAPED, "a day relative to today")

    def _full(self, folded: str) -> Iterator[Found]:
        for match in ISO.finditer(folded):
            day = _day(int(match[1]), int(match[2]), int(match[3]))
            if day:
                yield Found("DATE", *match.span(), Strength.CUED, "an ISO date", day.isoformat())
        for match in FIGURES.finditer(folded):
            day = _day(_year(match[4]), *self._order(int(match[1]), int(match[3])))
            if day:
                value = day.isoformat() if self._is_sure(int(match[1]), int(match[3])) else ""
                yield Found("DATE", *match.span(), Strength.CUED, "a date in figures", value)

    def _named(self, folded: str) -> Iterator[Found]:
        patterns = (self._day_month, self._month_day) if self._cues.month_first else (self._day_month,)
        for pattern in patterns:
            for match in pattern.finditer(folded):
                year, month = match["year"], self._cues.months[match["month"]]
                day = _day(int(year) if year else 2000, month, int(match["day"]))
                if day:
                    value = day.isoformat() if year else ""
                    yield Found("DATE", *match.span(), Strength.SHAPED, "a day and the name of a month", value)

    def _order(self, first: int, second: int) -> tuple[int, int]:
        """Return (month, day)."""
        month_first = first <= 12 and (second > 12 or self._cues.month_first)
        return (first, second) if month_first else (second, first)

    def _is_sure(self, first: int, second: int) -> bool:
        return self._cues.day_first or first > 12 or second > 12


def _day_month(cues: DateCues) -> str:
    of = rf"(?:(?:{either(cues.of)}) )?" if cues.of else ""
    months = either(cues.months)
    return (
        rf"(?<![\w/.,])(?P<day>\d{{1,2}})(?:{either(cues.ordinals)})? {of}(?P<month>{months})\b"
        rf"(?: (?P<year>\d{{4}})\b)?"
    )


def _month_day(cues: DateCues) -> str:
    return (
        rf"(?<!\w)(?P<month>{either(cues.months)})\b\.? (?P<day>\d{{1,2}})(?:{either(cues.ordinals)})?\b"
        rf"(?:,? (?P<year>\d{{4}})\b)?"
    )


def _relative(cues: DateCues) -> str:
    weekday = (
        rf"(?:(?:{either(cues.before_weekday)}) )?(?:{either(cues.weekdays)})(?: (?:{either(cues.after_weekday)}))?"
    )
    span = rf"\d{{1,3}} (?:{either(cues.units)})"
    spans = [rf"(?:{either(cues.before_span)}) {span}"]
    if cues.after_span:
        spans.append(rf"{span} (?:{either(cues.after_span)})")
    return rf"(?<!\w)(?:{either(cues.relative)}|{weekday}|{'|'.join(spans)})(?!\w)"


def _year(written: str) -> int:
    return int(written) if len(written) == 4 else 2000 + int(written)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
