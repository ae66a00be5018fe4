"""What every keeper of needs must do."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from api.storage.database import Database
from api.storage.needs import SqlNeeds
from knowledge.errors import CannotUndo, NeedNotFound
from knowledge.model import Correction, Need
from knowledge.ports import Needs

SMALL = Need(id="a", name="Renvoyer un article", lang="fr", volume=3, request_ids=("r1",), wordings=("je renvoie",))
LARGE = Need(
    id="b", name="Suivre", lang="fr", volume=40, request_ids=("r2", "r3"), wordings=("où", "quand"), reply="Bientôt."
)
EQUAL = Need(id="c", name="Follow", lang="en", volume=40, request_ids=(), wordings=())


@pytest.fixture
def needs(db: Database) -> Needs:
    return SqlNeeds(db)


def test_needs_come_back_largest_first(needs: Needs) -> None:
    needs.replace([SMALL, EQUAL, LARGE])
    assert needs.all() == [LARGE, EQUAL, SMALL]


def test_what_was_learnt_last_replaces_the_rest(needs: Needs) -> None:
    assert needs.all() == []
    needs.replace([SMALL, LARGE])
    needs.replace([EQUAL])
    assert needs.all() == [EQUAL]
    needs.replace([])
    assert needs.all() == []


def test_a_set_that_cannot_be_kept_leaves_the_one_before(needs: Needs) -> None:
    needs.replace([SMALL])
    with pytest.raises(IntegrityError):
        needs.replace([LARGE, LARGE])
    assert needs.all() == [SMALL]


FULL = Need(
    id="d",
    name="Suivre",
    lang="fr",
    volume=5,
    request_ids=("r1", "r9"),
    wordings=("où", "quand"),
    samples=("r1", "r9"),
    langs=(("fr", 4), ("en", 1)),
    theme="Livraison",
    weeks=(("2026-05-04", 3),),
    handling=61.5,
    emerging=True,
    centres=(("fr", "AAA="),),
)
MERGE = Correction("merge", (LARGE, SMALL), (replace(LARGE, volume=43),), same=(("r2", "r1"),))


def test_a_need_comes_back_whole(needs: Needs) -> None:
    needs.replace([FULL])
    assert needs.all() == [FULL]


def test_a_correction_is_made_said_and_undone(needs: Needs) -> None:
    needs.replace([SMALL, LARGE, EQUAL])
    assert not needs.can_undo()
    needs.correct(MERGE, author="Carl")
    assert needs.all() == [replace(LARGE, volume=43), EQUAL]
    assert needs.said() == ((("r2", "r1"),), ())
    assert needs.can_undo()
    assert needs.undo() == [LARGE, SMALL]
    assert needs.all() == [LARGE, EQUAL, SMALL]
    assert needs.said() == ((), ())
    with pytest.raises(CannotUndo):
        needs.undo()


def test_corrections_are_undone_one_by_one(needs: Needs) -> None:
    needs.replace([SMALL, LARGE, EQUAL])
    needs.correct(MERGE, author="Carl")
    needs.correct(Correction("merge", (EQUAL, replace(LARGE, volume=43)), (EQUAL,)), author="Carl")
    needs.undo()
    needs.undo()
    assert needs.all() == [LARGE, EQUAL, SMALL]


def test_a_correction_of_what_is_no_longer_there_changes_nothing(needs: Needs) -> None:
    needs.replace([SMALL, EQUAL])
    with pytest.raises(NeedNotFound):
        needs.correct(MERGE, author="Carl")
    assert needs.all() == [EQUAL, SMALL]
    assert not needs.can_undo()


def test_what_was_learned_since_cannot_be_undone_but_is_still_said(needs: Needs) -> None:
    needs.replace([SMALL, LARGE, EQUAL])
    needs.correct(MERGE, author="Carl")
    needs.replace([EQUAL])
    with pytest.raises(CannotUndo):
        needs.undo()
    assert needs.all() == [EQUAL]
    assert needs.said() == ((("r2", "r1"),), ())
