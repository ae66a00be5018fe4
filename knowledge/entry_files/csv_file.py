"""Rows as CSV: UTF-8 with a mark and commas when written; as spreadsheets save it when read.

A text that a spreadsheet would take for a formula is written behind an apostrophe, which is taken off when it is read.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.entry_files.cells import columns_of, table_of, values_of_cells
from knowledge.entry_files.faults import Broken, Fault, Reason
from knowledge.entry_files.headers import known
from knowledge.entry_files.rows import FIELDS, Rows, Values
from knowledge.sources.csv_file import DECLARED, DELIMITERS
from knowledge.sources.lines import MAX_LINE, encoding_of

# The signs that open a formula, also in full width; OWASP, “CSV injection”.
_FORMULA = re.compile(r"[\s']*[=+\-@＝＋－＠]|'*[\t\r]")


def read(path: Path, *, sheet: str) -> Rows:
    """Return the rows; there are no sheets. Raises Broken."""
    text = _decoded(path)
    first, _, rest = text.partition("\n")
    declared = DECLARED.fullmatch(first)
    skipped = 1 if declared else 0
    return Rows(_rows(rest if declared else text, declared[1] if declared else _delimiter(text), skipped))


def write(rows: Sequence[Values], path: Path) -> None:
    """Write the rows under a header."""
    header, cells = table_of(rows)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([[guarded(cell) for cell in row] for row in cells])


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text, 1) else text


def _decoded(path: Path) -> str:
    try:
        return path.read_bytes().decode(encoding_of(path)).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise Broken(Fault(Reason.ENCODING, path.read_bytes().count(b"\n", 0, error.start) + 1)) from error


def _delimiter(text: str) -> str:
    """Return what cuts the first row into the most names of fields."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    return max(
        DELIMITERS, key=lambda delimiter: sum(map(bool, map(known, next(csv.reader([line], delimiter=delimiter)))))
    )


def _cut(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _rows(text: str, delimiter: str, skipped: int) -> Iterator[tuple[int, Values | Fault]]:
    # The module's limit is for the whole process; a cell may be as long as a line of requests.
    csv.field_size_limit(MAX_LINE)
    columns: list[tuple[str, int]] = []
    for line, cells in _records(text, delimiter, skipped):
        if not columns:
            columns = columns_of(_trimmed(cells), line)
            continue
        cells = [unguarded(cell) for cell in cells]
        if any(cell.strip() for cell in cells[len(columns) :]):
            yield line, Fault(Reason.TOO_MANY_CELLS, line)
            continue
        values = values_of_cells(columns, [*cells, *[""] * (len(columns) - len(cells))], line)
        if isinstance(values, dict):
            yield line, values
        else:
            yield from ((line, fault) for fault in values)
    if not columns:
        raise Broken(Fault(Reason.NO_HEADER, details={"columns": ", ".join(FIELDS)}))


def _records(text: str, delimiter: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row that is not blank, with its first line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = skipped + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = skipped + reader.line_num + 1
    except csv.Error as error:
        raise Broken(Fault(Reason.QUOTES, line)) from error


def _trimmed(header: list[str]) -> list[str]:
    while header and not header[-1].strip():
        header = header[:-1]
    return header
