"""An installation's records: embedded, or the company's own CRM where the settings name one."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from fakes.crm_records import CUSTOMERS, ORDERS, SENT
from fakes.crm_server import SECRET, RemoteCrm, served

from api.crm.wire import written
from api.errors import InvalidSetting
from api.settings import Settings
from api.wiring import Engine, build
from dialogue.crm.acts import AskReturn, ChangeContact, SendInvoice
from dialogue.crm.errors import CodeNeeded, OrderTooFar
from dialogue.crm.identity import Claim, Handle
from dialogue.crm.model import Address

CLAIM = Claim(Handle("order", SENT.number), "bureau@example.org")
FRESH = Claim(Handle("order", "MP-90000001"), "ines@example.org")
HOME = Address("5 rue Neuve", "44200", "Nantes")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with build(Settings(home=tmp_path)) as engine:
        engine.records.embedded.take_in(CUSTOMERS, ORDERS)
        yield engine


def mails(engine: Engine) -> dict[str, str]:
    """What was mailed, by address and subject."""
    while engine.postman.run_one():
        pass
    read = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in _outbox(engine).glob("*.eml")]
    return {f"{mail['To']}: {mail['Subject']}": mail.get_body().get_content() for mail in read}


def _outbox(engine: Engine) -> Path:
    return engine.settings.home / "outbox"


def test_an_address_is_changed_after_a_code_and_the_owner_is_told(engine: Engine) -> None:
    reception, crm = engine.records.reception, engine.records.crm
    who = reception.identify("k1", CLAIM)
    assert crm.order(who, SENT.number) == SENT
    with pytest.raises(CodeNeeded):
        crm.do(
            reception.identify("k1", Claim(Handle("customer", "C100001"), "44000")),
            ChangeContact(address=HOME),
            key="a",
        )
    assert reception.send_code("k1", lang="fr", key="k1:m3") == "I•••@example.org"
    code = next(iter(mails(engine))).split(": ")[1].split()[0]
    who = reception.prove("k1", code)
    assert crm.do(who, ChangeContact(address=HOME), key="k1:m4").sent_to == "I•••@example.org"
    assert crm.customer(who).address == HOME
    text = mails(engine)["Ines@example.org: Vos coordonnées ont été modifiées"]
    assert "Inès Fictive" in text
    assert "5 rue Neuve" not in text


def test_a_copy_of_an_invoice_goes_to_the_known_address_once(engine: Engine) -> None:
    reception, crm = engine.records.reception, engine.records.crm
    who = reception.identify("k1", CLAIM)
    receipts = {crm.do(who, SendInvoice(SENT.number), key="k1:m2") for _ in range(2)}
    assert len(receipts) == 1
    sent = mails(engine)
    assert list(sent) == ["bureau@example.org: Votre facture F-2026-17"]
    text = sent["bureau@example.org: Votre facture F-2026-17"]
    assert "2 x Drap housse: 79.80 EUR" in text
    assert "Total : 138.80 EUR" in text


def test_a_companys_own_crm_is_asked_where_one_is_named(tmp_path: Path) -> None:
    with served(RemoteCrm()) as remote:
        remote.take_in([written(each) for each in CUSTOMERS], [written(each) for each in ORDERS])
        settings = Settings(home=tmp_path, crm_url=f"{remote.address}/", crm_secret=SECRET)
        assert SECRET not in repr(settings)
        with build(settings) as engine:
            who = engine.records.reception.identify("k1", CLAIM)
            assert engine.records.crm.order(who, SENT.number) == SENT
            engine.records.crm.do(who, AskReturn(SENT.number), key="k1:m2")
            assert len(engine.records.audit.lines()) == len(remote.changes) == 1
            assert engine.records.embedded.addresses() == {}


@pytest.mark.parametrize(
    ("url", "secret", "named"),
    [
        ("https://crm.example", "", "COMPTOIR_CRM_SECRET"),
        ("https://crm.example", "short", "COMPTOIR_CRM_SECRET"),
        ("ftp://crm.example", SECRET, "COMPTOIR_CRM_URL"),
        ("https://crm.example/?a=1", SECRET, "COMPTOIR_CRM_URL"),
    ],
)
def test_a_crm_that_cannot_be_asked_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, url: str, secret: str, named: str
) -> None:
    monkeypatch.setenv("COMPTOIR_CRM_URL", url)
    monkeypatch.setenv("COMPTOIR_CRM_SECRET", secret)
    with pytest.raises(InvalidSetting, match=named) as told:
        Settings.load()
    assert secret == "" or secret not in str(told.value)


def test_an_action_says_what_went_wrong_in_the_visitors_language(engine: Engine) -> None:
    services = engine.records.services
    with pytest.raises(OrderTooFar) as told:
        services.crm.do(services.reception.identify("k1", FRESH), AskReturn("MP-90000001"), key="k")
    assert services.told(told.value, "fr").startswith("La commande MP-90000001 ne le permet plus : elle est confirmée.")
    assert services.told(told.value, "en").startswith("Order MP-90000001 no longer allows this: it is confirmed.")
