"""What the dialogue needs from outside: a journal that loses nothing, and who takes the turns of flows."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from dialogue.assistant.turn import Said, Turn
from dialogue.model import Change, Conversation, Escalation, EscalationStatus, Event


class Journal(Protocol):
    """Conversations, their events and escalations. One change is one transaction."""

    def open(self, conversation: Conversation, *, token_digest: str) -> None:
        """Keep a new conversation, at seq 0."""
        ...

    def load(self, id: str) -> Conversation:
        """Return the conversation as it stands. Raises ConversationNotFound."""
        ...

    def token_digest(self, id: str) -> str:
        """Return the digest of the visitor's token. Raises ConversationNotFound."""
        ...

    def replay(self, id: str, message_id: str) -> tuple[Event, ...] | None:
        """Return the events that this message caused, or None when it was never seen in this conversation."""
        ...

    def record(self, change: Change) -> tuple[Event, ...]:
        """Keep the change and return its events, numbered from `before.seq + 1`, with the journal's own clock.

        Raises Stale when the conversation is no longer at `before.seq`; nothing is kept then.
        """
        ...

    def events(self, id: str, *, after: int = 0, limit: int = 1000) -> tuple[Event, ...]:
        """Return the events numbered above `after`, in order."""
        ...

    def assistant_events(self, id: str, *, skip: int = 0) -> tuple[dict[str, Any], ...]:
        """Return what the assistant was told and did in this conversation, in order, but the first so many."""
        ...

    def escalation(self, id: str) -> Escalation:
        """Return one escalation. Raises EscalationNotFound."""
        ...

    def escalations(
        self, *, statuses: Sequence[EscalationStatus], teams: Sequence[str] = (), limit: int = 200
    ) -> list[Escalation]:
        """Return escalations, the longest waiting first; no team means all."""
        ...

    def waiting(self, team: str) -> int:
        """Return how many chats of this team nobody has claimed yet."""
        ...


class Talk(Protocol):
    """A conversation with the assistant, as it stands: the form it is in, empty for none, and its slots."""

    @property
    def flow(self) -> str: ...

    @property
    def slots(self) -> Mapping[str, Any]: ...

    def take(self, said: Said) -> Turn:
        """Take a turn; what went wrong is in the turn, and the conversation can go on."""
        ...


class Dialogue(Protocol):
    """Takes the turns of one project's flows: in the process, or by a Rasa server."""

    def open(self, conversation_id: str) -> Talk:
        """Return a conversation as it stands. Raises DialogueAway."""
        ...
