"""Rows as one JSON list of objects."""

import json
from collections.abc import Iterator, Sequence
from json import JSONDecodeError
from pathlib import Path

from knowledge.entry_files.faults import Broken, Fault, Reason
from knowledge.entry_files.rows import Rows, Values

_SPACE = " \t\r\n"


def read(path: Path, *, sheet: str) -> Rows:
    """Return the rows; there are no sheets. Raises Broken."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes().count(b"\n", 0, error.start) + 1
        raise Broken(Fault(Reason.ENCODING, line)) from error
    return Rows(_rows(text))


def write(rows: Sequence[Values], path: Path) -> None:
    """Write the list, an object a line, in UTF-8."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8", newline="\n")


def _rows(text: str) -> Iterator[tuple[int, Values | Fault]]:
    """Yield the objects one by one, so that each is told by its line."""
    at, line, decoder = _skip(text, 0), 1, json.JSONDecoder()
    if text[at : at + 1] != "[":
        raise Broken(Fault(Reason.NOT_A_LIST))
    before, at = 0, _skip(text, at + 1)
    if text[at : at + 1] == "]":
        return
    while True:
        line, before = line + text.count("\n", before, at), at
        values, at = _object(decoder, text, at, line)
        yield line, values if isinstance(values, dict) else Fault(Reason.NOT_AN_OBJECT, line)
        at = _skip(text, at)
        if text[at : at + 1] == "]" and _skip(text, at + 1) == len(text):
            return
        if text[at : at + 1] != ",":
            raise Broken(Fault(Reason.NOT_JSON, line))
        at = _skip(text, at + 1)


def _object(decoder: json.JSONDecoder, text: str, at: int, line: int) -> tuple[object, int]:
    try:
        return decoder.raw_decode(text, at)
    except (JSONDecodeError, RecursionError) as error:
        raise Broken(Fault(Reason.NOT_JSON, line)) from error


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at
