"""One database behind two words, read and write, on SQLite or PostgreSQL."""

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from threading import Lock

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from api.storage.errors import UnsupportedDatabase

BUSY_SECONDS = 15
WRITES = "comptoir_writes"
_dumps = partial(json.dumps, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


class Database:
    """Hands out connections: each `with` block is one transaction, rolled back when it raises."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writer = engine.execution_options(**{WRITES: True})
        # SQLite has one writer: waiting here is fair and cheap, waiting in its busy handler is neither.
        self._write_lock: AbstractContextManager[object] = Lock() if self.is_sqlite else nullcontext()
        self._read_lock: AbstractContextManager[object] = nullcontext()
        if self.is_sqlite and isinstance(engine.pool, StaticPool):
            self._read_lock = self._write_lock

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Yield a connection that sees one consistent state on SQLite, and blocks no writer."""
        with self._read_lock, self.engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Yield a connection whose changes are on disk when the block ends. Do not nest."""
        with self._write_lock, self._writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection; the database can still be used and opens new ones."""
        self.engine.dispose()


def open_database(url: str, *, connections: int = 10) -> Database:
    """Open the database of `url`; no connection is made yet. Raises UnsupportedDatabase.

    A SQLite file's folder is made when missing; `sqlite://` is a database in memory, gone when closed.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() == "postgresql":
        return Database(_postgresql(parsed, connections))
    return Database(_sqlite_file(parsed, connections) if _is_file(parsed) else _sqlite_memory(parsed))


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise UnsupportedDatabase(url=url) from error
    if parsed.drivername in {"postgresql", "postgres"}:
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername not in {"sqlite", "postgresql+psycopg"}:
        raise UnsupportedDatabase(url=parsed.render_as_string())
    return parsed


def _is_file(url: URL) -> bool:
    return url.database not in {None, "", ":memory:"}


def _postgresql(url: URL, connections: int) -> Engine:
    return create_engine(
        url,
        pool_size=connections,
        max_overflow=connections,
        pool_pre_ping=True,
        json_serializer=_dumps,
        connect_args={"options": "-c timezone=UTC", "connect_timeout": BUSY_SECONDS},
    )


def _sqlite_file(url: URL, connections: int) -> Engine:
    assert url.database is not None
    Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        pool_size=connections,
        max_overflow=connections,
        json_serializer=_dumps,
        connect_args={"isolation_level": None, "timeout": BUSY_SECONDS, "check_same_thread": False},
    )
    return _with_hooks(engine)


def _sqlite_memory(url: URL) -> Engine:
    engine = create_engine(
        url,
        poolclass=StaticPool,
        json_serializer=_dumps,
        connect_args={"isolation_level": None, "check_same_thread": False},
    )
    return _with_hooks(engine)


def _with_hooks(engine: Engine) -> Engine:
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: SqliteConnection, _: ConnectionPoolEntry) -> None:
    connection.execute("PRAGMA journal_mode=WAL").close()
    # NORMAL would lose the last commits at a power cut; an acknowledged message has to survive one.
    connection.execute("PRAGMA synchronous=FULL").close()
    connection.execute("PRAGMA foreign_keys=ON").close()


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later cannot wait for the lock: it would be refused at once.
    immediate = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
