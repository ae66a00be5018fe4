"""Trackers and a domain in Rasa's JSON, as an assistant hands them to its actions."""

from typing import Any

DOMAIN: dict[str, Any] = {
    "slots": {"number": {"type": "text", "mappings": []}, "postcode": {"type": "text", "mappings": []}},
    "forms": {"parcel_form": {"required_slots": ["number", "postcode"]}},
}


def slot(name: str, value: Any) -> dict[str, Any]:
    """Return the event that a slot was set."""
    return {"event": "slot", "timestamp": None, "name": name, "value": value}


def tracker(*last: dict[str, Any], **slots: Any) -> dict[str, Any]:
    """Return a tracker after one message, with these slots, and these last events."""
    message = {"text": "où est mon colis ?", "intent": {"name": "track", "confidence": 1.0}, "entities": []}
    events = [
        {"event": "action", "timestamp": 1.0, "name": "action_listen"},
        {"event": "user", "timestamp": 2.0, "text": message["text"], "parse_data": message, "input_channel": "chat"},
        *last,
    ]
    return {
        "sender_id": "c1",
        "slots": dict.fromkeys(DOMAIN["slots"]) | slots,
        "latest_message": message,
        "latest_event_time": 2.0,
        "followup_action": None,
        "paused": False,
        "events": events,
        "latest_input_channel": "chat",
        "active_loop": {},
        "latest_action": {"action_name": "action_listen"},
        "latest_action_name": "action_listen",
    }
