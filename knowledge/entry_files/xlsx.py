"""Rows as a sheet of an Excel workbook: the only module that imports openpyxl.

Every cell is written as text, marked as such, so that none becomes a formula, a number or a date. What a workbook
unpacks to is bounded before it is opened.
"""

import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from knowledge.entry_files.cells import columns_of, table_of, values_of_cells
from knowledge.entry_files.faults import Broken, Fault, Reason
from knowledge.entry_files.headers import known
from knowledge.entry_files.rows import FIELDS, Rows, Values
from knowledge.errors import UnknownSheet

TITLE = "Entries"
_MOST_BYTES, _MOST_PARTS = 200_000_000, 2_000
_MOST_ROWS, _MOST_COLUMNS = 100_000, 200
_HEADER_WITHIN = 20
_FORMULA = re.compile(r"[\s']*[=+\-@＝＋－＠]")
_WIDTHS = {"question": 45, "answer": 70, "variants": 45, "alternatives": 45, "rejected": 30}
_USUAL_WIDTH = 18
_MEGABYTE = 1_000_000


def read(path: Path, *, sheet: str) -> Rows:
    """Return the rows of the sheet named, else of the first with a question. Raises Broken, UnknownSheet."""
    _check_size(path)
    with _opened(path) as book:
        sheets = tuple(each.title for each in book.worksheets if each.sheet_state == "visible") or tuple(
            book.sheetnames
        )
        if sheet and sheet not in book.sheetnames:
            raise UnknownSheet(file=path.name, sheet=sheet, sheets=", ".join(sheets))
        chosen = sheet or next((title for title in sheets if _has_question(book[title])), sheets[0])
        return Rows(list(_rows(book[chosen])), chosen, sheets)


def write(rows: Sequence[Values], path: Path) -> None:
    """Write a workbook of one sheet, its header kept in sight."""
    header, cells = table_of(rows)
    book = Workbook(write_only=True)
    page = book.create_sheet(TITLE)
    page.freeze_panes = "B2"
    for number, name in enumerate(header):
        page.column_dimensions[_letters(number)].width = _WIDTHS.get(name, _USUAL_WIDTH)
    page.append([_text_cell(page, name, bold=True) for name in header])
    for row in cells:
        page.append([_text_cell(page, text) for text in row])
    book.save(path)


def _check_size(path: Path) -> None:
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
    except (BadZipFile, OSError, RuntimeError) as error:
        raise Broken(Fault(Reason.NOT_A_WORKBOOK)) from error
    # The archive is never unpacked beyond the sizes it declares: more is an error of its own.
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
        raise Broken(Fault(Reason.TOO_HEAVY, details={"most": _MOST_BYTES // _MEGABYTE}))


def _opened(path: Path) -> Any:
    try:
        with warnings.catch_warnings():
            # Of what openpyxl leaves out (styles, validations) nothing is read here.
            warnings.simplefilter("ignore")
            return closing(load_workbook(path, read_only=True, keep_links=False))
    except (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, ParseError, OSError) as error:
        raise Broken(Fault(Reason.NOT_A_WORKBOOK)) from error


def _has_question(page: Any) -> bool:
    head = page.iter_rows(max_row=_HEADER_WITHIN, max_col=_MOST_COLUMNS, values_only=True)
    return any(known(str(cell)) == ("question", 1) for row in head for cell in row if cell is not None)


def _rows(page: Any) -> Iterator[tuple[int, Values | Fault]]:
    columns: list[tuple[str, int]] = []
    for line, row in _filled(page):
        cells = list(row)
        if not columns:
            columns = columns_of(_header(cells), line)
            continue
        faults = [*_unreadable(columns, cells, line)]
        values = faults or values_of_cells(columns, [cell.value for cell in cells], line)
        if isinstance(values, dict):
            yield line, values
        else:
            yield from ((line, fault) for fault in values)
    if not columns:
        raise Broken(Fault(Reason.NO_HEADER, details={"columns": ", ".join(FIELDS)}))


def _filled(page: Any) -> Iterator[tuple[int, Sequence[Any]]]:
    """Yield the rows that hold anything, with their number."""
    try:
        rows = page.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS)
        for line, row in enumerate(rows, start=1):
            if any(cell.value is not None and str(cell.value).strip() for cell in row):
                yield line, row
    except (BadZipFile, ParseError, ValueError, KeyError, TypeError, EOFError) as error:
        raise Broken(Fault(Reason.NOT_A_WORKBOOK)) from error


def _header(cells: Sequence[Any]) -> list[str]:
    texts = ["" if cell.value is None else str(cell.value) for cell in cells]
    filled = max(at for at, text in enumerate(texts, start=1) if text.strip())
    return texts[:filled]


def _unreadable(columns: Sequence[tuple[str, int]], cells: Sequence[Any], line: int) -> Iterator[Fault]:
    for (name, _), cell in zip(columns, cells, strict=False):
        if cell.data_type == "f":
            yield Fault(Reason.FORMULA, line, name)
        elif cell.data_type == "e":
            yield Fault(Reason.ERROR_CELL, line, name, {"value": str(cell.value)[:40]})
    if any(cell.value is not None and str(cell.value).strip() for cell in islice(cells, len(columns), None)):
        yield Fault(Reason.TOO_MANY_CELLS, line)


def _text_cell(page: Any, text: str, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(page, text)
    # openpyxl takes "=..." for a formula and "#N/A" for an error.
    cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = _WRAPPED
    if bold:
        cell.font = _BOLD
    if _FORMULA.match(text):
        cell.quotePrefix = True
    return cell


_WRAPPED = Alignment(wrap_text=True, vertical="top")
_BOLD = Font(bold=True)


def _letters(number: int) -> str:
    return str(get_column_letter(number + 1))
