"""What is done in the background does not keep a customer's mail waiting."""

import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from threading import Event

import pytest
from edge.installation import Borrower

from api.channels.mail import Mail
from api.settings import Settings
from api.wiring import Engine
from api.worker import Worker


@pytest.fixture
def site(engine: Engine, tmp_path: Path) -> Iterator[Engine]:
    site = Borrower(engine, Settings(home=tmp_path, database=""))
    yield site
    site.close()


def test_a_mail_leaves_while_a_learning_takes_its_time(site: Engine, tmp_path: Path) -> None:
    begun, over = Event(), Event()

    def slowly(payload: object, report: object) -> None:
        begun.set()
        over.wait(30)

    busy = Worker(site.jobs, {"learn": slowly}, poll=0.05)
    busy.start()
    site.jobs.enqueue("learn", "slow", {})
    assert begun.wait(10)
    site.jobs.enqueue("mail", "one", asdict(Mail("one", "ada@maison.example", "Votre demande", "Bonjour.")))
    site.postman.start()
    waited = time.monotonic()
    while not list((tmp_path / "outbox").glob("*")) and time.monotonic() - waited < 10:
        time.sleep(0.05)
    assert len(list((tmp_path / "outbox").glob("*"))) == 1
    over.set()
    busy.stop()
