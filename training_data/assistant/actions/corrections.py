"""Answers taken back."""

from rasa_sdk import Action
from rasa_sdk.events import SlotSet

# What proves who somebody is stays proven; what only goes with an answer goes with it.
_KEPT = {"check", "code", "customer_number"}
_WITH = {
    "order_number": ("order_number", "customer_number", "articles"),
    "new_address": ("new_address", "new_postcode", "new_city"),
    "day": ("day", "hour"),
}
# What a visitor calls the number, the address and so on, by what this form asks.
_CALLED = {
    "number": ("new_phone", "order_number"),
    "address": ("new_address",),
    "email": ("check",),
    "day": ("day",),
    "hour": ("hour",),
    "reason": ("reason", "about", "complaint"),
    "article": ("articles",),
    "shop": ("shop",),
    "postcode": ("new_postcode", "check"),
    "city": ("new_city",),
    "order": ("order_number",),
    "phone": ("new_phone", "check"),
}


class ActionCorrect(Action):
    """Forgets the answer that was wrong, so that the form asks for it again."""

    def name(self):
        return "action_correct"

    def run(self, dispatcher, tracker, domain):
        if not tracker.active_loop_name:
            return []
        asked = _of_form(tracker, domain)
        named = next((name for called in _called(tracker) for name in _CALLED.get(called, ()) if name in asked), None)
        wrong = named or _last_answer(tracker, asked)
        dispatcher.utter_message(response="utter_corrected" if wrong else "utter_nothing_to_correct")
        return _forgotten(wrong) if wrong else []


class ActionGoBack(Action):
    """Goes back to the question before."""

    def name(self):
        return "action_go_back"

    def run(self, dispatcher, tracker, domain):
        if not tracker.active_loop_name:
            return []
        before = _last_answer(tracker, _of_form(tracker, domain))
        dispatcher.utter_message(response="utter_gone_back" if before else "utter_at_the_beginning")
        return _forgotten(before) if before else []


def _of_form(tracker, domain) -> list:
    return domain["forms"][tracker.active_loop_name]["required_slots"]


def _called(tracker) -> list:
    return [each["value"] for each in tracker.latest_message.get("entities", ()) if each["entity"] == "field"]


def _last_answer(tracker, asked: list) -> str | None:
    """Return the slot that was answered last before the one that is asked now."""
    wanted = tracker.get_slot("requested_slot")
    before = asked[: asked.index(wanted)] if wanted in asked else asked
    answered = [name for name in before if name not in _KEPT and tracker.get_slot(name) is not None]
    return answered[-1] if answered else None


def _forgotten(name: str) -> list:
    # What is done after a correction is another act: it takes another yes and another key.
    return [SlotSet(each, None) for each in (*_WITH.get(name, (name,)), "confirm", "act_key", "retry")]
