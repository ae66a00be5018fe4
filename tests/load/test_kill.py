"""The server is killed twenty times while visitors talk: nothing acknowledged is lost, nothing happens twice."""

import asyncio
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
from edge.installation import Borrower, fill
from edge.processes import PREFIX, Nursery
from load.customers import Customer, Event, RequestCustomer, SocketCustomer

from api.frames import visitor_events
from api.settings import Settings
from api.storage.journal import SqlJournal
from api.wiring import Engine
from dialogue.model import Event as Stored

KILLS = 20
COMMAND = Path(sys.executable).parent / "comptoir"


class Running(Protocol):
    """A server that runs."""

    port: int

    def kill(self) -> None: ...


Start = Callable[[int], Running]


@pytest.fixture
def home(engine: Engine, tmp_path: Path) -> Path:
    with closing(Borrower(engine, Settings(home=tmp_path))) as filled:
        fill(filled)
    return tmp_path


@pytest.fixture(params=["forked", pytest.param("command", marks=[pytest.mark.slow, pytest.mark.timeout(1200)])])
def start(request: pytest.FixtureRequest, home: Path) -> Iterator[Start]:
    """Starts the server on a port: what `comptoir serve` runs, with its models in memory already, or the command."""
    if request.param == "command":
        yield lambda port: Command(home, port)
        return
    processes: Nursery = request.getfixturevalue("processes")
    yield lambda port: processes.serve(home, port=port)


class Command:
    """The installed command, serving."""

    def __init__(self, home: Path, port: int) -> None:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        env = inherited | {"COMPTOIR_HOME": str(home), "COMPTOIR_PORT": str(port), "OMP_NUM_THREADS": "1"}
        with (home / "server.log").open("a") as log:
            self._process = subprocess.Popen([COMMAND, "serve"], env=env, stdout=subprocess.PIPE, stderr=log, text=True)
        assert self._process.stdout
        told = re.search(r"http://127\.0\.0\.1:(\d+)", self._process.stdout.readline())
        assert told
        self.port = int(told[1])

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.communicate(timeout=20)


@dataclass
class Outcome:
    """What the visitors went through. `cut` are the kills that came while something was not acknowledged."""

    customers: list[Customer]
    cut: int


def test_nothing_is_lost_or_doubled_when_the_server_is_killed_twenty_times(home: Path, start: Start) -> None:
    outcome = asyncio.run(killed_at_random(start))
    assert outcome.cut > KILLS / 2
    with closing(Engine(Settings(home=home))) as engine:
        for customer in outcome.customers:
            assert_nothing_lost_or_doubled(customer, engine.journal)
    assert_every_escalation_has_one_receipt(home)
    assert sound(home)


async def killed_at_random(start: Start) -> Outcome:
    server = await asyncio.to_thread(start, 0)
    customers = [kind(server.port, number) for number, kind in enumerate([SocketCustomer] * 4 + [RequestCustomer] * 2)]
    await asyncio.gather(*(customer.open() for customer in customers))
    enough, cut = asyncio.Event(), 0
    lives = asyncio.gather(*(customer.live(enough) for customer in customers))
    for _ in range(KILLS):
        await asyncio.sleep(random.uniform(0.05, 0.6))
        cut += any(customer.waiting for customer in customers)
        await asyncio.to_thread(server.kill)
        server = await asyncio.to_thread(start, server.port)
    enough.set()
    await asyncio.wait_for(lives, 60)
    await asyncio.to_thread(server.kill)
    return Outcome(customers, cut)


def assert_nothing_lost_or_doubled(customer: Customer, journal: SqlJournal) -> None:
    kept = journal.events(customer.id, limit=100_000)
    assert [event.seq for event in kept] == list(range(1, len(kept) + 1))
    assert journal.load(customer.id).seq == len(kept)
    assert customer.acked.keys() == customer.acts.keys()
    assert len(customer.acts) > KILLS / 2
    for id, seq in customer.acked.items():
        assert_happened_once(customer.acts[id], [event for event in kept if event.message_id == id], seq)
    assert [event.message_id for event in kept[1:] if event.message_id not in customer.acts] == []
    assert customer.events == visitor_events(kept)


REPLIES = {
    "message": (("message", "answer"), ("message", "clarify"), ("message", "say"), ("message", "offer")),
    "choice": (("choice", "answer"), ("choice", "offer")),
    "handoff": (("offer",),),
    "rating": (("rating",),),
    "exit": (("message", "escalated"),),
}


def assert_happened_once(act: Event, caused: list[Stored], seq: int) -> None:
    assert tuple(event.kind for event in caused) in REPLIES[act["type"]], caused
    assert caused[-1].seq == seq
    if "text" in act:
        assert caused[0].payload["text"] == act["text"]


def assert_every_escalation_has_one_receipt(home: Path) -> None:
    with closing(sqlite3.connect(home / "comptoir.db")) as connection:
        wanted = {f"received:{id}" for (id,) in connection.execute("SELECT id FROM escalations")}
        jobs = [key for (key,) in connection.execute("SELECT key FROM jobs WHERE kind = 'mail' AND status != 'failed'")]
    assert len(wanted) > 5
    assert sorted(jobs) == sorted(wanted)


def sound(home: Path) -> bool:
    with closing(sqlite3.connect(home / "comptoir.db")) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)])
