"""What a customer may have changed, and what each act takes."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Literal

from dialogue.contact import normal_email, normal_phone
from dialogue.crm.errors import DetailInvalid, NothingToChange, OrderTooFar
from dialogue.crm.model import Address, CaseKind, Order, OrderStatus

_LONGEST: Mapping[str, int] = {"street": 200, "postcode": 12, "city": 100, "country": 2, "text": 4_000, "article": 200}
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_CANCELLABLE: tuple[OrderStatus, ...] = ("confirmed",)
_RETURNABLE: tuple[OrderStatus, ...] = ("shipped", "delivered")


@dataclass(frozen=True, slots=True)
class ChangeContact:
    """The account gets another address, phone or e-mail; what is left empty stays."""

    email: str = ""
    phone: str = ""
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class CancelOrder:
    """An order that nobody has begun to prepare is stopped."""

    order: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AskReturn:
    """Articles of an order go back; none named means all."""

    order: str
    reason: str = ""
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskRefund:
    """Money back for an order."""

    order: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SendInvoice:
    """A copy of an invoice, by mail, to the address that the records know."""

    order: str


@dataclass(frozen=True, slots=True)
class Book:
    """A call back or a visit, at a time."""

    what: Literal["callback", "appointment"]
    at: datetime
    about: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class Complain:
    """A complaint, in the customer's words."""

    text: str
    order: str = ""


Act = ChangeContact | CancelOrder | AskReturn | AskRefund | SendInvoice | Book | Complain

KINDS: Mapping[str, type[Act]] = {
    "change-contact": ChangeContact,
    "cancel-order": CancelOrder,
    "ask-return": AskReturn,
    "ask-refund": AskRefund,
    "send-invoice": SendInvoice,
    "book": Book,
    "complain": Complain,
}
# What cannot be undone, or leads parcels and mails elsewhere, takes a code read in the mailbox that is known.
TAKES_A_CODE: frozenset[type[Act]] = frozenset({ChangeContact, CancelOrder})
_CASES: Mapping[type[Act], CaseKind] = {
    CancelOrder: "cancellation",
    AskReturn: "return",
    AskRefund: "refund",
    Complain: "complaint",
}


def kind_of(act: Act) -> str:
    """Return the name of an act, as the wire and the audit say it."""
    return next(name for name, kind in KINDS.items() if kind is type(act))


def order_of(act: Act) -> str:
    """Return the number of the order that an act is about, empty when it is about none."""
    return "" if isinstance(act, ChangeContact) else act.order


def case_of(act: Act) -> CaseKind | None:
    """Return the kind of case that an act opens, if it opens one."""
    return act.what if isinstance(act, Book) else _CASES.get(type(act))


def details_of(act: Act) -> dict[str, Any]:
    """Return what an act says, in JSON's types, without what was left empty."""
    told = {name: _plain(value) for name, value in asdict(act).items()}
    return {name: value for name, value in told.items() if value not in ("", None, [])}


def checked(act: Act, *, country: str, now: datetime) -> Act:
    """Return the act in normal form. Raises DetailInvalid, NothingToChange."""
    bound(act)
    if isinstance(act, ChangeContact):
        return _contact(act, country)
    if isinstance(act, Complain) and not act.text.strip():
        raise DetailInvalid(field="text")
    if isinstance(act, Book) and act.at <= now:
        raise DetailInvalid(field="at")
    return replace(act, order=normal_number(act.order))


def normal_number(number: str) -> str:
    """Return the number of an order or an account as the records write it: in capitals, without spaces."""
    return "".join(number.split()).upper()


def allow(act: Act, order: Order) -> None:
    """Let an act pass that an order is not too far for. Raises OrderTooFar."""
    allowed = {CancelOrder: _CANCELLABLE, AskReturn: _RETURNABLE}.get(type(act))
    if allowed and order.status not in allowed:
        raise OrderTooFar(number=order.number, status=order.status)
    if isinstance(act, AskReturn):
        known = {line.sku or line.article for line in order.lines} | {line.article for line in order.lines}
        if unknown := set(act.articles) - known:
            raise DetailInvalid(field=f"articles: {min(unknown)}")


def _contact(act: ChangeContact, country: str) -> ChangeContact:
    if act == ChangeContact():
        raise NothingToChange
    email, phone = normal_email(act.email), normal_phone(act.phone, country)
    for field, said, kept in (("email", act.email, email), ("phone", act.phone, phone)):
        if said.strip() and not kept:
            raise DetailInvalid(field=field)
    return ChangeContact(email, phone, _address(act.address) if act.address else None)


def _address(address: Address) -> Address:
    parts = {name: " ".join(value.split()) for name, value in asdict(address).items()}
    if missing := next((name for name, value in parts.items() if not value), None):
        raise DetailInvalid(field=missing)
    return Address(**parts)


def bound(act: Act) -> None:
    """Refuse texts that are too long, or that no storage holds. Raises DetailInvalid."""
    for name, value in _texts(asdict(act)):
        if len(value) > _LONGEST.get(name, 1_000) or _UNSTORABLE.search(value):
            raise DetailInvalid(field=name)


def _texts(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = [(name, value) for name, value in values.items() if isinstance(value, str)]
    for name, value in values.items():
        if isinstance(value, dict):
            found += _texts(value)
        elif isinstance(value, tuple):
            found += [(name.removesuffix("s"), each) for each in value]
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
