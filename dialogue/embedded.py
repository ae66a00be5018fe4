"""Flows run in the process, by the interpreter, on what the journal keeps."""

from collections.abc import Mapping
from typing import Any

from dialogue.assistant.conversations import Conversations
from dialogue.assistant.interpreter import Interpreter
from dialogue.assistant.tracker import Tracker
from dialogue.assistant.turn import Said, Turn
from dialogue.ports import Journal


class EmbeddedDialogue:
    """Takes turns in the process; a conversation is as its kept events left it, whichever process kept them."""

    def __init__(self, interpreter: Interpreter, journal: Journal) -> None:
        self._interpreter = interpreter
        self._conversations = Conversations(
            interpreter.tracker, lambda id, skip: journal.assistant_events(id, skip=skip)
        )

    def open(self, conversation_id: str) -> "EmbeddedTalk":
        """Return a conversation as it stands."""
        return EmbeddedTalk(self._interpreter, self._conversations.open(conversation_id))


class EmbeddedTalk:
    """One conversation, for one turn."""

    def __init__(self, interpreter: Interpreter, tracker: Tracker) -> None:
        self._interpreter = interpreter
        self._tracker = tracker

    @property
    def flow(self) -> str:
        """Return the form that goes on, empty for none."""
        return self._tracker.now.loop_name or ""

    @property
    def slots(self) -> Mapping[str, Any]:
        """Return every slot with its value."""
        return self._tracker.now.slots

    def take(self, said: Said) -> Turn:
        """Take a turn."""
        return self._interpreter.handle(self._tracker, said)
