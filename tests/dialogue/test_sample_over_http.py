"""The flows of the sample company on a CRM of its own, over HTTP: the same words, and its faults are survived."""

from collections.abc import Callable, Iterator
from contextlib import closing
from zoneinfo import ZoneInfo

import pytest
from fakes.crm_server import SECRET, RemoteCrm, served
from fakes.sample import DATA, SampleSite, sample_project, sample_recogniser
from fakes.transcripts import read, taken_again

from api.crm.breaker import Breaker
from api.crm.intake import read_records
from api.crm.link import Link
from api.crm.remote import HttpCrm
from api.crm.wire import written
from api.storage.crm_audit import SqlCrmAudit
from api.storage.database import Database
from dialogue.assistant.project import Project
from dialogue.model import Event

SECONDS = 0.8


@pytest.fixture(scope="module")
def project() -> Project:
    return sample_project()


@pytest.fixture
def remote() -> Iterator[RemoteCrm]:
    paths = sorted((DATA / "crm").glob("*.csv"))
    customers, orders = read_records(paths, known={}, country="FR", zone=ZoneInfo("Europe/Paris"))
    with served(RemoteCrm(seconds=3 * SECONDS)) as crm:
        crm.take_in([written(each) for each in customers], [written(each) for each in orders])
        yield crm


@pytest.fixture
def audit(opened_database: Callable[[str], Database]) -> SqlCrmAudit:
    return SqlCrmAudit(opened_database("sqlite"))


@pytest.fixture
def site(
    remote: RemoteCrm, project: Project, audit: SqlCrmAudit, opened_database: Callable[[str], Database]
) -> Iterator[SampleSite]:
    database = opened_database("sqlite")
    with closing(SampleSite(database, project=project, recogniser=sample_recogniser())) as site:
        link = Link(remote.address, secret=SECRET, seconds=SECONDS, breaker=Breaker(failures=100))
        with closing(HttpCrm(link, audit=audit, company=lambda: site.company, clock=site.clock)) as crm:
            site.crm.records = crm  # type: ignore[assignment]
            yield site


def words(events: tuple[Event, ...]) -> str:
    return "\n".join(str(event.payload.get("text", "")) for event in events if event.author == "agent")


def before(name: str, line: str) -> str:
    """A transcript up to where the visitor says this."""
    return read(name).split(f"\nV: {line}\n")[0].split("\n\n~ ")[0].rstrip("\n") + "\n"


@pytest.mark.parametrize(
    "name", ["fr-01-ou-est-ma-commande", "en-01-where-is-my-order", "fr-05-rien-ne-va-ensemble", "en-12-hostile"]
)
def test_the_same_words_are_said(site: SampleSite, name: str) -> None:
    assert taken_again(read(name), site) == read(name)


def test_a_refund_whose_answer_was_lost_is_asked_again_and_made_once(
    site: SampleSite, remote: RemoteCrm, audit: SqlCrmAudit
) -> None:
    begun = before("fr-29-jamais-deux-fois", "oui")
    assert taken_again(begun, site) == begun
    remote.change_moods = ["cut-after", "down", "down"]
    assert "Nos dossiers n'ont pas confirmé." in words(site.say("k1", "oui"))
    assert len(remote.changes) == 1
    assert [line.outcome for line in audit.lines()] == ["asked"]
    assert "sous la référence CRM-1" in words(site.press("k1", "Réessayer"))
    assert len(remote.changes) == 1
    assert [line.outcome for line in audit.lines()] == ["done"]


@pytest.mark.parametrize("mood", ["cut-after", "slow-after"])
def test_a_passing_fault_is_not_noticed_by_the_visitor(site: SampleSite, remote: RemoteCrm, mood: str) -> None:
    taken_again(before("fr-29-jamais-deux-fois", "oui"), site)
    remote.change_moods = [mood]
    assert "sous la référence CRM-1" in words(site.say("k1", "oui"))
    assert len(remote.changes) == 1


FAULTS: dict[str, str | bytes] = {"slow": "slow", "down": "down", "busy": "busy", "wrong": b"<html>oops</html>"}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_crm_that_fails_is_told_and_a_person_is_offered(site: SampleSite, remote: RemoteCrm, fault: str) -> None:
    begun = before("fr-28-dossiers-absents", "44000")
    assert taken_again(begun, site) == begun
    remote.mood = FAULTS[fault]
    events = site.say("k1", "44000")
    assert "dossiers" in words(events)
    assert any(event.payload.get("exits") for event in events)
    assert remote.changes == []
    if fault != "wrong":
        remote.mood = ""
        assert "part à c•••@example.org" in words(site.say("k1", "44000"))
        assert [act["kind"] for act in remote.changes] == ["send-invoice"]


def test_a_wrong_secret_is_told_and_shows_nothing(site: SampleSite, remote: RemoteCrm) -> None:
    taken_again(before("fr-28-dossiers-absents", "44000"), site)
    remote.secret = "the other side has changed its secret"
    events = site.say("k1", "44000")
    assert "dossiers" in words(events)
    assert "COMPTOIR" not in words(events)
    assert any(event.payload.get("exits") for event in events)
    assert set(remote.refused) == {"wrong-signature"}
