"""Phrases in one language: looked up by name, filled, plural chosen, moments told as people say them."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dialogue.model import Reason

_FOLDER = Path(__file__).parent / "phrases"
_FALLBACK = "en"


class Wording:
    """The phrases of one language; those it lacks come in English."""

    def __init__(self, lang: str, timezone: str = "Europe/Paris") -> None:
        self.lang = lang
        self._own = phrases(lang)
        self._fallback = phrases(_FALLBACK)
        self._zone = ZoneInfo(timezone)

    def say(self, phrase: str, /, **details: object) -> str:
        """Return the phrase of this dotted name, filled; `count` chooses between `one` and `other`."""
        found = self._find(phrase)
        if isinstance(found, dict):
            found = found["one" if details.get("count") in self._singular() else "other"]
        return str(found).format(**details)

    def why(self, reason: Reason) -> str:
        """Return a reason as a sentence."""
        return self.say(f"reason.{reason.code}", **reason.details)

    def moment(self, at: datetime, *, now: datetime) -> str:
        """Return a time as people say it, in the company's time zone: “demain à 9 h 00”."""
        local, today = at.astimezone(self._zone), now.astimezone(self._zone).date()
        time = self.say("moment.time", hour=local.hour, minute=local.minute)
        return self.say("moment.at", day=self._day(local.date(), today), time=time)

    def _day(self, day: date, today: date) -> str:
        names = {today: "moment.today", today + timedelta(days=1): "moment.tomorrow"}
        if day in names:
            return self.say(names[day])
        weekday = self._find("moment.days")[day.weekday()]
        if day < today + timedelta(days=7):
            return str(weekday)
        month = self._find("moment.months")[day.month - 1]
        return self.say("moment.date", day=weekday, number=day.day, month=month)

    def _singular(self) -> tuple[int, ...]:
        return (0, 1) if self.lang == "fr" else (1,)

    def _find(self, name: str) -> Any:
        found = _dig(self._own, name)
        return _dig(self._fallback, name) if found is None else found


@cache
def phrases(lang: str) -> Mapping[str, Any]:
    """Return the phrases of a language, empty for a language that has none."""
    path = _FOLDER / f"{lang}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _dig(tree: Mapping[str, Any], name: str) -> Any:
    found: Any = tree
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found
