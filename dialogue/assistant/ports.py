"""What an assistant needs from outside: somebody who runs its custom actions."""

from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a custom action did: events and responses, both in Rasa's JSON (see its action server's answer)."""

    events: tuple[dict[str, Any], ...] = ()
    responses: tuple[dict[str, Any], ...] = ()


class Actions(Protocol):
    """Runs the custom actions of one project, in the process or on an action server."""

    def run(self, name: str, tracker: dict[str, Any], domain: dict[str, Any]) -> Outcome:
        """Run an action on a tracker in Rasa's JSON, which it cannot change.

        Raises ActionRejected, ActionNotFound, ActionFailed, ActionTimedOut.
        """
        ...
