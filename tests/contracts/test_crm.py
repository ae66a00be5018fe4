"""What every CRM must do: embedded on SQLite and PostgreSQL, and a company's own over HTTP."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any, Protocol

import pytest
from fakes.crm_records import COMPANY, CUSTOMERS, FRESH, GUEST, INES, NOON, ORDERS, PAUL, SENT, account, by_order
from fakes.crm_server import SECRET, RemoteCrm, served

from api.crm.link import Link
from api.crm.remote import HttpCrm
from api.crm.wire import written
from api.storage.crm import SqlCrm
from api.storage.crm_audit import SqlCrmAudit
from api.storage.database import Database
from dialogue.crm.acts import Act, AskRefund, AskReturn, Book, CancelOrder, ChangeContact, Complain, SendInvoice
from dialogue.crm.errors import (
    CodeNeeded,
    CrmError,
    DetailInvalid,
    IdentityNeeded,
    KeyReused,
    NoInvoice,
    NothingToChange,
    OrderNotFound,
    OrderTooFar,
)
from dialogue.crm.identity import Handle
from dialogue.crm.model import Address
from dialogue.crm.ports import Crm, Records

HOME = Address("5 rue Neuve", "44200", "Nantes")
LATER = NOON + timedelta(days=2)


class AnyCrm(Crm, Records, Protocol):
    """Both ports, as every adapter has them."""


@pytest.fixture
def remote() -> Iterator[RemoteCrm]:
    with served(RemoteCrm()) as crm:
        crm.take_in([written(each) for each in CUSTOMERS], [written(each) for each in ORDERS])
        yield crm


@pytest.fixture(params=["sqlite", "postgresql", "http"])
def database(request: pytest.FixtureRequest, opened_database: Callable[[str], Database]) -> Database:
    return opened_database("sqlite" if request.param == "http" else request.param)


@pytest.fixture
def crm(request: pytest.FixtureRequest, database: Database) -> Iterator[AnyCrm]:
    if request.node.callspec.params["database"] != "http":
        embedded = SqlCrm(database, company=lambda: COMPANY, clock=lambda: NOON)
        embedded.take_in(CUSTOMERS, ORDERS)
        yield embedded
        return
    server: RemoteCrm = request.getfixturevalue("remote")
    link = Link(server.address, secret=SECRET, seconds=5)
    with closing(HttpCrm(link, audit=SqlCrmAudit(database), company=lambda: COMPANY, clock=lambda: NOON)) as http:
        yield http


@pytest.fixture
def audit(database: Database) -> SqlCrmAudit:
    return SqlCrmAudit(database)


@pytest.mark.parametrize(
    ("handle", "customer"),
    [
        (Handle("customer", "C100001"), "C100001"),
        (Handle("email", "ines@example.org"), "C100001"),
        (Handle("phone", "+33639980102"), "C100002"),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_an_account_is_found_by_its_number_its_email_or_its_phone(crm: AnyCrm, handle: Handle, customer: str) -> None:
    facts = crm.facts(handle)
    assert facts
    assert (facts.customer, facts.order) == (customer, "")
    known = {each.number: each for each in CUSTOMERS}[customer]
    assert (facts.mailbox, facts.emails, facts.phones) == (known.email, (known.email,), (known.phone,))
    assert facts.postcodes == (known.address.postcode,)


@pytest.mark.parametrize("kind", ["customer", "email", "phone", "order"])
def test_nobody_is_found_by_what_nobody_bears(crm: AnyCrm, kind: Any) -> None:
    assert crm.facts(Handle(kind, "X")) is None
    assert crm.facts(Handle(kind, "")) is None


def test_an_order_is_checked_against_what_it_and_its_account_say(crm: AnyCrm) -> None:
    facts = crm.facts(Handle("order", SENT.number))
    assert facts
    assert (facts.customer, facts.order, facts.mailbox) == ("C100001", SENT.number, INES.email)
    assert facts.emails == ("bureau@example.org", INES.email)
    assert facts.postcodes == ("44100", "44000")


def test_a_guests_order_has_a_mailbox_of_its_own(crm: AnyCrm) -> None:
    facts = crm.facts(Handle("order", GUEST.number))
    assert facts
    assert (facts.customer, facts.mailbox) == ("", "invite@example.com")


def test_an_account_reads_itself_and_its_orders_the_newest_first(crm: AnyCrm) -> None:
    assert crm.customer(account()) == INES
    assert crm.orders(account()) == (FRESH, SENT)
    assert crm.order(account(), "mp-90000002 ") == SENT
    assert crm.orders(account(customer="C100002")) == ()


def test_who_is_known_by_an_order_reads_that_order_and_no_more(crm: AnyCrm) -> None:
    who = by_order(SENT.number)
    assert crm.order(who, SENT.number) == SENT
    assert crm.orders(who) == (SENT,)
    with pytest.raises(IdentityNeeded):
        crm.customer(who)
    with pytest.raises(OrderNotFound, match=FRESH.number):
        crm.order(who, FRESH.number)


@pytest.mark.parametrize("number", [GUEST.number, "MP-00000000", ""])
def test_an_order_of_somebody_else_and_none_at_all_are_told_alike(crm: AnyCrm, number: str) -> None:
    with pytest.raises(OrderNotFound) as told:
        crm.order(account(customer="C100002"), number)
    assert set(told.value.details) >= {"number"}
    with pytest.raises(OrderNotFound):
        crm.do(account(customer="C100002", proven=True), AskRefund(number or "?"), key="k")


def test_contact_details_change_for_who_proved_it_and_the_rest_stays(crm: AnyCrm, audit: SqlCrmAudit) -> None:
    act = ChangeContact(email=" Nouvelle@example.org ", phone="06 39 98 07 77")
    receipt = crm.do(account(proven=True), act, key="k1:m1")
    assert receipt.reference
    changed = replace(INES, email="Nouvelle@example.org", phone="+33639980777")
    assert crm.customer(account()) == changed
    crm.do(account(proven=True), ChangeContact(address=HOME), key="k1:m2")
    assert crm.customer(account()) == replace(changed, address=HOME)
    lines = {line.key: line for line in audit.lines(customer="C100001")}
    first, second = lines["k1:m1"], lines["k1:m2"]
    assert (first.kind, first.conversation_id, first.proven, first.outcome) == ("change-contact", "k1", True, "done")
    assert first.before == {"email": INES.email, "phone": INES.phone}
    assert second.before["address"]["street"] == "1 rue Imaginaire"
    assert second.after["address"]["street"] == "5 rue Neuve"
    assert audit.lines(customer="C100002") == []


@pytest.mark.parametrize("act", [ChangeContact(address=HOME), CancelOrder(FRESH.number)], ids=["contact", "cancel"])
def test_what_cannot_be_undone_takes_a_code(crm: AnyCrm, audit: SqlCrmAudit, act: Act) -> None:
    with pytest.raises(CodeNeeded):
        crm.do(account(), act, key="k")
    assert crm.customer(account()) == INES
    assert crm.order(account(), FRESH.number) == FRESH
    assert audit.lines() == []


def test_who_is_known_by_an_order_changes_no_account(crm: AnyCrm) -> None:
    with pytest.raises(IdentityNeeded):
        crm.do(by_order(SENT.number, proven=True), ChangeContact(address=HOME), key="k")


@pytest.mark.parametrize(
    ("act", "error"),
    [
        (ChangeContact(), NothingToChange),
        (ChangeContact(email="not an address"), DetailInvalid),
        (ChangeContact(phone="12"), DetailInvalid),
        (ChangeContact(address=Address("", "44000", "Nantes")), DetailInvalid),
        (ChangeContact(address=Address("x" * 201, "44000", "Nantes")), DetailInvalid),
        (ChangeContact(address=Address("a\0b", "44000", "Nantes")), DetailInvalid),
        (Complain("  "), DetailInvalid),
        (Book("callback", NOON), DetailInvalid),
        (Complain("\ud800"), DetailInvalid),
        (CancelOrder(SENT.number), OrderTooFar),
        (AskReturn(FRESH.number), OrderTooFar),
        (SendInvoice(FRESH.number), NoInvoice),
    ],
)
def test_what_is_not_possible_says_why_and_changes_nothing(crm: AnyCrm, act: Act, error: type[CrmError]) -> None:
    with pytest.raises(error):
        crm.do(account(proven=True), act, key="k")
    assert crm.customer(account()) == INES
    assert crm.orders(account()) == (FRESH, SENT)
    assert crm.cases(account()) == ()


def test_an_order_that_nobody_prepares_yet_is_cancelled(crm: AnyCrm) -> None:
    receipt = crm.do(by_order(FRESH.number, proven=True), CancelOrder(FRESH.number.lower()), key="k")
    assert crm.order(account(), FRESH.number).status == "cancelled"
    case = crm.cases(account())[0]
    assert (case.id, case.kind, case.status, case.order) == (receipt.reference, "cancellation", "done", FRESH.number)


def test_what_is_asked_is_a_case_that_can_be_followed(crm: AnyCrm) -> None:
    acts: dict[str, Act] = {
        "return": AskReturn(SENT.number, "trop petit", ("LA-7",)),
        "refund": AskRefund(SENT.number, "jamais reçu"),
        "complaint": Complain("Trois semaines d'attente"),
        "callback": Book("callback", LATER, "ma commande"),
    }
    references = {kind: crm.do(account(), act, key=kind).reference for kind, act in acts.items()}
    found = {case.kind: case for case in crm.cases(account())}
    assert {kind: case.id for kind, case in found.items()} == references
    assert {case.status for case in found.values()} == {"open"}
    assert (found["return"].order, found["complaint"].order) == (SENT.number, "")
    assert found["callback"].at == LATER
    assert crm.cases(account(customer=PAUL.number)) == ()


def test_a_guest_asks_for_a_return_and_follows_it(crm: AnyCrm) -> None:
    crm.do(by_order(GUEST.number), AskReturn(GUEST.number), key="k")
    assert [case.kind for case in crm.cases(by_order(GUEST.number))] == ["return"]


def test_the_same_key_is_one_change_and_gives_the_same_receipt(crm: AnyCrm, audit: SqlCrmAudit) -> None:
    who, act = account(), AskReturn(SENT.number)
    receipts = {crm.do(who, act, key="k") for _ in range(3)}
    assert len(receipts) == 1
    assert len(crm.cases(who)) == 1
    assert [line.outcome for line in audit.lines()] == ["done"]
    assert crm.do(who, act, key="other") not in receipts


def test_a_change_asked_many_times_at_once_is_made_once(crm: AnyCrm, audit: SqlCrmAudit) -> None:
    with ThreadPoolExecutor(6) as pool:
        receipts = set(pool.map(lambda _: crm.do(account(), AskReturn(SENT.number), key="k"), range(12)))
    assert len(receipts) == len(crm.cases(account())) == len(audit.lines()) == 1


def test_changes_at_once_under_keys_of_their_own_are_all_made(crm: AnyCrm) -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda number: crm.do(account(), Complain(f"{number}"), key=f"k{number}"), range(12)))
    assert len(crm.cases(account())) == 12


def test_a_key_serves_one_change_only(crm: AnyCrm) -> None:
    crm.do(account(), AskReturn(SENT.number), key="k")
    with pytest.raises(KeyReused, match="k"):
        crm.do(account(), AskRefund(SENT.number), key="k")
    with pytest.raises(KeyReused):
        crm.do(by_order(SENT.number), AskReturn(SENT.number), key="k")
    assert len(crm.cases(account())) == 1


def test_what_was_refused_may_be_asked_again_under_its_key(crm: AnyCrm) -> None:
    with pytest.raises(OrderTooFar):
        crm.do(account(), AskReturn(FRESH.number), key="k")
    with pytest.raises(OrderTooFar):
        crm.do(account(), AskReturn(FRESH.number), key="k")


def test_amounts_are_exact(crm: AnyCrm) -> None:
    assert crm.order(account(), FRESH.number).lines[0].price * 2 == Decimal("79.80")
    assert crm.customer(account()).value == Decimal("812.40")
