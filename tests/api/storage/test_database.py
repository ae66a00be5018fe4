"""Reading and writing: what is kept, what is not, and who waits for whom."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError, StatementError

from api.storage.database import Database, open_database
from api.storage.errors import UnsupportedDatabase
from api.storage.migrate import migrate
from api.storage.tables import needs, requests, sessions

ANSWERED = {"id": "a", "text": "où est ma commande ?", "lang": "fr", "channel": "mail", "source": "test"}

WRITE_UNTIL_KILLED = """
import sys
from sqlalchemy import insert
from api.storage.database import open_database
from api.storage.tables import requests
db = open_database(sys.argv[1])
for number in range(100_000):
    with db.write() as connection:
        row = {"id": f"{number:06}", "text": "x", "lang": "fr", "channel": "c", "source": "s"}
        connection.execute(insert(requests), row)
        connection.execute(insert(requests), {**row, "id": f"twin {number:06}"})
    print(number, flush=True)
"""


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://root@localhost/x", "sqlite+aiosqlite:///x", "oracle://h/x"])
def test_an_address_that_cannot_work_is_refused(url: str) -> None:
    with pytest.raises(UnsupportedDatabase, match="sqlite:///FILE or postgresql"):
        open_database(url)


def test_a_refused_address_does_not_show_its_password() -> None:
    with pytest.raises(UnsupportedDatabase) as refused:
        open_database("mysql://root:s3cret@localhost/x")
    assert "s3cret" not in str(refused.value)


def test_a_plain_postgresql_address_gets_the_driver_that_is_installed() -> None:
    assert open_database("postgresql://me@localhost/x").engine.driver == "psycopg"


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'new' / 'deeper' / 'comptoir.db'}")
    migrate(database)
    database.close()
    assert (tmp_path / "new" / "deeper" / "comptoir.db").exists()


def test_a_block_that_raises_leaves_nothing(db: Database) -> None:
    with pytest.raises(ZeroDivisionError), db.write() as connection:
        connection.execute(insert(requests), ANSWERED)
        _ = 1 / 0
    assert _count(db) == 0


def test_references_are_checked(db: Database) -> None:
    now = datetime.now(UTC)
    orphan = {"token_digest": "d", "user_id": "nobody", "created_at": now, "expires_at": now}
    with pytest.raises(IntegrityError), db.write() as connection:
        connection.execute(insert(sessions), orphan)


def test_a_reader_does_not_wait_for_a_writer(db: Database) -> None:
    with db.write() as connection:
        connection.execute(insert(requests), ANSWERED)
        assert _count(db) == 0
    assert _count(db) == 1


def test_writers_wait_for_each_other(db: Database) -> None:
    threads = [Thread(target=_add_many, args=(db, name)) for name in "abcdefgh"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert _count(db) == 8 * 25


def test_another_process_that_writes_is_waited_for(db: Database) -> None:
    other = open_database(db.engine.url.render_as_string(hide_password=False))
    inside, leave = Event(), Event()

    def hold() -> None:
        with other.write() as connection:
            connection.execute(insert(requests), ANSWERED)
            inside.set()
            leave.wait(0.3)

    thread = Thread(target=hold)
    thread.start()
    inside.wait(5)
    _add_many(db, "later")
    thread.join()
    other.close()
    assert _count(db) == 26


def test_what_was_read_to_be_written_is_not_overtaken_by_another_process(db: Database) -> None:
    other = open_database(db.engine.url.render_as_string(hide_password=False))
    with db.write() as connection:
        connection.execute(insert(requests), {**ANSWERED, "text": "0"})

    def count(database: Database) -> None:
        for _ in range(40):
            with database.write() as connection:
                text = connection.execute(select(requests.c.text).with_for_update()).scalar_one()
                connection.execute(update(requests).values(text=str(int(text) + 1)))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(count, [db, other]))
    other.close()
    with db.read() as connection:
        assert connection.execute(select(requests.c.text)).scalar_one() == "80"


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 3, 29, 1, 59, 59, 999_999, tzinfo=UTC),
        datetime(2026, 3, 29, 3, 30, tzinfo=timezone(timedelta(hours=2))),
        datetime(1970, 1, 1, tzinfo=UTC),
    ],
)
def test_times_come_back_aware_and_in_utc(db: Database, at: datetime) -> None:
    with db.write() as connection:
        connection.execute(insert(requests), {**ANSWERED, "at": at})
        kept = connection.execute(select(requests.c.at)).scalar_one()
    assert kept == at
    assert kept is not None and kept.tzinfo is UTC


def test_a_time_without_a_zone_is_refused(db: Database) -> None:
    naive = datetime(2026, 1, 1)
    with pytest.raises(StatementError, match="no time zone"), db.write() as connection:
        connection.execute(insert(requests), {**ANSWERED, "at": naive})


def test_ids_are_ordered_by_their_bytes(db: Database) -> None:
    names = ["a", "B", "é", "e", "Z-1", "Z_1", "_", "10", "9"]
    rows = [{"id": n, "name": n, "lang": "fr", "volume": 1, "request_ids": [], "wordings": []} for n in names]
    with db.write() as connection:
        connection.execute(insert(needs), rows)
        kept = list(connection.execute(select(needs.c.id).order_by(needs.c.id)).scalars())
        connection.execute(delete(needs))
    assert kept == sorted(names)


def test_a_process_killed_while_writing_keeps_what_it_announced_and_nothing_by_halves(db: Database) -> None:
    url = db.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", WRITE_UNTIL_KILLED, url]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    announced = [process.stdout.readline() for _ in range(30)]
    process.kill()
    announced += process.stdout.readlines()
    process.wait()
    process.stdout.close()
    with db.read() as connection:
        kept = set(connection.execute(select(requests.c.id)).scalars())
    whole = [line.strip() for line in announced if line.endswith("\n")]
    assert {f"{int(number):06}" for number in whole} <= kept
    assert {f"twin {id}" for id in kept if not id.startswith("twin")} == {id for id in kept if id.startswith("twin")}
    _add_many(db, "after")


def test_a_database_in_memory_serves_several_threads() -> None:
    database = open_database("sqlite://")
    migrate(database)
    threads = [Thread(target=_add_many, args=(database, name)) for name in "abcd"]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        _count(database)
    assert _count(database) == 4 * 25
    database.close()


def _add_many(db: Database, name: str) -> None:
    for number in range(25):
        with db.write() as connection:
            connection.execute(insert(requests), {**ANSWERED, "id": f"{name} {number}"})


def _count(db: Database) -> int:
    with db.read() as connection:
        return connection.execute(select(func.count()).select_from(requests)).scalar_one()
