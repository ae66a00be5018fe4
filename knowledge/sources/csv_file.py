"""Requests from a table with a header: commas, semicolons, tabs or bars between its columns."""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from knowledge.errors import NoTextColumn, UnknownFormat
from knowledge.sources.columns import Columns, listed
from knowledge.sources.lines import MAX_LINE, Line, read_lines
from knowledge.sources.model import Progress, Reason, Row, Skipped

DELIMITERS = (",", ";", "\t", "|")
# For a file of one column: a sign that no text holds, so that commas are only commas.
NONE = "\x1f"
DECLARED = re.compile(r"sep=(.)\s*")
LONGEST_RECORD = 262_144
SAMPLE = 30
OPEN = "open"


def read_csv(path: Path, columns: Columns, *, progress: Progress) -> Iterator[Row]:
    """Yield the rows. Raises NoTextColumn, UnknownColumn; UnknownFormat when there is no header."""
    # The module's limit is for the whole process; a cell may be as long as a line here.
    csv.field_size_limit(MAX_LINE)
    lines = read_lines(path, progress=progress)
    head = list(islice(lines, SAMPLE))
    delimiter, head = _delimiter(head)
    records = _Records(chain(head, lines), delimiter)
    header = _header(records, path.name)
    columns.check(header)
    if "text" not in columns.of(header):
        if delimiter == NONE:
            raise UnknownFormat(file=path.name, found="text without columns")
        raise NoTextColumn(file=path.name, columns=listed(header))
    text_is_last = columns.of(header)["text"] == header[-1]
    for line, record in records:
        if isinstance(record, Reason):
            yield Skipped(line, record)
        elif any(cell.strip() for cell in record):
            cells = _fitted(record, len(header), joins=delimiter if text_is_last else None)
            fits = len(cells) == len(header)
            values = dict(zip(header, cells, strict=False))
            yield columns.request(line, values) if fits else Skipped(line, Reason.TOO_MANY_COLUMNS)


class _Records:
    """Yields the number of the first line of each record, with its cells or why it cannot be read."""

    def __init__(self, lines: Iterable[Line], delimiter: str) -> None:
        self._lines = iter(lines)
        self._again: deque[Line] = deque()
        self._delimiter = delimiter

    def __iter__(self) -> Iterator[tuple[int, list[str] | Reason]]:
        while line := self._next():
            if line.text is None:
                yield line.number, Reason.LINE_TOO_LONG
                continue
            texts = self._record(line)
            yield line.number, _cells(texts, self._delimiter) if texts else Reason.QUOTE_NOT_CLOSED

    def _next(self) -> Line | None:
        return self._again.popleft() if self._again else next(self._lines, None)

    def _record(self, first: Line) -> list[str]:
        """Return the lines of one record; none when its quote is never closed: the next lines are then read again."""
        taken = [first]
        while (wrong := _wrong([line.text or "" for line in taken], self._delimiter)) == OPEN:
            if not self._take_to_quote(taken):
                break
        if wrong == OPEN or (wrong and len(taken) > 1):
            self._again.extendleft(reversed(taken[1:]))
            return []
        return [line.text or "" for line in taken]

    def _take_to_quote(self, taken: list[Line]) -> bool:
        """Add lines up to one that may close the quote; False at the end, or when the record grows too long."""
        size = sum(len(line.text or "") for line in taken)
        while line := self._next():
            taken.append(line)
            size += len(line.text or "")
            if line.text is None or size > LONGEST_RECORD:
                return False
            if '"' in line.text:
                return True
        return False


def _delimiter(head: list[Line]) -> tuple[str, list[Line]]:
    """Return what separates the columns, and the head without a line that declares it."""
    declared = DECLARED.fullmatch((head[0].text or "") if head else "")
    if declared:
        return declared[1], head[1:]
    texts = [line.text for line in head if line.text]
    best = max(DELIMITERS, key=lambda delimiter: _fit(texts, delimiter))
    return (best if _fit(texts, best)[0] else NONE), head


def _fit(texts: list[str], delimiter: str) -> tuple[bool, int, int]:
    """Say how well this separates: are there columns, how many rows have as many as the header, how many it has."""
    rows = list(csv.reader(texts, delimiter=delimiter))
    width = len(rows[0]) if rows else 0
    return width > 1, sum(len(row) == width for row in rows), width


def _header(records: _Records, file: str) -> list[str]:
    for _, record in records:
        if isinstance(record, list) and any(cell.strip() for cell in record):
            return [cell.strip() or f"column {number}" for number, cell in enumerate(record, start=1)]
        if isinstance(record, Reason):
            raise UnknownFormat(file=file, found=f"no header: {record}")
    raise UnknownFormat(file=file, found="blank lines only")


def _cells(texts: list[str], delimiter: str) -> list[str] | Reason:
    try:
        return next(csv.reader(texts, delimiter=delimiter), [])
    except csv.Error:
        return Reason.BROKEN_ROW


def _wrong(texts: list[str], delimiter: str) -> str:
    """Return what is wrong with the quotes of one record; `OPEN` when the record goes on."""
    if sum(text.count('"') for text in texts) % 2 == 0 and len(texts) == 1:
        return ""
    try:
        list(csv.reader(texts, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return OPEN if "end of data" in str(error) else "misplaced"
    return ""


def _fitted(record: list[str], width: int, *, joins: str | None) -> list[str]:
    """Return the cells under the header's columns, as many; more when it cannot. `joins`: the last takes the rest."""
    if joins is not None and len(record) > width:
        record = [*record[: width - 1], joins.join(record[width - 1 :])]
    while len(record) > width and not record[-1].strip():
        record = record[:-1]
    return [*record, *[""] * (width - len(record))]
