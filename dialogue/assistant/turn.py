"""One turn with an assistant: what was said to it, and what that caused."""

from dataclasses import dataclass
from typing import Any

from dialogue.assistant.events import Event
from dialogue.assistant.messages import Parse
from dialogue.errors import DialogueError


@dataclass(frozen=True, slots=True)
class Said:
    """A message as it was understood."""

    text: str
    parse: Parse
    id: str = ""
    metadata: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """What a message caused: all events, those among them that say something, and the actions that failed."""

    events: tuple[Event, ...]
    messages: tuple[Event, ...]
    failures: tuple[DialogueError, ...] = ()
