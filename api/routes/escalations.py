"""The advisers' queue: claim, write, note, transfer, return, close."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query

from api.acts import tell
from api.frames import Frame, Id, Short, Text, conversation_body, escalation_body, staff_event
from api.http import EngineOf, staff
from api.http import Id as PathId
from api.security import ADVISERS, STAFF
from api.storage.users import User
from api.wiring import Engine
from dialogue.hours import calendar_of
from dialogue.mind import query
from dialogue.model import Adviser, Conversation, Event
from knowledge.audience import Audience, answer_for

router = APIRouter(tags=["escalations"])
AdviserUser = Annotated[User, Depends(staff(ADVISERS))]
_SUGGESTIONS = 3
_SECRET = frozenset({"CARD", "IBAN"})


class Step(Frame):
    id: Id


class Written(Step):
    text: Text


class Transfer(Step):
    team: Short


@router.get("/teams", dependencies=[Depends(staff(STAFF))])
def teams(engine: EngineOf) -> dict[str, Any]:
    """Return the teams, and whether somebody is there now."""
    company, now = engine.company(), engine.clock()
    return {
        "teams": [
            {"id": team.id, "name": dict(team.name), "open": calendar_of(company, team).open_at(now)}
            for team in company.teams
        ]
    }


@router.get("/escalations", dependencies=[Depends(staff(ADVISERS))])
def queue(
    engine: EngineOf,
    status: Annotated[list[Literal["waiting", "claimed", "closed"]] | None, Query()] = None,
    team: Annotated[list[Short] | None, Query()] = None,
) -> dict[str, Any]:
    """Return the escalations, the longest waiting first."""
    found = engine.journal.escalations(statuses=status or ["waiting", "claimed"], teams=team or [])
    return {"escalations": [escalation_body(escalation) for escalation in found]}


@router.get("/escalations/{escalation_id}", dependencies=[Depends(staff(ADVISERS))])
def context(escalation_id: PathId, engine: EngineOf) -> dict[str, Any]:
    """Return everything an adviser needs, so that the customer repeats nothing."""
    escalation = engine.journal.escalation(escalation_id)
    conversation = engine.journal.load(escalation.conversation_id)
    events = engine.journal.events(conversation.id)
    return {
        "escalation": escalation_body(escalation),
        "conversation": conversation_body(conversation),
        "events": [staff_event(event) for event in events],
        "suggestions": _suggestions(engine, escalation.subject, escalation.lang, conversation),
        "named": _named(engine, events, escalation.lang),
    }


@router.post("/escalations/{escalation_id}/claim")
def claim(escalation_id: PathId, body: Step, user: AdviserUser, engine: EngineOf) -> dict[str, Any]:
    """Take an escalation."""
    return _stepped(engine, escalation_id, lambda: engine.takeover.claim(escalation_id, _adviser(user), body.id))


@router.post("/escalations/{escalation_id}/messages")
def write(escalation_id: PathId, body: Written, user: AdviserUser, engine: EngineOf) -> dict[str, Any]:
    """Write to the customer."""
    return _said(
        engine, escalation_id, lambda: engine.takeover.write(escalation_id, _adviser(user), body.id, body.text)
    )


@router.post("/escalations/{escalation_id}/notes")
def note(escalation_id: PathId, body: Written, user: AdviserUser, engine: EngineOf) -> dict[str, Any]:
    """Leave a note for colleagues."""
    return _said(engine, escalation_id, lambda: engine.takeover.note(escalation_id, _adviser(user), body.id, body.text))


@router.post("/escalations/{escalation_id}/transfer")
def transfer(escalation_id: PathId, body: Transfer, user: AdviserUser, engine: EngineOf) -> dict[str, Any]:
    """Pass an escalation on to another team."""
    return _stepped(
        engine,
        escalation_id,
        lambda: engine.takeover.transfer(escalation_id, _adviser(user), body.id, team=body.team),
    )


@router.post("/escalations/{escalation_id}/return")
def give_back(escalation_id: PathId, body: Step, user: AdviserUser, engine: EngineOf) -> dict[str, Any]:
    """Return the conversation to the agent."""
    return _stepped(engine, escalation_id, lambda: engine.takeover.give_back(escalation_id, _adviser(user), body.id))


@router.post("/escalations/{escalation_id}/close")
def close(escalation_id: PathId, body: Step, user: AdviserUser, engine: EngineOf) -> dict[str, Any]:
    """Close an escalation."""
    return _stepped(engine, escalation_id, lambda: engine.takeover.close(escalation_id, _adviser(user), body.id))


def _adviser(user: User) -> Adviser:
    return Adviser(user.id, user.name)


def _stepped(engine: Engine, id: str, step: Callable[[], tuple[Event, ...]]) -> dict[str, Any]:
    _said(engine, id, step)
    return {"escalation": escalation_body(engine.journal.escalation(id))}


def _said(engine: Engine, id: str, step: Callable[[], tuple[Event, ...]]) -> dict[str, Any]:
    events = step()
    tell(engine, engine.journal.escalation(id).conversation_id, events)
    return {"events": [staff_event(event) for event in events]}


def _named(engine: Engine, events: Sequence[Event], lang: str) -> list[dict[str, str]]:
    """Return what the customer named - numbers, dates, places - so that nobody asks for it again."""
    said = "\n".join(event.payload["text"] for event in events if event.kind == "message" and event.author == "visitor")
    found = engine.reader.entities(said, lang=lang)
    return [
        {"kind": kind, "value": value}
        for kind, value in dict.fromkeys((each.kind, each.value) for each in found if each.kind not in _SECRET)
    ]


def _suggestions(engine: Engine, subject: str, lang: str, conversation: Conversation) -> list[dict[str, Any]]:
    if not subject:
        return []
    audience = Audience(conversation.segment, conversation.page)
    understanding = engine.reader.read(subject, page=lang, conversation=lang)
    matches = engine.knowledge.base.search(query(understanding, lang=lang), limit=_SUGGESTIONS)
    return [
        {
            "id": match.entry.id,
            "question": match.entry.question,
            "answer": answer_for(match.entry, audience),
            "confidence": round(match.confidence, 3),
        }
        for match in matches
    ]
