"""The power is cut while entries are published: visitors see the old base whole or the new one, and it is judged."""

import os
import shutil
import signal
import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from threading import Timer
from typing import Any

import httpx
import pytest
from edge.installation import Borrower, fill
from edge.processes import Nursery, Server
from load.calls import answer_to, staff, wait_until

from api.settings import Settings
from api.wiring import Engine

ASKED = "Quels sont les délais de livraison ?"
OLD, NEW = "Comptez **3 jours**.", "Comptez 2 jours."
CHANGED = ["delai", "retour", "rideaux"]
# What a publication writes, in its order; up to its commit there is none.
UNDONE = [
    ("before", "UPDATE entries"),
    ("before", "INSERT INTO revisions"),
    ("before", "INSERT INTO publication_changes"),
    ("at the commit of", "INSERT INTO publication_changes"),
]
DONE = ("after", "INSERT INTO publication_changes")
JUDGED = ("before", "INSERT INTO documents")


class Home:
    """An installation with one publication, and changes that wait for the next."""

    def __init__(self, folder: Path, lender: Engine) -> None:
        self.folder = folder
        self._lender = lender

    def opened(self) -> Engine:
        return Borrower(self._lender, Settings(home=self.folder))

    def state(self) -> dict[str, Any]:
        """Return what visitors see, and everything that a publication writes; not when."""
        with closing(self.opened()) as engine:
            entries, said = engine.entries, engine.entries.publications(10)
            return {
                "version": entries.version(),
                "seen": [(entry.id, entry.answer, entry.published_revision) for entry in entries.published()],
                "status": [(entry.id, entry.status) for entry in entries.all()],
                "history": {id: [(line.number, line.action) for line in entries.revisions(id)] for id in CHANGED},
                "publications": [(one.version, one.action, one.author, one.changes) for one in said],
            }

    def judgement(self) -> dict[str, Any]:
        """Return the last judgement, and the version that it was made of."""
        with closing(self.opened()) as engine:
            found = engine.documents.read(engine.publisher.document)
            return found[1] if found else {}

    def jobs(self) -> list[dict[str, Any]]:
        """Return what is to be judged, or was."""
        with closing(sqlite3.connect(self.folder / "comptoir.db")) as connection:
            connection.row_factory = sqlite3.Row
            rows = connection.execute("SELECT key, status, attempts FROM jobs WHERE kind = 'judge' AND key LIKE 'v2-%'")
            return [dict(row) for row in rows]

    def end_lease(self) -> None:
        """Let the time pass that a worker may be silent."""
        with closing(sqlite3.connect(self.folder / "comptoir.db")) as connection, connection:
            connection.execute("UPDATE jobs SET due_at = '2026-01-01 00:00:00.000000' WHERE status = 'running'")


@pytest.fixture(scope="module")
def before(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("before"), engine)
    with closing(home.opened()) as filled:
        fill(filled)
        filled.curation.edit(replace(filled.entries.get("delai"), answer=NEW), author="Carl")
        filled.curation.edit(replace(filled.entries.get("retour"), answer="Sous 60 jours."), author="Carl")
        new = replace(filled.entries.get("frais"), id="rideaux", question="Vendez-vous des rideaux ?", revision=0)
        filled.curation.create(replace(new, variants=(), answer="Pas encore."), author="Carl")
    return home


@pytest.fixture(scope="module")
def after(before: Home, engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """What comes of a publication that nothing disturbs."""
    folder = tmp_path_factory.mktemp("after")
    shutil.copytree(before.folder, folder, dirs_exist_ok=True)
    home = Home(folder, engine)
    with closing(home.opened()) as published:
        published.publisher.publish(CHANGED, author="Carl")
        published.publisher.judge()
    assert home.state() != before.state()
    return home


@pytest.fixture
def home(before: Home, engine: Engine, tmp_path: Path) -> Home:
    shutil.copytree(before.folder, tmp_path, dirs_exist_ok=True)
    return Home(tmp_path, engine)


@pytest.mark.parametrize("cut", UNDONE, ids=" ".join)
def test_a_publication_cut_short_before_its_end_never_was_and_is_whole_the_next_time(
    cut: tuple[str, str], home: Home, before: Home, after: Home, processes: Nursery
) -> None:
    server = processes.serve(home.folder, port=0, cut=cut)
    with pytest.raises(httpx.TransportError):
        publish(server)
    server.die()
    assert home.state() == before.state()
    server = processes.serve(home.folder, port=server.port)
    assert answer_to(server, ASKED) == OLD
    assert publish(server).json()["version"] == 2
    assert answer_to(server, ASKED) == NEW
    server.kill()
    assert home.state() == after.state()


def test_a_publication_cut_short_after_its_end_is_in_service_at_the_next_start_and_judged(
    home: Home, after: Home, processes: Nursery
) -> None:
    server = processes.serve(home.folder, port=0, cut=DONE)
    with pytest.raises(httpx.TransportError):
        publish(server)
    server.die()
    assert home.state() == after.state()
    assert home.jobs() == []
    server = processes.serve(home.folder, port=server.port)
    assert answer_to(server, ASKED) == NEW
    wait_until(lambda: [job["status"] for job in home.jobs()] == ["done"])
    assert publish(server).json()["version"] == 2
    server.kill()
    assert home.judgement() == after.judgement()
    assert home.state() == after.state()


def test_a_judging_cut_short_is_done_by_the_next_server_while_visitors_are_answered(
    home: Home, after: Home, processes: Nursery
) -> None:
    server = processes.serve(home.folder, port=0, cut=JUDGED)
    assert publish(server).json()["version"] == 2
    server.die()
    assert home.judgement()["cause"]["version"] == 1
    assert [(job["status"], job["attempts"]) for job in home.jobs()] == [("running", 1)]
    server = processes.serve(home.folder, port=server.port)
    assert answer_to(server, ASKED) == NEW
    home.end_lease()
    wait_until(lambda: [(job["status"], job["attempts"]) for job in home.jobs()] == [("done", 2)])
    assert answer_to(server, ASKED) == NEW
    server.kill()
    assert home.judgement() == after.judgement()
    assert home.state() == after.state()


@pytest.mark.parametrize(
    "cut", [pytest.param(UNDONE[-1], id="before its end", marks=pytest.mark.slow), pytest.param(DONE, id="after it")]
)
def test_the_command_cut_short_shows_visitors_of_a_running_server_the_old_base_or_the_new_one(
    cut: tuple[str, str], home: Home, before: Home, after: Home, processes: Nursery
) -> None:
    server = processes.serve(home.folder, port=0)
    assert answer_to(server, ASKED) == OLD
    assert processes.run("publish", *CHANGED, home=home.folder, cut=cut).status == -signal.SIGKILL
    whole = {UNDONE[-1]: before, DONE: after}[cut].state()
    assert told(home.state()) == told(whole)
    wait_until(lambda: answer_to(server, ASKED) == {UNDONE[-1]: OLD, DONE: NEW}[cut])
    again = processes.run("publish", *CHANGED, home=home.folder)
    assert again.status == 0, again.err
    wait_until(lambda: answer_to(server, ASKED) == NEW)
    server.kill()
    assert told(home.state()) == told(after.state())


@pytest.mark.slow
@pytest.mark.parametrize("delay", [step / 50 for step in range(20)])
def test_a_publication_is_whole_or_was_not_whenever_it_is_killed(
    delay: float, home: Home, before: Home, after: Home, processes: Nursery
) -> None:
    server = processes.serve(home.folder, port=0)
    Timer(delay, os.kill, (server.pid, signal.SIGKILL)).start()
    with suppress(httpx.TransportError):
        publish(server)
    server.die()
    assert home.state() in (before.state(), after.state())
    server = processes.serve(home.folder, port=server.port)
    assert answer_to(server, ASKED) == {1: OLD, 2: NEW}[home.state()["version"]]
    assert publish(server).json()["version"] == 2
    home.end_lease()
    wait_until(lambda: [job["status"] for job in home.jobs()] == ["done"])
    server.kill()
    assert home.state() == after.state()
    assert home.judgement() == after.judgement()


def publish(server: Server) -> httpx.Response:
    with staff(server) as carl:
        return carl.post("/entries/publish", json={"ids": CHANGED, "accept": True})


def told(state: dict[str, Any]) -> dict[str, Any]:
    """Return a state, whoever published: the command has a name of its own."""
    return {
        **state,
        "publications": [(version, action, changes) for version, action, _, changes in state["publications"]],
    }
