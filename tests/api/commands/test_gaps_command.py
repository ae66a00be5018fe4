"""What visitors did not get, told by the command line in both languages."""

import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from edge.processes import Nursery

from api.storage.database import open_database
from api.storage.journal import SqlJournal
from api.storage.migrate import migrate
from dialogue.model import Change, Conversation, Draft

UNKNOWN = "posez-vous des rideaux ? Appelez-moi au 06 12 34 56 78"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which two visitors asked what nobody had written."""
    home = tmp_path_factory.mktemp("home")
    with closing(open_database(f"sqlite:///{home / 'comptoir.db'}")) as database:
        migrate(database)
        journal = SqlJournal(database)
        for id in ("c1", "c2"):
            journal.open(Conversation(id, "fr", opened_at=datetime.now(UTC)), token_digest="d")
            before = journal.load(id)
            said = Draft("message", "visitor", {"text": UNKNOWN})
            offer = Draft("offer", "agent", {"because": "nothing-found", "topic": "", "exits": []})
            journal.record(Change(before, before, (said, offer), "m1"))
    return home


def test_gaps_are_told_in_both_languages_and_masked(processes: Nursery, home: Path) -> None:
    french = processes.run("gaps", home=home, COMPTOIR_LANG="fr")
    assert (french.status, french.err) == (0, "")
    first, name, counts, suggested = french.out.splitlines()
    assert first == "Manques en 30 jours : 1, le plus coûteux d'abord"
    assert name.startswith("   4.0  fr  Posez-vous des rideaux ?")
    assert "Conversations : 2, dont 2 cette semaine, 0 la semaine d'avant (sans réponse 2)" in counts
    assert suggested.strip() == "Conseillé : une nouvelle entrée"
    english = processes.run("gaps", "--days", "7", home=home, COMPTOIR_LANG="en")
    assert english.out.startswith("Gaps in 7 days: 1, what costs most first\n")
    assert "06 12" not in french.out + english.out


def test_gaps_are_one_object_and_one_language_may_be_wanted(processes: Nursery, home: Path) -> None:
    (gap,) = json.loads(processes.run("gaps", "--json", home=home).out)["gaps"]
    assert (gap["volume"], gap["kinds"], gap["state"], gap["nearest"]) == (2, {"unanswered": 2}, "open", None)
    none = processes.run("gaps", "--lang", "en", home=home, COMPTOIR_LANG="en")
    assert none.out == "No gap in 30 days: visitors were answered, or nobody asked.\n"
    assert processes.run("gaps", "--days", "0", home=home).status == 2
