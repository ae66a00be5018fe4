"""Brings a database to the schema of this version, once, whoever else is doing the same."""

from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from api.storage import assistant_tables, crm_tables  # noqa: F401 - the schema is made of its tables too
from api.storage.database import BUSY_SECONDS, WRITES, Database
from api.storage.errors import SchemaAhead

_FOLDER = Path(__file__).parent / "migrations"
_ADVISORY_LOCK = 7_301_200_846
_LONGEST_WAIT = 600_000
# Alembic keeps the running migration in a variable of its module.
_ONE_A_PROCESS = Lock()


def migrate(database: Database, *, to: str = "head") -> None:
    """Run the numbered migrations that are missing, all or none, up to the newest or the one named. Raises SchemaAhead.

    Any number of processes may do this at once: the first one works, the others wait for it.
    """
    with _ONE_A_PROCESS:
        if database.is_sqlite:
            _migrate_sqlite(database, to)
        else:
            _migrate_postgresql(database, to)


def schema(database: Database) -> str | None:
    """Return the number of the last migration that ran, such as "0001", or None for an empty database."""
    with database.read() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _migrate_sqlite(database: Database, to: str) -> None:
    with database.engine.connect() as connection:
        # Rebuilding a table drops it: with foreign keys on, its children would go too. Settable only outside.
        _set(connection, foreign_keys=0, busy_timeout=_LONGEST_WAIT)
        try:
            # SQLite's schema changes are transactional, and its write lock is a lock on the file.
            writer = connection.execution_options(**{WRITES: True})
            with writer.begin():
                _upgrade(writer, to)
                broken = writer.execute(text("PRAGMA foreign_key_check")).all()
                assert not broken, f"a migration broke references: {broken[:5]}"
        finally:
            _set(connection, foreign_keys=1, busy_timeout=BUSY_SECONDS * 1000)


def _set(connection: Connection, **pragmas: int) -> None:
    raw = connection.connection.dbapi_connection
    assert raw is not None
    for name, value in pragmas.items():
        raw.cursor().execute(f"PRAGMA {name}={value}")


def _migrate_postgresql(database: Database, to: str) -> None:
    with database.write() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
        _upgrade(connection, to)


def _upgrade(connection: Connection, to: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    _refuse_newer(connection, ScriptDirectory.from_config(config))
    command.upgrade(config, to)


def _refuse_newer(connection: Connection, scripts: ScriptDirectory) -> None:
    known = [script.revision for script in scripts.walk_revisions()]
    found = MigrationContext.configure(connection).get_current_revision()
    if found is not None and found not in known:
        raise SchemaAhead(found=found, known=known[0])
