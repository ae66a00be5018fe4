"""What the table of jobs and its workers must do, on both databases."""

import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import pytest

from api.jobs import Jobs, JobState, Retries
from api.storage.database import Database
from api.storage.errors import JobNotFound, LeaseLost
from api.worker import Report, Worker

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
LEASE = timedelta(seconds=60)
PAUSE = timedelta(seconds=5)
RETRIES = Retries(lease=LEASE, attempts=3, pause=PAUSE)
SHORT = Retries(lease=timedelta(seconds=0.6), attempts=3, pause=timedelta(0))


class Clock:
    """A clock that stands still until told."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def jobs(db: Database, clock: Clock) -> Jobs:
    return Jobs(db, retries=RETRIES, clock=clock)


def claimed(jobs: Jobs) -> JobState:
    job = jobs.claim(["mail", "learn"])
    assert job is not None
    return job


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it did not happen within 20 s"
        time.sleep(0.01)


def test_a_job_goes_from_queued_to_done(jobs: Jobs) -> None:
    queued = jobs.enqueue("mail", "k1", {"to": "léa"})
    assert (queued.status, queued.progress, queued.attempts) == ("queued", 0.0, 0)
    running = claimed(jobs)
    assert (running.id, running.payload, running.status) == (queued.id, {"to": "léa"}, "running")
    jobs.progress(running, 0.5)
    assert jobs.get(queued.id).progress == 0.5
    jobs.done(running, {"sent": 1})
    over = jobs.get(queued.id)
    assert (over.status, over.progress, over.result, over.error) == ("done", 1.0, {"sent": 1}, None)
    assert jobs.claim(["mail"]) is None


def test_an_unknown_job_is_not_found(jobs: Jobs) -> None:
    with pytest.raises(JobNotFound, match="nothing"):
        jobs.get("nothing")


def test_a_key_is_one_job_of_its_kind_even_when_done(jobs: Jobs) -> None:
    first = jobs.enqueue("mail", "k1", {"n": 1})
    jobs.done(claimed(jobs))
    again = jobs.enqueue("mail", "k1", {"n": 2})
    assert (again.id, again.status, again.payload) == (first.id, "done", {"n": 1})
    assert jobs.enqueue("learn", "k1", {}).id != first.id


def test_jobs_are_claimed_by_kind_and_the_longest_due_first(jobs: Jobs, clock: Clock) -> None:
    for key in ("a", "b"):
        jobs.enqueue("mail", key, {})
        clock.now += timedelta(seconds=1)
    jobs.enqueue("learn", "c", {})
    assert jobs.claim(["unknown"]) is None
    assert jobs.claim([]) is None
    assert [claimed(jobs).key for _ in range(3)] == ["a", "b", "c"]
    assert jobs.claim(["mail", "learn"]) is None


def test_four_threads_claim_each_job_once(db: Database) -> None:
    jobs = Jobs(db)
    for number in range(80):
        jobs.enqueue("mail", f"k{number}", {})

    def work(_: int) -> list[str]:
        keys = []
        while job := jobs.claim(["mail"]):
            keys.append(job.key)
            jobs.done(job)
        return keys

    with ThreadPoolExecutor(4) as pool:
        keys = [key for found in pool.map(work, range(4)) for key in found]
    assert sorted(keys) == sorted(f"k{number}" for number in range(80))


def test_a_silent_worker_loses_its_job_after_the_lease(jobs: Jobs, clock: Clock) -> None:
    jobs.enqueue("mail", "k1", {})
    silent = claimed(jobs)
    clock.now += LEASE - timedelta(seconds=1)
    assert jobs.claim(["mail"]) is None
    clock.now += timedelta(seconds=1)
    other = claimed(jobs)
    assert (other.id, other.attempts) == (silent.id, 2)
    for attempt in (jobs.extend, jobs.done, lambda job: jobs.progress(job, 0.9), lambda job: jobs.fail(job, "late")):
        with pytest.raises(LeaseLost):
            attempt(silent)
    jobs.done(other, {"by": "other"})
    assert jobs.get(silent.id).result == {"by": "other"}


@pytest.mark.parametrize("renew", [Jobs.extend, lambda jobs, job: jobs.progress(job, 0.1)])
def test_a_renewed_lease_lasts(jobs: Jobs, clock: Clock, renew: Callable[[Jobs, JobState], None]) -> None:
    jobs.enqueue("mail", "k1", {})
    job = claimed(jobs)
    for _ in range(3):
        clock.now += LEASE - timedelta(seconds=1)
        renew(jobs, job)
        assert jobs.claim(["mail"]) is None


def test_a_failed_job_is_tried_again_later_and_later_then_given_up(jobs: Jobs, clock: Clock) -> None:
    id = jobs.enqueue("mail", "k1", {}).id
    for pause in (PAUSE, PAUSE * 2):
        jobs.fail(claimed(jobs), "refused")
        assert (jobs.get(id).status, jobs.get(id).error) == ("queued", "refused")
        clock.now += pause - timedelta(seconds=1)
        assert jobs.claim(["mail"]) is None
        clock.now += timedelta(seconds=1)
    jobs.fail(claimed(jobs), "refused again")
    clock.now += timedelta(days=30)
    assert jobs.claim(["mail"]) is None
    assert (jobs.get(id).status, jobs.get(id).error) == ("failed", "refused again")


def test_a_job_that_kills_its_workers_is_given_up_too(jobs: Jobs, clock: Clock) -> None:
    id = jobs.enqueue("mail", "k1", {}).id
    for _ in range(RETRIES.attempts):
        claimed(jobs)
        clock.now += LEASE
    assert jobs.claim(["mail"]) is None
    assert (jobs.get(id).status, jobs.get(id).error) == ("failed", "its worker stopped without a word")


def test_a_worker_runs_what_is_queued_and_keeps_results_and_errors(db: Database) -> None:
    jobs = Jobs(db, retries=SHORT)
    refusals = ["first", "second"]

    def mail(payload: dict[str, Any], report: Report) -> dict[str, Any]:
        report(0.5)
        if payload["to"] == "flaky" and refusals:
            raise ConnectionError(refusals.pop())
        if payload["to"] == "nobody":
            raise ValueError("no such address")
        return {"sent": payload["to"]}

    ids = {to: jobs.enqueue("mail", to, {"to": to}).id for to in ("léa", "nobody", "flaky")}
    worker = Worker(jobs, {"mail": mail}, poll=0.01)
    worker.start()
    until(lambda: all(jobs.get(id).status in {"done", "failed"} for id in ids.values()))
    worker.stop()
    assert jobs.get(ids["léa"]).result == {"sent": "léa"}
    assert (jobs.get(ids["flaky"]).status, jobs.get(ids["flaky"]).attempts) == ("done", 3)
    nobody = jobs.get(ids["nobody"])
    assert (nobody.status, nobody.error, nobody.progress) == ("failed", "ValueError: no such address", 0.5)


def test_a_woken_worker_does_not_wait_for_its_poll(db: Database) -> None:
    jobs = Jobs(db)
    worker = Worker(jobs, {"mail": lambda payload, report: None}, poll=3600)
    worker.start()
    time.sleep(0.1)
    id = jobs.enqueue("mail", "k1", {}).id
    worker.wake()
    until(lambda: jobs.get(id).status == "done")
    worker.stop()


def test_a_long_job_keeps_its_lease_while_it_runs(db: Database) -> None:
    jobs = Jobs(db, retries=SHORT)
    started, finish = Event(), Event()

    def learn(payload: dict[str, Any], report: Report) -> None:
        started.set()
        assert finish.wait(20)

    id = jobs.enqueue("learn", "k1", {}).id
    worker = Worker(jobs, {"learn": learn}, poll=0.01)
    worker.start()
    assert started.wait(20)
    time.sleep(2 * SHORT.lease.total_seconds())
    assert jobs.claim(["learn"]) is None
    finish.set()
    until(lambda: jobs.get(id).status == "done")
    worker.stop()
    assert jobs.get(id).attempts == 1


def test_a_worker_that_lost_its_job_stops_it_and_goes_on(jobs: Jobs, clock: Clock) -> None:
    ran = []

    def learn(payload: dict[str, Any], report: Report) -> None:
        clock.now += LEASE
        other = claimed(jobs)
        ran.append("until the report")
        report(0.5)
        ran.append(f"after it, beside {other.id}")

    jobs.enqueue("learn", "k1", {})
    worker = Worker(jobs, {"learn": learn})
    assert worker.run_one()
    assert ran == ["until the report"]
    assert not worker.run_one()


RUN_UNTIL_KILLED = """
import sys, time
from datetime import timedelta
from api.jobs import Jobs, Retries
from api.storage.database import open_database
from api.worker import Worker

def mail(payload, report):
    report(0.25)
    print("started", flush=True)
    time.sleep(600)

retries = Retries(lease=timedelta(seconds=0.6), attempts=3, pause=timedelta(0))
Worker(Jobs(open_database(sys.argv[1]), retries=retries), {"mail": mail}).run_one()
"""


def test_the_job_of_a_killed_worker_runs_again(db: Database) -> None:
    jobs = Jobs(db, retries=SHORT)
    id = jobs.enqueue("mail", "k1", {}).id
    url = db.engine.url.render_as_string(hide_password=False)
    process = subprocess.Popen([sys.executable, "-c", RUN_UNTIL_KILLED, url], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n"
    process.kill()
    process.wait()
    process.stdout.close()
    assert (jobs.get(id).status, jobs.get(id).progress) == ("running", 0.25)
    worker = Worker(jobs, {"mail": lambda payload, report: {"sent": True}}, poll=0.05)
    worker.start()
    until(lambda: jobs.get(id).status == "done")
    worker.stop()
    assert (jobs.get(id).attempts, jobs.get(id).result) == (2, {"sent": True})
