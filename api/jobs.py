"""Work in the background: a table of jobs that any number of workers share, at least once each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import uuid4

from sqlalchemy import Connection, RowMapping, Select, and_, select, update

from api.storage.clock import Clock, utc_now
from api.storage.database import Database
from api.storage.errors import JobNotFound, LeaseLost
from api.storage.tables import jobs as table
from api.storage.upsert import insert
from dialogue.model import Job

JobStatus = Literal["queued", "running", "done", "failed"]


@dataclass(frozen=True, slots=True)
class Retries:
    """How long a worker may stay silent, how often a job is tried, and the pause after a failure, doubled each time."""

    lease: timedelta = timedelta(seconds=60)
    attempts: int = 5
    pause: timedelta = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class JobState:
    """A job and how far it is: `progress` in [0, 1], `attempts` begun so far."""

    id: str
    kind: str
    key: str
    payload: dict[str, Any]
    status: JobStatus
    progress: float
    attempts: int
    result: dict[str, Any] | None = None
    error: str | None = None


class Jobs:
    """Keeps jobs, hands each to one worker at a time, and gives it to another when that one falls silent."""

    def __init__(self, db: Database, *, retries: Retries = Retries(), clock: Clock = utc_now) -> None:
        self.retries = retries
        self._db = db
        self._clock = clock

    def enqueue(self, kind: str, key: str, payload: Mapping[str, Any]) -> JobState:
        """Keep a job and return it; a key of this kind that is already known returns the job it has."""
        with self._db.write() as connection:
            put(connection, [Job(kind=kind, key=key, payload=dict(payload))], self._clock())
            query = select(table).where(table.c.kind == kind, table.c.key == key)
            return _state(connection.execute(query).mappings().one())

    def get(self, id: str) -> JobState:
        """Return one job. Raises JobNotFound."""
        with self._db.read() as connection:
            row = connection.execute(select(table).where(table.c.id == id)).mappings().first()
        if row is None:
            raise JobNotFound(id=id)
        return _state(row)

    def claim(self, kinds: Sequence[str]) -> JobState | None:
        """Take the job of these kinds that is due the longest, or return None.

        It is this worker's for one lease; `extend` and `progress` renew it.
        """
        now = self._clock()
        with self._db.read() as connection:
            # Looking costs no lock: an idle worker must not make visitors wait.
            if connection.execute(_due(kinds, now)).first() is None:
                return None
        with self._db.write() as connection:
            self._bury(connection, kinds, now)
            return self._take(connection, kinds, now)

    def extend(self, job: JobState) -> None:
        """Keep the job for another lease. Raises LeaseLost when another worker has it."""
        self._set(job, due_at=self._clock() + self.retries.lease)

    def progress(self, job: JobState, fraction: float) -> None:
        """Keep how far the job is, in [0, 1], and the job for another lease. Raises LeaseLost."""
        self._set(job, progress=fraction, due_at=self._clock() + self.retries.lease)

    def done(self, job: JobState, result: Mapping[str, Any] | None = None) -> None:
        """Close the job with its result. Raises LeaseLost."""
        kept = None if result is None else dict(result)
        self._set(job, status="done", progress=1.0, result=kept, error=None, due_at=None)

    def fail(self, job: JobState, error: str) -> None:
        """Try the job again later, or give it up as failed after the last attempt. Raises LeaseLost."""
        if job.attempts >= self.retries.attempts:
            self._set(job, status="failed", error=error, due_at=None)
        else:
            pause = self.retries.pause * 2 ** (job.attempts - 1)
            self._set(job, status="queued", error=error, due_at=self._clock() + pause)

    def _bury(self, connection: Connection, kinds: Sequence[str], now: datetime) -> None:
        lost = table.c.id.in_(_due(kinds, now)) & (table.c.attempts >= self.retries.attempts)
        error = "its worker stopped without a word"
        connection.execute(update(table).where(lost).values(status="failed", error=error, due_at=None, updated_at=now))

    def _take(self, connection: Connection, kinds: Sequence[str], now: datetime) -> JobState | None:
        next_id = _due(kinds, now).order_by(table.c.due_at).limit(1).with_for_update(skip_locked=True)
        statement = (
            update(table)
            .where(table.c.id == next_id.scalar_subquery())
            .values(
                status="running",
                attempts=table.c.attempts + 1,
                due_at=now + self.retries.lease,
                updated_at=now,
            )
            .returning(table)
        )
        row = connection.execute(statement).mappings().first()
        return None if row is None else _state(row)

    def _set(self, job: JobState, **values: Any) -> None:
        # The number of the attempt tells this run from one that took the job over.
        mine = and_(table.c.id == job.id, table.c.status == "running", table.c.attempts == job.attempts)
        with self._db.write() as connection:
            changed = connection.execute(update(table).where(mine).values(**values, updated_at=self._clock()))
            if changed.rowcount == 0:
                raise LeaseLost(id=job.id)


def put(connection: Connection, jobs: Sequence[Job], at: datetime) -> None:
    """Keep jobs in the caller's transaction; those whose kind and key are known are left as they are."""
    rows = [
        {
            "id": uuid4().hex,
            "kind": job.kind,
            "key": job.key,
            "payload": job.payload,
            "status": "queued",
            "due_at": at,
            "attempts": 0,
            "progress": 0.0,
            "created_at": at,
            "updated_at": at,
        }
        for job in jobs
    ]
    if rows:
        connection.execute(insert(connection, table).on_conflict_do_nothing(), rows)


def _due(kinds: Sequence[str], now: datetime) -> Select[str]:
    return select(table.c.id).where(table.c.kind.in_(kinds), table.c.due_at <= now)


def _state(row: RowMapping) -> JobState:
    return JobState(
        id=row["id"],
        kind=row["kind"],
        key=row["key"],
        payload=row["payload"],
        status=row["status"],
        progress=row["progress"],
        attempts=row["attempts"],
        result=row["result"],
        error=row["error"],
    )
