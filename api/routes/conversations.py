"""A visitor's conversation, for those who cannot hold a socket open."""

from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Query

from api.acts import act
from api.frames import (
    Act,
    ChoiceFrame,
    ExitFrame,
    FeedbackFrame,
    Frame,
    HandoffFrame,
    Lang,
    MessageFrame,
    Number,
    RatingFrame,
    Short,
    visitor_events,
)
from api.http import EngineOf, Visitor
from api.security import digest, new_token
from dialogue.model import Conversation

router = APIRouter(prefix="/conversations", tags=["conversations"])


class NewConversation(Frame):
    lang: Lang | None = None
    page: Short = ""
    segment: Short = ""


@router.post("", status_code=201)
def open_conversation(body: NewConversation, engine: EngineOf) -> dict[str, Any]:
    """Start a conversation; its token is shown this once."""
    languages = engine.company().languages
    lang = body.lang if body.lang in languages else languages[0]
    now = engine.clock()
    conversation = Conversation(str(uuid4()), lang, page=body.page, segment=body.segment, opened_at=now, updated_at=now)
    token = new_token()
    events = engine.agent.open(conversation, token_digest=digest(token))
    return {"id": conversation.id, "token": token, "lang": lang, "events": visitor_events(events)}


@router.get("/{conversation_id}/events")
def read_events(conversation_id: Visitor, engine: EngineOf, after: Annotated[Number, Query()] = 0) -> dict[str, Any]:
    """Return the events above a number."""
    events = engine.journal.events(conversation_id, after=after)
    held = engine.journal.load(conversation_id)
    return {"owner": held.owner, "seq": held.seq, "events": visitor_events(events)}


@router.post("/{conversation_id}/messages")
def send_message(conversation_id: Visitor, body: MessageFrame, engine: EngineOf) -> dict[str, Any]:
    """Say something to the agent, or to the adviser who holds the conversation."""
    return _acted(engine, conversation_id, body)


@router.post("/{conversation_id}/choices")
def choose(conversation_id: Visitor, body: ChoiceFrame, engine: EngineOf) -> dict[str, Any]:
    """Pick one of the proposed questions, or none of them."""
    return _acted(engine, conversation_id, body)


@router.post("/{conversation_id}/handoff")
def ask_human(conversation_id: Visitor, body: HandoffFrame, engine: EngineOf) -> dict[str, Any]:
    """Ask for a human."""
    return _acted(engine, conversation_id, body)


@router.post("/{conversation_id}/exits")
def take_exit(conversation_id: Visitor, body: ExitFrame, engine: EngineOf) -> dict[str, Any]:
    """Take one of the exits that work now."""
    return _acted(engine, conversation_id, body)


@router.post("/{conversation_id}/feedback")
def rate_answer(conversation_id: Visitor, body: FeedbackFrame, engine: EngineOf) -> dict[str, Any]:
    """Say whether an answer helped."""
    return _acted(engine, conversation_id, body)


@router.post("/{conversation_id}/rating")
def rate(conversation_id: Visitor, body: RatingFrame, engine: EngineOf) -> dict[str, Any]:
    """Rate the conversation."""
    return _acted(engine, conversation_id, body)


def _acted(engine: EngineOf, conversation_id: str, body: Act) -> dict[str, Any]:
    return {"events": visitor_events(act(engine, conversation_id, body))}
