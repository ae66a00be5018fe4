"""Where an order is."""

from rasa_sdk import Action, FormValidationAction

from .agenda import clock_of
from .doing import Doing
from .identity import Identity
from .memory import fresh
from .words import day, lang_of, listed, named

# What is said when the day is known, and when it is not; nobody waits for an order that is cancelled or came back.
_RESPONSES = {
    "confirmed": ("utter_order_confirmed", "utter_order_confirmed_undated"),
    "preparing": ("utter_order_preparing", "utter_order_preparing_undated"),
    "shipped": ("utter_order_shipped", "utter_order_shipped_undated"),
    "delivered": ("utter_order_delivered", "utter_order_delivered_undated"),
    "cancelled": ("utter_order_cancelled", "utter_order_cancelled"),
    "returned": ("utter_order_returned", "utter_order_returned"),
}


class ValidateTrackOrderForm(Identity, FormValidationAction):
    """Takes an order and what goes with it."""

    def name(self):
        return "validate_track_order_form"


class ActionTrackOrder(Doing, Action):
    """Says where the order stands, when it comes, and how to follow its parcel."""

    form, again = "track_order_form", "track_order"

    def __init__(self, services):
        super().__init__(services)
        self.clock = clock_of(services)

    def name(self):
        return "action_track_order"

    def done(self, dispatcher, tracker):
        order = self.desk.crm.order(self.known(tracker), tracker.get_slot("order_number"))
        lang, delivery = lang_of(tracker), order.delivery
        when = delivery.delivered_on if order.status == "delivered" else delivery.expected_on
        late = order.status == "shipped" and when and when < self.clock().date()
        response, undated = _RESPONSES[order.status]
        dispatcher.utter_message(
            response="utter_order_late" if late else response if when else undated,
            number=order.number,
            articles=listed([_said(line) for line in order.lines], lang),
            day=day(when, lang) if when else "",
        )
        if order.status == "shipped" and delivery.url:
            dispatcher.utter_message(response="utter_tracking_link", carrier=delivery.carrier, url=delivery.url)
        return fresh()


def _said(line) -> str:
    article = named(line.article)
    return f"{line.quantity}\u00a0×\u00a0{article}" if line.quantity > 1 else article
