"""How the number that a form begins with is asked for, and what goes with it."""

from rasa_sdk import Action

from .desk import Desk

_MOST = 5
_FIRST = {
    "change_address_form": "utter_which_account",
    "change_phone_form": "utter_which_account",
    "book_callback_form": "utter_which_file_for_a_call",
    "book_visit_form": "utter_which_file_for_a_visit",
    "complain_form": "utter_which_file_for_a_complaint",
}
_OF_AN_ACCOUNT = frozenset(_FIRST)


class ActionAskOrderNumber(Action):
    """Asks for the number of an order or an account; of somebody who was recognised, their orders are shown."""

    def __init__(self, services):
        self.desk = Desk(services)

    def name(self):
        return "action_ask_order_number"

    def run(self, dispatcher, tracker, domain):
        form = tracker.active_loop_name
        orders = () if form in _OF_AN_ACCOUNT else self.desk.orders(tracker)[:_MOST]
        if orders:
            buttons = [{"title": f"{each.number} · {each.lines[0].article}", "payload": each.number} for each in orders]
            dispatcher.utter_message(response="utter_which_order", buttons=buttons)
        elif asked_before(tracker, "order_number"):
            again = "utter_which_account_again" if form in _OF_AN_ACCOUNT else "utter_which_number_again"
            dispatcher.utter_message(response=again)
        else:
            dispatcher.utter_message(response=_FIRST.get(form, "utter_which_number"))
        return []


class ActionAskCheck(Action):
    """Asks for what goes with the number; the second time, in fewer words."""

    def name(self):
        return "action_ask_check"

    def run(self, dispatcher, tracker, domain):
        if asked_before(tracker, "check"):
            dispatcher.utter_message(response="utter_which_check_again")
        elif tracker.active_loop_name in _OF_AN_ACCOUNT:
            dispatcher.utter_message(response="utter_which_check_of_account")
        else:
            dispatcher.utter_message(response="utter_which_check")
        return []


def asked_before(tracker, slot: str) -> bool:
    """Say whether the visitor was asked for this slot when they wrote their last message."""
    said = False
    for event in reversed(tracker.events):
        said = said or event["event"] == "user"
        if said and event["event"] == "slot" and event["name"] == "requested_slot":
            return event["value"] == slot
    return False
