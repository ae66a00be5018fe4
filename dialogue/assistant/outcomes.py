"""The events that a project's own action returns, made whole before they are taken in."""

from collections.abc import Mapping
from typing import Any, Final

from dialogue.assistant.errors import UnusableEvent
from dialogue.assistant.events import Event

# What an event must say, and of which type; the other fields have defaults.
_SAYS: Final[Mapping[str, tuple[str, tuple[type, ...]]]] = {
    "slot": ("name", (str,)),
    "action": ("name", (str,)),
    "followup": ("name", (str,)),
    "action_execution_rejected": ("name", (str,)),
    "active_loop": ("name", (str, type(None))),
    "loop_interrupted": ("is_interrupted", (bool,)),
    "user": ("parse_data", (dict,)),
}
_UNSAID: Final[Mapping[str, dict[str, Any]]] = {
    "slot": {"value": None},
    "user": {"text": None, "input_channel": None, "message_id": None},
    "bot": {"text": None, "data": {}},
}
_NOT_UNDERSTOOD: Final[dict[str, Any]] = {"intent": {"name": None, "confidence": 0.0}, "entities": []}


def whole(action: str, event: Event) -> Event:
    """Return an event of an action as it will be stamped here. Raises UnusableEvent."""
    kind = event.get("event")
    field, types = _SAYS.get(str(kind), ("event", (str,)))
    if not isinstance(kind, str) or field not in event or not isinstance(event[field], types):
        raise UnusableEvent(action=action, event=str(kind), field=field)
    found = {**_UNSAID.get(kind, {}), **{name: value for name, value in event.items() if name != "timestamp"}}
    found["metadata"] = event.get("metadata") or {}
    if kind == "user":
        found["parse_data"] = _NOT_UNDERSTOOD | event["parse_data"]
    return found
