"""Words that announce an entity, per language, and the folding that makes them easy to find."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

SPELLED = dict(zip("’‘ʼ´\u00a0\u202f\u2009‐‑–", "''''   ---", strict=True))


class _Folds(dict[int, str]):
    """What each character becomes, found out once."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = SPELLED.get(char) or unicodedata.normalize("NFD", char)[0].lower()
        self[code] = plain if len(plain) == 1 else char
        return self[code]


_FOLDS = _Folds()


def fold(text: str) -> str:
    """Return the text in lower case, without accents, with plain apostrophes and spaces; offsets stay the same."""
    return text.translate(_FOLDS)


def either(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, longest first, where a space is any one white space."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"[ \t]") for word in ordered)


@dataclass(frozen=True, slots=True)
class NameCues:
    """What stands before and inside the name of a person."""

    particles: frozenset[str]
    introductions: tuple[str, ...]
    persons: tuple[str, ...]
    hints: tuple[str, ...]
    surnames: tuple[str, ...]
    titles: tuple[str, ...]
    long_titles: tuple[str, ...]
    greetings: tuple[str, ...]
    closings: tuple[str, ...]
    weak_closings: tuple[str, ...]
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberCues:
    """What stands before the number of an order or of a customer."""

    order: tuple[str, ...]
    customer: tuple[str, ...]
    any: tuple[str, ...]
    links: tuple[str, ...]
    markers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AddressCues:
    """How a postal address is written. `layout` is `type-first` (12 rue X) or `name-first` (12 X Street)."""

    layout: str
    types: tuple[str, ...]
    loose_types: tuple[str, ...]
    suffixes: tuple[str, ...]
    joiners: frozenset[str]
    articles: tuple[str, ...]
    city_joiners: frozenset[str]


@dataclass(frozen=True, slots=True)
class DateCues:
    """How a day is written."""

    day_first: bool
    month_first: bool
    months: Mapping[str, int]
    ordinals: tuple[str, ...]
    of: tuple[str, ...]
    weekdays: tuple[str, ...]
    before_weekday: tuple[str, ...]
    after_weekday: tuple[str, ...]
    relative: tuple[str, ...]
    before_span: tuple[str, ...]
    after_span: tuple[str, ...]
    units: tuple[str, ...]
    day_cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """Everything one language knows about entities."""

    lang: str
    phone_regions: tuple[str, ...]
    card_cues: tuple[str, ...]
    iban_cues: tuple[str, ...]
    at_words: tuple[str, ...]
    endings: tuple[str, ...]
    dot_words: tuple[str, ...]
    given_names: frozenset[str]
    ambiguous_names: frozenset[str]
    not_names: frozenset[str]
    determiners: frozenset[str]
    name: NameCues
    number: NumberCues
    address: AddressCues
    date: DateCues
    currencies: Mapping[str, str]


def languages() -> tuple[str, ...]:
    """Return the languages whose cues are written, sorted."""
    files = (file.name for file in resources.files("nlu").joinpath("languages").iterdir())
    return tuple(sorted(name.split(".")[1] for name in files if re.fullmatch(r"entities\.[a-z]+\.toml", name)))


def load_cues(lang: str) -> Cues:
    """Read the cues of one of `languages()`."""
    data, names = _read(f"entities.{lang}.toml"), _read("given_names.toml")
    return Cues(
        lang=lang,
        given_names=frozenset(names["sure"]),
        ambiguous_names=frozenset(names["ambiguous"]),
        not_names=frozenset(data["not_names"]),
        determiners=frozenset(data["determiners"]),
        name=NameCues(**_tuples(data["name"], sets=("particles",))),
        number=NumberCues(**_tuples(data["number"])),
        address=AddressCues(**_tuples(data["address"], sets=("joiners", "city_joiners"))),
        date=DateCues(**_tuples(data["date"] | {"months": _months(data["date"]["months"])})),
        currencies=data["currencies"],
        **{
            key: tuple(data[key])
            for key in ("phone_regions", "card_cues", "iban_cues", "at_words", "dot_words", "endings")
        },
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("nlu").joinpath("languages", name).read_text(encoding="utf-8"))


def _months(spellings: list[list[str]]) -> dict[str, int]:
    return {spelling: number for number, month in enumerate(spellings, start=1) for spelling in month}


def _tuples(table: dict[str, Any], *, sets: tuple[str, ...] = ()) -> dict[str, Any]:
    frozen = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return frozen | {key: frozenset(table[key]) for key in sets}
