"""What every keeper of merges, splits and moves must do: one step, kept whole, undone whole."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from api.storage.database import Database
from api.storage.entries import SqlEntries
from api.storage.reshapes import SqlReshapes
from knowledge.errors import EditConflict, EntryNotFound, NotPublishable, UndoNotFound
from knowledge.model import Entry, Reshape, Reshaped, Variant
from knowledge.ports import Entries, Reshapes
from knowledge.reshaping import Words, cut, merged, moved

COLIS = Entry("colis", "fr", "Où est mon colis ?", "Ici.", (Variant("suivre mon colis"),))
AS_THEY_ARE = Words()
PAQUET = Entry("paquet", "fr", "Où est mon paquet ?", "Là.", (Variant("suivre mon paquet", origin="request"),))


@pytest.fixture
def entries(db: Database) -> Entries:
    entries = SqlEntries(db)
    entries.save([COLIS, PAQUET], author="léa", action="create")
    return entries


@pytest.fixture
def reshapes(db: Database) -> Reshapes:
    return SqlReshapes(db)


def merge(entries: Entries, reshapes: Reshapes, words: Words = AS_THEY_ARE) -> Reshaped:
    pointing = [entry for entry in entries.all() if entry.translation_of == "paquet"]
    plan = merged(entries.get("paquet"), entries.get("colis"), words, pointing)
    return reshapes.reshape(plan, author="max", action="merge")


def written(entries: Entries) -> dict[str, object]:
    """What entries say and visitors see, without the numbers of revisions and who made them."""
    plain = {"revision": 0, "published_revision": None, "updated_at": None, "updated_by": ""}
    kept = {entry.id: (entry.status, replace(entry, **plain)) for entry in entries.all()}
    return {**kept, "seen": [replace(entry, **plain) for entry in entries.published()]}


def test_a_merge_of_what_visitors_see_loses_them_no_answer(entries: Entries, reshapes: Reshapes) -> None:
    entries.publish(["colis", "paquet"], author="léa")
    before = written(entries)
    done = merge(entries, reshapes)
    assert (done.version, done.gone) == (2, ())
    (seen,) = entries.published()
    assert seen.wordings == ("Où est mon colis ?", "suivre mon colis", "Où est mon paquet ?", "suivre mon paquet")
    assert (entries.get("paquet").status, seen.variants[2].origin) == ("retired", "request")
    assert [entries.revisions(id)[0].action for id in ("colis", "paquet")] == ["merge", "merge"]
    assert reshapes.undo(done.id, author="max").version == 3
    assert written(entries) == before


def test_a_merge_can_be_rolled_back_like_any_publication(entries: Entries, reshapes: Reshapes) -> None:
    entries.publish(["colis", "paquet"], author="léa")
    before = entries.published()
    merge(entries, reshapes)
    entries.roll_back(author="léa")
    assert entries.published() == before


def test_an_entry_nobody_saw_goes_and_comes_back_with_its_history(entries: Entries, reshapes: Reshapes) -> None:
    kept, history = entries.get("paquet"), entries.revisions("paquet")
    done = merge(entries, reshapes)
    assert (done.gone, [entry.id for entry in entries.all()]) == (("paquet",), ["colis"])
    reshapes.undo(done.id, author="max")
    assert (entries.get("paquet"), entries.revisions("paquet")) == (kept, history)


def test_an_entry_that_was_rolled_back_is_hidden_not_removed(entries: Entries, reshapes: Reshapes) -> None:
    entries.publish(["paquet"], author="léa")
    entries.roll_back(author="léa")
    assert merge(entries, reshapes).gone == ()
    assert entries.get("paquet").status == "retired"


def test_translations_follow_and_those_that_visitors_read_at_once(entries: Entries, reshapes: Reshapes) -> None:
    english = [Entry(f"en{n}", "en", f"Where {n}?", "There.", translation_of="paquet") for n in (1, 2)]
    entries.save(english, author="léa", action="create")
    entries.publish(["paquet", "colis", "en1"], author="léa")
    merge(entries, reshapes)
    assert [entries.get(id).translation_of for id in ("en1", "en2")] == ["colis", "colis"]
    assert [(one.id, one.translation_of) for one in entries.published()] == [("colis", None), ("en1", "colis")]


def test_a_merge_without_an_answer_for_visitors_keeps_nothing(entries: Entries, reshapes: Reshapes) -> None:
    entries.publish(["colis", "paquet"], author="léa")
    before = written(entries)
    with pytest.raises(NotPublishable):
        merge(entries, reshapes, Words(answer=" "))
    assert written(entries) == before


def test_a_step_on_what_somebody_changed_keeps_nothing(entries: Entries, reshapes: Reshapes) -> None:
    plan = merged(entries.get("paquet"), entries.get("colis"), Words())
    entries.save([replace(entries.get("paquet"), answer="Ailleurs.")], author="ana", action="edit")
    before = written(entries)
    with pytest.raises(EditConflict, match="ana"):
        reshapes.reshape(plan, author="max", action="merge")
    assert written(entries) == before


def test_what_was_published_since_is_not_undone(entries: Entries, reshapes: Reshapes) -> None:
    plan = moved(entries.get("paquet"), entries.get("colis"), ["suivre mon paquet"])
    done = reshapes.reshape(plan, author="max", action="move")
    entries.publish(["colis"], author="léa")
    before = written(entries)
    with pytest.raises(EditConflict):
        reshapes.undo(done.id, author="max")
    assert written(entries) == before


def test_a_split_is_undone_without_a_trace(entries: Entries, reshapes: Reshapes) -> None:
    entries.publish(["colis"], author="léa")
    before = written(entries)
    plan = cut(entries.get("colis"), ["suivre mon colis"], Words(), ["colis", "paquet"])
    done = reshapes.reshape(plan, author="max", action="split")
    assert [entry.id for entry in entries.all()] == ["colis", "paquet", "suivre-mon-colis"]
    assert entries.version() == 1
    reshapes.undo(done.id, author="max")
    assert written(entries) == before


def test_a_step_is_undone_once(db: Database, entries: Entries, reshapes: Reshapes) -> None:
    plan = moved(entries.get("paquet"), entries.get("colis"), ["suivre mon paquet"])
    done = reshapes.reshape(plan, author="max", action="move")

    def attempt(author: str) -> bool:
        try:
            SqlReshapes(db).undo(done.id, author=author)
        except (UndoNotFound, EditConflict):
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(attempt, "abcd")) == [False, False, False, True]
    with pytest.raises(UndoNotFound):
        reshapes.undo("nothing", author="max")


def test_of_two_merges_at_once_exactly_one_is_kept(db: Database, entries: Entries) -> None:
    plans: list[Reshape] = [
        merged(entries.get("paquet"), entries.get("colis"), Words()),
        merged(entries.get("colis"), entries.get("paquet"), Words()),
    ]

    def attempt(plan: Reshape) -> bool:
        try:
            SqlReshapes(db).reshape(plan, author="max", action="merge")
        except (EditConflict, EntryNotFound):
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(attempt, plans)) == [False, True]
    assert len(entries.all()) == 1


@pytest.mark.parametrize(("ours", "theirs", "then"), [("", "suivre", "suivre"), ("aider", "suivre", "aider")])
def test_what_was_merged_goes_on_with_the_flow_it_had(ours: str, theirs: str, then: str) -> None:
    source, target = replace(PAQUET, follow_up=theirs), replace(COLIS, follow_up=ours)
    assert merged(source, target, AS_THEY_ARE).saved[0].follow_up == then


def test_what_was_split_off_goes_on_with_the_flow_of_its_entry() -> None:
    left, new = cut(replace(COLIS, follow_up="suivre"), ["suivre mon colis"], AS_THEY_ARE, ["colis"]).saved
    assert (left.follow_up, new.follow_up) == ("suivre", "suivre")
