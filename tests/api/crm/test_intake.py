"""Customers and orders from files: every fault with its place, all or nothing."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fakes.crm_records import CUSTOMERS, ORDERS

from api.crm.faults import Wrong
from api.crm.intake import read_records
from api.crm.wire import written
from api.errors import InvalidRecords, messages, sentence
from dialogue.crm.model import Address, Customer, Invoice, Line, Order

SAMPLE = Path(__file__).parents[3] / "training_data" / "crm"
CUSTOMER = {"number": "C1", "name": "Léa", "email": "lea@example.org"}
ORDER = {
    "number": "MP-1",
    "status": "shipped",
    "placed_at": "2026-11-04T09:00:00+01:00",
    "email": "lea@example.org",
    "lines": [{"article": "Lampe", "quantity": 1, "price": "59.00"}],
    "total": "59.00",
}
Files = tuple[list[Customer], list[Order]]
Write = Callable[[str, str | bytes], Path]


def read(*paths: Path, known: dict[str, str] | None = None) -> Files:
    return read_records(paths, known=known or {}, country="FR", zone=ZoneInfo("Europe/Paris"))


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def file(name: str, text: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return file


def faults(*paths: Path, known: dict[str, str] | None = None) -> list[tuple[str, int, str]]:
    """What is wrong, as (code, line, column)."""
    with pytest.raises(InvalidRecords) as told:
        read(*paths, known=known)
    found: Any = told.value.details["faults"]
    return [(fault.wrong.code, fault.line, fault.column) for fault in found]


@pytest.mark.parametrize("ending", ["json", "jsonl"])
def test_what_the_wire_says_is_read_from_json(write: Write, ending: str) -> None:
    nouns = [written(noun) for noun in (*ORDERS, *CUSTOMERS)]
    text = json.dumps(nouns) if ending == "json" else "\n".join(map(json.dumps, nouns))
    assert read(write(f"all.{ending}", text)) == (list(CUSTOMERS), list(ORDERS))


def test_a_table_of_orders_has_a_row_an_article(write: Write) -> None:
    path = write(
        "orders.csv",
        "number;status;placed_at;email;street;postcode;city;article;quantity;price;invoice;invoiced_on\n"
        "mp-1;delivered;2026-07-01 09:30;lea@example.org;1 rue X;44000;Nantes;Lampe;1;59.00;F1;2026-07-02\n"
        "\n"
        "mp-1;;;;;;;Nappe;2;10.50;;\n",
    )
    order = Order(
        number="MP-1",
        status="delivered",
        placed_at=datetime(2026, 7, 1, 7, 30, tzinfo=UTC),
        email="lea@example.org",
        lines=(Line("Lampe", 1, Decimal("59.00")), Line("Nappe", 2, Decimal("10.50"))),
        total=Decimal("80.00"),
        address=Address("1 rue X", "44000", "Nantes"),
        invoice=Invoice("F1", date(2026, 7, 2)),
    )
    assert read(path) == ([], [order])


def test_a_spreadsheets_own_encoding_is_read(write: Write) -> None:
    customers, _ = read(write("c.csv", "number;name;email\r\nC1;Léa;lea@example.org\r\n".encode("cp1252")))
    assert customers == [Customer("C1", "Léa", "lea@example.org")]


CUSTOMER_FAULTS: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"email": ""}, [("not-an-email", "email")]),
    ({"email": "lea"}, [("not-an-email", "email")]),
    ({"phone": "12"}, [("not-a-phone", "phone")]),
    ({"number": " "}, [("missing", "number")]),
    ({"name": 3}, [("not-of-its-kind", "name")]),
    ({"value": "beaucoup"}, [("not-a-number", "value")]),
    ({"name": "x" * 501}, [("too-long", "name")]),
    ({"name": "a\0b"}, [("no-character", "name")]),
    ({"address": {"street": "x", "town": "y"}}, [("unknown", "address.town")]),
    ({"address": "1 rue X"}, [("not-of-its-kind", "address")]),
    ({"colour": "blue", "email": "?"}, [("unknown", "colour")]),
]


@pytest.mark.parametrize(("change", "expected"), CUSTOMER_FAULTS)
def test_a_customer_that_cannot_be_taken_says_why(
    write: Write, change: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    path = write("c.jsonl", f"\n{json.dumps(CUSTOMER | change)}\n")
    assert faults(path) == [(code, 2, column) for code, column in expected]


ORDER_FAULTS: list[tuple[dict[str, Any], list[tuple[str, str]]]] = [
    ({"status": "lost"}, [("not-one-of", "status")]),
    ({"placed_at": "hier"}, [("not-a-time", "placed_at")]),
    ({"lines": []}, [("no-lines", "lines")]),
    ({"lines": [{"article": "x"}]}, [("missing", "lines.0.quantity"), ("missing", "lines.0.price")]),
    ({"lines": [ORDER["lines"][0] | {"size": 1}]}, [("unknown", "lines.size")]),  # type: ignore[operator, index]
    ({"delivery": {"expected_on": "demain"}}, [("not-a-date", "delivery.expected_on")]),
    ({"customer": "C9"}, [("no-customer", "customer")]),
    ({"total": "NaN"}, [("not-a-number", "total")]),
]


@pytest.mark.parametrize(("change", "expected"), ORDER_FAULTS)
def test_an_order_that_cannot_be_taken_says_why(
    write: Write, change: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert faults(write("o.json", json.dumps([ORDER | change]))) == [(code, 1, column) for code, column in expected]


FILES = {
    "not-json": ("c.json", b'[{"number": ]'),
    "not-a-list": ("c.json", b'{"number": 1}'),
    "not-an-object": ("c.jsonl", b"[1]"),
    "encoding": ("c.json", b'["\xff"]'),
    "quotes": ("c.csv", b'number,name\nC1,"L\xc3\xa9a\n'),
    "no-header": ("c.csv", b"name,email\nx,y\n"),
    "unknown": ("c.csv", b"number,colour\n"),
    "twice": ("c.csv", b"number,email,email\n"),
    "too-many-cells": ("c.csv", b"number,email\nC1,a@example.org,x\n"),
    "ending": ("c.ods", b"number"),
}


@pytest.mark.parametrize("code", FILES)
def test_a_file_that_cannot_be_read_says_why(write: Write, code: str) -> None:
    assert faults(write(*FILES[code]))[0][0] == code


def test_an_empty_file_and_none_say_so(write: Write, tmp_path: Path) -> None:
    assert faults(write("c.csv", ""), tmp_path / "none.csv") == [("no-header", 1, ""), ("no-file", 1, "")]


def test_numbers_and_addresses_belong_to_one(write: Write) -> None:
    other = CUSTOMER | {"number": "C2"}
    twice = CUSTOMER | {"number": "c1", "email": "x@example.org"}
    path = write("c.jsonl", "\n".join(map(json.dumps, [CUSTOMER, other, twice, ORDER, ORDER])))
    found = faults(path)
    assert found == [("same-email", 2, "email"), ("same-number", 3, "number"), ("same-number", 5, "number")]


def test_an_address_of_the_records_belongs_to_its_customer(write: Write) -> None:
    path = write("c.jsonl", json.dumps(CUSTOMER))
    assert faults(path, known={"C7": "lea@example.org"}) == [("same-email", 1, "email")]
    assert len(read(path, known={"C1": "lea@example.org"})[0]) == 1


def test_rows_of_one_order_say_the_same(write: Write) -> None:
    head = "number,status,placed_at,email,article,quantity,price\nMP-1,shipped,2026-01-01,a@example.org,x,1,1\n"
    assert faults(write("o.csv", head + "MP-1,delivered,,,y,1,1\n")) == [("differs", 3, "status")]


def test_an_order_may_name_a_customer_of_the_records_or_of_another_file(write: Write) -> None:
    order = write("o.jsonl", json.dumps(ORDER | {"customer": "c1"}))
    assert read(order, known={"C1": "lea@example.org"})[1][0].customer == "C1"
    assert read(order, write("c.jsonl", json.dumps(CUSTOMER)))[1][0].customer == "C1"


def test_all_faults_are_counted_and_the_first_are_named(write: Write) -> None:
    path = write("c.jsonl", "\n".join(json.dumps(CUSTOMER | {"email": f"{number}"}) for number in range(300)))
    with pytest.raises(InvalidRecords) as told:
        read(path)
    details: Any = told.value.details
    assert (details["count"], len(details["faults"])) == (599, 200)
    assert sentence(told.value, "fr").count("c.jsonl, ligne") == 200


def test_every_fault_has_words_in_french_with_the_same_blanks() -> None:
    words = messages("fr")["record_faults"]
    assert words.keys() - {"line", "cell"} == {wrong.code for wrong in Wrong}
    for wrong in Wrong:
        blanks = {name: f"<{name}>" for name in ("columns", "most", "length", "value", "known", "first")}
        told = words[wrong.code].format(**blanks)
        assert {name for name in blanks if f"<{name}>" in told} == {name for name in blanks if f"{{{name}}}" in wrong}


def test_the_sample_company_has_customers_and_orders_in_every_state() -> None:
    customers, orders = read(*sorted(SAMPLE.iterdir()))
    assert len(customers) >= 5
    assert {order.status for order in orders} >= {"confirmed", "preparing", "shipped", "delivered", "cancelled"}
    assert any(not order.customer for order in orders)
    assert all(sum(line.quantity * line.price for line in order.lines) == order.total for order in orders)
    assert {each.email.rpartition("@")[2] for each in (*customers, *orders)} <= {
        "example.org",
        "example.com",
        "chimere.example",
    }
    reserved = ("0199 00", "0639 98")
    assert all(each.phone.replace(" ", "")[:6] in {start.replace(" ", "") for start in reserved} for each in customers)
