"""The words of the pages, a file a language; a language without one is served in English words."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


class Words:
    """Says the phrases of one language."""

    def __init__(self, lang: str) -> None:
        path = _FOLDER / f"{lang}.toml"
        self._said: dict[str, Any] = tomllib.loads((path if path.is_file() else _FOLDER / "en.toml").read_text("utf-8"))

    def say(self, key: str, **details: object) -> str:
        """Return a phrase, filled in."""
        return str(self._said[key]).format(**details)

    def count(self, key: str, count: int) -> str:
        """Return a phrase for a number of things; none at all is singular in French."""
        many = count > 1 or (count == 0 and self._said["zero_is_many"])
        return self.say(f"{key}_{'many' if many else 'one'}", count=count)

    def date(self, day: date) -> str:
        """Return a day in words."""
        return self.say("date", day=day.day, month=self._said["months"][day.month - 1], year=day.year)

    def language(self, lang: str) -> str:
        """Return the name of another language."""
        return str(self._said.get(f"lang_{lang}", lang))


@cache
def words_of(lang: str) -> Words:
    """Return the words of a language."""
    return Words(lang if lang.isalpha() else "en")
