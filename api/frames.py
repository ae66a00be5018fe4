"""Every frame that the two sockets carry, and the bodies of the routes that do the same. Pydantic, at the wire only."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter

from dialogue.model import Conversation, Escalation, Event
from dialogue.takeover import STAFF_ONLY

# PostgreSQL keeps no NUL: an id with one is refused, a text is kept without.
NO_NUL = "^[^\\x00]*$"
Clean = AfterValidator(lambda text: text.replace("\0", ""))
Id = Annotated[str, Field(min_length=1, max_length=64, pattern=NO_NUL)]
# Longer than the longest message, so that the dialogue can say what the limit is.
Text = Annotated[str, Field(max_length=200_000), Clean]
Short = Annotated[str, Field(max_length=500), Clean]
Comment = Annotated[str, Field(max_length=2_000), Clean]
Lang = Annotated[str, Field(max_length=8), Clean]
# What a column of integers holds in both databases.
Number = Annotated[int, Field(ge=0, le=2**31 - 1)]


def _written(moment: object) -> object:
    """Refuse a number: it would be taken for seconds since 1970."""
    if not isinstance(moment, str):
        raise ValueError("a time is written 2026-05-04T14:30:00+02:00")
    return moment


def _in_utc(moment: datetime) -> datetime:
    """Return the moment in UTC, which the last hours of the year 9999 may not have."""
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("this time is too far away") from error


Moment = Annotated[AwareDatetime, Field(strict=False), BeforeValidator(_written), AfterValidator(_in_utc)]
_STAFF_FIELDS = frozenset({"reason", "because", "topic", "confidence", "alternative"})


class Frame(BaseModel):
    """One thing sent; what it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Hello(Frame):
    type: Literal["hello"]
    token: Short = ""
    after: Number = 0


class MessageFrame(Frame):
    type: Literal["message"] = "message"
    id: Id
    text: Text
    page: Short = ""
    lang: Lang | None = None


class ChoiceFrame(Frame):
    type: Literal["choice"] = "choice"
    id: Id
    entry_id: Short | None


class HandoffFrame(Frame):
    type: Literal["handoff"] = "handoff"
    id: Id


class ExitFrame(Frame):
    type: Literal["exit"] = "exit"
    id: Id
    exit: Literal["chat", "email", "callback"]
    name: Short = ""
    email: Short = ""
    phone: Short = ""
    text: Text = ""
    slot: Moment | None = None


class FeedbackFrame(Frame):
    type: Literal["feedback"] = "feedback"
    id: Id
    seq: Annotated[Number, Field(ge=1)]
    helpful: bool
    comment: Comment = ""


class RatingFrame(Frame):
    type: Literal["rating"] = "rating"
    id: Id
    stars: int = Field(ge=1, le=5)
    comment: Comment = ""


class TypingFrame(Frame):
    type: Literal["typing"]
    conversation_id: Id | None = None


class PingFrame(Frame):
    type: Literal["ping"]


class WatchFrame(Frame):
    type: Literal["watch"]
    conversation_id: Id
    after: Number = 0


class UnwatchFrame(Frame):
    type: Literal["unwatch"]
    conversation_id: Id


OtherAct = ChoiceFrame | HandoffFrame | ExitFrame | FeedbackFrame | RatingFrame
Act = MessageFrame | OtherAct
VISITOR: TypeAdapter[Hello | Act | TypingFrame | PingFrame] = TypeAdapter(
    Annotated[Hello | Act | TypingFrame | PingFrame, Field(discriminator="type")]
)
CONSOLE: TypeAdapter[Hello | WatchFrame | UnwatchFrame | TypingFrame | PingFrame] = TypeAdapter(
    Annotated[Hello | WatchFrame | UnwatchFrame | TypingFrame | PingFrame, Field(discriminator="type")]
)


def staff_event(event: Event) -> dict[str, Any]:
    """Return an event as staff sees it."""
    return {
        "seq": event.seq,
        "kind": event.kind,
        "author": event.author,
        "author_name": event.author_name,
        "payload": event.payload,
        "at": event.at.isoformat(),
        "message_id": event.message_id,
    }


def visitor_event(event: Event) -> dict[str, Any] | None:
    """Return an event as the visitor sees it, or None when it is for staff only."""
    if event.kind in STAFF_ONLY:
        return None
    payload = {name: value for name, value in event.payload.items() if name not in _STAFF_FIELDS}
    return staff_event(event) | {"payload": payload}


def visitor_events(events: tuple[Event, ...]) -> list[dict[str, Any]]:
    """Return the events that the visitor may see."""
    return [seen for event in events if (seen := visitor_event(event))]


def escalation_body(escalation: Escalation) -> dict[str, Any]:
    """Return an escalation as the wire describes it."""
    contact = escalation.contact
    return {
        "id": escalation.id,
        "conversation_id": escalation.conversation_id,
        "exit": escalation.exit,
        "team": escalation.team,
        "lang": escalation.lang,
        "subject": escalation.subject,
        "reason": escalation.reason,
        "status": escalation.status,
        "contact": {"name": contact.name, "email": contact.email, "phone": contact.phone},
        "callback_at": _iso(escalation.callback_at),
        "adviser_id": escalation.adviser_id,
        "adviser_name": escalation.adviser_name,
        "created_at": _iso(escalation.created_at),
        "claimed_at": _iso(escalation.claimed_at),
        "closed_at": _iso(escalation.closed_at),
    }


def conversation_body(conversation: Conversation) -> dict[str, Any]:
    """Return what staff sees of a conversation's state."""
    return {
        "id": conversation.id,
        "lang": conversation.lang,
        "page": conversation.page,
        "segment": conversation.segment,
        "owner": conversation.owner,
        "seq": conversation.seq,
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
