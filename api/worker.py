"""A thread that runs the jobs of the table, one at a time."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from api.jobs import Jobs, JobState
from api.storage.errors import LeaseLost

Report = Callable[[float], None]
# A handler may run twice for one job: what it does has to be harmless the second time.
Handler = Callable[[dict[str, Any], Report], Mapping[str, Any] | None]

_log = logging.getLogger(__name__)
_SMALLEST_STEP = 0.01


class Worker:
    """Claims jobs of the kinds it has handlers for and runs them until stopped.

    A handler gets the payload and `report(fraction)`; what it returns is the job's result, what it raises its error.
    """

    def __init__(self, jobs: Jobs, handlers: Mapping[str, Handler], *, poll: float = 1.0) -> None:
        self._jobs = jobs
        self._handlers = handlers
        self._poll = poll
        self._stopping = Event()
        self._awake = Event()
        self._thread = Thread(target=self._run, name="worker", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Look for a job now rather than at the next poll."""
        self._awake.set()

    def stop(self, *, timeout: float = 10.0) -> None:
        """Take no more jobs and wait, at most `timeout` seconds, for the one that runs.

        A job cut short by the end of the process runs again after its lease.
        """
        self._stopping.set()
        self._awake.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def run_one(self) -> bool:
        """Run the next job here and now; return whether there was one."""
        job = self._jobs.claim(list(self._handlers))
        if job is None:
            return False
        try:
            self._finish(job)
        except LeaseLost:
            _log.warning("job %s (%s) was taken over by another worker", job.id, job.kind)
        return True

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._awake.clear()
            try:
                busy = self.run_one()
            except SQLAlchemyError:
                # The database may be away for a moment; the lease brings the job back.
                _log.exception("the worker could not reach the database")
                busy = False
            if not busy and not self._stopping.is_set():
                self._awake.wait(self._poll)

    def _finish(self, job: JobState) -> None:
        try:
            with self._heartbeat(job):
                result = self._handlers[job.kind](job.payload, self._reporter(job))
        except LeaseLost:
            raise
        except Exception as error:  # noqa: BLE001 - a handler may raise anything; the worker has to outlive it
            _log.exception("job %s (%s) failed, attempt %d", job.id, job.kind, job.attempts)
            self._jobs.fail(job, f"{type(error).__name__}: {error}")
        else:
            self._jobs.done(job, result)

    def _reporter(self, job: JobState) -> Report:
        last = 0.0

        def report(fraction: float) -> None:
            nonlocal last
            if fraction >= last + _SMALLEST_STEP:
                last = fraction
                self._jobs.progress(job, min(fraction, 1.0))

        return report

    @contextmanager
    def _heartbeat(self, job: JobState) -> Iterator[None]:
        over = Event()
        thread = Thread(target=self._beat, args=(job, over), name=f"heartbeat of {job.id}", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _beat(self, job: JobState, over: Event) -> None:
        while not over.wait(self._jobs.retries.lease.total_seconds() / 3):
            try:
                self._jobs.extend(job)
            except LeaseLost:
                return
            except SQLAlchemyError:
                _log.warning("the lease of job %s could not be renewed", job.id)
