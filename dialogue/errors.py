"""Everything that can go wrong in a conversation and that a caller can act on."""

from typing import ClassVar


class DialogueError(Exception):
    """The conversation could not go on like this."""

    code: ClassVar[str] = "dialogue"

    def __init__(self, **details: object) -> None:
        super().__init__(details)
        self.details = details

    def __str__(self) -> str:
        return (self.__doc__ or self.code).format(**self.details)


class ConversationNotFound(DialogueError):
    """This conversation does not exist, or is not yours. Start a new one."""

    code = "conversation-not-found"


class Stale(DialogueError):
    """Conversation {id} moved on from {seq} meanwhile: read it again."""

    code = "stale"


class MessageTooLong(DialogueError):
    """This message has {length} characters; the most is {most}. Shorten it, or send it in parts."""

    code = "message-too-long"


class EmptyMessage(DialogueError):
    """There is nothing in this message. Write your question."""

    code = "empty-message"


class UnknownChoice(DialogueError):
    """“{choice}” is not one of the answers that were proposed. Pick one of those, or ask again."""

    code = "unknown-choice"


class ExitNotOpen(DialogueError):
    """“{exit}” is not possible now. Possible: {offers}."""

    code = "exit-not-open"


class ContactMissing(DialogueError):
    """To be reached by {exit} we need a valid {field}."""

    code = "contact-missing"


class EscalationNotFound(DialogueError):
    """There is no escalation “{id}”."""

    code = "escalation-not-found"


class AlreadyClaimed(DialogueError):
    """{adviser} is already handling this one."""

    code = "already-claimed"


class NotYours(DialogueError):
    """Claim this conversation before writing in it."""

    code = "not-yours"


class EventNotFound(DialogueError):
    """There is no answer number {seq} in this conversation."""

    code = "event-not-found"


class InvalidCompany(DialogueError):
    """“{file}” does not describe a company: {reason}."""

    code = "invalid-company"


class UnknownTeam(DialogueError):
    """There is no team “{team}”. The teams: {teams}."""

    code = "unknown-team"


class SlotNotOpen(DialogueError):
    """We can no longer call at {slot}. Possible times: {slots}."""

    code = "slot-not-open"


class EscalationClosed(DialogueError):
    """This one is closed already."""

    code = "escalation-closed"


class DialogueAway(DialogueError):
    """The server of the assistant does not answer: {reason}. Start it, or take COMPTOIR_DIALOGUE out."""

    code = "dialogue-away"
