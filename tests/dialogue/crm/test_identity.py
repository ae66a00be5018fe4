"""What proves who somebody is, and what they may then read and change."""

import ast
from pathlib import Path

import pytest

from dialogue.crm.acts import Act, AskReturn, CancelOrder, ChangeContact, Complain, SendInvoice
from dialogue.crm.errors import CheckTooWeak, CodeNeeded, CrmError, IdentityNeeded, OrderNotFound
from dialogue.crm.identity import (
    Claim,
    Code,
    Handle,
    HandleKind,
    Identified,
    masked,
    new_code,
    normal,
    opens,
    permit,
    proven,
    recognise,
    sealed,
    stronger,
)
from dialogue.crm.model import Facts

ROOT = Path(__file__).parents[3]
ACCOUNT = Facts(
    customer="C100001",
    mailbox="ines@example.org",
    emails=("Ines@example.org",),
    phones=("06 39 98 01 01",),
    postcodes=("44 000",),
)
ORDER = Facts(
    customer="C100001",
    order="MP-90000002",
    mailbox="ines@example.org",
    emails=("bureau@example.org", "ines@example.org"),
    phones=("", "+33639980101"),
    postcodes=("44100", "44000"),
)


def claim(kind: HandleKind, check: str) -> Claim:
    return Claim(Handle(kind, "whatever the records were asked by"), check)


@pytest.mark.parametrize(
    "check",
    [
        "ines@example.org",
        " INES@Example.org ",
        "bureau@example.org",
        "+33 6 39 98 01 01",
        "0639980101",
        "44100",
        "44 000",
    ],
)
def test_an_order_number_and_what_the_order_says_prove_that_order_alone(check: str) -> None:
    who = recognise("k1", claim("order", check), ORDER, country="FR")
    assert who == Identified("k1", order="MP-90000002")


@pytest.mark.parametrize("check", ["ines@example.org", "06.39.98.01.01", "44000"])
def test_a_customer_number_and_what_the_account_says_prove_the_account(check: str) -> None:
    assert recognise("k1", claim("customer", check), ACCOUNT, country="FR") == Identified("k1", customer="C100001")


@pytest.mark.parametrize("kind", ["email", "phone"])
def test_what_directories_say_proves_nothing_without_a_number_from_the_company(kind: HandleKind) -> None:
    assert recognise("k1", claim(kind, "c 100001"), ACCOUNT, country="FR") == Identified("k1", customer="C100001")
    for public in ("44000", "0639980101", "Inès Fictive"):
        assert recognise("k1", claim(kind, public), ACCOUNT, country="FR") is None
    with pytest.raises(CheckTooWeak):
        recognise("k1", claim(kind, "ines@example.org"), ACCOUNT, country="FR")


@pytest.mark.parametrize("check", ["autre@example.org", "75011", "0639980109", "C100001", "@", "x"])
@pytest.mark.parametrize("facts", [ORDER, None, Facts()], ids=["wrong", "nobody", "empty"])
def test_a_wrong_check_and_nobody_are_told_alike(check: str, facts: Facts | None) -> None:
    assert recognise("k1", claim("order", check), facts, country="FR") is None


@pytest.mark.parametrize("check", ["", "  ", "\t"])
@pytest.mark.parametrize("facts", [Facts(emails=("",), phones=("",), postcodes=("",)), None])
def test_nothing_said_proves_nothing_even_where_nothing_is_known(check: str, facts: Facts | None) -> None:
    with pytest.raises(CheckTooWeak):
        recognise("k1", claim("order", check), facts, country="FR")


@pytest.mark.parametrize(
    ("handle", "expected"),
    [
        (Handle("order", " mp-90000002 "), "MP-90000002"),
        (Handle("customer", "c 100 001"), "C100001"),
        (Handle("email", " Ines@Example.ORG"), "ines@example.org"),
        (Handle("phone", "06 39 98 01 01"), "+33639980101"),
        (Handle("phone", "douze"), "douze"),
    ],
)
def test_a_handle_is_written_as_the_records_do(handle: Handle, expected: str) -> None:
    assert normal(handle, country="FR") == Handle(handle.kind, expected)


ACCOUNT_WHO = Identified("k1", customer="C100001")
PROVEN = Identified("k1", customer="C100001", proven=True)
BY_ORDER = Identified("k1", order="MP-1")
MOVE = ChangeContact(phone="+33639980777")


@pytest.mark.parametrize(
    ("who", "act", "error"),
    [
        (ACCOUNT_WHO, MOVE, CodeNeeded),
        (PROVEN, MOVE, None),
        (BY_ORDER, MOVE, IdentityNeeded),
        (Identified("k1", order="MP-1", proven=True), MOVE, IdentityNeeded),
        (ACCOUNT_WHO, CancelOrder("MP-1"), CodeNeeded),
        (BY_ORDER, CancelOrder("MP-1"), CodeNeeded),
        (Identified("k1", order="MP-1", proven=True), CancelOrder("MP-1"), None),
        (Identified("k1", order="MP-1", proven=True), CancelOrder("MP-2"), OrderNotFound),
        (BY_ORDER, AskReturn("MP-1"), None),
        (BY_ORDER, AskReturn("MP-2"), OrderNotFound),
        (BY_ORDER, SendInvoice("MP-1"), None),
        (BY_ORDER, Complain("!"), None),
        (Identified("k1"), SendInvoice("MP-1"), OrderNotFound),
    ],
)
def test_an_act_passes_for_who_is_recognised_well_enough(
    who: Identified, act: Act, error: type[CrmError] | None
) -> None:
    if error is None:
        permit(who, act)
        return
    with pytest.raises(error):
        permit(who, act)


def test_what_was_proven_stays_while_it_is_the_same_account() -> None:
    order = Identified("k1", order="MP-90000002")
    assert stronger(PROVEN, order, account="C100001") == PROVEN
    assert stronger(PROVEN, ACCOUNT_WHO, account="C100001") == PROVEN
    assert stronger(ACCOUNT_WHO, PROVEN, account="C100001") == PROVEN


def test_who_comes_after_is_not_who_was_before() -> None:
    other = Identified("k1", customer="C100002")
    assert stronger(PROVEN, other, account="C100002") == other
    guest = Identified("k1", order="MP-9")
    assert stronger(PROVEN, guest, account="") == guest
    assert stronger(Identified("k1", order="MP-8", proven=True), guest, account="") == guest
    assert stronger(None, guest, account="") == guest


def test_a_code_proves_the_account_of_its_mailbox_or_the_guests_order() -> None:
    assert proven(Code("k1", "key", "C100001", "MP-1", "ines@example.org")) == PROVEN
    assert proven(Code("k1", "key", "", "MP-1", "invite@example.com")) == Identified("k1", order="MP-1", proven=True)


def test_a_code_opens_its_own_digest_only() -> None:
    code = new_code()
    digest = sealed(code)
    assert len(code) == 6
    assert code.isdigit()
    assert opens(code, digest)
    assert opens(f" {code[:3]} {code[3:]} ", digest)
    assert not opens(f"{(int(code) + 1) % 10**6:06d}", digest)
    assert not opens(code, "")
    assert not opens("", digest)
    assert not opens("é" * 10_000, digest)
    assert code not in digest
    assert sealed(code) != digest


@pytest.mark.parametrize(
    ("email", "shown"), [("ines@example.org", "i•••@example.org"), ("a@b.fr", "a•••@b.fr"), ("", ""), ("x", "")]
)
def test_an_address_is_shown_to_its_owner_only(email: str, shown: str) -> None:
    assert masked(email) == shown


def test_what_identity_is_checked_against_is_never_printed() -> None:
    assert "ines" not in repr(ORDER).lower()
    assert "44100" not in repr(ORDER)


MAKERS = {"dialogue/crm/identity.py", "api/storage/crm_identities.py"}


def test_only_the_rules_and_the_storage_say_who_is_recognised() -> None:
    made, read = set(), set()
    for package in ("dialogue", "api"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                name = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
                made |= {path.relative_to(ROOT).as_posix()} if name == "Identified" else set()
                read |= {path.relative_to(ROOT).as_posix()} if name == "facts" else set()
    assert made == MAKERS
    assert read == {"dialogue/crm/reception.py"}
