"""What every keeper of needs must do."""

import pytest
from sqlalchemy.exc import IntegrityError

from api.storage.database import Database
from api.storage.needs import SqlNeeds
from knowledge.model import Need
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
