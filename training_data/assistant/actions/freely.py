"""Answers in the visitor's own words."""

from .faults import missed

_LONGEST = 500


def asks(tracker, text: str) -> bool:
    """Say whether a free text is a question to the base rather than the answer: the engine then answers it."""
    return tracker.latest_message["intent"].get("name") == "question" and "?" in text


def short(value: str, slot: str, tracker, dispatcher) -> dict:
    """Take a reason of a sentence or two."""
    text = " ".join(value.split())
    if asks(tracker, text):
        answer(dispatcher)
        return {slot: None}
    if len(text) > _LONGEST:
        return missed(tracker, dispatcher, slot, "utter_too_long", most=_LONGEST)
    return {slot: text}


def answer(dispatcher) -> None:
    """Let the engine answer from the base, as its `action_answer` does."""
    dispatcher.utter_message(json_message={"comptoir": "answer"})
