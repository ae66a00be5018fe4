"""Customers, orders and cases as rows, and back."""

from typing import Any

from sqlalchemy import RowMapping

from api.crm.wire import read, written
from dialogue.contact import normal_phone
from dialogue.crm.model import Case, Customer, Order


def customer_row(customer: Customer, *, country: str) -> dict[str, Any]:
    """Return the row of a customer."""
    row = written(customer)
    phone = normal_phone(customer.phone, country) or customer.phone
    return {**row, "email_key": customer.email.lower(), "phone": phone}


def customer_of(row: RowMapping) -> Customer:
    """Return the customer of a row."""
    return read(Customer, {name: value for name, value in row.items() if name != "email_key"})


def order_row(order: Order) -> dict[str, Any]:
    """Return the row of an order."""
    return {**written(order), "placed_at": order.placed_at}


def order_of(row: RowMapping) -> Order:
    """Return the order of a row."""
    return read(Order, dict(row))


def case_of(row: RowMapping) -> Case:
    """Return the case of a row."""
    named = {name: row[name] for name in ("id", "kind", "status", "opened_at")}
    return read(Case, {**named, "order": row["order_number"], "at": row["details"].get("at")})
