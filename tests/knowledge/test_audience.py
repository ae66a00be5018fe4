"""An answer for some visitors: the first alternative that fits who they are and where they are."""

import pytest

from knowledge.audience import ANYBODY, Audience, alternative_for, answer_for, fits
from knowledge.model import Alternative, Entry

PRO, SHOP, BOTH = (
    Alternative("Pro.", segment="pro"),
    Alternative("Ici.", page="/boutique"),
    Alternative("X", "vip", "/a"),
)
ENTRY = Entry("e", "fr", "Quel délai ?", "Trois jours.", alternatives=(PRO, SHOP, BOTH))


@pytest.mark.parametrize(
    ("audience", "answer"),
    [
        (ANYBODY, "Trois jours."),
        (Audience("pro"), "Pro."),
        (Audience(" PRO "), "Pro."),
        (Audience("proche"), "Trois jours."),
        (Audience("pro", "/boutique"), "Pro."),
        (Audience("", "/boutique"), "Ici."),
        (Audience("vip", "/boutique/caen?x=1"), "Ici."),
        (Audience("vip", "/a/b"), "X"),
        (Audience("vip", "/b"), "Trois jours."),
        (Audience("particulier", "/a"), "Trois jours."),
    ],
)
def test_the_first_alternative_that_fits_is_the_answer(audience: Audience, answer: str) -> None:
    assert answer_for(ENTRY, audience) == answer
    found = alternative_for(ENTRY, audience)
    assert (found.answer if found else ENTRY.answer) == answer


@pytest.mark.parametrize(
    ("wanted", "page", "fit"),
    [
        ("/pro", "/pro", True),
        ("/pro/", "/pro", True),
        ("/pro", "/pro/tarifs", True),
        ("/pro", "/pro?x=1#y", True),
        ("/pro", "https://maison.example/pro/tarifs", True),
        ("https://maison.example/pro", "/pro/tarifs", True),
        ("/café", "/caf%C3%A9/carte", True),
        ("/", "/partout", True),
        ("/", "", True),
        ("/pro", "/produit", False),
        ("/pro", "/", False),
        ("/pro", "", False),
        ("/pro", "/fr/pro", False),
        ("/pro", "http://[", False),
    ],
)
def test_a_page_is_the_beginning_of_a_path_whole_parts_only(wanted: str, page: str, fit: bool) -> None:
    assert fits(Alternative("", page=wanted), Audience("", page)) is fit
