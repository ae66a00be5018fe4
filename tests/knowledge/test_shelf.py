"""A shelf finds its entries by words and by meaning, and can forget a wording as if it had never been written."""

from collections.abc import Sequence

import numpy as np
import pytest
from fakes.encoder import StemEncoder
from fakes.learner import nearest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.model import Entry, Variant
from knowledge.ports import Vectors
from knowledge.scoring import Score, Start
from knowledge.shelf import LEXICAL_WEIGHT, Query, Shelf
from knowledge.snapshot import shelve


class MeaningEncoder(StemEncoder):
    """A stem encoder that knows a few words to mean the same."""

    _SAME = (("paquet", "colis"), ("bagnole", "voiture"), ("renvoyer", "retourner"))

    def encode(self, texts: Sequence[str]) -> Vectors:
        return super().encode([self._plain(text) for text in texts])

    def _plain(self, text: str) -> str:
        for word, plain in self._SAME:
            text = text.replace(word, plain)
        return text


ENCODER = MeaningEncoder()


def entry(id: str, question: str, *variants: str, answer: str = "Voici.", **more: str) -> Entry:
    return Entry(id, "fr", question, answer, tuple(Variant(text) for text in variants), **more)


ENTRIES = (
    entry("suivi", "Où est mon colis ?", "suivi de livraison", "je n'ai pas reçu mon colis"),
    entry("retour", "Comment retourner un article ?", "je veux rendre un produit"),
    entry("port", "Combien coûtent les frais de port ?", answer="La livraison au chalet coûte 5 €."),
    entry("carte", "Puis-je payer par carte bancaire ?", "paiement par carte"),
)


def shelf_of(*entries: Entry) -> Shelf:
    shelf = shelve(entries, lang="fr", encoders=ENCODER, learn=nearest)
    assert shelf is not None
    return shelf


SHELF = shelf_of(*ENTRIES)


def asked(text: str, *, shelf: Shelf = SHELF, typing: bool = False, limit: int = 10) -> list[str]:
    hits = shelf.search(Query(text, "fr", ENCODER.encode([text])[0], typing=typing), limit=limit)
    return [shelf.entries[hit.owner].id for hit in hits]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("où est mon colis", "suivi"),
        ("retours d'articles", "retour"),
        ("fraix de port", "port"),
        ("cartes bancaires", "carte"),
        ("ou est mon paquet", "suivi"),  # by meaning: no wording holds the word
        ("renvoyer", "retour"),
    ],
)
def test_an_entry_is_found_by_its_words_and_by_its_meaning(text: str, first: str) -> None:
    assert asked(text)[0] == first


def test_the_words_of_its_answer_speak_for_an_entry() -> None:
    hits = SHELF.search(Query("chalet", "fr", ENCODER.encode([""])[0]), limit=10)
    assert {SHELF.entries[hit.owner].id: hit.terms for hit in hits if hit.lexical} == {"port": ("chalet",)}


def test_what_is_being_typed_is_searched_as_unfinished() -> None:
    hits = SHELF.search(Query("banc", "fr", ENCODER.encode([""])[0], typing=True), limit=4)
    best = max(hits, key=lambda hit: hit.lexical)
    assert (SHELF.entries[best.owner].id, best.terms) == ("carte", ("banc",))
    finished = SHELF.search(Query("banc", "fr", ENCODER.encode([""])[0]), limit=4)
    assert [hit.lexical for hit in finished] == [0.0] * 4


def test_each_entry_is_found_once_by_its_nearest_wording() -> None:
    hits = SHELF.search(SHELF.query(1), limit=10)
    assert sorted(hit.owner for hit in hits) == [0, 1, 2, 3]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert SHELF.wordings[hits[0].wording].text == "suivi de livraison"
    assert hits[0].dense == pytest.approx(1, abs=1e-5)
    assert sorted(hits[0].terms) == ["livraison", "suivi"]


def test_nearness_is_counted_in_the_spread_of_the_shelf_s_own_cosines() -> None:
    vectors = ENCODER.encode([wording.text for wording in SHELF.wordings])
    cosines = (vectors @ vectors.T).ravel()
    hit = SHELF.search(SHELF.query(1), limit=1)[0]
    assert hit.nearness == pytest.approx((hit.dense - cosines.mean()) / cosines.std(), rel=1e-3)


@pytest.mark.parametrize("limit", [1, 2, 4, 10])
def test_no_more_entries_come_back_than_asked_for(limit: int) -> None:
    assert len(asked("colis", limit=limit)) == min(limit, 4)


@pytest.mark.parametrize("text", ["", "?", "\U0001f69a", "et la", "zzz", "mot " * 5_000, "\x00", "l'"])
def test_any_query_finds_something_or_nothing_but_never_fails(text: str) -> None:
    assert set(asked(text)) <= {"suivi", "retour", "port", "carte"}


@pytest.mark.parametrize("question", ["\U0001f69a ?", "Où est mon colis ?"])
def test_a_shelf_of_one_wording_can_be_searched(question: str) -> None:
    assert asked("où est mon colis", shelf=shelf_of(entry("seul", question))) == ["seul"]


def test_entries_worded_alike_are_both_found() -> None:
    twins = shelf_of(entry("un", "Où est mon colis ?"), entry("deux", "Où est mon colis ?"), entry("autre", "Carte"))
    assert sorted(asked("où est mon colis", shelf=twins)[:2]) == ["deux", "un"]


def test_a_match_tells_where_it_comes_from() -> None:
    hit = SHELF.search(SHELF.query(1), limit=1)[0]
    match = SHELF.match(hit, confidence=0.8)
    assert (match.entry.id, match.wording, match.confidence) == ("suivi", "suivi de livraison", 0.8)
    assert (match.score, match.dense, match.lexical, match.terms) == (hit.score, hit.dense, hit.lexical, hit.terms)


def test_a_shelf_without_a_wording_is_the_shelf_that_never_had_it() -> None:
    hidden = np.array([wording.text == "suivi de livraison" for wording in SHELF.wordings])
    reduced = SHELF.without(hidden)
    first, *others = ENTRIES
    never = shelf_of(entry("suivi", first.question, first.variants[1].text), *others)
    for text in ("suivi de livraison", "colis", "carte"):
        query = Query(text, "fr", ENCODER.encode([text])[0])
        assert reduced.search(query, limit=10) == never.search(query, limit=10)


def test_an_entry_whose_wordings_are_all_hidden_is_not_found_even_by_its_answer() -> None:
    hidden = np.array([SHELF.entries[wording.owner].id == "port" for wording in SHELF.wordings])
    reduced = SHELF.without(hidden)
    assert "port" not in asked("frais de port au chalet", shelf=reduced)
    hits = reduced.search(Query("chalet", "fr", ENCODER.encode(["chalet"])[0]), limit=10)
    assert {hit.terms for hit in hits} == {()}


def test_the_head_learns_from_wordings_and_answers_and_its_scores_count() -> None:
    seen: list[tuple[int, list[int], int]] = []

    def fond_of_the_last(vectors: Vectors, owners: np.ndarray, entries: int, *, start: Start | None = None) -> Score:
        seen.append((len(vectors), owners.tolist(), entries))
        return lambda asked: np.tile(np.arange(entries, dtype=np.float32), (len(asked), 1))

    shelf = shelve(ENTRIES, lang="fr", encoders=ENCODER, learn=fond_of_the_last)
    assert shelf is not None
    assert seen == [(12, [0, 0, 0, 1, 1, 2, 3, 3, 0, 1, 2, 3], 4)]
    hits = shelf.search(Query("zzz", "fr", ENCODER.encode(["zzz"])[0]), limit=4)
    assert [(hit.owner, hit.score) for hit in hits] == [(3, 3), (2, 2), (1, 1), (0, 0)]
    assert [hit.share for hit in hits] == pytest.approx((np.exp([3, 2, 1, 0]) / np.exp([3, 2, 1, 0]).sum()).tolist())
    shelf.without(np.arange(8) < 3)
    assert seen[1:] == [(8, [1, 1, 2, 3, 3, 1, 2, 3], 4)]


def test_an_entry_without_an_answer_is_learned_from_its_wordings() -> None:
    shelf = shelf_of(entry("muet", "Où est mon colis ?", answer=""), entry("sourd", "Payer par carte", answer=" "))
    assert asked("mon paquet", shelf=shelf)[0] == "muet"


def test_the_words_that_an_entry_holds_count_by_their_share_of_the_query() -> None:
    hit = SHELF.search(Query("frais de port", "fr", ENCODER.encode([""])[0]), limit=1)[0]
    plain = SHELF.search(Query("", "fr", ENCODER.encode([""])[0]), limit=4)
    silent = next(each for each in plain if each.owner == hit.owner)
    assert hit.score - silent.score == pytest.approx(LEXICAL_WEIGHT * hit.lexical)


def test_the_nearest_wordings_come_with_their_cosines() -> None:
    near = SHELF.nearest(SHELF.query(1), limit=2)
    assert (near[0][0].text, round(near[0][1], 3)) == ("suivi de livraison", 1.0)
    assert near[1][1] < 1
    assert len(SHELF.nearest(SHELF.query(1), limit=99)) == 8


def test_a_query_read_by_another_encoder_is_read_again_by_the_shelf_s_own() -> None:
    strange = Query("où est mon colis", "fr", np.zeros(3, dtype=np.float32), "another")
    own = Query("où est mon colis", "fr", ENCODER.encode(["où est mon colis"])[0], ENCODER.name)
    assert SHELF.search(strange, limit=3) == SHELF.search(own, limit=3)
    assert SHELF.nearest(strange, limit=3) == SHELF.nearest(own, limit=3)


@settings(deadline=None, max_examples=60)
@given(st.text(), st.booleans())
def test_any_text_can_be_searched_and_comes_with_sound_numbers(text: str, typing: bool) -> None:
    hits = SHELF.search(Query(text, "fr", ENCODER.encode([text])[0], typing=typing), limit=10)
    for hit in hits:
        assert np.isfinite(hit.score)
        assert -1.001 <= hit.dense <= 1.001
        assert 0 <= hit.lexical <= 1


def test_each_entry_has_a_centre_of_length_one_near_its_own_wordings() -> None:
    centres = SHELF.centres
    assert centres.shape == (len(SHELF.entries), SHELF.encoder.dimension)
    assert np.allclose(np.linalg.norm(centres, axis=1), 1, atol=1e-5)
    wordings = [SHELF.query(at).vector for at in range(len(SHELF.wordings))]
    nearest = [int((centres @ vector).argmax()) for vector in wordings]
    assert nearest == [wording.owner for wording in SHELF.wordings]
