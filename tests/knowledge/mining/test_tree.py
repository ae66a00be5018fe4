"""Themes over needs, ids that stay, and figures of what was found."""

from dataclasses import replace

import numpy as np
import pytest

from knowledge.mining.figures import need_figures
from knowledge.mining.found import weeks_of
from knowledge.mining.identity import with_ids_of
from knowledge.mining.learned import Means, mine
from knowledge.mining.themes import themes
from knowledge.model import Need
from tests.fakes.encoder import StemEncoder
from tests.knowledge.mining.test_mining import NOON, past_requests, request


def need(id: str, *requests: str, wordings: tuple[str, ...] = ("?",), lang: str = "fr") -> Need:
    return Need(id, wordings[0], lang, len(requests), requests, wordings)


def test_a_theme_is_named_by_what_its_needs_say_and_the_others_do_not() -> None:
    parcels = [need(f"p{n}", "a", wordings=(f"où est mon colis {n}", "colis perdu")) for n in range(6)]
    bills = [need(f"b{n}", "a", wordings=(f"ma facture {n}", "télécharger la facture")) for n in range(6)]
    near = np.zeros((12, 4), np.float32)
    near[:6, 0], near[6:, 1] = 1, 1
    near += np.random.default_rng(0).normal(0, 0.01, near.shape).astype(np.float32)
    found = themes([*parcels, *bills], near, lang="fr")
    assert len(set(found[:6])) == len(set(found[6:])) == 1
    assert found[0].lower().startswith("colis")
    assert "facture" in found[6].lower()


def test_every_need_has_a_theme() -> None:
    assert all(each.theme for each in mine(past_requests(), Means(StemEncoder())).needs)


def test_a_need_goes_on_as_the_one_whose_requests_it_holds_most() -> None:
    before = [need("old", "a", "b", "c"), need("other", "d")]
    found = with_ids_of(before, [need("n1", "a"), need("n2", "b", "c", "d"), need("n3", "x", "y", "z")])
    assert [each.id for each in found] == ["n1", "old", "n3"]
    assert [each.emerging for each in found] == [False, False, True]


def test_nothing_emerges_from_a_first_learning() -> None:
    assert not any(each.emerging for each in with_ids_of([], [need("a", "1", "2", "3", "4")]))


def test_ids_stay_when_everything_is_learned_again() -> None:
    first = mine(past_requests(), Means(StemEncoder())).needs
    renamed = [replace(each, id=f"kept-{at}") for at, each in enumerate(first)]
    again = mine(past_requests(), Means(StemEncoder()), before=renamed).needs
    assert {each.id for each in again} == {each.id for each in renamed}


def test_weeks_are_counted_by_their_monday() -> None:
    sunday = NOON.replace(day=8)
    asked = [
        request("a", "?", at=NOON),
        request("b", "?", at=sunday),
        request("c", "?", at=sunday.replace(day=9)),
        request("d", "?"),
    ]
    assert weeks_of(asked) == (("2026-03-02", 2), ("2026-03-09", 1))


@pytest.mark.parametrize(
    ("labels", "found", "accuracy", "needs", "noise"),
    [
        ("aabb", "xxyy", 1.0, 2, 0.0),
        ("aabb", "xxxx", 0.5, 1, 0.0),
        ("aabb", "wxyz", 0.5, 0, 1.0),
        ("aaab", "xxyy", 0.75, 2, 0.0),
    ],
)
def test_figures_count_the_best_assignment(labels: str, found: str, accuracy: float, needs: int, noise: float) -> None:
    figures = need_figures(list(labels), list(found))
    assert (figures.accuracy, figures.needs, figures.noise) == (accuracy, needs, noise)
    assert figures.expected == 2
