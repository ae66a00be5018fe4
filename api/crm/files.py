"""Rows of customers and orders from CSV, JSON and JSONL, in the shape of the wire."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.crm.faults import RecordFault, Unreadable, Wrong
from knowledge.entry_files import json_file, jsonl
from knowledge.entry_files.faults import Broken
from knowledge.entry_files.rows import Rows
from knowledge.sources.lines import encoding_of

_PLACE = ("street", "postcode", "city", "country")
CUSTOMER_COLUMNS = ("number", "name", "email", "phone", *_PLACE, "lang", "segment", "value")
_LINE = ("article", "sku", "quantity", "price")
_DELIVERY = {"carrier": "carrier", "tracking": "tracking", "tracking_url": "url"}
_DELIVERY |= {"expected_on": "expected_on", "delivered_on": "delivered_on"}
_INVOICE = {"invoice": "number", "invoiced_on": "issued_on", "invoice_url": "url"}
_ORDER = ("number", "status", "placed_at", "customer", "email", "phone", "total", "currency")
ORDER_COLUMNS = (*_ORDER, *_PLACE, *_LINE, *_DELIVERY, *_INVOICE)
# Where a field of the wire stands in a table.
COLUMN_OF = {f"delivery.{name}": column for column, name in _DELIVERY.items()}
COLUMN_OF |= {f"invoice.{name}": column for column, name in _INVOICE.items()}
COLUMN_OF |= {f"address.{name}": name for name in _PLACE}
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Row:
    """What a line says: of an order, or of a customer. Of a table, an order's next article may be a row of its own."""

    file: str
    line: int
    values: Mapping[str, Any]
    is_order: bool
    tabular: bool = False


def rows_of(path: Path) -> Iterator[Row | RecordFault]:
    """Yield the rows of a file, in the format that its name ends with. Raises Unreadable."""
    read = _READERS.get(path.suffix.lower())
    if not path.is_file() or read is None:
        raise Unreadable(RecordFault(Wrong.ENDING if path.is_file() else Wrong.NO_FILE, path.name))
    yield from read(path)


def _objects(read: Callable[..., Rows]) -> Callable[[Path], Iterator[Row | RecordFault]]:
    def rows(path: Path) -> Iterator[Row | RecordFault]:
        try:
            for line, values in read(path, sheet="").rows:
                if isinstance(values, Mapping):
                    yield Row(path.name, line, values, is_order="status" in values)
                else:
                    yield RecordFault(Wrong[values.reason.name], path.name, line)
        except Broken as broken:
            fault = broken.fault
            raise Unreadable(RecordFault(Wrong[fault.reason.name], path.name, fault.line)) from broken

    return rows


def _table(path: Path) -> Iterator[Row | RecordFault]:
    columns: Sequence[str] = ()
    for line, cells in _records(path):
        if not columns:
            columns = _header(path.name, line, cells)
        elif len(cells) > len(columns):
            yield RecordFault(Wrong.TOO_MANY_CELLS, path.name, line)
        else:
            said = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if cell.strip()}
            is_order = "status" in columns
            yield Row(path.name, line, _order(said) if is_order else _customer(said), is_order, tabular=True)
    if not columns:
        raise Unreadable(_no_header(path.name, 1))


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row that is not blank, with its first line."""
    text = _decoded(path)
    first = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=first.count), strict=True)
    line = 1
    try:
        for cells in reader:
            while cells and not cells[-1].strip():
                cells.pop()
            if cells:
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(RecordFault(Wrong.QUOTES, path.name, line)) from error


def _decoded(path: Path) -> str:
    try:
        return path.read_bytes().decode(encoding_of(path)).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = path.read_bytes().count(b"\n", 0, error.start) + 1
        raise Unreadable(RecordFault(Wrong.ENCODING, path.name, line)) from error


def _header(file: str, line: int, cells: Sequence[str]) -> list[str]:
    names = [cell.strip().lower() for cell in cells]
    if "number" not in names:
        raise Unreadable(_no_header(file, line))
    known = ORDER_COLUMNS if "status" in names else CUSTOMER_COLUMNS
    for name in names:
        if name not in known:
            details = {"columns": ", ".join(known)}
            raise Unreadable(RecordFault(Wrong.UNKNOWN, file, line, name[:80], details))
        if names.count(name) > 1:
            raise Unreadable(RecordFault(Wrong.TWICE, file, line, name))
    return names


def _no_header(file: str, line: int) -> RecordFault:
    columns = f"{', '.join(CUSTOMER_COLUMNS)}; {', '.join(ORDER_COLUMNS)}"
    return RecordFault(Wrong.NO_HEADER, file, line, details={"columns": columns})


def _customer(said: Mapping[str, str]) -> dict[str, Any]:
    plain: dict[str, Any] = {name: said[name] for name in CUSTOMER_COLUMNS if name in said and name not in _PLACE}
    return plain | _nested("address", said, dict.fromkeys(_PLACE, ""))


def _order(said: Mapping[str, str]) -> dict[str, Any]:
    plain: dict[str, Any] = {name: said[name] for name in _ORDER if name in said}
    line = {name: said[name] for name in _LINE if name in said}
    return (
        plain
        | ({"lines": [line]} if line else {})
        | _nested("address", said, dict.fromkeys(_PLACE, ""))
        | _nested("delivery", said, _DELIVERY)
        | _nested("invoice", said, _INVOICE)
    )


def _nested(field: str, said: Mapping[str, str], names: Mapping[str, str]) -> dict[str, Any]:
    found = {names[column] or column: said[column] for column in names if column in said}
    return {field: found} if found else {}


_READERS = {".csv": _table, ".json": _objects(json_file.read), ".jsonl": _objects(jsonl.read)}
