"""The actions of a project's own code, as functions of the tracker: they return events, or a whole outcome."""

from collections.abc import Callable, Sequence
from typing import Any

from dialogue.assistant.errors import ActionNotFound
from dialogue.assistant.ports import Outcome

Event = dict[str, Any]
Does = Callable[[dict[str, Any]], Outcome | Sequence[Event]]


class OwnActions:
    """A port whose actions are those that it is given; `calls` are the trackers that they were given, by name."""

    def __init__(self, does: dict[str, Does]) -> None:
        self._does = does
        self.calls: list[tuple[str, dict[str, Any]]] = []

    def run(self, name: str, tracker: dict[str, Any], domain: dict[str, Any]) -> Outcome:
        self.calls.append((name, tracker))
        if name not in self._does:
            raise ActionNotFound(action=name)
        done = self._does[name](tracker)
        return done if isinstance(done, Outcome) else Outcome(tuple(done))

    def of(self, name: str) -> list[dict[str, Any]]:
        """The trackers that an action was given."""
        return [tracker for called, tracker in self.calls if called == name]


def sets(**slots: Any) -> list[Event]:
    """What an action returns that sets slots."""
    return [{"event": "slot", "name": name, "value": value} for name, value in slots.items()]


def asked_to_validate(tracker: dict[str, Any]) -> dict[str, Any]:
    """The slots that rasa-sdk would validate: those that the last events set."""
    found: dict[str, Any] = {}
    for event in reversed(tracker["events"]):
        if event["event"] != "slot":
            break
        found = {event["name"]: event["value"], **found}
    return found
