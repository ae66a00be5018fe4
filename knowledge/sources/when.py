"""When a request was written, from the many ways exports say so."""

import re
import tomllib
import unicodedata
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from importlib import resources

FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T,]{1,3}(\d{1,2})[:h](\d{2}))?")
NAMED = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)? ([a-z]{3,9}),? (\d{4})(?:\D{1,4}(\d{1,2}) ?[h:] ?(\d{2}))?")
EPOCH = re.compile(r"\d{9,10}(?:\.\d{1,9})?|\d{12,13}")
LONGEST = 80


def read_date(written: str) -> datetime | None:
    """Return the moment, in UTC when no time zone is given; None when it cannot be read."""
    written = written.strip()
    if not written or len(written) > LONGEST:
        return None
    moment = _iso(written) or _epoch(written) or _figures(written) or _mail(written) or _named(written)
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


def _iso(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None


def _epoch(written: str) -> datetime | None:
    if not EPOCH.fullmatch(written):
        return None
    seconds = float(written)
    return datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC)


def _figures(written: str) -> datetime | None:
    match = FIGURES.match(written)
    if match is None:
        return None
    first, second, year, hour, minute = (int(part or 0) for part in match.groups())
    day, month = (second, first) if second > 12 else (first, second)
    return _moment(year, month, day, hour, minute)


def _mail(written: str) -> datetime | None:
    try:
        return parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError):
        return None


def _named(written: str) -> datetime | None:
    folded = "".join(char for char in unicodedata.normalize("NFD", written.lower()) if not unicodedata.combining(char))
    match = NAMED.search(folded)
    month = _months().get(match[2]) if match else None
    if match is None or month is None:
        return None
    return _moment(int(match[3]), month, int(match[1]), int(match[4] or 0), int(match[5] or 0))


def _moment(year: int, month: int, day: int, hour: int, minute: int) -> datetime | None:
    try:
        return datetime(year, month, day, hour, minute, tzinfo=UTC)
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    table = resources.files("knowledge.sources").joinpath("columns.toml").read_text(encoding="utf-8")
    months: dict[str, int] = tomllib.loads(table)["months"]
    return months
