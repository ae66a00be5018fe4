"""Of all wordings that are known, those that a change comes near to are asked again, the nearest first."""

from dataclasses import replace

import pytest
from fakes.encoder import StemEncoder
from fakes.learner import nearest

from knowledge.model import Entry, Variant
from knowledge.reach import reached
from knowledge.shelf import Shelf
from knowledge.snapshot import build_shelves

PARCEL = Entry("colis", "fr", "Où est mon colis ?", "En route.", (Variant("suivre un colis"),))
RETURN = Entry("retour", "fr", "Comment renvoyer un article ?", "Ainsi.", (Variant("retourner un article"),))
GIFT = Entry("gift", "en", "Do you sell gift cards?", "We do.")
LATE = Entry("retard", "fr", "Pourquoi mon colis est en retard ?", "Désolés.")


def shelves(*entries: Entry) -> dict[str, Shelf]:
    return build_shelves(entries, languages=("fr", "en"), encoders=StemEncoder(), learn=nearest)


def asked(before: dict[str, Shelf], after: dict[str, Shelf], *, most: int = 100) -> list[str]:
    return [each.query.text for each in reached(before, after, most=most).wordings]


def test_nothing_is_asked_of_a_base_that_did_not_change() -> None:
    both = shelves(PARCEL, RETURN, GIFT)
    assert asked(both, both) == []
    assert reached(both, both, most=9).known == 5


def test_what_the_new_entry_comes_near_to_is_asked_the_nearest_first() -> None:
    found = reached(shelves(PARCEL, RETURN, GIFT), shelves(PARCEL, RETURN, GIFT, LATE), most=100)
    assert found.wordings[0].query.text == "Où est mon colis ?"
    assert {each.entry_id for each in found.wordings} == {"colis"}
    assert (found.known, found.left) == (5, 0)


def test_an_entry_that_goes_may_leave_its_questions_to_others() -> None:
    assert "Où est mon colis ?" in asked(shelves(PARCEL, RETURN, LATE), shelves(PARCEL, RETURN))


@pytest.mark.parametrize(
    "changed", [replace(PARCEL, answer="Arrivé."), replace(PARCEL, variants=(*PARCEL.variants, Variant("paquet")))]
)
def test_the_wordings_of_an_entry_that_changed_are_all_asked_but_those_it_did_not_have(changed: Entry) -> None:
    assert set(asked(shelves(PARCEL, RETURN), shelves(changed, RETURN))) == set(PARCEL.wordings)


def test_a_wording_that_was_taken_away_is_not_asked() -> None:
    assert asked(shelves(PARCEL, RETURN), shelves(replace(PARCEL, variants=()), RETURN)) == ["Où est mon colis ?"]


def test_too_many_are_left_and_counted() -> None:
    before, after = shelves(PARCEL, RETURN), shelves(replace(PARCEL, answer="Arrivé."), RETURN)
    found = reached(before, after, most=1)
    assert (len(found.wordings), found.left) == (1, 1)


def test_what_had_no_shelf_before_answered_nothing() -> None:
    assert asked({}, shelves(PARCEL)) == []
