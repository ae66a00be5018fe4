"""The nouns of the company's records: customers, their orders, invoices and cases."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

OrderStatus = Literal["confirmed", "preparing", "shipped", "delivered", "cancelled", "returned"]
CaseKind = Literal["cancellation", "return", "refund", "complaint", "callback", "appointment"]
CaseStatus = Literal["open", "done", "refused"]


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody lives or is delivered; `country` is an ISO 3166 code."""

    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "FR"

    def __str__(self) -> str:
        return ", ".join(part for part in (self.street, f"{self.postcode} {self.city}".strip()) if part)


@dataclass(frozen=True, slots=True)
class Customer:
    """Somebody who has an account. `value` is what they bought so far, in the company's currency."""

    number: str
    name: str
    email: str
    phone: str = ""
    address: Address = Address()
    lang: str = ""
    segment: str = ""
    value: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Line:
    """So many of one article, at a price each."""

    article: str
    quantity: int
    price: Decimal
    sku: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where the parcel is: who carries it, under which number, when it is expected or came."""

    carrier: str = ""
    tracking: str = ""
    url: str = ""
    expected_on: date | None = None
    delivered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Invoice:
    """The invoice of an order."""

    number: str
    issued_on: date
    url: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """What was bought at once. `customer` is empty for a guest's order; `email` and `address` are the order's own."""

    number: str
    status: OrderStatus
    placed_at: datetime
    email: str
    lines: tuple[Line, ...]
    total: Decimal
    customer: str = ""
    phone: str = ""
    address: Address = Address()
    currency: str = "EUR"
    delivery: Delivery = Delivery()
    invoice: Invoice | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """Something a customer asked of the company, and how far it is; `at` is when they are called or expected."""

    id: str
    kind: CaseKind
    status: CaseStatus
    opened_at: datetime
    order: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a change came to. `reference` is what the customer may quote; `sent_to`, masked, whom a mail went to."""

    reference: str
    at: datetime
    sent_to: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the records know to tell whether somebody is who they say: compared, never shown, never logged.

    `customer` is the account's number, `order` that of the order which was asked for. `mailbox` is the address that a
    code is sent to: the account's own, or the guest's.
    """

    customer: str = ""
    order: str = ""
    mailbox: str = field(default="", repr=False)
    emails: tuple[str, ...] = field(default=(), repr=False)
    phones: tuple[str, ...] = field(default=(), repr=False)
    postcodes: tuple[str, ...] = field(default=(), repr=False)
