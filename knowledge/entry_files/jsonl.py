"""Rows as JSONL, one object a line."""

import json
from collections.abc import Iterator, Sequence
from json import JSONDecodeError
from pathlib import Path

from knowledge.entry_files.faults import Fault, Reason
from knowledge.entry_files.rows import Rows, Values

_BOM = b"\xef\xbb\xbf"


def read(path: Path, *, sheet: str) -> Rows:
    """Return the rows; there are no sheets."""
    return Rows(_rows(path.read_bytes().removeprefix(_BOM)))


def write(rows: Sequence[Values], path: Path) -> None:
    """Write the rows, in UTF-8."""
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8", newline="\n")


def _rows(content: bytes) -> Iterator[tuple[int, Values | Fault]]:
    for number, line in enumerate(content.splitlines(), start=1):
        if line.strip():
            yield number, _row(line, number)


def _row(line: bytes, number: int) -> Values | Fault:
    try:
        values = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return Fault(Reason.ENCODING, number)
    except (JSONDecodeError, RecursionError):
        return Fault(Reason.NOT_JSON, number)
    return values if isinstance(values, dict) else Fault(Reason.NOT_AN_OBJECT, number)
