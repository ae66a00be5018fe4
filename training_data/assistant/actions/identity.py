"""How a form learns who the visitor is: by a number and what goes with it, and by a code for what changes something."""

import asyncio

from dialogue.crm.errors import CheckTooWeak, CrmAway, CrmError, NotRecognised, WrongCode

from .desk import Desk
from .faults import hand_off, missed, tell
from .numbers import order_number


class Identity:
    """Asks for a number, a check and a code only as far as they are needed: mixed into the validation of a form.

    `about_an_order`: the form is about one order, not about an account. `of_an_account`: an account alone will do.
    """

    about_an_order = True
    of_an_account = False

    def __init__(self, services):
        self.desk = Desk(services)

    async def required_slots(self, domain_slots, dispatcher, tracker, domain):
        return await asyncio.to_thread(self.wanted, domain_slots, tracker)

    def wanted(self, slots, tracker) -> list:
        """Return the slots that are still to be asked; none once the form is over."""
        if tracker.get_slot("over"):
            return []
        return [name for name in slots if name not in self.spared(tracker)]

    def spared(self, tracker) -> set:
        """Return the slots that need not be asked of who was recognised already."""
        who = self.desk.who(tracker)
        spared = set()
        if self._is_known(tracker):
            spared |= {"check"} if self.about_an_order else {"check", "order_number", "customer_number"}
        if not tracker.get_slot("customer_number"):
            spared.add("customer_number")
        elif not self.about_an_order and not tracker.get_slot("order_number"):
            spared.add("order_number")
        if who and who.proven:
            spared.add("code")
        return spared

    def validate_order_number(self, value, dispatcher, tracker, domain):
        if value is None:
            return {"order_number": None}
        number = order_number(value)
        if number is None:
            return missed(tracker, dispatcher, "order_number", "utter_bad_order_number")
        if tracker.get_slot("requested_slot") == "check" and "check" not in tracker.slots_to_validate():
            dispatcher.utter_message(response="utter_noted_number", number=number)
        tracker.slots["order_number"] = number
        check = None if "check" in tracker.slots_to_validate() else tracker.get_slot("check")
        return {"order_number": number} | self._recognised(check, dispatcher, tracker)

    def validate_customer_number(self, value, dispatcher, tracker, domain):
        return {"customer_number": value.upper()} | self._recognised(tracker.get_slot("check"), dispatcher, tracker)

    def validate_check(self, value, dispatcher, tracker, domain):
        number = tracker.get_slot("order_number")
        tracker.slots["order_number"] = order_number(number) if number else None
        return {"check": value} | self._recognised(value, dispatcher, tracker, new=True)

    def validate_code(self, value, dispatcher, tracker, domain):
        try:
            self.desk.reception.prove(tracker.sender_id, value)
        except WrongCode:
            return missed(tracker, dispatcher, "code", "utter_wrong_code")
        # The code itself is not kept.
        return {"code": "read"} | self._without_account(tracker, dispatcher)

    def suits(self, tracker, dispatcher) -> dict:
        """Look at the order once it may be seen: return what to set when the form has nothing more to ask."""
        return {}

    def _recognised(self, check, dispatcher, tracker, *, new: bool = False) -> dict:
        """Recognise the visitor by a check; one that is not `new` was given for another order, and fails in silence."""
        handle = self.desk.claimed(tracker)
        if handle and check and not self._is_known(tracker):
            try:
                self.desk.identify(tracker, handle, check)
            except (NotRecognised, CheckTooWeak):
                if not new:
                    return {"check": None}
                return missed(tracker, dispatcher, "check", "utter_not_recognised", claimed=handle.value)
            except CrmAway as error:
                tell(dispatcher, error)
                return {"check": None}
            except CrmError as error:
                tell(dispatcher, error)
                return {"over": True}
        if tracker.get_slot("over"):
            return {}
        if without := self._without_account(tracker, dispatcher):
            return without
        return self.suits(tracker, dispatcher) if self._is_known(tracker) else {}

    def _without_account(self, tracker, dispatcher) -> dict:
        """End a form on accounts for whoever has none: only a code tells that the owner of an order has one."""
        who = self.desk.who(tracker)
        if not self.of_an_account or who is None or who.customer or not who.proven:
            return {}
        dispatcher.utter_message(response="utter_no_account")
        hand_off(dispatcher)
        return {"over": True}

    def _is_known(self, tracker) -> bool:
        if self.about_an_order:
            return self.desk.order(tracker, tracker.get_slot("order_number")) is not None
        who = self.desk.who(tracker)
        return who is not None and (bool(who.customer) or not self.of_an_account or not who.proven)
