"""Who is in a conversation: bounded tries, codes by mail, the same answers for nobody; SQLite and PostgreSQL."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from fakes.crm_records import COMPANY, CUSTOMERS, FRESH, GUEST, NOON, ORDERS, account, by_order
from sqlalchemy import select

from api.channels.mail import Mail
from api.crm.codes import send_code
from api.jobs import Jobs
from api.storage.crm import SqlCrm
from api.storage.crm_identities import SqlIdentities
from api.storage.crm_tables import crm_codes, crm_identities, crm_tries
from api.storage.crm_tries import SqlTries
from api.storage.database import Database
from api.storage.tables import jobs
from dialogue.crm.errors import CrmAway, IdentityNeeded, NotRecognised, TooManyChecks, WrongCode
from dialogue.crm.identity import Claim, Handle
from dialogue.crm.reception import CODE_LIFE, CODE_TRIES, IDENTITY_LIFE, PERIOD, Reception

RIGHT = Claim(Handle("order", FRESH.number), "ines@example.org")
WRONG = Claim(Handle("order", FRESH.number), "other@example.org")
NOBODY = Claim(Handle("order", "MP-00000000"), "other@example.org")
ACCOUNT = Claim(Handle("customer", "C100001"), "44000")


@dataclass
class Post:
    """Keeps what is mailed."""

    sent: list[Mail] = field(default_factory=list)

    def send(self, mail: Mail) -> None:
        self.sent.append(mail)

    @property
    def code(self) -> str:
        return self.sent[-1].subject.split()[0]


class Lobby:
    """A reception and its post, with a clock one can set."""

    def __init__(self, db: Database) -> None:
        self.db, self.now, self.post = db, NOON, Post()
        clock = lambda: self.now  # noqa: E731 - the clock of this lobby
        self.crm = SqlCrm(db, company=lambda: COMPANY, clock=clock)
        self.crm.take_in(CUSTOMERS, ORDERS)
        self.identities = SqlIdentities(db, clock=clock)
        self.tries = SqlTries(db, clock=clock)
        self.jobs = Jobs(db, clock=clock)
        self.reception = self.with_records(self.crm)

    def with_records(self, records: Any) -> Reception:
        return Reception(records=records, tries=self.tries, identities=self.identities, company=lambda: COMPANY)

    def deliver(self) -> int:
        """Send the codes that wait; return how many mails left."""
        before = len(self.post.sent)
        while job := self.jobs.claim(["code"]):
            send_code(job.payload, identities=self.identities, mailer=self.post, company=lambda: COMPANY)
            self.jobs.done(job)
        return len(self.post.sent) - before

    def later(self, by: timedelta) -> None:
        self.now = self.now + by

    def refusals(self, claim: Claim, times: int, *, conversation: str = "k1") -> list[str]:
        found = []
        for _ in range(times):
            with pytest.raises((NotRecognised, TooManyChecks)) as told:
                self.reception.identify(conversation, claim)
            found.append(told.value.code)
        return found


@pytest.fixture
def lobby(db: Database) -> Lobby:
    return Lobby(db)


def test_somebody_recognised_stays_so_for_a_while_in_that_conversation_alone(lobby: Lobby) -> None:
    assert lobby.reception.who("k1") is None
    assert lobby.reception.identify("k1", RIGHT) == by_order(FRESH.number) == lobby.reception.who("k1")
    assert lobby.reception.who("k2") is None
    lobby.later(IDENTITY_LIFE)
    assert lobby.reception.who("k1") is None


def test_somebody_is_forgotten_when_they_ask(lobby: Lobby) -> None:
    lobby.reception.identify("k1", ACCOUNT)
    lobby.reception.forget("k1")
    assert lobby.reception.who("k1") is None


def test_wrong_checks_are_counted_in_a_conversation_and_nobody_is_told_apart(db: Database) -> None:
    told = []
    for claim in (WRONG, NOBODY):
        lobby = Lobby(db)
        told.append(lobby.refusals(claim, 7, conversation=claim.handle.value))
    assert told[0] == told[1] == ["not-recognised"] * 5 + ["too-many-checks"] * 2


def test_a_right_check_is_refused_too_while_there_were_too_many(lobby: Lobby) -> None:
    lobby.refusals(WRONG, 5)
    with pytest.raises(TooManyChecks) as told:
        lobby.reception.identify("k1", RIGHT)
    assert told.value.details == {"minutes": 60}
    lobby.later(timedelta(minutes=59, seconds=30))
    with pytest.raises(TooManyChecks) as told:
        lobby.reception.identify("k1", RIGHT)
    assert told.value.details == {"minutes": 1}
    lobby.later(timedelta(seconds=30))
    assert lobby.reception.identify("k1", RIGHT)


def test_wrong_checks_are_counted_on_a_customer_across_conversations_handles_and_restarts(db: Database) -> None:
    handles = [Handle("customer", "c100001"), Handle("order", FRESH.number)]
    for number in range(5):
        Lobby(db).refusals(Claim(handles[number % 2], f"other{number}@example.org"), 1, conversation=f"k{number}")
    with pytest.raises(TooManyChecks):
        Lobby(db).reception.identify("k9", ACCOUNT)
    assert Lobby(db).reception.identify("k9", Claim(Handle("order", GUEST.number), "69001"))


def test_one_who_tries_an_address_on_many_orders_is_stopped(lobby: Lobby) -> None:
    said = Counter(
        lobby.refusals(Claim(Handle("order", f"MP-{number:08d}"), "Ines@example.org"), 1, conversation=f"k{number}")[0]
        for number in range(25)
    )
    assert said == {"not-recognised": 20, "too-many-checks": 5}


def test_right_checks_use_up_nothing(lobby: Lobby) -> None:
    for _ in range(8):
        lobby.reception.identify("k1", RIGHT)
    assert lobby.refusals(WRONG, 6) == ["not-recognised"] * 5 + ["too-many-checks"]


def test_tries_at_once_are_all_counted(lobby: Lobby) -> None:
    def guess(number: int) -> str:
        try:
            lobby.reception.identify(f"k{number}", Claim(Handle("customer", "C100001"), f"{number}@example.org"))
        except (NotRecognised, TooManyChecks) as error:
            return error.code
        return "recognised"

    with ThreadPoolExecutor(8) as pool:
        said = Counter(pool.map(guess, range(24)))
    assert said == {"not-recognised": 5, "too-many-checks": 19}


def test_many_at_once_wait_for_nobody_who_waits_for_them(lobby: Lobby) -> None:
    claims = [
        ACCOUNT,
        RIGHT,
        Claim(Handle("order", GUEST.number), "69001"),
        Claim(Handle("customer", "C100002"), "75011"),
    ]

    def recognised(number: int) -> bool:
        lobby.later(PERIOD / 10)
        return bool(lobby.reception.identify(f"k{number % 5}", claims[number % 4]))

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(recognised, range(80)))


def test_a_crm_that_is_away_uses_up_no_try(lobby: Lobby) -> None:
    class Away:
        def facts(self, handle: Handle) -> None:
            raise CrmAway

    for _ in range(30):
        with pytest.raises(CrmAway):
            lobby.with_records(Away()).identify("k1", RIGHT)
    assert lobby.reception.identify("k1", RIGHT)


def test_a_code_read_in_the_known_mailbox_proves_the_account(lobby: Lobby) -> None:
    lobby.reception.identify("k1", RIGHT)
    assert lobby.reception.send_code("k1", lang="fr", key="c1") == "I•••@example.org"
    assert lobby.deliver() == 1
    mail = lobby.post.sent[0]
    assert mail.to == "Ines@example.org"
    assert lobby.post.code in mail.text
    assert "Maison Test" in mail.text
    assert lobby.reception.prove("k1", lobby.post.code) == account(proven=True) == lobby.reception.who("k1")
    with pytest.raises(WrongCode):
        lobby.reception.prove("k1", lobby.post.code)


def test_a_guest_proves_their_order(lobby: Lobby) -> None:
    lobby.reception.send_code("k1", lang="en", key="c1", handle=Handle("order", GUEST.number))
    lobby.deliver()
    assert lobby.post.sent[0].subject.endswith("is your code")
    assert lobby.reception.prove("k1", lobby.post.code) == by_order(GUEST.number, proven=True)


def test_an_account_is_proven_by_its_email_alone_and_nobody_learns_who_has_one(lobby: Lobby) -> None:
    known, unknown = Handle("email", "PAUL@example.com"), Handle("email", "nobody@example.com")
    assert lobby.reception.send_code("k1", lang="fr", key="c1", handle=known) == ""
    assert lobby.reception.send_code("k2", lang="fr", key="c2", handle=unknown) == ""
    assert lobby.deliver() == 1
    with pytest.raises(WrongCode):
        lobby.reception.prove("k2", lobby.post.code)
    assert lobby.reception.prove("k1", lobby.post.code) == account(customer="C100002", proven=True)


def test_an_address_is_not_shown_to_who_was_recognised_as_somebody_else(lobby: Lobby) -> None:
    lobby.reception.identify("k1", Claim(Handle("order", GUEST.number), "69001"))
    assert lobby.reception.send_code("k1", lang="fr", key="c1", handle=Handle("customer", "C100001")) == ""


def test_a_code_is_bounded_in_tries_and_in_time(lobby: Lobby) -> None:
    for key, spoil in (("c1", CODE_TRIES), ("c2", 0)):
        lobby.reception.send_code("k1", lang="fr", key=key, handle=Handle("customer", "C100001"))
        lobby.deliver()
        wrong = f"{(int(lobby.post.code) + 1) % 10**6:06d}"
        for _ in range(spoil):
            with pytest.raises(WrongCode):
                lobby.reception.prove("k1", wrong)
        if not spoil:
            lobby.later(CODE_LIFE)
        with pytest.raises(WrongCode):
            lobby.reception.prove("k1", lobby.post.code)
    assert lobby.reception.who("k1") is None


def test_a_code_belongs_to_its_conversation_and_the_last_one_alone_opens(lobby: Lobby) -> None:
    lobby.reception.send_code("k1", lang="fr", key="c1", handle=Handle("customer", "C100001"))
    lobby.deliver()
    first = lobby.post.code
    with pytest.raises(WrongCode):
        lobby.reception.prove("k2", first)
    lobby.reception.send_code("k1", lang="fr", key="c2", handle=Handle("customer", "C100001"))
    if lobby.deliver() and lobby.post.code != first:
        with pytest.raises(WrongCode):
            lobby.reception.prove("k1", first)
    assert lobby.reception.prove("k1", lobby.post.code)


def test_the_same_key_mails_once_and_codes_are_bounded(lobby: Lobby) -> None:
    for _ in range(5):
        lobby.reception.send_code("k1", lang="fr", key="c1", handle=Handle("customer", "C100001"))
    assert lobby.deliver() == 1
    for number in (2, 3):
        lobby.reception.send_code("k1", lang="fr", key=f"c{number}", handle=Handle("customer", "C100001"))
    for conversation in ("k1", "k2"):
        with pytest.raises(TooManyChecks):
            lobby.reception.send_code(conversation, lang="fr", key="c9", handle=Handle("email", "ines@example.org"))
    assert lobby.deliver() == 1
    lobby.later(PERIOD)
    lobby.reception.send_code("k1", lang="fr", key="c10", handle=Handle("customer", "C100001"))
    assert lobby.deliver() == 1


def test_a_code_for_nobody_in_particular_takes_a_name_first(lobby: Lobby) -> None:
    with pytest.raises(IdentityNeeded):
        lobby.reception.send_code("k1", lang="fr", key="c1")
    with pytest.raises(WrongCode):
        lobby.reception.prove("k1", "000000")


def test_the_code_itself_is_written_nowhere(lobby: Lobby, db: Database) -> None:
    lobby.reception.send_code("k1", lang="fr", key="c1", handle=Handle("customer", "C100001"))
    lobby.deliver()
    with db.read() as connection:
        rows = [str(row) for table in (jobs, crm_codes) for row in connection.execute(select(table))]
    assert len(rows) == 2
    assert lobby.post.code not in "".join(rows).replace(str(datetime.now().year), "")


def test_a_mail_that_is_sent_again_brings_the_code_that_holds(lobby: Lobby) -> None:
    lobby.reception.send_code("k1", lang="fr", key="c1", handle=Handle("customer", "C100001"))
    job = lobby.jobs.claim(["code"])
    assert job
    for _ in range(2):
        send_code(job.payload, identities=lobby.identities, mailer=lobby.post, company=lambda: COMPANY)
    assert len(lobby.post.sent) == 2
    assert lobby.reception.prove("k1", lobby.post.code) == account(proven=True)


def test_what_is_too_old_is_removed(lobby: Lobby, db: Database) -> None:
    lobby.reception.identify("k1", RIGHT)
    lobby.refusals(WRONG, 1)
    lobby.reception.send_code("k1", lang="fr", key="c1")
    lobby.later(PERIOD)
    lobby.reception.identify("k2", RIGHT)
    with db.read() as connection:
        left = {table.name: len(connection.execute(select(table)).all()) for table in (crm_codes, crm_identities)}
        assert left == {"crm_codes": 0, "crm_identities": 1}
        assert all(row.until > lobby.now for row in connection.execute(select(crm_tries)))
