"""A journal in memory for tests, held to the same contract as the real one (tests/contracts/test_journal.py)."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from threading import RLock
from typing import Any

from dialogue.errors import ConversationNotFound, EscalationNotFound, Stale
from dialogue.model import Change, Conversation, Escalation, EscalationStatus, Event, Job


def _utc_now() -> datetime:
    return datetime.now(UTC)


class MemoryJournal:
    """Keeps everything in dictionaries. `jobs` are the jobs kept so far, in order, one a key."""

    def __init__(self, *, clock: Callable[[], datetime] = _utc_now) -> None:
        self.jobs: list[Job] = []
        self._clock = clock
        # Readers wait too: as in a database, nobody sees half a change.
        self._lock = RLock()
        self._conversations: dict[str, Conversation] = {}
        self._tokens: dict[str, str] = {}
        self._events: dict[str, list[Event]] = {}
        self._handled: dict[tuple[str, str], tuple[Event, ...]] = {}
        self._escalations: dict[str, Escalation] = {}
        self._assistant: dict[str, list[dict[str, Any]]] = {}

    def open(self, conversation: Conversation, *, token_digest: str) -> None:
        at = self._clock()
        with self._lock:
            self._conversations[conversation.id] = replace(
                conversation, seq=0, opened_at=conversation.opened_at or at, updated_at=at
            )
            self._tokens[conversation.id] = token_digest
            self._events[conversation.id] = []

    def load(self, id: str) -> Conversation:
        with self._lock:
            if id not in self._conversations:
                raise ConversationNotFound(id=id)
            return self._conversations[id]

    def token_digest(self, id: str) -> str:
        return self._tokens[self.load(id).id]

    def replay(self, id: str, message_id: str) -> tuple[Event, ...] | None:
        with self._lock:
            return self._handled.get((id, message_id))

    def record(self, change: Change) -> tuple[Event, ...]:
        at = self._clock()
        events = _numbered(change, at)
        with self._lock:
            self._check(change)
            self._move_on(change, at)
            self._events[change.before.id].extend(events)
            if change.message_id is not None:
                self._handled[change.before.id, change.message_id] = events
            if change.escalation is not None:
                self._escalations[change.escalation.id] = self._stamped(change.escalation, at)
            self._keep_jobs(change.jobs)
            self._assistant.setdefault(change.before.id, []).extend(change.assistant_events)
        return events

    def events(self, id: str, *, after: int = 0, limit: int = 1000) -> tuple[Event, ...]:
        with self._lock:
            return tuple(event for event in self._events.get(id, ()) if event.seq > after)[:limit]

    def assistant_events(self, id: str, *, skip: int = 0) -> tuple[dict[str, Any], ...]:
        with self._lock:
            return tuple(self._assistant.get(id, ())[skip:])

    def escalation(self, id: str) -> Escalation:
        with self._lock:
            if id not in self._escalations:
                raise EscalationNotFound(id=id)
            return self._escalations[id]

    def escalations(
        self, *, statuses: Sequence[EscalationStatus], teams: Sequence[str] = (), limit: int = 200
    ) -> list[Escalation]:
        with self._lock:
            kept = tuple(self._escalations.values())
        found = [
            escalation
            for escalation in kept
            if escalation.status in statuses and (not teams or escalation.team in teams)
        ]
        return sorted(found, key=lambda escalation: (escalation.created_at, escalation.id))[:limit]

    def waiting(self, team: str) -> int:
        waiting = self.escalations(statuses=["waiting"], teams=[team], limit=1_000_000)
        return sum(escalation.exit == "chat" for escalation in waiting)

    def _check(self, change: Change) -> None:
        current = self.load(change.before.id)
        seen = change.message_id is not None and (current.id, change.message_id) in self._handled
        if current.seq != change.before.seq or seen:
            raise Stale(id=current.id, seq=change.before.seq)

    def _move_on(self, change: Change, at: datetime) -> None:
        before = self._conversations[change.before.id]
        seq = before.seq + len(change.drafts)
        self._conversations[before.id] = replace(change.after, seq=seq, opened_at=before.opened_at, updated_at=at)

    def _stamped(self, escalation: Escalation, at: datetime) -> Escalation:
        known = self._escalations.get(escalation.id)
        return replace(
            escalation,
            created_at=known.created_at if known else escalation.created_at or at,
            claimed_at=escalation.claimed_at or (at if escalation.status == "claimed" else None),
            closed_at=escalation.closed_at or (at if escalation.status == "closed" else None),
        )

    def _keep_jobs(self, jobs: Sequence[Job]) -> None:
        known = {(job.kind, job.key) for job in self.jobs}
        self.jobs.extend(job for job in jobs if (job.kind, job.key) not in known)


def _numbered(change: Change, at: datetime) -> tuple[Event, ...]:
    return tuple(
        Event(
            conversation_id=change.before.id,
            seq=seq,
            kind=draft.kind,
            author=draft.author,
            # A database gives back what JSON can hold; anything else must fail here too.
            payload=json.loads(json.dumps(draft.payload, allow_nan=False)),
            at=at,
            author_name=draft.author_name,
            message_id=change.message_id,
        )
        for seq, draft in enumerate(change.drafts, start=change.before.seq + 1)
    )
