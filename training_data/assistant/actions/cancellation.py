"""An order cancelled before anybody prepares it."""

from rasa_sdk import Action, FormValidationAction

from dialogue.crm.acts import CancelOrder, allow
from dialogue.crm.errors import OrderTooFar

from .confirmation import Confirmation
from .doing import Doing
from .identity import Identity
from .memory import fresh

_TOO_LATE = {
    "preparing": "utter_cannot_cancel_preparing",
    "shipped": "utter_cannot_cancel_shipped",
    "delivered": "utter_cannot_cancel_delivered",
    "cancelled": "utter_cannot_cancel_cancelled",
    "returned": "utter_cannot_cancel_returned",
}


class ValidateCancelOrderForm(Confirmation, Identity, FormValidationAction):
    """Stops where an order can no longer be cancelled."""

    def name(self):
        return "validate_cancel_order_form"

    def suits(self, tracker, dispatcher):
        order = self.desk.order(tracker, tracker.get_slot("order_number"))
        if order is None:
            return {}
        try:
            allow(CancelOrder(order.number), order)
        except OrderTooFar:
            dispatcher.utter_message(response=_TOO_LATE[order.status], number=order.number)
            return {"over": True}
        return {}

    def refused(self, dispatcher):
        dispatcher.utter_message(response="utter_order_kept")
        return {"over": True}


class ActionCancelOrder(Doing, Action):
    """Cancels the order, after a yes and a code."""

    form, again = "cancel_order_form", "cancel_order"

    def name(self):
        return "action_cancel_order"

    def done(self, dispatcher, tracker):
        number = tracker.get_slot("order_number")
        receipt = self.do(tracker, CancelOrder(number))
        dispatcher.utter_message(response="utter_order_cancelled_now", number=number, reference=receipt.reference)
        return fresh()
