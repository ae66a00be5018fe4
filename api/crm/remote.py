"""A company's own CRM, over HTTP: what it answers is checked before anybody sees it."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, TypeVar

from pydantic import ValidationError

from api.crm.link import Declined, Link
from api.crm.wire import Noun, read
from api.settings import Settings
from api.storage.clock import Clock
from api.storage.crm_audit import Changing, SqlCrmAudit
from dialogue.company import Company
from dialogue.crm import errors
from dialogue.crm.acts import Act, checked, details_of, kind_of, normal_number
from dialogue.crm.identity import Handle, Identified, permit
from dialogue.crm.model import Case, Customer, Facts, Order, Receipt

_SAYS_NO: Mapping[str, type[errors.CrmError]] = {
    kind.code: kind
    for kind in (
        errors.OrderNotFound,
        errors.OrderTooFar,
        errors.NoInvoice,
        errors.DetailInvalid,
        errors.NothingToChange,
        errors.IdentityNeeded,
        errors.CodeNeeded,
        errors.KeyReused,
    )
}
_DETAILS = ("number", "status", "field", "key")
_Item = TypeVar("_Item", Order, Case)


class HttpCrm:
    """Reads and changes the records of a CRM that speaks the protocol of api/CRM.md."""

    def __init__(self, link: Link, *, audit: SqlCrmAudit, company: Callable[[], Company], clock: Clock) -> None:
        self._link = link
        self._audit = audit
        self._company = company
        self._clock = clock

    def facts(self, handle: Handle) -> Facts | None:
        """Return what is known of whoever bears this handle, None for nobody and for a phone of several."""
        answer = self._asked("/facts", asdict(handle))
        if "facts" not in answer:
            raise errors.CrmNonsense(reason="facts")
        if answer["facts"] is None:
            return None
        found = _read(Facts, answer["facts"], "facts")
        about = {"order": found.order, "customer": found.customer}.get(handle.kind, handle.value)
        return _own(found, about == handle.value and bool(found.order if handle.kind == "order" else found.customer))

    def customer(self, who: Identified) -> Customer:
        """Return the account. Raises IdentityNeeded for somebody known by one order only."""
        if not who.customer:
            raise errors.IdentityNeeded
        found = _read(Customer, self._asked("/customer", _who(who)).get("customer"), "customer")
        return _own(found, found.number == who.customer)

    def orders(self, who: Identified) -> tuple[Order, ...]:
        """Return the account's orders, the newest first; of somebody known by one order, that one."""
        found = _read_all(Order, self._asked("/orders", _who(who)).get("orders"), "orders")
        return tuple(_own(order, _theirs(order, who)) for order in found)

    def order(self, who: Identified, number: str) -> Order:
        """Return one order. Raises OrderNotFound, also for what is somebody else's."""
        number = normal_number(number)
        if not who.customer and number != who.order:
            raise errors.OrderNotFound(number=number)
        found = _read(Order, self._asked("/order", {**_who(who), "number": number}).get("order"), "order")
        return _own(found, found.number == number and _theirs(found, who))

    def cases(self, who: Identified) -> tuple[Case, ...]:
        """Return what was asked for the account or the order, the newest first."""
        return _read_all(Case, self._asked("/cases", _who(who)).get("cases"), "cases")

    def do(self, who: Identified, act: Act, *, key: str) -> Receipt:
        """Do an act, once a key; what is asked is written down before, what came of it after."""
        asked = Changing(who, act, key, self._company(), self._clock())
        act = checked(act, country=asked.country, now=self._audit.first_asked(asked))
        permit(who, act)
        if kept := self._audit.ask(asked):
            return kept
        question = {**_who(who), "key": key, "act": {"kind": kind_of(act), **details_of(act)}}
        try:
            answer = self._asked("/changes", question, key=key)
        except (errors.CrmAway, errors.CrmUnsure, errors.CrmNonsense):
            raise
        except errors.CrmError:
            self._audit.refused(key)
            raise
        receipt = _read(Receipt, answer.get("receipt"), "receipt")
        self._audit.done(key, receipt, before=_object(answer.get("before")))
        return receipt

    def close(self) -> None:
        """Close the connections."""
        self._link.close()

    def _asked(self, path: str, question: Mapping[str, Any], *, key: str = "") -> Mapping[str, Any]:
        try:
            return self._link.ask(path, question, key=key)
        except Declined as declined:
            kind = _SAYS_NO.get(declined.code)
            if kind is None:
                raise errors.CrmNonsense(reason=declined.code) from declined
            raise kind(**{name: str(declined.details.get(name, ""))[:100] for name in _DETAILS}) from declined


def open_remote(settings: Settings, *, audit: SqlCrmAudit, company: Callable[[], Company], clock: Clock) -> HttpCrm:
    """Return the CRM that the settings name; nothing is asked of it yet."""
    link = Link(settings.crm_url, secret=settings.crm_secret.get_secret_value(), seconds=settings.crm_seconds)
    return HttpCrm(link, audit=audit, company=company, clock=clock)


def _who(who: Identified) -> dict[str, Any]:
    return {"who": asdict(who)}


def _theirs(order: Order, who: Identified) -> bool:
    return order.customer == who.customer if who.customer else order.number == who.order


def _own(found: Noun, theirs: bool) -> Noun:
    """Return what a CRM found, unless it is about somebody else: nobody is shown that."""
    if not theirs:
        raise errors.CrmNonsense(reason="about somebody else")
    return found


def _read(kind: type[Noun], values: object, name: str) -> Noun:
    try:
        return read(kind, values)
    except ValueError as error:
        raise errors.CrmNonsense(reason=f"{name}{_place(error)}") from error


def _read_all(kind: type[_Item], values: object, name: str) -> tuple[_Item, ...]:
    if not isinstance(values, list):
        raise errors.CrmNonsense(reason=name)
    return tuple(_read(kind, each, name) for each in values)


def _place(error: ValueError) -> str:
    """Return which field is wrong: what stands in it is nobody's to see."""
    return "".join(f".{part}" for part in error.errors()[0]["loc"]) if isinstance(error, ValidationError) else ""


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
