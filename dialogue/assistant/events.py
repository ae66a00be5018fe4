"""The events of a conversation with an assistant, in Rasa's JSON."""

from typing import Any

Event = dict[str, Any]


def user(text: str, parse: dict[str, Any], *, channel: str, id: str, metadata: dict[str, Any]) -> Event:
    """Return what a visitor said, and how it was understood."""
    return {
        "event": "user",
        "text": text,
        "parse_data": parse,
        "input_channel": channel,
        "message_id": id,
        "metadata": metadata,
    }


def bot(message: dict[str, Any]) -> Event:
    """Return what the assistant says: a response's fields; those that are no field of a message are its metadata."""
    said = dict(message)
    text = said.pop("text", None)
    image = said.pop("image", None)
    data = {
        "elements": said.pop("elements", None),
        "quick_replies": said.pop("quick_replies", None),
        "buttons": said.pop("buttons", None),
        "attachment": said.pop("attachment", None) or image,
        "image": image,
        "custom": said.pop("custom", None),
    }
    return {"event": "bot", "text": text, "data": data, "metadata": said}


def action(name: str, *, policy: str | None = None, confidence: float | None = None, hide: bool = False) -> Event:
    """Return that an action ran. `hide` hides it from stories: a rule that no story knows chose it."""
    return {
        "event": "action",
        "name": name,
        "policy": policy,
        "confidence": confidence,
        "action_text": None,
        "hide_rule_turn": hide,
    }


def slot(name: str, value: Any) -> Event:
    """Return that a slot has a value; None empties it."""
    return {"event": "slot", "name": name, "value": value}


def active_loop(name: str | None) -> Event:
    """Return that a form goes on, or that none does."""
    return {"event": "active_loop", "name": name}


def interrupted() -> Event:
    """Return that what was said is not for the active loop."""
    return {"event": "loop_interrupted", "is_interrupted": True}


def rejected(name: str, *, policy: str | None = None, confidence: float | None = None) -> Event:
    """Return that an action did not want to run."""
    return {"event": "action_execution_rejected", "name": name, "policy": policy, "confidence": confidence}


def featurized() -> Event:
    """Return that the message counts by its intent, not by its words."""
    return {"event": "user_featurization", "use_text_for_featurization": False}


def slots_in(events: list[Event]) -> dict[str, Any]:
    """Return the slots that these events set, each with its last value."""
    return {event["name"]: event["value"] for event in events if event["event"] == "slot"}


def any_of(events: list[Event], kind: str) -> bool:
    """Say whether an event of this kind is among these."""
    return any(event["event"] == kind for event in events)
