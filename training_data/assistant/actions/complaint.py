"""A complaint, in the visitor's words."""

from rasa_sdk import Action, FormValidationAction

from dialogue.crm.acts import Complain

from .confirmation import Confirmation
from .doing import Doing
from .faults import missed
from .freely import answer, asks
from .identity import Identity
from .memory import fresh

_LONGEST = 2_000
_FEWEST_WORDS = 3


class ValidateComplainForm(Confirmation, Identity, FormValidationAction):
    """Takes a complaint that says something, in a length that is read."""

    about_an_order = False

    def name(self):
        return "validate_complain_form"

    def validate_complaint(self, value, dispatcher, tracker, domain):
        text = value.strip()
        if asks(tracker, text):
            answer(dispatcher)
            return {"complaint": None}
        if len(text) > _LONGEST:
            return missed(tracker, dispatcher, "complaint", "utter_too_long", most=_LONGEST)
        if len(text.split()) < _FEWEST_WORDS:
            return missed(tracker, dispatcher, "complaint", "utter_too_short")
        return {"complaint": text}


class ActionComplain(Doing, Action):
    """Opens a case for the advisers."""

    form, again = "complain_form", "complain"

    def name(self):
        return "action_complain"

    def done(self, dispatcher, tracker):
        order = self.desk.order(tracker, tracker.get_slot("order_number"))
        receipt = self.do(tracker, Complain(tracker.get_slot("complaint"), order.number if order else ""))
        dispatcher.utter_message(response="utter_complaint_filed", reference=receipt.reference)
        return fresh()
