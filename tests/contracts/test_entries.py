"""What every keeper of entries must do."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from api.storage.database import Database
from api.storage.entries import SqlEntries
from knowledge.errors import EditConflict, EntryNotFound, NotPublishable
from knowledge.model import Entry, Variant
from knowledge.ports import Entries

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
TRACK = Entry(
    id="suivi",
    lang="fr",
    question="Où est ma commande ?",
    answer="Dans *Mes commandes*.",
    variants=(Variant("ou est mon colis"), Variant("g rien recu", origin="request")),
    category="livraison",
    translation_of="track",
    need_id="n1",
)
RETURN = Entry(id="retour", lang="fr", question="Comment renvoyer ?", answer="Sous 30 jours.")
UNANSWERED = Entry(id="vide", lang="fr", question="Et la garantie ?")


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def entries(db: Database) -> Entries:
    return SqlEntries(db, clock=Clock())


def saved(entries: Entries, *given: Entry, author: str = "léa", action: str = "edit") -> list[Entry]:
    return entries.save(given, author=author, action=action)


def test_an_entry_comes_back_as_it_was_saved(entries: Entries) -> None:
    (kept,) = saved(entries, TRACK)
    assert kept == replace(TRACK, revision=1, updated_at=NOON + timedelta(seconds=1), updated_by="léa")
    assert entries.get("suivi") == kept
    assert kept.status == "draft"


def test_entries_come_back_by_id(entries: Entries) -> None:
    kept = saved(entries, TRACK, UNANSWERED, RETURN)
    assert entries.all() == [kept[2], kept[0], kept[1]]


def test_an_unknown_entry_is_not_found(entries: Entries) -> None:
    saved(entries, TRACK)
    for attempt in (entries.get, entries.revisions):
        with pytest.raises(EntryNotFound, match="nulle-part"):
            attempt("nulle-part")
    with pytest.raises(EntryNotFound, match="nulle-part"):
        entries.publish(["suivi", "nulle-part"], author="léa")
    with pytest.raises(EntryNotFound, match="nulle-part"):
        entries.retire(["suivi", "nulle-part"], author="léa")
    with pytest.raises(EntryNotFound):
        saved(entries, replace(RETURN, revision=4))
    assert entries.get("suivi").status == "draft"
    assert entries.version() == 0


def test_visitors_see_the_published_revision_until_the_next_one(entries: Entries) -> None:
    (first,) = saved(entries, TRACK)
    assert entries.published() == []
    assert entries.publish(["suivi"], author="max") == 1
    (shown,) = entries.published()
    assert shown == entries.get("suivi") == replace(first, published_revision=1)
    assert shown.status == "published"

    (second,) = saved(entries, replace(entries.get("suivi"), answer="Autre réponse.", variants=()))
    assert (second.status, second.revision, second.published_revision) == ("modified", 2, 1)
    assert entries.published() == [shown]
    assert entries.version() == 1

    assert entries.publish(["suivi"], author="max") == 2
    assert [entry.answer for entry in entries.published()] == ["Autre réponse."]


def test_publishing_what_is_shown_already_is_no_new_version(entries: Entries) -> None:
    saved(entries, TRACK)
    assert entries.publish(["suivi", "suivi"], author="max") == 1
    assert entries.publish(["suivi"], author="max") == 1
    assert entries.publish([], author="max") == 1
    assert len(entries.revisions("suivi")) == 2


def test_entries_are_published_all_or_none(entries: Entries) -> None:
    saved(entries, TRACK, RETURN, UNANSWERED, replace(UNANSWERED, id="blancs", answer=" \n"))
    for empty in ("vide", "blancs"):
        with pytest.raises(NotPublishable, match=empty):
            entries.publish(["retour", empty, "suivi"], author="max")
    assert entries.published() == []
    assert entries.version() == 0
    assert entries.publish(["retour", "suivi"], author="max") == 1
    assert [entry.id for entry in entries.published()] == ["retour", "suivi"]


def test_a_retired_entry_is_hidden_and_comes_back_when_published(entries: Entries) -> None:
    saved(entries, TRACK, RETURN)
    entries.publish(["suivi", "retour"], author="max")
    assert entries.retire(["suivi"], author="max") == 2
    assert [entry.id for entry in entries.published()] == ["retour"]
    assert entries.get("suivi").status == "retired"
    (edited,) = saved(entries, replace(entries.get("suivi"), answer="Nouvelle.", retired=False))
    assert edited.status == "retired"
    assert [entry.id for entry in entries.published()] == ["retour"]
    assert entries.publish(["suivi"], author="max") == 3
    assert [entry.answer for entry in entries.published()] == ["Sous 30 jours.", "Nouvelle."]


def test_saving_changes_nothing_that_visitors_see(entries: Entries) -> None:
    (kept,) = saved(entries, replace(TRACK, published_revision=7, retired=True))
    assert (kept.published_revision, kept.retired) == (None, False)
    assert entries.published() == []


def test_an_edit_of_an_old_revision_is_refused_and_keeps_nothing(entries: Entries) -> None:
    (read,) = saved(entries, TRACK)
    saved(entries, replace(read, answer="Celle de Max."), author="max")
    with pytest.raises(EditConflict, match="changed by max meanwhile \\(revision 2\\)"):
        saved(entries, RETURN, replace(read, answer="Celle de Léa."))
    assert entries.get("suivi").answer == "Celle de Max."
    assert [entry.id for entry in entries.all()] == ["suivi"]


def test_a_new_entry_does_not_overwrite_one_of_that_id(entries: Entries) -> None:
    saved(entries, TRACK, author="max")
    with pytest.raises(EditConflict, match="max"):
        saved(entries, replace(TRACK, answer="Autre."))
    with pytest.raises(EditConflict):
        saved(entries, RETURN, RETURN)
    assert [entry.answer for entry in entries.all()] == [TRACK.answer]


@pytest.mark.parametrize("known", [True, False])
def test_of_two_edits_at_once_exactly_one_is_kept(entries: Entries, known: bool) -> None:
    for round in range(10):
        start = replace(TRACK, id=f"e{round}")
        read = saved(entries, start)[0] if known else start
        together = Barrier(2)

        def attempt(name: str, read: Entry = read, together: Barrier = together) -> bool:
            together.wait()
            try:
                saved(entries, replace(read, answer=name), author=name)
            except EditConflict:
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            kept = list(pool.map(attempt, ["one", "two"]))
        assert sorted(kept) == [False, True]
        assert entries.get(read.id).updated_by == ("one" if kept[0] else "two")


def test_publications_at_once_each_get_their_version(entries: Entries) -> None:
    ids = [f"e{number}" for number in range(8)]
    saved(entries, *(replace(TRACK, id=id) for id in ids))
    with ThreadPoolExecutor(8) as pool:
        versions = list(pool.map(lambda id: entries.publish([id], author="max"), ids))
    assert sorted(versions) == list(range(1, 9))
    assert entries.version() == 8


def test_every_change_is_a_revision(entries: Entries) -> None:
    saved(entries, TRACK, author="moteur", action="draft")
    saved(entries, replace(entries.get("suivi"), answer="Mieux."), author="léa", action="edit")
    entries.publish(["suivi"], author="max")
    entries.retire(["suivi"], author="léa")
    found = entries.revisions("suivi")
    assert [(one.number, one.action, one.author) for one in found] == [
        (2, "retire", "léa"),
        (2, "publish", "max"),
        (2, "edit", "léa"),
        (1, "draft", "moteur"),
    ]
    assert [one.entry.answer for one in found] == ["Mieux.", "Mieux.", "Mieux.", TRACK.answer]
    assert [one.entry.status for one in found] == ["retired", "published", "draft", "draft"]
    assert found[3].entry.variants == TRACK.variants
    assert [one.at for one in found] == [NOON + timedelta(seconds=4 - number) for number in range(4)]


def test_only_untouched_drafts_are_deleted(entries: Entries) -> None:
    names = ["untouched", "redrafted", "edited", "published"]
    for name in names:
        saved(entries, replace(TRACK, id=name), author="moteur", action="draft")
    saved(entries, replace(RETURN, id="written"), author="léa", action="create")
    saved(entries, entries.get("redrafted"), author="moteur", action="draft")
    saved(entries, entries.get("edited"), action="edit")
    entries.publish(["published"], author="max")
    entries.delete_drafts([*names, "written", "unknown"])
    assert [entry.id for entry in entries.all()] == ["edited", "published", "written"]
    with pytest.raises(EntryNotFound):
        entries.revisions("untouched")
