"""Customers and orders from files: every fault with its place, all or nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import tzinfo
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from api.crm.faults import RecordFault, RecordFaults, Unreadable, Wrong
from api.crm.files import COLUMN_OF, Row, rows_of
from api.crm.wire import read_here
from api.errors import InvalidRecords
from dialogue.contact import normal_email, normal_phone
from dialogue.crm.acts import normal_number
from dialogue.crm.model import Address, Customer, Delivery, Invoice, Line, Order

MOST_FAULTS = 200
_MOST_ROWS = 200_000
_LONGEST = 500
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_PARTS = {"address": Address, "delivery": Delivery, "invoice": Invoice}
_KINDS = (
    ("missing", Wrong.MISSING),
    ("decimal", Wrong.NOT_A_NUMBER),
    ("int", Wrong.NOT_A_NUMBER),
    ("finite", Wrong.NOT_A_NUMBER),
    ("datetime", Wrong.NOT_A_TIME),
    ("timezone", Wrong.NOT_A_TIME),
    ("date", Wrong.NOT_A_DATE),
    ("literal", Wrong.NOT_ONE_OF),
)


@dataclass(slots=True)
class _Intake:
    """Collects what files hold and what is wrong with them, and where each number and address was first seen."""

    country: str
    zone: tzinfo
    customers: dict[str, Customer] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    faults: list[RecordFault] = field(default_factory=list)
    faulty: int = 0
    places: dict[tuple[str, str], str] = field(default_factory=dict)

    def fault(self, *faults: RecordFault) -> None:
        self.faulty += len(faults)
        self.faults.extend(faults[: MOST_FAULTS - len(self.faults)])


def read_records(
    paths: Sequence[Path], *, known: Mapping[str, str], country: str, zone: tzinfo
) -> tuple[list[Customer], list[Order]]:
    """Return the customers and the orders of files. Raises InvalidRecords, which names every fault.

    `known` are the addresses of the customers in the records already, by number; times without a zone are of `zone`.
    """
    intake, orders = _Intake(country, zone), []
    intake.places |= {("customer_email", email): number for number, email in known.items() if email}
    for row in _bounded(intake, paths):
        if row.is_order:
            orders.append(row)
        else:
            _take_customer(intake, row, known)
    for each in _whole(intake, orders):
        _take_order(intake, each, known)
    if intake.faults:
        raise InvalidRecords(count=intake.faulty, faults=RecordFaults(intake.faults))
    return list(intake.customers.values()), list(intake.orders.values())


def _bounded(intake: _Intake, paths: Sequence[Path]) -> Iterator[Row]:
    count = 0
    for path in paths:
        try:
            for row in rows_of(path):
                count += 1
                if count > _MOST_ROWS:
                    raise Unreadable(RecordFault(Wrong.TOO_MANY, path.name, details={"most": _MOST_ROWS}))
                if isinstance(row, RecordFault):
                    intake.fault(row)
                else:
                    yield row
        except Unreadable as unreadable:
            intake.fault(unreadable.fault)


def _take_customer(intake: _Intake, row: Row, known: Mapping[str, str]) -> None:
    found = _noun(intake, Customer, row)
    if found is None:
        return
    customer = replace(found, number=normal_number(found.number), email=found.email.strip())
    if known.get(customer.number) == customer.email.lower():
        intake.places.pop(("customer_email", customer.email.lower()), None)
    first = _first(intake, row, number=customer.number, customer_email=customer.email.lower())
    faults = [*first, *_contact(intake, row, customer)]
    intake.fault(*faults)
    if not faults:
        intake.customers[customer.number] = customer


def _take_order(intake: _Intake, row: Row, known: Mapping[str, str]) -> None:
    found = _noun(intake, Order, row)
    if found is None:
        return
    order = replace(found, number=normal_number(found.number), customer=normal_number(found.customer))
    faults = [*_first(intake, row, order_number=order.number), *_contact(intake, row, order)]
    if order.customer and order.customer not in known and order.customer not in intake.customers:
        faults.append(_at(row, Wrong.NO_CUSTOMER, "customer", value=order.customer))
    if not order.lines:
        faults.append(_at(row, Wrong.NO_LINES, "lines"))
    intake.fault(*faults)
    if not faults:
        intake.orders[order.number] = order


def _noun(intake: _Intake, kind: Any, row: Row) -> Any:
    """Return what a row describes; None, with its faults kept, where it describes nothing."""
    faults = [*_unknown(row, kind), *_texts(row, row.values)]
    try:
        noun = read_here(kind, row.values, zone=intake.zone)
    except ValidationError as error:
        faults += [_fault(row, each) for each in error.errors()]
    intake.fault(*faults)
    return None if faults else noun


def _contact(intake: _Intake, row: Row, noun: Customer | Order) -> Iterator[RecordFault]:
    if not noun.number:
        yield _at(row, Wrong.MISSING, "number")
    if not normal_email(noun.email):
        yield _at(row, Wrong.NOT_AN_EMAIL, "email", value=noun.email[:80])
    if noun.phone and not normal_phone(noun.phone, intake.country):
        yield _at(row, Wrong.NOT_A_PHONE, "phone", value=noun.phone[:80])


def _first(intake: _Intake, row: Row, **said: str) -> Iterator[RecordFault]:
    """Yield a fault for a number or an address that stands elsewhere already; keep where it stands."""
    for name, value in said.items():
        first = intake.places.get((name, value)) if value else None
        intake.places.setdefault((name, value), f"{row.file}:{row.line}")
        if first is not None:
            wrong = Wrong.SAME_EMAIL if name == "customer_email" else Wrong.SAME_NUMBER
            yield _at(row, wrong, name.rpartition("_")[2], value=value, first=first)


def _whole(intake: _Intake, rows: Sequence[Row]) -> Iterator[Row]:
    """Put the rows of a table that are one order together, an article each."""
    found: dict[tuple[str, str], Row] = {}
    for place, row in enumerate(rows):
        number = str(row.values.get("number", "")) if row.tabular else ""
        first = found.get((row.file, number)) if number else None
        if first is None:
            found[row.file, number or f"\0{place}"] = row
            continue
        said = {name: value for name, value in row.values.items() if name != "lines"}
        for name, value in said.items():
            if value != first.values.get(name):
                intake.fault(_at(row, Wrong.DIFFERS, name, value=str(value)[:80]))
        lines = [*first.values.get("lines", []), *row.values.get("lines", [])]
        found[row.file, number] = replace(first, values={**first.values, "lines": lines})
    yield from (replace(row, values=_totalled(row.values)) if row.tabular else row for row in found.values())


def _totalled(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the values with the sum of the lines for a total that was left empty."""
    if "total" in values:
        return values
    try:
        total = sum((int(line["quantity"]) * Decimal(line["price"]) for line in values["lines"]), Decimal(0))
    except (KeyError, ValueError, InvalidOperation):
        return values
    return {**values, "total": str(total)}


def _unknown(row: Row, kind: Any) -> Iterator[RecordFault]:
    parts: list[tuple[str, object, Any]] = [("", row.values, kind)]
    parts += [(f"{name}.", row.values.get(name), part) for name, part in _PARTS.items()]
    lines = row.values.get("lines")
    parts += [("lines.", line, Line) for line in (lines if isinstance(lines, list) else ())]
    for place, values, part in parts:
        known = [each.name for each in fields(part)]
        for name in values if isinstance(values, Mapping) else ():
            if name not in known:
                yield _at(row, Wrong.UNKNOWN, f"{place}{name}"[:80], columns=", ".join(known))


def _texts(row: Row, values: object, place: str = "") -> Iterator[RecordFault]:
    """Yield a fault for each text that is too long, or that no storage holds."""
    if isinstance(values, str) and len(values) > _LONGEST:
        yield _at(row, Wrong.TOO_LONG, place, length=len(values), most=_LONGEST)
    elif isinstance(values, str) and _UNSTORABLE.search(values):
        yield _at(row, Wrong.NO_CHARACTER, place)
    inner = values.items() if isinstance(values, Mapping) else enumerate(values) if isinstance(values, list) else ()
    for name, value in inner:
        yield from _texts(row, value, f"{place}.{name}".lstrip("."))


def _fault(row: Row, error: ErrorDetails) -> RecordFault:
    place = ".".join(str(part) for part in error["loc"])
    wrong = next((wrong for start, wrong in _KINDS if error["type"].startswith(start)), Wrong.NOT_OF_ITS_KIND)
    details = {"value": str(error["input"])[:80], "known": error.get("ctx", {}).get("expected", "")}
    return _at(row, wrong, place, **details)


def _at(row: Row, wrong: Wrong, place: str, **details: object) -> RecordFault:
    column = COLUMN_OF.get(place, re.sub(r"^lines\.\d+\.", "", place)) if row.tabular else place
    return RecordFault(wrong, row.file, row.line, column, details)
