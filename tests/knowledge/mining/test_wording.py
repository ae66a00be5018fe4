"""Wordings and names."""

import pytest

from knowledge.analysis import Analyser
from knowledge.mining.wording import LONGEST_WORDING, as_name, as_wording, unmasked

STORY = "Je suis cliente depuis des années et je n'ai jamais eu de souci. " * 6


@pytest.mark.parametrize(
    ("wording", "name"),
    [
        ("ou est ma commande ?", "Ou est ma commande ?"),
        ("comment payer en 3 fois", "Comment payer en 3 fois ?"),
        ("Où est mon colis ???", "Où est mon colis ?"),
        ("JE VEUX ÊTRE REMBOURSÉ !", "Je veux être remboursé"),
        ("code promo refusé.", "Code promo refusé"),
        ("Quel délai? svp", "Quel délai? svp ?"),
    ],
)
def test_a_name_looks_like_a_title(wording: str, name: str) -> None:
    assert as_name(wording, "fr") == name


def test_an_english_question_has_no_space_before_its_mark() -> None:
    assert as_name("where is my parcel", "en") == "Where is my parcel?"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Où est la commande <ORDER_NUMBER> ?", "Où est la commande ?"),
        ("Le chat a cassé ma lampe (<ORDER_NUMBER>).", "Le chat a cassé ma lampe."),
        ("Bonsoir, <NAME>, mon colis ?", "Bonsoir, mon colis ?"),
    ],
)
def test_a_mask_leaves_no_hole(text: str, kept: str) -> None:
    assert unmasked(text) == kept


def test_of_a_long_message_the_sentences_that_ask_are_kept() -> None:
    text = f"{STORY}La table est arrivée cassée. Pouvez-vous la remplacer ? {STORY}"
    assert as_wording(text, Analyser("fr")) == "La table est arrivée cassée. Pouvez-vous la remplacer ?"


def test_without_a_question_mark_the_sentence_that_wants_something_is_kept() -> None:
    text = f"{STORY}Le tapis perd ses poils. Je voudrais le rendre. {STORY}"
    assert as_wording(text, Analyser("fr")) == "Le tapis perd ses poils. Je voudrais le rendre."


def test_no_wording_is_longer_than_the_limit() -> None:
    for text in ("mot " * 500, "a" * 2000, f"{'mot ' * 200}?"):
        assert len(as_wording(text, Analyser("fr"))) <= LONGEST_WORDING
