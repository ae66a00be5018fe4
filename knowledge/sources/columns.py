"""Which column of a table is the text, the reply, the date: by name, or as the caller says."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

from knowledge.errors import UnknownColumn, UnknownField
from knowledge.sources.model import MAX_TEXT, RawRequest, Reason, Row, Skipped
from knowledge.sources.when import read_date

CHANNEL = re.compile(r"[\w -]{1,40}")
HALVES = re.compile(r"[\ud800-\udfff]")
ANSWERED = re.compile(r"\s*(?:re|tr|fw|fwd|aw|rép|réf)\s?:\s*", re.IGNORECASE)
MOST_LISTED = 15
LANG = re.compile(r"([a-zA-Z]{2,3})(?:[-_][A-Za-z]{2,4})?")


class Columns:
    """Finds the fields of rows whose names are given. Raises UnknownField when the mapping names another field."""

    def __init__(self, mapping: Mapping[str, str] | None, *, file: str) -> None:
        self._mapping, self._file = mapping or {}, file
        self._names = known_names()
        for field in self._mapping:
            if field not in self._names:
                raise UnknownField(field=field, fields=", ".join(self._names))
        self._found: dict[tuple[str, ...], dict[str, str]] = {}

    def check(self, columns: Iterable[str]) -> None:
        """Raise UnknownColumn when the mapping names a column that is not one of these."""
        columns = list(columns)
        for column in self._mapping.values():
            if _named(columns, column) is None:
                raise UnknownColumn(file=self._file, column=column, columns=listed(columns))

    def of(self, columns: Iterable[str]) -> dict[str, str]:
        """Return the column of each field that is there, by field."""
        key = tuple(columns)
        if key not in self._found:
            self._found[key] = self._find(key)
        return self._found[key]

    def request(self, line: int, values: Mapping[str, str]) -> Row:
        """Return the request that a row's values make; Skipped when its text is blank."""
        row = {field: values[column].strip() for field, column in self.of(values).items()}
        text = row.get("text", "")
        if not text:
            return Skipped(line, Reason.BLANK_TEXT)
        return bounded(
            line,
            text=joined(row.get("subject", ""), text),
            reply=row.get("reply"),
            lang=_language(row.get("lang", "")),
            channel=_channel(row.get("channel", "")),
            at=read_date(row.get("date", "")),
            external_id=row.get("id") or None,
        )

    def _find(self, columns: tuple[str, ...]) -> dict[str, str]:
        found = {field: _named(columns, column) for field, column in self._mapping.items()}
        plain = {_plain(column): column for column in reversed(columns)}
        last = {_plain(column.rpartition(".")[2]): column for column in reversed(columns)}
        for field, names in self._names.items():
            if field not in found:
                known = (table.get(name) for table in (plain, last) for name in names)
                found[field] = next((column for column in known if column and column not in found.values()), None)
        return {field: column for field, column in found.items() if column is not None}


def bounded(line: int, *, text: str, reply: str | None, **rest: Any) -> RawRequest:
    """Return the request with its texts cut to `MAX_TEXT` characters, and whether they were."""
    text, reply = _storable(text), _storable(reply or "")
    cut = len(text) > MAX_TEXT or len(reply) > MAX_TEXT
    return RawRequest(line, text[:MAX_TEXT], reply[:MAX_TEXT] or None, cut=cut, **rest)


def joined(subject: str, text: str) -> str:
    """Return the subject above the text, without its “Re:”; the text alone when it says it already."""
    while (match := ANSWERED.match(subject)) is not None:
        subject = subject[match.end() :]
    return text if not subject or subject.casefold() in text[: 2 * len(subject)].casefold() else f"{subject}\n{text}"


def listed(columns: Iterable[str]) -> str:
    """Return the first names of columns, for a message."""
    names = list(columns)
    return ", ".join(names[:MOST_LISTED]) + (", ..." if len(names) > MOST_LISTED else "")


@cache
def known_names() -> dict[str, list[str]]:
    """Return the names that columns have, by field."""
    table = resources.files("knowledge.sources").joinpath("columns.toml").read_text(encoding="utf-8")
    names: dict[str, list[str]] = tomllib.loads(table)["fields"]
    return names


def _storable(text: str) -> str:
    # No database keeps halves of characters, and PostgreSQL no NUL.
    return HALVES.sub("\ufffd", text).replace("\0", "")


def _named(columns: Iterable[str], wanted: str) -> str | None:
    columns = list(columns)
    if wanted in columns:
        return wanted
    return next((column for column in columns if _plain(column) == _plain(wanted)), None)


def _plain(name: str) -> str:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)
    folded = "".join(char for char in unicodedata.normalize("NFD", spaced) if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9.]+", "_", folded.lower()).strip("_")


def _language(written: str) -> str | None:
    match = LANG.fullmatch(written)
    return match[1].lower() if match else None


def _channel(written: str) -> str:
    """Return the channel; anything but a short name may hold personal data."""
    return written.lower() if CHANNEL.fullmatch(written) else "unknown"
