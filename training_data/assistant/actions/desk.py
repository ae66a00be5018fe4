"""Who the visitor is, and which orders they may see: the company's reception and records, in the words of a form."""

from dialogue.crm.errors import CrmError
from dialogue.crm.identity import Claim, Handle, Identified
from dialogue.crm.model import Order

from .numbers import postcode

_HANDLES = {"order_number": "order", "customer_number": "customer"}


class Desk:
    """Asks the company's systems on behalf of one conversation at a time."""

    def __init__(self, services):
        self.reception = services.reception
        self.crm = services.crm

    def who(self, tracker) -> Identified | None:
        """Return who was recognised in this conversation."""
        return self.reception.who(tracker.sender_id)

    def claimed(self, tracker) -> Handle | None:
        """Return the number that the visitor gave of themselves: that of an order first."""
        given = ((kind, tracker.get_slot(slot)) for slot, kind in _HANDLES.items())
        return next((Handle(kind, value) for kind, value in given if value), None)

    def identify(self, tracker, handle: Handle, check: str) -> Identified:
        """Recognise the visitor. Raises NotRecognised, CheckTooWeak, TooManyChecks, CrmAway."""
        said = check if "@" in check or check.startswith("+") else postcode(check) or check
        return self.reception.identify(tracker.sender_id, Claim(handle, said))

    def order(self, tracker, number: str | None) -> Order | None:
        """Return an order of whoever was recognised, None when it is not theirs, or nobody was."""
        who = self.who(tracker)
        if who is None or not number:
            return None
        try:
            return self.crm.order(who, number)
        except CrmError:
            return None

    def orders(self, tracker) -> tuple[Order, ...]:
        """Return the orders of whoever was recognised, the newest first."""
        who = self.who(tracker)
        try:
            return self.crm.orders(who) if who else ()
        except CrmError:
            return ()

    def phone(self, tracker) -> str:
        """Return the phone number that the records know of whoever was recognised, empty when there is none."""
        who = self.who(tracker)
        if who is None:
            return ""
        try:
            return self.crm.customer(who).phone if who.customer else self.crm.order(who, who.order).phone
        except CrmError:
            return ""
