"""Customers and orders taken in and changes told by the command line, in both languages."""

from pathlib import Path

import pytest
from edge.processes import Nursery
from fakes.crm_server import SECRET

from api.settings import ROOT, Settings
from api.wiring import build
from dialogue.crm.acts import AskReturn
from dialogue.crm.identity import Claim, Handle

SAMPLE = sorted(map(str, (ROOT / "training_data" / "crm").iterdir()))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_the_sample_is_taken_in_and_what_was_changed_is_told(processes: Nursery, home: Path) -> None:
    for _ in range(2):
        taken = processes.run("crm", "import", *SAMPLE, home=home, COMPTOIR_LANG="en")
        assert (taken.status, taken.out, taken.err) == (0, "Customers kept: 6. Orders kept: 11.\n", "")
    none = processes.run("crm", "changes", home=home, COMPTOIR_LANG="fr")
    assert none.out == "Rien n'a été changé dans les fichiers clients.\n"
    with build(Settings(home=home)) as engine:
        who = engine.records.reception.identify("k1", Claim(Handle("order", "mp-26110037"), "35000"))
        engine.records.crm.do(who, AskReturn("MP-26110037", "trop petite"), key="k1:m2")
    told = processes.run("crm", "changes", "--limit", "5", home=home, COMPTOIR_LANG="fr")
    assert "commande MP-26110037  fait  conversation k1  clé k1:m2" in told.out
    assert "trop petite" in told.out
    other = processes.run("crm", "changes", "--customer", "C204817", home=home, COMPTOIR_LANG="en")
    assert other.out == "Nothing was changed in the records.\n"


def test_nothing_is_kept_of_files_with_faults(processes: Nursery, home: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("number,name,email\nC1,Léa,lea@example.org\nC2,Max,max\n", encoding="utf-8")
    english = processes.run("crm", "import", *SAMPLE, str(wrong), home=home, COMPTOIR_LANG="en")
    assert english.status == 2
    assert "wrong.csv, line 3, email: “max” is not an e-mail address" in english.err
    french = processes.run("crm", "import", str(wrong), home=home, COMPTOIR_LANG="fr")
    assert "wrong.csv, ligne 3, email : « max » n'est pas une adresse e-mail" in french.err
    assert "Rien n'a été gardé." in french.err
    with build(Settings(home=home)) as engine:
        assert engine.records.embedded.addresses() == {}


def test_nothing_is_imported_beside_a_companys_own_crm(processes: Nursery, home: Path) -> None:
    named = {"COMPTOIR_CRM_URL": "https://crm.example", "COMPTOIR_CRM_SECRET": SECRET}
    refused = processes.run("crm", "import", *SAMPLE, home=home, **named)
    assert refused.status == 2
    assert "https://crm.example" in refused.err
    assert SECRET not in refused.err + refused.out
    unsigned = processes.run("crm", "changes", home=home, COMPTOIR_CRM_URL="https://crm.example")
    assert unsigned.status == 2
    assert "COMPTOIR_CRM_SECRET" in unsigned.err
