"""What every keeper of entries must do."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from api.storage.database import Database
from api.storage.entries import SqlEntries
from knowledge.errors import (
    EditConflict,
    EntryNotFound,
    NothingToRollBack,
    NotPublishable,
    PublishedMeanwhile,
    VersionNotFound,
)
from knowledge.model import Entry, Shown, Variant
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
def clock() -> Clock:
    return Clock()


@pytest.fixture
def entries(db: Database, clock: Clock) -> Entries:
    return SqlEntries(db, clock=clock)


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


def test_what_comes_to_its_date_is_published_then_hidden(entries: Entries, clock: Clock) -> None:
    saved(entries, replace(TRACK, publish_at=NOON + timedelta(minutes=1), retire_at=NOON + timedelta(hours=1)), RETURN)
    assert entries.keep_dates(author="calendar") is None
    saved(entries, replace(entries.get("suivi"), answer="La dernière enregistrée."))
    clock.now = NOON + timedelta(minutes=2)
    assert entries.keep_dates(author="calendar") == 1
    (shown,) = entries.published()
    assert (shown.answer, entries.get("suivi").publish_at) == ("La dernière enregistrée.", None)
    assert next((line.action, line.author) for line in entries.revisions("suivi")) == ("publish", "calendar")
    assert entries.keep_dates(author="calendar") is None
    clock.now = NOON + timedelta(hours=2)
    assert entries.keep_dates(author="calendar") == 2
    assert entries.published() == []
    assert (entries.get("suivi").status, entries.get("suivi").retire_at) == ("retired", None)
    assert entries.keep_dates(author="calendar") is None


def test_after_a_long_night_an_entry_whose_both_dates_have_come_is_hidden(entries: Entries) -> None:
    saved(entries, replace(TRACK, publish_at=NOON - timedelta(hours=2), retire_at=NOON - timedelta(hours=1)))
    entries.keep_dates(author="calendar")
    kept = entries.get("suivi")
    assert (entries.published(), kept.status, kept.publish_at, kept.retire_at) == ([], "retired", None, None)


def test_an_entry_without_answer_or_in_review_waits_past_its_date(entries: Entries) -> None:
    early = NOON - timedelta(hours=1)
    saved(entries, replace(UNANSWERED, publish_at=early), replace(RETURN, publish_at=early, in_review=True))
    assert entries.keep_dates(author="calendar") is None
    saved(entries, replace(entries.get("vide"), answer="Deux ans."), replace(entries.get("retour"), in_review=False))
    assert entries.keep_dates(author="calendar") == 1
    assert [entry.id for entry in entries.published()] == ["retour", "vide"]


def test_who_edits_an_entry_that_its_date_published_is_told(entries: Entries) -> None:
    (read,) = saved(entries, replace(TRACK, publish_at=NOON - timedelta(hours=1)))
    entries.keep_dates(author="calendar")
    with pytest.raises(EditConflict, match="calendar"):
        saved(entries, replace(read, answer="Écrite sur l’ancienne."))


def test_of_many_processes_one_publishes_what_has_come_to_its_date(db: Database, entries: Entries) -> None:
    saved(entries, *(replace(TRACK, id=f"e{n}", publish_at=NOON - timedelta(hours=1)) for n in range(20)))
    others = [SqlEntries(db, clock=Clock()) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        versions = list(pool.map(lambda other: other.keep_dates(author="calendar"), others))
    assert 1 in versions
    assert (entries.version(), len(entries.publications(10)), len(entries.published())) == (1, 1, 20)
    assert [len(entries.revisions(f"e{n}")) for n in range(20)] == [2] * 20


def test_a_person_who_publishes_early_clears_the_date(entries: Entries) -> None:
    saved(entries, replace(TRACK, publish_at=NOON + timedelta(hours=1)))
    entries.publish(["suivi"], author="max")
    assert entries.get("suivi").publish_at is None


def seen(entries: Entries) -> dict[str, str]:
    return {entry.id: entry.answer for entry in entries.published()}


def test_the_last_publication_is_undone_whole_and_again(entries: Entries) -> None:
    saved(entries, TRACK, RETURN)
    entries.publish(["suivi", "retour"], author="max")
    before = entries.published()
    saved(entries, replace(entries.get("suivi"), answer="Fausse."), replace(TRACK, id="neuve"))
    entries.publish(["suivi", "neuve"], author="max")
    after = entries.published()
    assert entries.roll_back(author="léa") == (3, ["neuve", "suivi"])
    assert entries.published() == before
    assert (entries.get("suivi").status, entries.get("neuve").status) == ("modified", "draft")
    assert entries.revisions("suivi")[0].action == "rollback"
    assert entries.roll_back(author="léa") == (4, ["neuve", "suivi"])
    assert entries.published() == after


def test_any_version_is_shown_again_exactly(entries: Entries) -> None:
    saved(entries, TRACK, RETURN)
    entries.publish(["suivi"], author="max")
    kept = [entries.published()]
    entries.publish(["retour"], author="max")
    kept.append(entries.published())
    for answer in ("deux", "trois"):
        saved(entries, replace(entries.get("suivi"), answer=answer))
        entries.publish(["suivi"], author="max")
        kept.append(entries.published())
    entries.retire(["retour"], author="max")
    kept.append(entries.published())
    for version in (4, 2, 1, 3):
        assert entries.published_at(version) == kept[version - 1]
        entries.roll_back(version, author="léa")
        assert entries.published() == kept[version - 1]
    assert entries.published_at(5) == kept[4]
    assert entries.published_at(0) == []


def test_the_history_of_publications_tells_who_changed_what(entries: Entries) -> None:
    saved(entries, TRACK, RETURN)
    entries.publish(["suivi"], author="max")
    entries.retire(["suivi"], author="léa")
    entries.roll_back(author="ana")
    found = entries.publications(10)
    assert [(one.version, one.action, one.author, one.back_to) for one in found] == [
        (3, "rollback", "ana", 1),
        (2, "retire", "léa", None),
        (1, "publish", "max", None),
    ]
    assert [one.changes for one in found] == [
        (Shown("suivi", None, 1),),
        (Shown("suivi", 1, None),),
        (Shown("suivi", None, 1),),
    ]
    assert entries.publications(1) == found[:1]


def test_there_is_no_way_back_to_what_never_was(entries: Entries) -> None:
    with pytest.raises(NothingToRollBack):
        entries.roll_back(author="léa")
    saved(entries, TRACK, RETURN)
    entries.publish(["suivi"], author="max")
    for unknown in (7, -1):
        with pytest.raises(VersionNotFound, match=str(unknown)):
            entries.roll_back(unknown, author="léa")
    with pytest.raises(NothingToRollBack):
        entries.roll_back(1, author="léa")
    entries.publish(["retour"], author="max")
    with pytest.raises(PublishedMeanwhile, match="publication 2"):
        entries.roll_back(0, author="léa", seen=1)
    assert seen(entries).keys() == {"suivi", "retour"}


def test_of_two_rollbacks_of_what_was_seen_exactly_one_is_done(db: Database, entries: Entries) -> None:
    saved(entries, TRACK)
    entries.publish(["suivi"], author="max")
    others = [SqlEntries(db, clock=Clock()) for _ in range(2)]

    def attempt(other: Entries) -> bool:
        try:
            other.roll_back(0, author="léa", seen=1)
        except (PublishedMeanwhile, NothingToRollBack):
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(attempt, others)) == [False, True]
    assert (entries.version(), entries.published()) == (2, [])
