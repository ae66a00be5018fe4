"""Requests from JSON: one object a line, or a list of objects."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, TextIO

from knowledge.errors import NoTextColumn, UnknownFormat
from knowledge.sources.columns import Columns, listed
from knowledge.sources.lines import decoded, encoding_of, read_lines
from knowledge.sources.model import Progress, Reason, Row, Skipped

MAX_ITEM = 1_000_000
BLOCK = 65_536
DEEPEST = 8
BETWEEN = re.compile(r"[\s,\ufeff]*")
Parsed = tuple[int, Any]


def read_jsonl(path: Path, columns: Columns, *, progress: Progress) -> Iterator[Row]:
    """Yield one row a line. Raises NoTextColumn when no object has a text, UnknownColumn, UnknownFormat."""
    return _rows(_lines(path, progress), columns, path.name)


def read_json_list(path: Path, columns: Columns, *, progress: Progress) -> Iterator[Row]:
    """Yield one row an item, reading the list piece by piece. Raises NoTextColumn, UnknownColumn."""
    return _rows(_Items(path, progress).read(), columns, path.name)


def _rows(parsed: Iterator[Parsed], columns: Columns, file: str) -> Iterator[Row]:
    seen: dict[str, None] = {}
    objects = readable = 0
    waiting: list[Row] = []
    for line, value in parsed:
        row = _row(line, value, columns)
        if isinstance(value, dict):
            objects += 1
            flat = flatten(value)
            seen.update(dict.fromkeys(flat))
            readable += "text" in columns.of(flat)
        waiting.append(row)
        if readable:
            yield from waiting
            waiting.clear()
    if objects:
        columns.check(seen)
        if not readable:
            raise NoTextColumn(file=file, columns=listed(seen))
    yield from waiting


def _row(line: int, value: Any, columns: Columns) -> Row:
    if isinstance(value, Reason):
        return Skipped(line, value)
    if not isinstance(value, dict):
        return Skipped(line, Reason.NOT_AN_OBJECT)
    return columns.request(line, flatten(value))


def flatten(value: Mapping[str, Any], prefix: str = "", *, depth: int = 0) -> dict[str, str]:
    """Return the values as text under dotted names; lists are left out."""
    flat: dict[str, str] = {}
    for name, inner in value.items():
        if isinstance(inner, dict) and depth < DEEPEST:
            flat |= flatten(inner, f"{prefix}{name}.", depth=depth + 1)
        elif isinstance(inner, str | int | float) or inner is None:
            flat[prefix + name] = "" if inner is None else str(inner)
    return flat


def _lines(path: Path, progress: Progress) -> Iterator[Parsed]:
    for line in read_lines(path, progress=progress):
        if line.text is None:
            yield line.number, Reason.LINE_TOO_LONG
        elif line.text.strip() == "{":
            raise UnknownFormat(file=path.name, found="one JSON object over several lines")
        elif line.text.strip():
            yield line.number, _value(line.text)


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        return Reason.TOO_DEEP
    except ValueError:
        return Reason.NOT_JSON


class _Items:
    """Reads a JSON list item by item, holding one block and one item at most."""

    def __init__(self, path: Path, progress: Progress) -> None:
        self._path, self._progress = path, progress
        self._decoder = json.JSONDecoder()
        self._buffer, self._at, self._line = "", 0, 1

    def read(self) -> Iterator[Parsed]:
        """Yield the line and value of each item; last, where the list breaks off, if it does."""
        size = max(self._path.stat().st_size, 1)
        with self._path.open("rb") as raw, closing(decoded(raw, encoding_of(self._path))) as file:
            start = self._next_sign(file)
            self._at += start == "["
            while (sign := self._next_sign(file)) != "]":
                value = self._value(file) if sign else Reason.REST_NOT_READ
                yield self._line, value
                if isinstance(value, Reason):
                    return
                self._progress(min(raw.tell() / size, 1.0))
        self._progress(1.0)

    def _next_sign(self, file: TextIO) -> str:
        """Go to the next sign that is neither blank nor a comma; empty at the end."""
        while True:
            match = BETWEEN.match(self._buffer, self._at)
            self._go(match.end() if match else self._at)
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._fill(file):
                return ""

    def _value(self, file: TextIO) -> Any:
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._at)
            except RecursionError:
                return Reason.TOO_DEEP
            except ValueError:
                if len(self._buffer) - self._at > MAX_ITEM:
                    return Reason.ITEM_TOO_LONG
                if not self._fill(file):
                    return Reason.REST_NOT_READ
            else:
                self._go(end)
                return value

    def _go(self, at: int) -> None:
        self._line += self._buffer.count("\n", self._at, at)
        self._at = at

    def _fill(self, file: TextIO) -> bool:
        block = file.read(BLOCK)
        self._buffer, self._at = self._buffer[self._at :] + block, 0
        return bool(block)
