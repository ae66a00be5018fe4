"""What a visitor does, by socket or by route: one act in, the events it caused out, and a hint to whoever listens."""

import logging

from api.errors import KNOWN
from api.frames import Act, ChoiceFrame, ExitFrame, FeedbackFrame, HandoffFrame, MessageFrame, OtherAct, RatingFrame
from api.wiring import Engine
from dialogue.escalate import ExitRequest
from dialogue.model import Contact, Event, Message, Reason

QUEUE = "queue"
_QUEUE_KINDS = frozenset({"escalated", "joined", "claimed", "transferred", "returned", "closed", "settled"})
_log = logging.getLogger(__name__)


def act(engine: Engine, conversation_id: str, frame: Act) -> tuple[Event, ...]:
    """Do what a frame asks, and tell the other sockets. Raises the errors of the dialogue."""
    if isinstance(frame, MessageFrame):
        events = _message(engine, conversation_id, frame)
    else:
        events = _other(engine, conversation_id, frame)
    tell(engine, conversation_id, events)
    return events


def tell(engine: Engine, conversation_id: str, events: tuple[Event, ...]) -> None:
    """Hint that a conversation, and perhaps the queue, has news."""
    if events:
        engine.bus.publish(topic(conversation_id), {"seq": events[-1].seq})
    if any(event.kind in _QUEUE_KINDS for event in events):
        engine.bus.publish(QUEUE, {})


def topic(conversation_id: str) -> str:
    """Return the bus topic of a conversation."""
    return f"conversation:{conversation_id}"


def _other(engine: Engine, conversation_id: str, frame: OtherAct) -> tuple[Event, ...]:
    agent = engine.agent
    match frame:
        case ChoiceFrame():
            return agent.choose(conversation_id, frame.id, frame.entry_id)
        case HandoffFrame():
            return agent.ask_human(conversation_id, frame.id, because=Reason("asked-for-human"))
        case ExitFrame():
            contact = Contact(frame.name, frame.email, frame.phone)
            request = ExitRequest(frame.id, frame.exit, contact, frame.text, frame.slot)
            return engine.escalator.take_exit(conversation_id, request)
        case FeedbackFrame():
            return agent.rate_answer(
                conversation_id, frame.id, seq=frame.seq, helpful=frame.helpful, comment=frame.comment
            )
        case RatingFrame():
            return agent.rate(conversation_id, frame.id, stars=frame.stars, comment=frame.comment)


def _message(engine: Engine, conversation_id: str, frame: MessageFrame) -> tuple[Event, ...]:
    message = Message(frame.id, frame.text, frame.page, frame.lang)
    try:
        return engine.agent.handle(conversation_id, message)
    except KNOWN:
        raise
    except Exception as error:  # noqa: BLE001 - a visitor is never left at a dead end: the incident becomes a hand-off
        _log.exception("a message could not be answered")
        return engine.agent.apologise(conversation_id, message, error=type(error).__name__)
