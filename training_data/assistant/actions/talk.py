"""What is said beside the question while a form is being filled. Outside of forms, the engine answers by itself."""

from rasa_sdk import Action
from rasa_sdk.events import SlotSet

from .faults import hand_off, missed

_SAID = {
    "thanks": "utter_thanks",
    "greeting": "utter_greeting",
    "insult": "utter_insult",
    "are_you_human": "utter_are_you_human",
    "how_are_you": "utter_how_are_you",
}
_HINTS = {
    "order_number": "utter_hint_order_number",
    "customer_number": "utter_hint_customer_number",
    "check": "utter_hint_check",
    "code": "utter_hint_code",
    "confirm": "utter_hint_confirm",
    "articles": "utter_hint_articles",
    "reason": "utter_hint_words",
    "about": "utter_hint_words",
    "complaint": "utter_hint_words",
    "new_address": "utter_bad_address",
    "new_postcode": "utter_hint_postcode",
    "new_city": "utter_bad_city",
    "new_phone": "utter_bad_phone",
    "day": "utter_bad_day",
    "hour": "utter_bad_hour",
    "shop": "utter_bad_shop",
}
_WITHOUT = {
    "order_number": "utter_without_number",
    "customer_number": "utter_without_number",
    "check": "utter_without_check",
    "code": "utter_without_code",
    "articles": "utter_without_articles",
    "day": "utter_without_day",
    "hour": "utter_without_hour",
}


class ActionSmallTalk(Action):
    """Answers a thank-you, a greeting, an insult; the form then asks again."""

    def name(self):
        return "action_small_talk"

    def run(self, dispatcher, tracker, domain):
        if tracker.active_loop_name:
            dispatcher.utter_message(response=_SAID[tracker.latest_message["intent"]["name"]])
        return []


class ActionNotUnderstood(Action):
    """Says what is expected; at the second time in a row, an adviser is offered."""

    def name(self):
        return "action_not_understood"

    def run(self, dispatcher, tracker, domain):
        slot = tracker.get_slot("requested_slot")
        if not tracker.active_loop_name or not slot:
            return []
        counted = missed(tracker, dispatcher, slot, _HINTS[slot])
        return [SlotSet("misses", counted["misses"]), SlotSet("missed", slot)]


class ActionHelp(Action):
    """Says where to find what the visitor does not have at hand, and what to do without it."""

    def name(self):
        return "action_help"

    def run(self, dispatcher, tracker, domain):
        slot = tracker.get_slot("requested_slot")
        if not tracker.active_loop_name or not slot:
            return []
        if slot in _WITHOUT:
            counted = missed(tracker, dispatcher, slot, _WITHOUT[slot])
            return [SlotSet("misses", counted["misses"]), SlotSet("missed", slot)]
        dispatcher.utter_message(response="utter_without")
        hand_off(dispatcher)
        return []
