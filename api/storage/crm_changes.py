"""One change of the embedded CRM: the records, its line of audit and its mails in the caller's transaction."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Table, select, update
from sqlalchemy import insert as plain_insert

from api import jobs
from api.crm.wire import read, written
from api.storage.crm_audit import Changing, receipt_of, reserve, settle
from api.storage.crm_rows import customer_of, customer_row, order_of
from api.storage.crm_tables import crm_cases, crm_customers, crm_orders
from dialogue.crm import mails
from dialogue.crm.acts import Act, CancelOrder, ChangeContact, SendInvoice, allow, bound, case_of, checked, details_of
from dialogue.crm.acts import order_of as order_number
from dialogue.crm.errors import IdentityNeeded, NoInvoice, OrderNotFound
from dialogue.crm.identity import Identified, masked, permit
from dialogue.crm.model import Customer, Order, Receipt
from dialogue.model import Job


@dataclass(frozen=True, slots=True)
class Made:
    """What a change came to: the records before and after, whom a mail went to, and the mails."""

    before: Mapping[str, Any]
    after: Mapping[str, Any]
    sent_to: str = ""
    jobs: tuple[Job, ...] = ()


def change(connection: Connection, asked: Changing) -> Receipt:
    """Do what is asked, or return the receipt that its key has. Raises what `Crm.do` does, but CrmAway."""
    bound(asked.act)
    if not reserve(connection, asked) and (kept := receipt_of(connection, asked)):
        return kept
    act = checked(asked.act, country=asked.country, now=asked.at)
    permit(asked.who, act)
    number = order_number(act) or asked.who.order
    order = _order(connection, asked.who, number) if number else None
    made = _made(connection, asked, act, order)
    receipt = Receipt(reference(asked.key), asked.at, made.sent_to)
    _file(connection, asked, act, order, receipt)
    jobs.put(connection, made.jobs, asked.at)
    told = {"before": dict(made.before), "after": dict(made.after), "receipt": written(receipt)}
    settle(connection, asked.key, outcome="done", **told)
    return receipt


def reference(key: str) -> str:
    """Return what a customer may quote of a change: eight signs that its key alone gives."""
    return base64.b32encode(hashlib.blake2b(key.encode(), digest_size=5).digest()).decode()


def _made(connection: Connection, asked: Changing, act: Act, order: Order | None) -> Made:
    if isinstance(act, ChangeContact):
        return _contact(connection, asked, act)
    if order:
        allow(act, order)
    if isinstance(act, CancelOrder) and order:
        _set(connection, crm_orders, order.number, {"status": "cancelled"})
        return Made({"status": order.status}, {"status": "cancelled"})
    if isinstance(act, SendInvoice) and order:
        return _invoice(connection, asked, order)
    return Made({}, details_of(act))


def _contact(connection: Connection, asked: Changing, act: ChangeContact) -> Made:
    customer = _customer(connection, asked.who)
    if customer is None:
        raise IdentityNeeded
    changed = {name: value for name, value in asdict(act).items() if value}
    after = customer_row(read(Customer, asdict(customer) | changed), country=asked.country)
    _set(connection, crm_customers, customer.number, after)
    before = {name: value for name, value in asdict(customer).items() if name in changed}
    told = mails.contact_changed(customer, key=asked.key, company=asked.company)
    return Made(before, changed, masked(customer.email), (told,))


def _invoice(connection: Connection, asked: Changing, order: Order) -> Made:
    if order.invoice is None:
        raise NoInvoice(number=order.number)
    customer = _customer(connection, asked.who)
    to, lang = (customer.email, customer.lang or asked.lang) if customer else (order.email, asked.lang)
    copy = mails.invoice_copy(order, to=to, lang=lang, key=asked.key, company=asked.company)
    return Made({}, {"invoice": order.invoice.number}, masked(to), (copy,))


def _file(connection: Connection, asked: Changing, act: Act, order: Order | None, receipt: Receipt) -> None:
    """Open the case that an act asks for; what was done at once is closed already."""
    kind = case_of(act)
    if kind is None:
        return
    row = {
        "id": receipt.reference,
        "kind": kind,
        "customer": asked.who.customer or (order.customer if order else ""),
        "order_number": order.number if order else "",
        "status": "done" if isinstance(act, CancelOrder) else "open",
        "details": details_of(act),
        "opened_at": asked.at,
    }
    connection.execute(plain_insert(crm_cases), row)


def _customer(connection: Connection, who: Identified) -> Customer | None:
    query = select(crm_customers).where(crm_customers.c.number == who.customer).with_for_update()
    row = connection.execute(query).mappings().first()
    return customer_of(row) if row else None


def _order(connection: Connection, who: Identified, number: str) -> Order:
    query = select(crm_orders).where(crm_orders.c.number == number).with_for_update()
    row = connection.execute(query).mappings().first()
    if row is None or not (row["customer"] == who.customer if who.customer else number == who.order):
        raise OrderNotFound(number=number)
    return order_of(row)


def _set(connection: Connection, table: Table, number: str, values: Mapping[str, Any]) -> None:
    connection.execute(update(table).where(table.c.number == number).values(values))
