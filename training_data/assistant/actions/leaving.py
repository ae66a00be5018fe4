"""Flows begun, and left before their end."""

from rasa_sdk import Action
from rasa_sdk.events import ActiveLoop, SlotSet

from .desk import Desk
from .memory import OF_A_FLOW, fresh

# Who asks again where an order is may well mean another one.
_OF_THE_SAME_ORDER = {"return_order", "ask_refund", "invoice_copy", "cancel_order"}


class ActionBegin(Action):
    """Forgets what another flow was told, and takes the only order that the visitor can mean."""

    def __init__(self, services):
        self.desk = Desk(services)

    def name(self):
        return "action_begin"

    def run(self, dispatcher, tracker, domain):
        intent = tracker.latest_message["intent"].get("name")
        said = _just_said(tracker)
        tried_again = tracker.get_slot("retry") == intent and not said.intersection(OF_A_FLOW)
        if tracker.active_loop_name == f"{intent}_form" or tried_again:
            return []
        kept = [SlotSet(name, None) for name in OF_A_FLOW if name not in said]
        orders = self.desk.orders(tracker) if intent in _OF_THE_SAME_ORDER and "order_number" not in said else ()
        return [*kept, SlotSet("order_number", orders[0].number)] if len(orders) == 1 else kept


class ActionCancel(Action):
    """Leaves the form; nothing is changed."""

    def name(self):
        return "action_cancel"

    def run(self, dispatcher, tracker, domain):
        if not tracker.active_loop_name:
            return []
        goodbye = tracker.latest_message["intent"].get("name") == "goodbye"
        dispatcher.utter_message(response="utter_goodbye" if goodbye else "utter_cancelled")
        return [ActiveLoop(None), SlotSet("requested_slot", None), *fresh()]


def _just_said(tracker) -> set:
    """Return the slots that the last message filled."""
    said = set()
    for event in reversed(tracker.events):
        if event["event"] == "user":
            return said
        if event["event"] == "slot" and event["value"] is not None:
            said.add(event["name"])
    return said
