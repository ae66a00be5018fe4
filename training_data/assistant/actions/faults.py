"""What goes wrong, told kindly and with a way out."""

from dialogue.crm.errors import CrmError

# What an adviser has to take over from; the others are put right by the visitor.
_FOR_AN_ADVISER = {
    "too-many-checks",
    "order-too-far",
    "key-reused",
    "crm-away",
    "crm-unsure",
    "crm-nonsense",
    "crm-refused",
}
_TOLD = {
    "too-many-checks": "utter_too_many_checks",
    "order-not-found": "utter_order_not_found",
    "no-invoice": "utter_no_invoice",
    "order-too-far": "utter_order_too_far",
    "crm-away": "utter_crm_away",
    "crm-unsure": "utter_crm_unsure",
}
_PATIENCE = 2


def hand_off(dispatcher) -> None:
    """Let the engine offer the exits that work now, as its `action_hand_off` does."""
    dispatcher.utter_message(json_message={"comptoir": "handoff"})


def tell(dispatcher, error: CrmError, *, again: str = "") -> None:
    """Say what went wrong, and offer an adviser where the visitor can do no more; `again` is what tries once more."""
    details = {name: value for name, value in error.details.items() if name in ("minutes", "number")}
    dispatcher.utter_message(response=_TOLD.get(error.code, "utter_crm_fault"), **details)
    if again:
        dispatcher.utter_message(response="utter_try_again", again=again)
    if error.code in _FOR_AN_ADVISER or error.code not in _TOLD:
        hand_off(dispatcher)


def missed(tracker, dispatcher, slot: str, response: str, **details) -> dict:
    """Say that an answer does not do, and offer an adviser at the second in a row; return the slots that count them.

    What was not understood at all is counted by the engine, which offers an adviser too.
    """
    before = tracker.get_slot("misses") if tracker.get_slot("missed") == slot else 0
    count = int(before or 0) + 1
    dispatcher.utter_message(response=response, **details)
    if count >= _PATIENCE and tracker.latest_message["intent"].get("name") != "nlu_fallback":
        dispatcher.utter_message(response="utter_lost")
        hand_off(dispatcher)
        count = 0
    return {slot: None, "misses": count, "missed": slot}
