"""The embedded CRM: customers and orders on the same database."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, select

from api.storage.clock import Clock, utc_now
from api.storage.crm_audit import Changing
from api.storage.crm_changes import change
from api.storage.crm_rows import case_of, customer_of, customer_row, order_of, order_row
from api.storage.crm_tables import crm_cases, crm_customers, crm_orders
from api.storage.database import Database
from api.storage.upsert import insert
from dialogue.company import Company
from dialogue.crm.acts import Act, normal_number
from dialogue.crm.errors import IdentityNeeded, OrderNotFound
from dialogue.crm.identity import Handle, Identified
from dialogue.crm.model import Case, Customer, Facts, Order, Receipt


class SqlCrm:
    """Keeps the records of a company that has no CRM of its own, or wants to try."""

    def __init__(self, db: Database, *, company: Callable[[], Company], clock: Clock = utc_now) -> None:
        self._db = db
        self._company = company
        self._clock = clock

    def facts(self, handle: Handle) -> Facts | None:
        """Return what is known of whoever bears this handle, None for nobody and for a phone of several."""
        with self._db.read() as connection:
            if handle.kind != "order":
                customer = _customer_by(connection, handle)
                return _facts(customer) if customer else None
            row = connection.execute(select(crm_orders).where(crm_orders.c.number == handle.value)).mappings().first()
            if row is None:
                return None
            order = order_of(row)
            return _facts(_customer_by(connection, Handle("customer", order.customer)), order)

    def customer(self, who: Identified) -> Customer:
        """Return the account. Raises IdentityNeeded for somebody known by one order only."""
        with self._db.read() as connection:
            found = _customer_by(connection, Handle("customer", who.customer))
        if found is None:
            raise IdentityNeeded
        return found

    def orders(self, who: Identified) -> tuple[Order, ...]:
        """Return the account's orders, the newest first; of somebody known by one order, that one."""
        query = select(crm_orders).where(theirs(who)).order_by(crm_orders.c.placed_at.desc(), crm_orders.c.number)
        with self._db.read() as connection:
            return tuple(order_of(row) for row in connection.execute(query).mappings())

    def order(self, who: Identified, number: str) -> Order:
        """Return one order. Raises OrderNotFound, also for what is somebody else's."""
        query = select(crm_orders).where(theirs(who), crm_orders.c.number == normal_number(number))
        with self._db.read() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            raise OrderNotFound(number=number)
        return order_of(row)

    def cases(self, who: Identified) -> tuple[Case, ...]:
        """Return what was asked for the account or the order, the newest first."""
        mine = crm_cases.c.customer == who.customer if who.customer else crm_cases.c.order_number == who.order
        query = select(crm_cases).where(mine).order_by(crm_cases.c.opened_at.desc(), crm_cases.c.id)
        with self._db.read() as connection:
            return tuple(case_of(row) for row in connection.execute(query).mappings())

    def do(self, who: Identified, act: Act, *, key: str) -> Receipt:
        """Do an act, once a key, in one transaction with its line of audit and its mails."""
        with self._db.write() as connection:
            return change(connection, Changing(who, act, key, self._company(), self._clock()))

    def take_in(self, customers: Sequence[Customer], orders: Sequence[Order]) -> None:
        """Keep customers and orders, in the place of those that bear the same number; all or none."""
        country = self._company().holidays.country or "FR"
        with self._db.write() as connection:
            _put(connection, crm_customers, [customer_row(each, country=country) for each in customers])
            _put(connection, crm_orders, [order_row(each) for each in orders])

    def addresses(self) -> dict[str, str]:
        """Return the e-mail address of every customer, in small letters, by their number."""
        query = select(crm_customers.c.number, crm_customers.c.email_key)
        with self._db.read() as connection:
            return {row.number: row.email_key for row in connection.execute(query)}


def _put(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        statement = insert(connection, table)
        over = {column.name: statement.excluded[column.name] for column in table.c if not column.primary_key}
        connection.execute(statement.on_conflict_do_update(index_elements=["number"], set_=over), list(rows))


def theirs(who: Identified) -> ColumnElement[bool]:
    """Return the condition that an order is of who was recognised."""
    if who.customer:
        return crm_orders.c.customer == who.customer
    return crm_orders.c.number == who.order


def _customer_by(connection: Connection, handle: Handle) -> Customer | None:
    columns = {"customer": crm_customers.c.number, "email": crm_customers.c.email_key, "phone": crm_customers.c.phone}
    query = select(crm_customers).where(columns[handle.kind] == handle.value).limit(2)
    found = connection.execute(query).mappings().all()
    # Two who share a phone or an address are told apart by their number alone.
    return customer_of(found[0]) if handle.value and len(found) == 1 else None


def _facts(customer: Customer | None, order: Order | None = None) -> Facts:
    both = [each for each in (order, customer) if each]
    return Facts(
        customer=customer.number if customer else "",
        order=order.number if order else "",
        mailbox=customer.email if customer else both[0].email,
        emails=tuple(each.email for each in both),
        phones=tuple(each.phone for each in both),
        postcodes=tuple(each.address.postcode for each in both),
    )
