"""An installation with a small published base, served to a test client; the models are loaded once a session."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from installation import COMPANY, ENTRIES, PASSWORD, STAFF, Site
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.wiring import Engine, build

NewEngine = Callable[[str], Engine]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine with every model loaded, the base published, and an account of each role; tests work on copies."""
    with build(Settings(home=tmp_path_factory.mktemp("filled"))) as engine:
        engine.company.keep(COMPANY, author="test")
        engine.curation.take_in(ENTRIES, author="test")
        engine.publisher.publish([entry.id for entry in ENTRIES], author="test")
        for name, role in STAFF.items():
            engine.accounts.add(name, PASSWORD, role)
        assert engine.reader
        yield engine


@pytest.fixture(scope="module")
def engine(filled: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The module's own installation."""
    home = tmp_path_factory.mktemp("home")
    with filled.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(filled.settings.home / "comptoir.db", home)
    with closing(Engine(Settings(home=home))) as engine:
        engine.encoder, engine.reader, engine.recogniser = filled.encoder, filled.reader, filled.recogniser
        yield engine


@pytest.fixture(scope="module")
def client(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of the served installation; a fault of the server is an answer, as it is to a browser."""
    with serving(engine, tmp_path_factory.mktemp("dist")) as client:
        yield client


@pytest.fixture
def site(client: TestClient, engine: Engine) -> Iterator[Site]:
    """Visitors and staff of the module's installation; nobody waits in its queue any more when the test ends."""
    site = Site(client, engine)
    yield site
    site.settle()


def serving(engine: Engine, dist: Path) -> TestClient:
    """Return a client to enter; no screen is built."""
    return TestClient(create_app(engine, dist=dist), raise_server_exceptions=False)
