"""A row's values as cells of a table, readable and reversible.

A list is one cell, one item a line. A line break inside an item, or a sign no table holds, is written as JSON does,
and a backslash that would be read so is doubled; any other stays alone. A wording that a visitor or a past request
brought begins with `[request]`. An alternative begins with `>>> segment: pro | page: /pro`, its answer follows. A text
too long for a spreadsheet's cell goes on in the column `answer (2)`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from knowledge.entry_files.codec import ORIGINS
from knowledge.entry_files.faults import Fault, Reason
from knowledge.entry_files.headers import field_of
from knowledge.entry_files.rows import FIELDS, READ_ONLY, TIMES, Values

Cell = str | bool | int | float | date | time | timedelta | None

# What XML cannot hold, and what spreadsheets take for an escape of their own.
_UNWRITABLE = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
_ODD = re.compile(rf"[{_UNWRITABLE}]|_(?=x[0-9A-Fa-f]{{4}}_)|x(?=005F_)")
_BACKSLASH = re.compile(rf"\\(?=[\\nr]|u[0-9a-f]{{4}}|[{_UNWRITABLE}\n]|_x[0-9A-Fa-f]{{4}}_|x005F_)")
_WRITTEN = re.compile(r"\\(?:([\\nr])|u([0-9a-f]{4}))")
_ORIGIN = re.compile(rf"\[({'|'.join(ORIGINS)})\] ?")
_HEAD = re.compile(r">>>\s+(?:segment|page)\s*:")
_LIKE_HEAD = re.compile(r"\\*>>>\s+(?:segment|page)\s*:")
_PART = re.compile(r"(segment|page)\s*:\s*(.*)", re.DOTALL)
_LONGEST_CELL = 32_767  # UTF-16 units, a spreadsheet's limit
_PIECE = 16_000
_TRUE = frozenset({"true", "yes", "x", "1", "oui", "vrai"})
_FALSE = frozenset({"", "false", "no", "0", "non", "faux"})


def table_of(rows: Sequence[Values]) -> tuple[list[str], list[list[str]]]:
    """Return the header and the cells of rows; every row has as many cells."""
    texts = [{name: _pieces(_cell(name, row[name])) for name in (*FIELDS, *READ_ONLY)} for row in rows]
    widths = {name: max([len(row[name]) for row in texts], default=1) for name in (*FIELDS, *READ_ONLY)}
    header = [f"{name} ({number})" if number > 1 else name for name, number in _columns(widths)]
    cells = [[_at(row[name], number) for name, number in _columns(widths)] for row in texts]
    return header, cells


def values_of_cells(
    columns: Sequence[tuple[str, int]], cells: Sequence[Cell], line: int
) -> dict[str, object] | list[Fault]:
    """Return what a row of cells says, by field, or what is wrong with it; `columns` are those of `columns_of`."""
    faults: list[Fault] = []
    texts: dict[str, list[str]] = {}
    times: dict[str, object] = {}
    for (name, _), cell in zip(columns, cells, strict=False):
        if name in TIMES and isinstance(cell, date):
            times[name] = cell if isinstance(cell, datetime) else datetime(cell.year, cell.month, cell.day)
        elif isinstance(cell, date | time | timedelta):
            faults.append(Fault(Reason.DATE_IN_TEXT, line, name))
        else:
            texts.setdefault(name, []).append(_plain(cell))
    values: dict[str, object] = {}
    for name, pieces in texts.items():
        read = _value(name, "".join(pieces))
        if isinstance(read, Reason):
            faults.append(Fault(read, line, name, {"value": "".join(pieces)[:40]}))
        else:
            values[name] = read
    return faults or values | times


def columns_of(header: Sequence[str], line: int) -> list[tuple[str, int]]:
    """Return the field of each column, and which piece of it. Raises Broken."""
    return [field_of(cell, header, line) for cell in header]


def _columns(widths: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    for name, width in widths.items():
        for number in range(1, width + 1):
            yield name, number


def _at(pieces: list[str], number: int) -> str:
    return pieces[number - 1] if number <= len(pieces) else ""


def _pieces(text: str) -> list[str]:
    if len(text.encode("utf-16-le")) // 2 <= _LONGEST_CELL - 1:
        return [text]
    return [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]


def _cell(name: str, value: Any) -> str:
    if name == "variants":
        return "\n".join(_wording(each["text"], each["origin"]) for each in value)
    if name == "rejected":
        return "\n".join(_line(text) for text in value)
    if name == "alternatives":
        return "\n".join(_alternative(each) for each in value)
    if isinstance(value, bool):
        return "true" if value else ""
    return escaped(value or "")


def _value(name: str, text: str) -> object:
    if name == "variants":
        return [_wording_of(line) for line in _lines(text)]
    if name == "rejected":
        return [unescaped(line) for line in _lines(text)]
    if name == "alternatives":
        return _alternatives_of(text)
    if name == "in_review":
        said = text.strip().casefold()
        return said in _TRUE if said in _TRUE | _FALSE else Reason.NOT_TRUE
    return text.strip() if name in TIMES else unescaped(text)


def escaped(text: str) -> str:
    r"""Return a text with what a table cannot hold written as `\u0007`; line breaks stay."""
    return _ODD.sub(_code, _BACKSLASH.sub(r"\\\\", text))


def unescaped(text: str) -> str:
    r"""Return the text that `escaped` wrote, `\n` included."""
    return _WRITTEN.sub(lambda found: chr(int(found[2], 16)) if found[2] else _SHORT[found[1]], text)


_SHORT = {"\\": "\\", "n": "\n", "r": "\r"}


def _code(found: re.Match[str]) -> str:
    return "\\r" if found[0] == "\r" else f"\\u{ord(found[0]):04x}"


def _line(text: str) -> str:
    return escaped(text).replace("\n", "\\n")


def _lines(text: str) -> list[str]:
    return [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]


def _wording(text: str, origin: str) -> str:
    line = _line(text)
    return f"[{origin}] {line}" if origin != "curator" or _ORIGIN.match(line) else line


def _wording_of(line: str) -> object:
    said = _ORIGIN.match(line)
    return {"text": unescaped(line[said.end() :]), "origin": said[1]} if said else unescaped(line)


def _alternative(values: Mapping[str, str]) -> str:
    head = f">>> segment: {_part(values['segment'])} | page: {_part(values['page'])}"
    body = "\n".join(_guarded(line) for line in escaped(values["answer"]).split("\n"))
    return f"{head}\n{body}"


def _guarded(line: str) -> str:
    """A line of an answer that looks like the head of the next stands behind a backslash."""
    return f"\\{line}" if _LIKE_HEAD.match(line) else line


def _unguarded(line: str) -> str:
    return line[1:] if line.startswith("\\") and _LIKE_HEAD.match(line) else line


def _part(text: str) -> str:
    """A segment or a page on the line of both: spaces around it and bars in it are written out."""
    line = _ODD.sub(_code, text.replace("\\", "\\\\")).replace("\n", "\\n").replace("|", "\\u007c")
    return re.sub(r"^\s|\s$", lambda found: f"\\u{ord(found[0]):04x}", line)


def _alternatives_of(text: str) -> object:
    found: list[dict[str, str]] = []
    bodies: list[list[str]] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if _HEAD.match(line):
            found.append(_head(line))
            bodies.append([])
        elif bodies:
            bodies[-1].append(_unguarded(line))
        elif line.strip():
            return Reason.NOT_A_HEAD
    return [{**head, "answer": unescaped("\n".join(body))} for head, body in zip(found, bodies, strict=True)]


def _head(line: str) -> dict[str, str]:
    parts = (_PART.match(part.strip()) for part in line.removeprefix(">>>").split("|"))
    return {part[1]: unescaped(part[2].strip()) for part in parts if part}


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
