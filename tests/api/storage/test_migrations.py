"""Migrations give the schema of tables.py, once, and lose nothing."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from api.storage import migrate as migrations
from api.storage.database import Database, open_database
from api.storage.entries import SqlEntries
from api.storage.errors import SchemaAhead
from api.storage.journal import SqlJournal
from api.storage.migrate import migrate, schema
from api.storage.tables import metadata
from dialogue.model import Conversation, Event
from knowledge.model import Entry, Shown

MIGRATE = """
import sys
from api.storage.database import open_database
from api.storage.migrate import migrate
print("ready", flush=True)
sys.stdin.readline()
migrate(open_database(sys.argv[1]))
"""

FIRST_ENTRY = """
INSERT INTO entries (id, lang, question, answer, variants, category, retired, revision, updated_at, updated_by)
VALUES ('e', 'fr', 'Où ?', '', '[]', '', FALSE, 1, :at, 'lea')
"""


FIRST_CONVERSATION = """
INSERT INTO conversations
(id, token_digest, lang, owner, seq, failures, asked, question, topic, page, opened_at, updated_at)
VALUES ('c1', 'd', 'fr', 'agent', 1, 0, '[]', '', '', '', :at, :at)
"""
FIRST_EVENT = """
INSERT INTO events (conversation_id, seq, kind, author, author_name, payload, at)
VALUES ('c1', 1, 'message', 'visitor', '', '{"text": "?"}', :at)
"""
FIRST_REVISION = """
INSERT INTO revisions (entry_id, number, action, author, at, entry) VALUES ('e', 1, :action, 'lea', :at, :entry)
"""
FIRST_SNAPSHOT = {"id": "e", "lang": "fr", "question": "Où ?", "answer": "Là.", "variants": [], "revision": 1}
LAST_PUBLICATION = "INSERT INTO publications (id, version, at, author) VALUES (1, 2, :at, 'lea')"


def newest() -> str:
    folder = Path(migrations.__file__ or "").parent / "migrations" / "versions"
    return max(path.name[:4] for path in folder.glob("[0-9]*.py"))


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def url(request: pytest.FixtureRequest, new_database: Callable[[str], str]) -> str:
    return new_database(request.param)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    database = open_database(url)
    with database.write() as connection:
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE IF EXISTS sessions"))
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    yield database
    database.close()


def test_migrations_give_exactly_the_tables(database: Database) -> None:
    migrate(database)
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_migrations_give_the_constraints_their_names(database: Database) -> None:
    migrate(database)
    with database.read() as connection:
        inspector = inspect(connection)
        for table in metadata.sorted_tables:
            assert inspector.get_pk_constraint(table.name)["name"] == f"pk_{table.name}"
            assert {key["name"] for key in inspector.get_foreign_keys(table.name)} == {
                str(constraint.name) for constraint in table.foreign_key_constraints
            }


def test_migrating_twice_changes_nothing(database: Database) -> None:
    assert schema(database) is None
    migrate(database)
    first = schema(database)
    migrate(database)
    assert schema(database) == first == newest()


def test_a_database_of_the_first_version_keeps_what_it_holds(database: Database) -> None:
    migrate(database, to="0001")
    at = datetime(2026, 5, 4, 12, tzinfo=UTC)
    with database.write() as connection:
        connection.execute(text(FIRST_ENTRY), {"at": at})
        connection.execute(text(FIRST_CONVERSATION), {"at": at})
        connection.execute(text(FIRST_EVENT), {"at": at})
    migrate(database)
    journal = SqlJournal(database)
    assert journal.load("c1") == Conversation("c1", "fr", seq=1, opened_at=at, updated_at=at)
    assert journal.events("c1") == (Event("c1", 1, "message", "visitor", {"text": "?"}, at),)
    assert SqlEntries(database).get("e") == Entry("e", "fr", "Où ?", revision=1, updated_at=at, updated_by="lea")


def test_publications_made_before_they_were_kept_can_be_rolled_back(database: Database) -> None:
    migrate(database, to="0003")
    with database.write() as connection:
        connection.execute(text(FIRST_ENTRY), {"at": datetime(2026, 5, 4, 12, tzinfo=UTC)})
        connection.execute(text("UPDATE entries SET published_revision = 1, retired = TRUE, answer = 'Là.'"))
        connection.execute(text(LAST_PUBLICATION), {"at": datetime(2026, 5, 4, 14, tzinfo=UTC)})
        for hour, (action, published, retired) in enumerate([("create", None, 0), ("publish", 1, 0), ("retire", 1, 1)]):
            at = datetime(2026, 5, 4, 12 + hour, tzinfo=UTC)
            snapshot = FIRST_SNAPSHOT | {"published_revision": published, "retired": bool(retired)}
            line = {"action": action, "at": at, "entry": json.dumps(snapshot)}
            connection.execute(text(FIRST_REVISION), line)
    migrate(database)
    entries = SqlEntries(database)
    assert [(one.version, one.action, one.changes) for one in entries.publications(10)] == [
        (2, "retire", (Shown("e", 1, None),)),
        (1, "publish", (Shown("e", None, 1),)),
    ]
    assert entries.roll_back(author="léa") == (3, ["e"])
    assert [entry.answer for entry in entries.published()] == ["Là."]


def test_threads_that_migrate_at_once_wait_for_each_other(database: Database) -> None:
    others = [open_database(_url(database)) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(migrate, others))
    for other in others:
        other.close()
    assert schema(database) == newest()


def test_processes_that_migrate_at_once_wait_for_each_other(database: Database) -> None:
    command = [sys.executable, "-c", MIGRATE, _url(database)]
    processes = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path.cwd(), text=True)
        for _ in range(2)
    ]
    for process in processes:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
    outcomes = []
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        process.communicate(timeout=60)
        outcomes.append(process.returncode)
    assert outcomes == [0, 0]
    assert schema(database) == newest()


def test_a_newer_database_is_refused(database: Database) -> None:
    migrate(database)
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaAhead, match=f"9999, newer than this version knows \\({newest()}\\)"):
        migrate(database)


def test_a_migration_that_fails_leaves_nothing(database: Database) -> None:
    with database.write() as connection:
        connection.execute(text("CREATE TABLE sessions (id INTEGER)"))
    with pytest.raises(DBAPIError, match="sessions"):
        migrate(database)
    with database.read() as connection:
        assert inspect(connection).get_table_names() == ["sessions"]


def test_a_database_in_memory_is_migrated_too() -> None:
    database = open_database("sqlite://")
    migrate(database)
    assert schema(database) == newest()
    database.close()


def test_a_migrated_database_still_checks_references(database: Database) -> None:
    migrate(database)
    with database.read() as connection:
        if database.is_sqlite:
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
            assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
            assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"


def _url(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)
