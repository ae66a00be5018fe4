"""Which field a column holds, by its name in English or French."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from knowledge.analysis import fold
from knowledge.entry_files.faults import Broken, Fault, Reason
from knowledge.entry_files.rows import FIELDS

_NAMES = Path(__file__).parent / "headers.toml"
_PIECE = re.compile(r"(.*?)\s*\((\d{1,3})\)")


def known(cell: str) -> tuple[str, int] | None:
    """Return the field that a column is named for and which piece of it; None when it is none of an entry."""
    piece = _PIECE.fullmatch(cell.strip())
    name, number = (piece[1], int(piece[2])) if piece else (cell.strip(), 1)
    field = _fields().get(_key(name))
    return (field, number) if field else None


def field_of(cell: str, header: Sequence[str], line: int) -> tuple[str, int]:
    """Return the field of a column, and which piece of it. Raises Broken when there is none, or another such column."""
    found = known(cell)
    if found is None:
        raise Broken(Fault(Reason.UNKNOWN, line, cell[:80], {"columns": ", ".join(FIELDS)}))
    if sum(known(other) == found for other in header) > 1:
        raise Broken(Fault(Reason.TWICE, line, cell[:80]))
    return found


@cache
def _fields() -> dict[str, str]:
    names: dict[str, list[str]] = tomllib.loads(_NAMES.read_text(encoding="utf-8"))
    return {_key(name): field for field, others in names.items() for name in (field, *others)}


def _key(name: str) -> str:
    return re.sub(r"[^a-z]", "", fold(name))
