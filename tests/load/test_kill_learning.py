"""The power is cut while needs are learnt: the old ones stay whole, visitors are answered, the learning is done."""

import shutil
import signal
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from edge.installation import Borrower, fill
from edge.processes import Nursery
from load.calls import answer_to, staff, wait_until

from api.settings import Settings
from api.wiring import Engine
from knowledge.model import Request

FIRST = [
    f"{text} {thing}"
    for text in ("où trouver la facture de", "je veux la facture de", "combien de temps pour recevoir")
    for thing in ("mon canapé", "ma lampe", "mon tapis", "mon lit")
]
SECOND = [
    *(f"facture de {thing} svp" for thing in ("mon buffet", "ma table", "mon miroir")),
    *(f"{text} {thing}" for text in ("puis-je peindre", "quelle peinture pour") for thing in ("ma chaise", "du bois")),
    *(f"{text} {day}" for text in ("êtes-vous ouverts le", "horaires du") for day in ("lundi", "dimanche", "8 mai")),
]
ASKED, ANSWER = "Quels sont les délais de livraison ?", "Comptez **3 jours**."
# What a learning writes, in its order.
FIRST_WRITE, IN_THE_MIDDLE, AT_THE_END = (
    ("before", "DELETE FROM needs"),
    ("before", "INSERT INTO entries"),
    ("at the commit of", "INSERT INTO documents"),
)
BETWEEN = [("before", f"INSERT INTO {table}") for table in ("needs", "revisions", "documents")]
KEPT = ("after", "INSERT INTO documents")


def requests(texts: list[str], since: int) -> list[Request]:
    said = datetime(2026, 3, 2, 9, tzinfo=UTC)
    return [
        Request(f"r{since + place}", text, "fr", "Nous regardons.", "chat", said + timedelta(hours=place))
        for place, text in enumerate(texts)
    ]


class Home:
    """An installation that learnt once, and has more to learn."""

    def __init__(self, folder: Path, lender: Engine) -> None:
        self.folder = folder
        self._lender = lender

    def opened(self) -> Engine:
        return Borrower(self._lender, Settings(home=self.folder))

    def learn(self) -> None:
        with closing(self.opened()) as engine:
            engine.learning.learn(author="Carl", progress=lambda done: None)

    def state(self) -> dict[str, Any]:
        """Return everything that a learning changes, with its history; not when, nor the last bits of a vector."""
        with closing(self.opened()) as engine:
            learnt = engine.learnings.last()
            return {
                "needs": [(need.id, need.name, need.request_ids, need.emerging) for need in engine.needs.all()],
                "entries": [(entry.id, entry.question, entry.answer, entry.need_id) for entry in engine.entries.all()],
                "history": {
                    entry.id: [(line.number, line.action) for line in engine.entries.revisions(entry.id)]
                    for entry in engine.entries.all()
                },
                "spaces": sorted(learnt["spaces"]) if learnt else [],
                "version": engine.entries.version(),
            }

    def job(self) -> dict[str, Any]:
        """Return the one learning that was asked for."""
        with closing(sqlite3.connect(self.folder / "comptoir.db")) as connection:
            connection.row_factory = sqlite3.Row
            (row,) = connection.execute("SELECT * FROM jobs WHERE kind = 'learn'").fetchall()
            return dict(row)

    def end_lease(self) -> None:
        """Let the time pass that a worker may be silent."""
        with closing(sqlite3.connect(self.folder / "comptoir.db")) as connection, connection:
            connection.execute("UPDATE jobs SET due_at = '2026-01-01 00:00:00.000000' WHERE status = 'running'")


@pytest.fixture(scope="module")
def before(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("before"), engine)
    with closing(home.opened()) as filled:
        fill(filled)
        filled.requests.add(requests(FIRST, 0))
    home.learn()
    with closing(home.opened()) as filled:
        filled.requests.add(requests(SECOND, len(FIRST)))
    return home


@pytest.fixture(scope="module")
def after(before: Home, engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What comes of a learning that nothing disturbs."""
    folder = tmp_path_factory.mktemp("after")
    shutil.copytree(before.folder, folder, dirs_exist_ok=True)
    home = Home(folder, engine)
    home.learn()
    state = home.state()
    assert state["needs"] != before.state()["needs"]
    assert len(state["entries"]) > len(before.state()["entries"])
    return state


@pytest.fixture
def home(before: Home, engine: Engine, tmp_path: Path) -> Home:
    shutil.copytree(before.folder, tmp_path, dirs_exist_ok=True)
    return Home(tmp_path, engine)


@pytest.mark.parametrize(
    "cut",
    [
        pytest.param(IN_THE_MIDDLE, id="in the middle"),
        pytest.param(AT_THE_END, id="at the end"),
        *(pytest.param(cut, id=" ".join(cut), marks=pytest.mark.slow) for cut in (FIRST_WRITE, *BETWEEN)),
    ],
)
def test_the_command_cut_short_leaves_the_old_needs_whole_and_does_all_when_given_again(
    cut: tuple[str, str], home: Home, before: Home, after: dict[str, Any], processes: Nursery
) -> None:
    assert processes.run("learn", home=home.folder, cut=cut).status == -signal.SIGKILL
    assert home.state() == before.state()
    again = processes.run("learn", home=home.folder)
    assert again.status == 0, again.err
    assert home.state() == after


def test_the_command_given_again_once_all_was_kept_changes_nothing(
    home: Home, after: dict[str, Any], processes: Nursery
) -> None:
    for _ in range(2):
        assert processes.run("learn", home=home.folder).status == 0
        assert home.state() == after


@pytest.mark.parametrize("cut", [FIRST_WRITE, IN_THE_MIDDLE, AT_THE_END], ids=" ".join)
def test_the_servers_learning_cut_short_is_taken_up_by_the_next_server_which_answers_from_the_old_base(
    cut: tuple[str, str], home: Home, before: Home, after: dict[str, Any], processes: Nursery
) -> None:
    server = processes.serve(home.folder, port=0, cut=cut)
    with staff(server) as carl:
        carl.post("/needs/learn")
    server.die()
    assert home.state() == before.state()
    assert (home.job()["status"], home.job()["attempts"]) == ("running", 1)

    server = processes.serve(home.folder, port=server.port)
    assert answer_to(server, ASKED) == ANSWER
    assert home.state() == before.state()
    home.end_lease()
    assert finished(home)["attempts"] == 2
    assert home.state() == after
    assert answer_to(server, ASKED) == ANSWER
    server.kill()


def test_a_learning_that_was_kept_is_told_by_the_next_server_and_not_done_again(
    home: Home, after: dict[str, Any], processes: Nursery
) -> None:
    server = processes.serve(home.folder, port=0, cut=KEPT)
    with staff(server) as carl:
        id = carl.post("/needs/learn", json={"anew": True}).json()["id"]
    server.die()
    assert home.state() == after
    server = processes.serve(home.folder, port=server.port)
    home.end_lease()
    finished(home)
    with staff(server) as carl:
        result = carl.get(f"/jobs/{id}").json()["result"]
    server.kill()
    assert home.state() == after
    assert (result["requests"], result["new"]) == (len(FIRST) + len(SECOND), len(SECOND))
    new = len(after["entries"]) - len(result["drafts"]["created"])
    assert 0 < new < len(after["entries"])


def test_a_learning_killed_again_and_again_at_any_moment_is_done_in_the_end(
    home: Home, after: dict[str, Any], processes: Nursery
) -> None:
    killed_while_learning(home, processes, delays=(0.0, 0.08, 0.2))
    assert home.state() == after


@pytest.mark.slow
@pytest.mark.parametrize("first", [step / 40 for step in range(24)])
def test_a_learning_is_done_in_the_end_whenever_it_is_killed(
    first: float, home: Home, after: dict[str, Any], processes: Nursery
) -> None:
    killed_while_learning(home, processes, delays=(first, first / 2, first * 1.5))
    assert home.state() == after


def killed_while_learning(home: Home, processes: Nursery, *, delays: tuple[float, ...]) -> None:
    """Kill the server so many seconds after it took the learning up; then let the learning end."""
    server = processes.serve(home.folder, port=0)
    with staff(server) as carl:
        carl.post("/needs/learn")
    for attempt, delay in enumerate(delays, start=1):
        wait_until(lambda number=attempt: home.job()["attempts"] == number or home.job()["status"] == "done")
        time.sleep(delay)
        server.kill()
        server = processes.serve(home.folder, port=server.port)
        assert answer_to(server, ASKED) == ANSWER
        home.end_lease()
    finished(home)
    assert answer_to(server, ASKED) == ANSWER
    server.kill()


def finished(home: Home) -> dict[str, Any]:
    """Return the learning once it is over."""
    wait_until(lambda: home.job()["status"] in {"done", "failed"})
    job = home.job()
    assert job["status"] == "done", job["error"]
    return job
