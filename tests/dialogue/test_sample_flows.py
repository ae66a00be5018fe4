"""The assistant of the sample company: conversations in French and English, kept as people would read them.

After a change that is meant, `python -m tests.dialogue.transcripts` writes them anew: read what differs.
"""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from fakes.sample import PROJECT, SampleSite, sample_entries, sample_project, sample_recogniser
from fakes.transcripts import TRANSCRIPTS, VISITOR, read, taken_again

from api.storage.crm_audit import SqlCrmAudit
from api.storage.database import Database
from dialogue.actions.built_in import BUILT_IN
from dialogue.assistant import sequences
from dialogue.assistant.checking import problems_of
from dialogue.assistant.files import read_folder
from dialogue.assistant.problems import Problem
from dialogue.assistant.project import Project
from dialogue.assistant.project import read as read_project
from dialogue.assistant.rehearsal import rehearse
from dialogue.authoring.sources import read_sources
from dialogue.crm.identity import Identified
from dialogue.crm.model import Address
from nlu.entities.recogniser import EntityRecogniser

NAMES = sorted(path.stem for path in TRANSCRIPTS.glob("*.txt"))


@pytest.fixture(scope="module")
def project() -> Project:
    return sample_project()


@pytest.fixture(scope="module")
def recogniser() -> EntityRecogniser:
    return sample_recogniser()


@pytest.fixture
def database(opened_database: Callable[[str], Database]) -> Database:
    return opened_database("sqlite")


@pytest.fixture
def site(database: Database, project: Project, recogniser: EntityRecogniser) -> Iterator[SampleSite]:
    with closing(SampleSite(database, project=project, recogniser=recogniser)) as site:
        yield site


def test_nothing_is_wrong_or_doubtful_in_the_project() -> None:
    assert problems_of(read_folder(PROJECT), read_sources(PROJECT), known=BUILT_IN) == ()


def test_every_answer_that_goes_on_begins_a_flow_of_the_project(project: Project) -> None:
    begun = {entry.follow_up for entry in sample_entries().values() if entry.follow_up}
    assert begun
    assert {f"{intent}_form" for intent in begun} <= set(project.domain.forms)


def test_the_stories_of_every_flow_pass_in_both_languages(project: Project) -> None:
    problems: list[Problem] = []
    stories = list(sequences.tests(read_project(read_folder(PROJECT)).tests, project.domain, problems))
    assert [story.name for story in stories if not rehearse(project, story).passed] == []
    assert problems == []
    told = {
        (form, lang) for story in stories for form in project.domain.forms for lang in _languages(story.events, form)
    }
    assert told == {(form, lang) for form in project.domain.forms for lang in ("fr", "en")}


def test_there_are_thirty_conversations_or_more_and_some_in_english() -> None:
    assert len(NAMES) >= 30
    assert sum(name.startswith("en") for name in NAMES) >= 10


@pytest.mark.parametrize("name", NAMES)
def test_a_conversation_goes_as_it_was_kept(name: str, site: SampleSite) -> None:
    assert taken_again(read(name), site) == read(name)


def test_what_the_records_know_of_people_is_said_to_nobody(site: SampleSite) -> None:
    records = [site.crm.records.customer(Identified("k1", customer=number)) for number in site.crm.records.addresses()]
    known = {text for each in records for text in (each.name, each.email, each.phone, each.address.street)}
    said = [line for name in NAMES for line in read(name).splitlines() if not line.startswith(VISITOR)]
    assert [line for line in said if any(text in line for text in known)] == []


def test_what_is_tried_again_is_done_once(site: SampleSite) -> None:
    taken_again(read("fr-29-jamais-deux-fois"), site)
    cases = site.crm.records.cases(Identified("k1", order="MP-26110008"))
    assert [(case.kind, case.order) for case in cases] == [("refund", "MP-26110008")]


def test_what_is_confirmed_is_what_is_kept(site: SampleSite) -> None:
    taken_again(read("fr-08-adresse-en-morceaux"), site)
    customer = site.crm.records.customer(Identified("k1", customer="C204833"))
    assert customer.address == Address("10 rue du Songe", "75002", "Paris")


@pytest.mark.parametrize(
    "name",
    [
        "fr-05-rien-ne-va-ensemble",
        "fr-09-adresse-refusee",
        "fr-16-annulation-refusee",
        "fr-23-injections",
        "fr-24-injections-dans-une-adresse",
        "fr-25-commande-de-quelqu-un-d-autre",
        "fr-31-sans-compte",
        "fr-33-question-dans-un-motif",
        "fr-36-un-non-reste-un-non",
        "en-06-refund",
        "en-12-hostile",
    ],
)
def test_what_was_refused_left_or_hostile_changes_nothing(name: str, database: Database, site: SampleSite) -> None:
    taken_again(read(name), site)
    assert SqlCrmAudit(database).lines() == []


def test_a_code_is_forgotten_once_it_was_read(site: SampleSite) -> None:
    taken_again(read("fr-09-adresse-refusee"), site)
    past = site.journal.assistant_events("k1")
    assert [event["value"] for event in past if event["event"] == "slot" and event["name"] == "code"][-1] is None


def _languages(events: tuple[dict[str, object], ...], form: str) -> set[str]:
    """Return the language in which a story fills a form."""
    if not any(event["event"] == "active_loop" and event["name"] == form for event in events):
        return set()
    return {str(event["value"]) for event in events if event["event"] == "slot" and event["name"] == "lang"}
