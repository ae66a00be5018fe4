"""A copy of an invoice."""

from rasa_sdk import Action, FormValidationAction

from dialogue.crm.acts import SendInvoice

from .doing import Doing
from .identity import Identity
from .memory import fresh


class ValidateInvoiceCopyForm(Identity, FormValidationAction):
    """Stops where there is no invoice yet."""

    def name(self):
        return "validate_invoice_copy_form"

    def suits(self, tracker, dispatcher):
        order = self.desk.order(tracker, tracker.get_slot("order_number"))
        if order and order.invoice is None:
            dispatcher.utter_message(response="utter_no_invoice", number=order.number)
            return {"over": True}
        return {}


class ActionInvoiceCopy(Doing, Action):
    """Mails the invoice to the address that the records know, never to another."""

    form, again = "invoice_copy_form", "invoice_copy"

    def name(self):
        return "action_invoice_copy"

    def done(self, dispatcher, tracker):
        number = tracker.get_slot("order_number")
        receipt = self.do(tracker, SendInvoice(number))
        dispatcher.utter_message(response="utter_invoice_sent", number=number, email=receipt.sent_to)
        return fresh()
