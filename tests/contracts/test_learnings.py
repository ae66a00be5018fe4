"""What every keeper of learnings must do."""

from dataclasses import replace

import pytest

from api.storage.database import Database
from api.storage.entries import SqlEntries
from api.storage.learnings import SqlLearnings
from api.storage.needs import SqlNeeds
from knowledge.curation import Drafts
from knowledge.errors import EditConflict, EntryNotFound
from knowledge.model import Correction, Entry, Need

NEED = Need(id="n1", name="Suivre", lang="fr", volume=3, request_ids=("r1",), wordings=("où est mon colis",))
DRAFT = Entry("suivre", "fr", "Suivre", "Bientôt.", need_id="n1")
NOTHING = Drafts((), (), (), 0)


@pytest.fixture
def entries(db: Database) -> SqlEntries:
    return SqlEntries(db)


@pytest.fixture
def learnings(db: Database) -> SqlLearnings:
    return SqlLearnings(db)


def test_a_learning_is_kept_with_its_drafts_and_what_it_leaves_for_the_next(
    learnings: SqlLearnings, entries: SqlEntries, db: Database
) -> None:
    assert learnings.last() == {}
    learnings.keep([NEED], replace(NOTHING, created=(DRAFT,)), {"key": "k1"}, author="Carl")
    assert SqlNeeds(db).all() == [NEED]
    assert [(line.number, line.action, line.author) for line in entries.revisions("suivre")] == [(1, "draft", "Carl")]
    assert learnings.last() == {"key": "k1"}
    grown = replace(entries.get("suivre"), answer="Demain.")
    learnings.keep([], replace(NOTHING, refreshed=(grown,)), {"key": "k2"}, author="Carl")
    assert SqlNeeds(db).all() == []
    assert (entries.get("suivre").answer, entries.get("suivre").revision) == ("Demain.", 2)
    assert learnings.last() == {"key": "k2"}


def test_a_learning_whose_draft_somebody_changed_meanwhile_leaves_everything_as_it_was(
    learnings: SqlLearnings, entries: SqlEntries, db: Database
) -> None:
    other = replace(DRAFT, id="autre")
    learnings.keep([NEED], replace(NOTHING, created=(DRAFT, other)), {"key": "k1"}, author="Carl")
    read = entries.get("suivre")
    entries.save([replace(read, answer="À la main.")], author="léa", action="edit")
    drafts = Drafts((replace(DRAFT, id="neuf"),), (replace(read, answer="Appris."),), ("autre",), 0)
    with pytest.raises(EditConflict):
        learnings.keep([], drafts, {"key": "k2"}, author="Carl")
    assert SqlNeeds(db).all() == [NEED]
    assert [(entry.id, entry.answer) for entry in entries.all()] == [("autre", "Bientôt."), ("suivre", "À la main.")]
    assert learnings.last() == {"key": "k1"}


def test_a_draft_takes_the_name_of_one_that_goes(learnings: SqlLearnings, entries: SqlEntries) -> None:
    learnings.keep([NEED], replace(NOTHING, created=(DRAFT,)), {}, author="Carl")
    again = replace(DRAFT, need_id="n2")
    learnings.keep([], Drafts((again,), (), ("suivre",), 0), {}, author="Carl")
    assert [(line.number, line.entry.need_id) for line in entries.revisions("suivre")] == [(1, "n2")]


def test_only_untouched_drafts_are_dropped(learnings: SqlLearnings, entries: SqlEntries) -> None:
    names = ("untouched", "redrafted", "edited", "published")
    drafted = tuple(replace(DRAFT, id=name) for name in names)
    learnings.keep([], replace(NOTHING, created=drafted), {}, author="Carl")
    learnings.keep([], replace(NOTHING, refreshed=(entries.get("redrafted"),)), {}, author="Carl")
    entries.save([replace(DRAFT, id="written", need_id=None)], author="léa", action="create")
    entries.save([entries.get("edited")], author="léa", action="edit")
    entries.publish(["published"], author="max")
    learnings.keep([], replace(NOTHING, deleted=(*names, "written", "unknown")), {}, author="Carl")
    assert [entry.id for entry in entries.all()] == ["edited", "published", "written"]
    with pytest.raises(EntryNotFound):
        entries.revisions("untouched")


def test_a_learning_that_does_not_know_the_last_correction_is_not_kept(learnings: SqlLearnings, db: Database) -> None:
    needs, other = SqlNeeds(db), replace(NEED, id="n2", request_ids=("r2",))
    learnings.keep([NEED, other], NOTHING, {"key": "k1"}, author="Carl")
    for change in (
        lambda: needs.correct(Correction("merge", (NEED, other), (replace(NEED, volume=6),)), author="léa"),
        needs.undo,
    ):
        seen = learnings.corrections()
        change()
        kept = needs.all()
        assert learnings.keep([], NOTHING, {"key": "k2"}, author="Carl", seen=seen) is False
        assert needs.all() == kept
        assert learnings.last() == {"key": "k1"}
    assert learnings.keep([], NOTHING, {"key": "k3"}, author="Carl", seen=learnings.corrections())
    assert needs.all() == []
