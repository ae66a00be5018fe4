"""The nouns of a conversation: who holds it, what was said, what was decided, who takes it over."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from knowledge.model import Match

Owner = Literal["agent", "queue", "adviser", "closed"]
Author = Literal["visitor", "agent", "adviser", "system"]
Exit = Literal["chat", "email", "callback"]
DecisionKind = Literal["answer", "clarify", "say", "handoff", "silent"]
EscalationStatus = Literal["waiting", "claimed", "closed"]


@dataclass(frozen=True, slots=True)
class Message:
    """What a visitor sent. `id` is made by the browser and is unique within its conversation."""

    id: str
    text: str
    page: str = ""
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where a conversation stands after its event number `seq`.

    `failures` counts questions in a row that got no answer; `question` is the last one asked, `topic` the category of
    its best match; `asked` are the entries offered by the last clarification; `owner` says who speaks: the agent,
    nobody yet (`queue`), an adviser, or no one any more (`closed`). `segment` is the group of visitors that the page
    says this one is of. `flow` is the form of the assistant that is being filled, `buttons` the title and
    the payload of those it last showed.
    """

    id: str
    lang: str
    owner: Owner = "agent"
    seq: int = 0
    failures: int = 0
    asked: tuple[str, ...] = ()
    question: str = ""
    topic: str = ""
    page: str = ""
    segment: str = ""
    flow: str = ""
    buttons: tuple[tuple[str, str], ...] = ()
    escalation_id: str | None = None
    opened_at: datetime | None = None
    updated_at: datetime | None = None

    @property
    def held(self) -> bool:
        """Say whether a human has the conversation or is about to: the agent stays silent then."""
        return self.owner in ("queue", "adviser")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, number `seq` of its conversation. `message_id` is the request that caused it, if any."""

    conversation_id: str
    seq: int
    kind: str
    author: Author
    payload: dict[str, Any]
    at: datetime
    author_name: str = ""
    message_id: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An event before it has a number and a time."""

    kind: str
    author: Author
    payload: dict[str, Any] = field(default_factory=dict)
    author_name: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was decided: a code that has a sentence in every language, and what fills it."""

    code: str
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the agent does, and why. `confidence` is that of the best answer, 0 without one."""

    kind: DecisionKind
    reason: Reason
    confidence: float = 0.0
    answers: tuple[Match, ...] = ()
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach a customer outside the chat window."""

    name: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Escalation:
    """A conversation that a human has to take, by one exit. `subject` is the request in the customer's words."""

    id: str
    conversation_id: str
    exit: Exit
    team: str
    lang: str
    subject: str
    reason: str
    status: EscalationStatus = "waiting"
    contact: Contact = Contact()
    callback_at: datetime | None = None
    adviser_id: str | None = None
    adviser_name: str = ""
    created_at: datetime | None = None
    claimed_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """Work to do after the commit, at least once: `key` makes doing it twice harmless."""

    kind: str
    key: str
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """Everything one step does to a conversation, kept in one transaction or not at all.

    `before.seq` is the number the step started from: when the conversation moved on meanwhile, nothing is kept.
    `assistant_events` are what the assistant was told and did, in Rasa's JSON.
    """

    before: Conversation
    after: Conversation
    drafts: tuple[Draft, ...]
    message_id: str | None = None
    escalation: Escalation | None = None
    jobs: tuple[Job, ...] = ()
    assistant_events: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Adviser:
    """A person of the call centre who acts."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Offer:
    """An exit that works now. `opens_at` is when somebody will be there; `slots` are the times one can be called."""

    exit: Exit
    team: str
    waiting: int = 0
    slots: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Handoff:
    """The exits to offer, best first, and why; `opens_at` is set when nobody is there now, `topic` when it is known."""

    offers: tuple[Offer, ...]
    reason: Reason
    opens_at: datetime | None = None
    topic: str = ""
