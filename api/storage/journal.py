"""Conversations, their events and escalations, as the dialogue's Journal port."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update
from sqlalchemy import insert as plain_insert

from api import jobs
from api.storage import journal_rows
from api.storage.clock import Clock, utc_now
from api.storage.database import Database
from api.storage.tables import assistant_events, conversations, escalations, events, handled
from api.storage.upsert import insert
from dialogue.errors import ConversationNotFound, EscalationNotFound, Stale
from dialogue.model import Change, Conversation, Escalation, EscalationStatus, Event


class SqlJournal:
    """Keeps every change of a conversation in one transaction; `seq` tells apart who came first."""

    def __init__(self, db: Database, *, clock: Clock = utc_now) -> None:
        self._db = db
        self._clock = clock

    def open(self, conversation: Conversation, *, token_digest: str) -> None:
        """Keep a new conversation, at seq 0."""
        at = self._clock()
        row = {
            **asdict(conversation),
            "token_digest": token_digest,
            "seq": 0,
            "opened_at": conversation.opened_at or at,
            "updated_at": at,
        }
        with self._db.write() as connection:
            connection.execute(plain_insert(conversations), row)

    def load(self, id: str) -> Conversation:
        """Return the conversation as it stands. Raises ConversationNotFound."""
        with self._db.read() as connection:
            row = connection.execute(select(conversations).where(conversations.c.id == id)).mappings().first()
        if row is None:
            raise ConversationNotFound(id=id)
        return journal_rows.conversation_of(row)

    def token_digest(self, id: str) -> str:
        """Return the digest of the visitor's token. Raises ConversationNotFound."""
        query = select(conversations.c.token_digest).where(conversations.c.id == id)
        with self._db.read() as connection:
            digest: str | None = connection.execute(query).scalar_one_or_none()
        if digest is None:
            raise ConversationNotFound(id=id)
        return digest

    def replay(self, id: str, message_id: str) -> tuple[Event, ...] | None:
        """Return the events that this message caused, or None when it was never seen in this conversation."""
        seen = (handled.c.conversation_id == id) & (handled.c.message_id == message_id)
        with self._db.read() as connection:
            span = connection.execute(select(handled.c.first_seq, handled.c.last_seq).where(seen)).first()
            if span is None:
                return None
            caused = events.c.seq.between(span.first_seq, span.last_seq)
            query = select(events).where(events.c.conversation_id == id, caused).order_by(events.c.seq)
            return tuple(journal_rows.event_of(row) for row in connection.execute(query).mappings())

    def record(self, change: Change) -> tuple[Event, ...]:
        """Keep the change and return its events, numbered from `before.seq + 1`, with the journal's own clock.

        Raises Stale when the conversation is no longer at `before.seq`, or the message was already handled;
        ConversationNotFound. Nothing is kept then.
        """
        at = self._clock()
        numbered = journal_rows.numbered(change, at)
        with self._db.write() as connection:
            _move_on(connection, change, at)
            _remember(connection, change)
            if numbered:
                connection.execute(plain_insert(events), [journal_rows.event_row(event) for event in numbered])
            if change.assistant_events:
                _keep_assistant(connection, change)
            if change.escalation is not None:
                _keep_escalation(connection, change.escalation, at)
            if change.jobs:
                jobs.put(connection, change.jobs, at)
        return numbered

    def events(self, id: str, *, after: int = 0, limit: int = 1000) -> tuple[Event, ...]:
        """Return the events numbered above `after`, in order."""
        above = (events.c.conversation_id == id) & (events.c.seq > after)
        query = select(events).where(above).order_by(events.c.seq).limit(limit)
        with self._db.read() as connection:
            return tuple(journal_rows.event_of(row) for row in connection.execute(query).mappings())

    def assistant_events(self, id: str, *, skip: int = 0) -> tuple[dict[str, Any], ...]:
        """Return what the assistant was told and did in this conversation, in order, but the first so many."""
        mine = assistant_events.c.conversation_id == id
        query = select(assistant_events.c.event).where(mine).order_by(assistant_events.c.seq, assistant_events.c.place)
        with self._db.read() as connection:
            return tuple(connection.execute(query.offset(skip)).scalars())

    def escalation(self, id: str) -> Escalation:
        """Return one escalation. Raises EscalationNotFound."""
        with self._db.read() as connection:
            row = connection.execute(select(escalations).where(escalations.c.id == id)).mappings().first()
        if row is None:
            raise EscalationNotFound(id=id)
        return journal_rows.escalation_of(row)

    def escalations(
        self, *, statuses: Sequence[EscalationStatus], teams: Sequence[str] = (), limit: int = 200
    ) -> list[Escalation]:
        """Return escalations, the longest waiting first; no team means all."""
        query = select(escalations).where(escalations.c.status.in_(statuses))
        if teams:
            query = query.where(escalations.c.team.in_(teams))
        query = query.order_by(escalations.c.created_at, escalations.c.id).limit(limit)
        with self._db.read() as connection:
            return [journal_rows.escalation_of(row) for row in connection.execute(query).mappings()]

    def waiting(self, team: str) -> int:
        """Return how many chats of this team nobody has claimed yet."""
        query = select(func.count()).where(
            escalations.c.status == "waiting", escalations.c.exit == "chat", escalations.c.team == team
        )
        with self._db.read() as connection:
            return connection.execute(query).scalar_one()


def _move_on(connection: Connection, change: Change, at: datetime) -> None:
    id, seq = change.before.id, change.before.seq
    row = {**asdict(change.after), "seq": seq + len(change.drafts), "updated_at": at}
    del row["id"], row["opened_at"]
    here = (conversations.c.id == id) & (conversations.c.seq == seq)
    if connection.execute(update(conversations).where(here).values(row)).rowcount == 1:
        return
    if connection.execute(select(conversations.c.seq).where(conversations.c.id == id)).first() is None:
        raise ConversationNotFound(id=id)
    raise Stale(id=id, seq=seq)


def _remember(connection: Connection, change: Change) -> None:
    if change.message_id is None:
        return
    id, seq = change.before.id, change.before.seq
    span = {"first_seq": seq + 1, "last_seq": seq + len(change.drafts)}
    statement = insert(connection, handled).values(conversation_id=id, message_id=change.message_id, **span)
    kept = statement.on_conflict_do_nothing().returning(handled.c.message_id)
    if connection.execute(kept).first() is None:
        raise Stale(id=id, seq=seq)


def _keep_assistant(connection: Connection, change: Change) -> None:
    key = {"conversation_id": change.before.id, "seq": change.before.seq}
    rows = [{**key, "place": place, "event": event} for place, event in enumerate(change.assistant_events)]
    connection.execute(plain_insert(assistant_events), rows)


def _keep_escalation(connection: Connection, escalation: Escalation, at: datetime) -> None:
    row = journal_rows.escalation_row(escalation, at)
    changes = {name: value for name, value in row.items() if name not in {"id", "conversation_id", "created_at"}}
    statement = insert(connection, escalations).values(row)
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=changes))
