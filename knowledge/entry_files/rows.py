"""The rows of a file before anybody knows what they mean, and the fields that a row may name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from knowledge.entry_files.faults import Fault

Values = Mapping[str, object]

TEXTS = ("id", "lang", "category", "question", "answer", "translation_of", "follow_up")
LISTS = ("variants", "alternatives", "rejected")
TIMES = ("publish_at", "retire_at")
# In the order in which they are written.
FIELDS = (
    "id",
    "lang",
    "category",
    "question",
    "answer",
    "variants",
    "translation_of",
    "follow_up",
    "alternatives",
    "rejected",
    "in_review",
    "publish_at",
    "retire_at",
)
REQUIRED = ("id", "lang", "question")
# Written for who reads the file; what it says is not taken in.
READ_ONLY = ("status",)


@dataclass(frozen=True, slots=True)
class Rows:
    """Lines (from 1) with what they say by field, or why they say nothing; a workbook has sheets."""

    rows: Iterable[tuple[int, Values | Fault]] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()


class Format(Protocol):
    """One way to keep rows in a file."""

    def read(self, path: Path, *, sheet: str) -> Rows:
        """Raises Broken, now or while the rows are read."""
        ...

    def write(self, rows: Sequence[Values], path: Path) -> None: ...
