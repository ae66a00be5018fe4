"""Conversations, events and escalations as rows of their tables, and back."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping

from dialogue.model import Change, Contact, Conversation, Escalation, Event


def conversation_of(row: RowMapping) -> Conversation:
    """Return the conversation that a row of the table describes."""
    values = {name: value for name, value in row.items() if name != "token_digest"}
    return Conversation(**{**values, "asked": tuple(row["asked"]), "buttons": tuple(map(tuple, row["buttons"]))})


def numbered(change: Change, at: datetime) -> tuple[Event, ...]:
    """Return the change's events, numbered from `before.seq + 1`."""
    return tuple(
        Event(
            conversation_id=change.before.id,
            seq=seq,
            kind=draft.kind,
            author=draft.author,
            payload=draft.payload,
            at=at,
            author_name=draft.author_name,
            message_id=change.message_id,
        )
        for seq, draft in enumerate(change.drafts, start=change.before.seq + 1)
    )


def event_row(event: Event) -> dict[str, Any]:
    """Return the columns of the table."""
    return {name: getattr(event, name) for name in event.__slots__}


def event_of(row: RowMapping) -> Event:
    """Return the event that a row of the table describes."""
    return Event(**row)


def escalation_row(escalation: Escalation, at: datetime) -> dict[str, Any]:
    """Return the columns of the table; times that nobody set and that the status implies are `at`."""
    return {
        **asdict(escalation),
        "created_at": escalation.created_at or at,
        "claimed_at": escalation.claimed_at or (at if escalation.status == "claimed" else None),
        "closed_at": escalation.closed_at or (at if escalation.status == "closed" else None),
    }


def escalation_of(row: RowMapping) -> Escalation:
    """Return the escalation that a row of the table describes."""
    return Escalation(**{**row, "contact": Contact(**row["contact"])})
