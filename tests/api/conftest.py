"""An installation with a small published base, served to a test client; the models are loaded once a session."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from edge.calls import RASA_TOKEN
from edge.installation import Borrower, Site, fill
from pydantic import SecretStr
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.wiring import Engine


@pytest.fixture(scope="session")
def filled(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a company with a published base and an account of each role; every module copies it."""
    home = tmp_path_factory.mktemp("filled")
    with closing(Borrower(engine, Settings(home=home))) as filled:
        fill(filled)
    return home / "comptoir.db"


@pytest.fixture(scope="module")
def served(engine: Engine, filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The module's own installation."""
    home = tmp_path_factory.mktemp("home")
    shutil.copy(filled, home)
    with closing(Borrower(engine, Settings(home=home, rasa_token=SecretStr(RASA_TOKEN)))) as served:
        yield served


@pytest.fixture(scope="module")
def client(served: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of the served installation; a fault of the server is an answer, as it is to a browser."""
    app = create_app(served, dist=tmp_path_factory.mktemp("dist"))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def site(client: TestClient, served: Engine) -> Site:
    """Visitors and staff of the module's installation."""
    return Site(client, served)
