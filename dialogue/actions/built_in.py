"""The engine's own actions beside those of a project: the base answers, or a human takes over."""

from typing import Any, Final, Protocol

from dialogue.assistant.errors import ActionNotFound
from dialogue.assistant.ports import Actions, Outcome

# What each says to the engine in the place of a message: see dialogue.compose.wish.
BUILT_IN: Final = {"action_answer": "answer", "action_hand_off": "handoff"}


class Others(Actions, Protocol):
    """Runs the project's own actions, until it is closed."""

    def close(self) -> None: ...


class BuiltIn:
    """Runs the engine's own actions, and leaves the others to the project's code, where there is some."""

    def __init__(self, others: Others | None = None) -> None:
        self._others = others

    def run(self, name: str, tracker: dict[str, Any], domain: dict[str, Any]) -> Outcome:
        """Run an action; see `Actions.run`."""
        if name in BUILT_IN:
            return Outcome(responses=({"custom": {"comptoir": BUILT_IN[name]}},))
        if self._others is None:
            raise ActionNotFound(action=name)
        return self._others.run(name, tracker, domain)

    def close(self) -> None:
        """Close what runs the project's actions."""
        if self._others:
            self._others.close()
