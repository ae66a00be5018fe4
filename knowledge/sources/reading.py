"""One file of past requests, whatever its format: recognised by its content, then read row by row."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from knowledge.errors import EmptySource, SourceNotFound, UnknownFormat
from knowledge.sources.columns import Columns
from knowledge.sources.csv_file import read_csv
from knowledge.sources.jsonl import read_json_list, read_jsonl
from knowledge.sources.lines import SAMPLE, encoding_of
from knowledge.sources.mail import read_mails
from knowledge.sources.model import Progress, Row

MAGIC = (
    (b"PK\x03\x04", "a ZIP archive or an Excel file"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"PAR1", "a Parquet file"),
)
MAIL_HEADER = re.compile(
    r"(?:from|to|subject|date|message-id|received|return-path|mime-version|delivered-to|reply-to|content-type|x-[\w-]+):",
    re.IGNORECASE,
)
HEADER_LINE = re.compile(r"[A-Za-z][\w-]{1,60}:|[ \t]")
CONTROLS = frozenset(range(32)) - {9, 10, 12, 13, 27}


def read(path: Path, *, mapping: Mapping[str, str] | None = None, progress: Progress | None = None) -> Iterator[Row]:
    """Yield a RawRequest or a Skipped for every row. `mapping`: field to column. `progress` takes [0, 1].

    Raises SourceNotFound, EmptySource, UnknownFormat, NoTextColumn, UnknownColumn, UnknownField.
    """
    if not path.is_file():
        raise SourceNotFound(file=path.name)
    said = progress or _silent
    columns = Columns(mapping, file=path.name)
    start = _start(path)
    if _is_mail(start):
        return read_mails(path, progress=said)
    if start.startswith("["):
        return read_json_list(path, columns, progress=said)
    if start.startswith("{"):
        return read_jsonl(path, columns, progress=said)
    return read_csv(path, columns, progress=said)


def _start(path: Path) -> str:
    """Return the first characters. Raises EmptySource, UnknownFormat when they are no text."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    if not sample.strip():
        raise EmptySource(file=path.name)
    encoding = encoding_of(path)
    found = _binary(sample, is_wide=encoding.startswith("utf-16"))
    if found:
        raise UnknownFormat(file=path.name, found=found)
    start = sample.decode(encoding, errors="replace").lstrip("\ufeff")
    if not start.strip():
        raise EmptySource(file=path.name)
    return start if _is_mail(start) else start.lstrip()


def _binary(sample: bytes, *, is_wide: bool) -> str | None:
    for magic, found in MAGIC:
        if sample.startswith(magic):
            return found
    controls = sum(byte in CONTROLS for byte in sample)
    return "a binary file" if not is_wide and controls * 100 > len(sample) else None


def _is_mail(start: str) -> bool:
    """Say whether this is an mbox, or header lines with at least two that only mails have."""
    lines = start.splitlines()[:40]
    if lines and lines[0].startswith("From ") and len(lines) > 1 and HEADER_LINE.match(lines[1]):
        return True
    known = 0
    for line in lines:
        if not HEADER_LINE.match(line):
            break
        known += MAIL_HEADER.match(line) is not None
    return known >= 2


def _silent(_: float) -> None:
    """Say nothing."""
