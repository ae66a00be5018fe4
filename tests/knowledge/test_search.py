"""The base in service answers in each language, swaps whole, and never claims more than one certainty."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pytest
from fakes.encoder import StemEncoder
from fakes.learner import nearest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from knowledge.evidence import FEATURES
from knowledge.explain import Explanation, lowered
from knowledge.model import Entry, Match, Variant
from knowledge.search import Base, Knowledge
from knowledge.shelf import Query
from knowledge.snapshot import build_shelves

ENCODER = StemEncoder()
ENTRIES = (
    Entry("colis", "fr", "Où est mon colis ?", "Là.", (Variant("suivi de commande"),)),
    Entry("parcel", "en", "Where is my parcel?", "There.", (Variant("order tracking"),), translation_of="colis"),
    Entry("retour", "fr", "Comment retourner un article ?", "Ainsi."),
    Entry("gift", "en", "Do you sell gift cards?", "We do."),
)


class ByShare:
    """As sure as the entry's share is high."""

    def probability(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(1 / (1 + np.exp(-features[:, FEATURES.index("share")])))

    def contributions(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        return features - 1


@dataclass(frozen=True)
class Half:
    confidence: float = 0.5
    coverage: float = 1.0
    proven: bool = False


def from_half(wrong_in_100: float) -> Half:
    return Half()


def base(version: int, *entries: Entry, languages: tuple[str, ...] = ("fr", "en")) -> Base:
    shelves = build_shelves(entries, languages=languages, encoders=ENCODER, learn=nearest)
    return Base(version, shelves, ByShare(), from_half)


def found(base: Base, text: str, lang: str = "fr", **more: int) -> list[Match]:
    return base.search(Query(text, lang, ENCODER.encode([text])[0]), **more)


@pytest.mark.parametrize(
    ("text", "lang", "first"),
    [
        ("où est mon colis", "fr", "colis"),
        ("where is my parcel", "en", "parcel"),
        ("gift cards", "fr", "gift"),  # not translated yet: found as it is
        ("retourner un article", "en", "retour"),
    ],
)
def test_a_question_is_answered_in_its_language_or_as_nobody_translated_it_yet(
    text: str, lang: str, first: str
) -> None:
    assert found(base(1, *ENTRIES), text, lang)[0].entry.id == first


@pytest.mark.parametrize(("lang", "other"), [("fr", "parcel"), ("en", "colis")])
def test_a_translated_entry_is_never_found_in_the_other_language(lang: str, other: str) -> None:
    ids = [match.entry.id for match in found(base(1, *ENTRIES), "colis parcel suivi tracking", lang)]
    assert other not in ids
    assert len(ids) == 3


def test_each_match_has_its_confidence_from_the_evidence() -> None:
    matches = found(base(1, *ENTRIES), "suivi de commande")
    assert matches[0].confidence == pytest.approx(1, abs=1e-3)
    assert sum(match.confidence for match in matches) <= 1 + 1e-9


def test_an_explanation_tells_what_is_near_and_what_lowered_the_confidence() -> None:
    query = Query("suivi de commande", "fr", ENCODER.encode(["suivi de commande"])[0])
    explanation = base(1, *ENTRIES).explain(query)
    assert explanation.nearest[0].text == "suivi de commande"
    assert explanation.nearest[0].entry_id == "colis"
    assert [near.cosine for near in explanation.nearest] == sorted(
        (near.cosine for near in explanation.nearest), reverse=True
    )
    assert set(explanation.lowered) <= {"rival", "words", "meaning", "length"}
    assert base(1).explain(query) == Explanation((), ())


@pytest.mark.parametrize(
    ("low", "told"),
    [
        ({}, ()),
        ({"words": -0.2}, ()),
        ({"margin": -1.0, "cosine margin": -0.5}, ("rival",)),
        ({"margin": -1.0, "share": 1.5}, ()),
        ({"lexical": -0.5, "cosine": -2.0, "words": -0.3}, ("meaning", "words", "length")),
    ],
)
def test_what_lowered_the_confidence_comes_heaviest_first(low: dict[str, float], told: tuple[str, ...]) -> None:
    assert lowered(np.array([low.get(name, 0.0) for name in FEATURES])) == told


def test_no_more_matches_come_back_than_asked_for() -> None:
    assert len(found(base(1, *ENTRIES), "colis", limit=2)) == 2
    assert len(found(base(1, *ENTRIES), "colis")) == 3


def test_nothing_published_is_never_sure_enough() -> None:
    assert Knowledge().base.threshold(50).confidence == 1


def test_nothing_published_finds_nothing() -> None:
    assert found(Knowledge().base, "où est mon colis") == []
    assert found(base(1), "où est mon colis") == []
    assert Knowledge().base.entries == {}


def test_a_language_that_is_not_served_finds_nothing() -> None:
    assert found(base(1, *ENTRIES), "colis", "de") == []


def test_every_published_entry_can_be_looked_up() -> None:
    assert base(7, *ENTRIES).entries == {entry.id: entry for entry in ENTRIES}
    assert base(7, *ENTRIES).version == 7


def test_a_new_version_is_in_service_from_one_search_to_the_next() -> None:
    knowledge = Knowledge()
    knowledge.base = base(1, ENTRIES[0])
    assert [match.entry.id for match in found(knowledge.base, "article")] == ["colis"]
    knowledge.base = base(2, ENTRIES[2])
    assert [match.entry.id for match in found(knowledge.base, "article")] == ["retour"]


def test_a_search_sees_one_version_whole_however_often_it_is_swapped() -> None:
    versions = [base(number, *(Entry(f"v{number}-{n}", "fr", f"colis {n}") for n in range(5))) for number in range(2)]
    knowledge = Knowledge()
    knowledge.base = versions[0]

    def search(_: int) -> set[str]:
        return {match.entry.id.partition("-")[0] for match in found(knowledge.base, "colis")}

    def swap(turn: int) -> set[str]:
        knowledge.base = versions[turn % 2]
        return {"swapped"}

    with ThreadPoolExecutor(4) as pool:
        searched = list(pool.map(lambda turn: search(turn) if turn % 4 else swap(turn // 4), range(400)))
    assert {frozenset(each) for each in searched} <= {frozenset({name}) for name in ("v0", "v1", "swapped")}


class Told(ByShare):
    def __init__(self, sure: list[float]) -> None:
        self.sure = sure

    def probability(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.array(self.sure[: len(features)])


class Scripted(Base):
    """A base whose confidences are told rather than computed."""

    def __init__(self, sure: list[float]) -> None:
        entries = [Entry(f"e{number}", "fr", f"question {number}") for number in range(len(sure))]
        shelves = build_shelves(entries, languages=["fr"], encoders=ENCODER, learn=nearest)
        super().__init__(1, shelves, Told(sure), from_half)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_the_confidences_of_one_search_never_add_up_to_more_than_one(sure: list[float]) -> None:
    matches = found(Scripted(sure), "question")
    assert sum(match.confidence for match in matches) <= 1 + 1e-9
    assert [match.confidence for match in matches] == sorted((match.confidence for match in matches), reverse=True)
    assert all(match.confidence <= max(sure) for match in matches)
