"""Days and times as visitors say them, and when somebody is there."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

from .words import DAYS, MONTHS, folded

ZONE = ZoneInfo("Europe/Paris")
# When advisers call back, and when a shop receives: Monday first.
CALLS = ((time(9), time(12, 30)), (time(13, 30), time(18)))
SATURDAY_CALLS = ((time(9, 30), time(12, 30)),)
VISITS = ((time(10), time(19)),)
FURTHEST = timedelta(days=60)

_WEEKDAYS = {folded(name): number for names in DAYS.values() for number, name in enumerate(names)}
_MONTHS = {folded(name): number for names in MONTHS.values() for number, name in enumerate(names, 1)}
_NEAR = {
    "apres-demain": 2,
    "apres demain": 2,
    "day after tomorrow": 2,
    "demain": 1,
    "tomorrow": 1,
    "aujourd'hui": 0,
    "today": 0,
}
_SPAN = re.compile(r"(\d{1,2}) (jour|day|semaine|week)s?")
_FIGURES = re.compile(r"(\d{1,2})/(\d{1,2})")
_TIME = re.compile(r"(\d{1,2})(?:\s?[h:.]\s?(\d{2})?)?\s?([ap])?\.?(?:m\b\.?)?", re.IGNORECASE)


def clock_of(services) -> Callable[[], datetime]:
    """Return a clock on the company's wall: that of its systems, where they have one."""
    clock = getattr(services, "clock", None) or (lambda: datetime.now(UTC))
    return lambda: clock().astimezone(ZONE)


def day_meant(said: str, today: date) -> date | None:
    """Return the day meant, the next of that name; None when it is none."""
    text = folded(said)
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    for name, days in _NEAR.items():
        if name in text:
            return today + timedelta(days=days)
    if span := _SPAN.search(text):
        return today + timedelta(days=int(span[1]) * (7 if span[2] in ("semaine", "week") else 1))
    return _weekday(text, today) or _of_a_month(text, today)


def time_meant(said: str) -> time | None:
    """Return the time meant: “14 h 30”, “2.30 pm”, “midi”; None when it is none."""
    text = folded(said).strip(" .!?")
    if text in ("midi", "noon"):
        return time(12)
    found = _TIME.search(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3] and hour <= 12:
        hour = hour % 12 + (12 if found[3] == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def hours_of(when: date, *, visit: bool) -> tuple:
    """Return from when to when somebody is there that day; nothing on Sundays and holidays."""
    if when.weekday() == 6 or when in holidays.country_holidays("FR", years=when.year):
        return ()
    if visit:
        return VISITS
    return SATURDAY_CALLS if when.weekday() == 5 else CALLS


def is_there(when: datetime, *, visit: bool) -> bool:
    """Say whether somebody is there at that time."""
    return any(opens <= when.time() < closes for opens, closes in hours_of(when.date(), visit=visit))


def _weekday(text: str, today: date) -> date | None:
    number = next((number for name, number in _WEEKDAYS.items() if re.search(rf"\b{name}\b", text)), None)
    if number is None:
        return None
    return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)


def _of_a_month(text: str, today: date) -> date | None:
    """Return a day with the name or the number of its month; the next year's when it is over this year."""
    number = re.search(r"\d{1,2}", text)
    month = next((month for name, month in _MONTHS.items() if re.search(rf"\b{name}\b", text)), None)
    if figures := _FIGURES.search(text):
        number, month = figures, int(figures[2])
    if number is None or month is None:
        return None
    try:
        meant = date(today.year, month, int(number[1] if figures else number[0]))
        return meant if meant >= today else meant.replace(year=today.year + 1)
    except ValueError:
        return None
