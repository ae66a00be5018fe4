"""A CRM that is slow, wrong, down, or hangs up: the caller is told, and nothing is ever done twice."""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest
from fakes.crm_records import COMPANY, CUSTOMERS, FRESH, INES, NOON, ORDERS, SENT, account, by_order
from fakes.crm_server import SECRET, RemoteCrm, served

from api.crm.breaker import Breaker
from api.crm.link import ATTEMPTS, PATIENCE, Link
from api.crm.remote import HttpCrm
from api.crm.wire import written
from api.storage.crm_audit import SqlCrmAudit
from api.storage.database import Database
from dialogue.crm.acts import AskReturn, Book, CancelOrder
from dialogue.crm.errors import CrmAway, CrmNonsense, CrmRefused, CrmUnsure
from dialogue.crm.identity import Handle

ROOT = Path(__file__).parents[3]
SECONDS = 0.8
RETURN = AskReturn(SENT.number)
Connect = Callable[..., HttpCrm]


@pytest.fixture
def remote() -> Iterator[RemoteCrm]:
    with served(RemoteCrm(seconds=3 * SECONDS)) as crm:
        crm.take_in([written(each) for each in CUSTOMERS], [written(each) for each in ORDERS])
        yield crm


@pytest.fixture
def audit(opened_database: Callable[[str], Database]) -> SqlCrmAudit:
    return SqlCrmAudit(opened_database("sqlite"))


@pytest.fixture
def connect(remote: RemoteCrm, audit: SqlCrmAudit) -> Iterator[Connect]:
    opened: list[HttpCrm] = []

    def make(*, url: str = "", secret: str = SECRET, breaker: Breaker | None = None, now: datetime = NOON) -> HttpCrm:
        link = Link(url or remote.address, secret=secret, seconds=SECONDS, breaker=breaker or Breaker(failures=100))
        opened.append(HttpCrm(link, audit=audit, company=lambda: COMPANY, clock=lambda: now))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


def test_a_slow_crm_is_given_up_after_its_time_and_its_attempts(remote: RemoteCrm, connect: Connect) -> None:
    remote.mood = "slow"
    before = monotonic()
    with pytest.raises(CrmAway):
        connect().customer(account())
    assert SECONDS * PATIENCE <= monotonic() - before < SECONDS * PATIENCE + 2
    assert remote.calls == ["customer"] * PATIENCE


def test_a_crm_that_answers_a_byte_at_a_time_holds_nobody_up(remote: RemoteCrm, connect: Connect) -> None:
    remote.mood = "drip"
    before = monotonic()
    with pytest.raises(CrmAway):
        connect().orders(account())
    assert monotonic() - before < 5


@pytest.mark.parametrize("moods", [["busy"] * (ATTEMPTS - 1), ["slow"], ["down"]], ids=lambda moods: moods[0])
def test_a_passing_fault_is_not_noticed(remote: RemoteCrm, connect: Connect, moods: list[str]) -> None:
    remote.moods = [*moods]
    assert connect().customer(account()) == INES
    assert len(remote.calls) == len(moods) + 1


@pytest.mark.parametrize("mood", ["cut-after", "slow-after", "drip"])
def test_a_change_whose_answer_was_lost_is_made_once(
    remote: RemoteCrm, connect: Connect, audit: SqlCrmAudit, mood: str
) -> None:
    remote.moods = [mood]
    receipt = connect().do(account(), RETURN, key="k1:m1")
    assert remote.calls == ["changes", "changes"]
    assert len(remote.changes) == 1
    assert receipt.reference == "CRM-1"
    assert [line.outcome for line in audit.lines()] == ["done"]


def test_a_change_that_nobody_confirmed_says_so_and_is_made_once_when_asked_again(
    remote: RemoteCrm, connect: Connect, audit: SqlCrmAudit
) -> None:
    crm = connect()
    remote.moods = ["cut-after", "down", "down"]
    with pytest.raises(CrmUnsure):
        crm.do(account(), RETURN, key="k1:m1")
    assert [line.outcome for line in audit.lines()] == ["asked"]
    assert crm.do(account(), RETURN, key="k1:m1").reference == "CRM-1"
    assert len(remote.changes) == 1
    calls = len(remote.calls)
    assert crm.do(account(), RETURN, key="k1:m1").reference == "CRM-1"
    assert len(remote.calls) == calls


def test_the_same_change_asked_at_once_is_made_once(remote: RemoteCrm, connect: Connect) -> None:
    crm = connect()
    with ThreadPoolExecutor(4) as pool:
        receipts = set(pool.map(lambda _: crm.do(account(), RETURN, key="k"), range(8)))
    assert len(receipts) == len(remote.changes) == 1


def test_a_crm_that_is_not_there_did_nothing(connect: Connect, audit: SqlCrmAudit) -> None:
    crm = connect(url="http://127.0.0.1:9/crm")
    with pytest.raises(CrmAway):
        crm.do(account(), RETURN, key="k")
    with pytest.raises(CrmAway):
        crm.facts(Handle("order", SENT.number))
    assert [line.outcome for line in audit.lines()] == ["asked"]


def test_a_crm_that_stays_down_is_left_alone_and_asked_again_later(remote: RemoteCrm, connect: Connect) -> None:
    now = [0.0]
    crm = connect(breaker=Breaker(failures=4, rest=15, clock=lambda: now[0]))
    remote.mood = "busy"
    for _ in range(2):
        with pytest.raises(CrmAway):
            crm.customer(account())
    assert len(remote.calls) == 4
    before = monotonic()
    for _ in range(20):
        with pytest.raises(CrmAway):
            crm.customer(account())
    assert monotonic() - before < 2
    assert len(remote.calls) == 4
    now[0] = 16
    with pytest.raises(CrmAway):
        crm.customer(account())
    assert len(remote.calls) == 5
    remote.mood = ""
    with pytest.raises(CrmAway):
        crm.customer(account())
    now[0] = 32
    assert crm.customer(account()) == INES
    assert crm.order(account(), FRESH.number) == FRESH
    assert len(remote.calls) == 7


NONSENSE = {
    "not JSON": b"<html>Welcome</html>",
    "not an object": b'["customer"]',
    "nothing of it": b"{}",
    "of another kind": b'{"customer": 3}',
    "a field missing": b'{"customer": {"number": "C100001"}}',
    "a field of another kind": b'{"customer": {"number": "C100001", "name": "I", "email": "i@x.org", "value": "many"}}',
    "too much": json.dumps({"customer": written(INES), "more": "x" * 1_100_000}).encode(),
    "too deep": b"[" * 200_000,
    "somebody else": b'{"customer": {"number": "C100002", "name": "Paul", "email": "paul@example.com"}}',
}


@pytest.mark.parametrize("answer", NONSENSE.values(), ids=NONSENSE)
def test_what_makes_no_sense_is_not_shown(remote: RemoteCrm, connect: Connect, answer: bytes) -> None:
    remote.mood = answer
    with pytest.raises(CrmNonsense) as told:
        connect().customer(account())
    assert "Paul" not in str(told.value)
    assert remote.calls == ["customer"]


@pytest.mark.parametrize(
    "order",
    [
        written(SENT) | {"status": "lost"},
        written(SENT) | {"placed_at": "2026-11-04T09:00:00"},
        written(SENT) | {"total": "NaN"},
        written(SENT) | {"lines": "none"},
        written(SENT) | {"number": "MP-90000009"},
        written(SENT) | {"customer": "C100002"},
    ],
    ids=["status", "time without a zone", "total", "lines", "another order", "another customer"],
)
def test_an_order_that_makes_no_sense_is_not_shown(remote: RemoteCrm, connect: Connect, order: dict[str, str]) -> None:
    remote.moods = [json.dumps({"order": order}).encode(), json.dumps({"orders": [order]}).encode()]
    with pytest.raises(CrmNonsense):
        connect().order(account(), SENT.number)
    if order["number"] == SENT.number:
        with pytest.raises(CrmNonsense):
            connect().orders(account())


@pytest.mark.parametrize(
    "facts",
    [
        {"customer": "C100001", "order": "MP-90000001", "emails": ["ines@example.org"]},
        {"customer": "C100001", "order": "", "emails": ["ines@example.org"]},
        {"emails": "ines@example.org"},
        "C100001",
    ],
    ids=["of another order", "of no order", "not a list", "not an object"],
)
def test_nobody_is_recognised_by_facts_that_make_no_sense(remote: RemoteCrm, connect: Connect, facts: object) -> None:
    remote.mood = json.dumps({"facts": facts}).encode()
    with pytest.raises(CrmNonsense):
        connect().facts(Handle("order", SENT.number))


def test_a_call_back_whose_time_has_come_is_still_confirmed_under_its_key(remote: RemoteCrm, connect: Connect) -> None:
    crm, act = connect(), Book("callback", NOON + timedelta(minutes=5))
    remote.moods = ["cut-after", "down", "down"]
    with pytest.raises(CrmUnsure):
        crm.do(account(), act, key="k")
    late = connect(now=NOON + timedelta(hours=1))
    assert late.do(account(), act, key="k").reference == "CRM-1"
    assert len(remote.changes) == 1


KILLED = """
import sys
from api.crm.link import Link
from api.crm.remote import HttpCrm
from api.storage.crm_audit import SqlCrmAudit
from api.storage.database import open_database
from fakes.crm_records import COMPANY, NOON, SENT, account
from dialogue.crm.acts import AskReturn

url, secret, database = sys.argv[1:]
audit = SqlCrmAudit(open_database(database))
crm = HttpCrm(Link(url, secret=secret, seconds=30), audit=audit, company=lambda: COMPANY, clock=lambda: NOON)
print(crm.do(account(), AskReturn(SENT.number), key="k1:m1"), flush=True)
"""


def test_a_process_killed_while_it_waits_leaves_a_change_that_is_made_once(
    remote: RemoteCrm, connect: Connect, audit: SqlCrmAudit, migrated: Callable[[str], str]
) -> None:
    remote.moods, remote.seconds = ["slow-after"], 20
    paths = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    command = [sys.executable, "-c", KILLED, remote.address, SECRET, migrated("sqlite")]
    with subprocess.Popen(command, env=paths, stdout=subprocess.PIPE) as process:
        waited = monotonic()
        while not remote.changes and process.poll() is None and monotonic() - waited < 60:
            sleep(0.02)
        process.kill()
        assert process.stdout
        assert process.stdout.read() == b""
    assert [line.outcome for line in audit.lines()] == ["asked"]
    assert connect().do(account(), RETURN, key="k1:m1").reference == "CRM-1"
    assert len(remote.changes) == 1


def test_a_change_answered_with_nonsense_is_confirmed_when_it_is_asked_again(
    remote: RemoteCrm, connect: Connect, audit: SqlCrmAudit
) -> None:
    crm = connect()
    remote.moods = [b'{"receipt": {"reference": 1}}']
    with pytest.raises(CrmNonsense):
        crm.do(by_order(SENT.number), RETURN, key="k")
    assert [line.outcome for line in audit.lines()] == ["asked"]
    assert crm.do(by_order(SENT.number), RETURN, key="k").reference == "CRM-1"
    assert [line.outcome for line in audit.lines()] == ["done"]
    assert len(remote.changes) == 1


def test_a_wrong_secret_is_refused_and_said_so(remote: RemoteCrm, connect: Connect, audit: SqlCrmAudit) -> None:
    crm = connect(secret="another secret of forty characters or so")
    with pytest.raises(CrmRefused, match="wrong-signature"):
        crm.do(account(proven=True), CancelOrder(FRESH.number), key="k")
    assert remote.changes == []
    assert remote.refused == ["wrong-signature"]
    assert [line.outcome for line in audit.lines()] == ["refused"]


def test_an_address_where_something_else_answers_is_told(remote: RemoteCrm, connect: Connect) -> None:
    with pytest.raises(CrmNonsense):
        connect(url=remote.address.removesuffix("/crm") + "/elsewhere").customer(account())


def test_neither_the_secret_nor_what_is_personal_is_logged(
    remote: RemoteCrm, connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    crm = connect()
    remote.mood = "busy"
    with pytest.raises(CrmAway):
        crm.facts(Handle("email", "ines@example.org"))
    remote.mood = ""
    facts = crm.facts(Handle("email", "ines@example.org"))
    assert "ines@example.org" not in repr(facts).lower()
    assert "/facts" in caplog.text
    assert "ines" not in caplog.text.lower()
    assert SECRET not in caplog.text


def test_closing_twice_harms_nobody(connect: Connect) -> None:
    with closing(connect()) as crm:
        assert crm.customer(account()) == INES
    crm.close()
