"""Texts become the terms that searches and wordings share."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.analysis import Analyser, Term, fold, language_words

FRENCH, ENGLISH = Analyser("fr"), Analyser("en")


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Où EST mon Colis", "ou est mon colis"),
        ("délai garçon Noël naïf", "delai garcon noel naif"),
        ("e\u0301te\u0301", "ete"),
        ("Cœur, œuf, ex æquo", "coeur, oeuf, ex aequo"),
        ("l’article l'article lʼarticle", "l'article l'article l'article"),
        ("ﬁchier №5 １２", "fichier no5 12"),
        ("𝐁𝐨𝐧𝐣𝐨𝐮𝐫 ℌ", "bonjour h"),
        ("İstanbul", "istanbul"),
        ("Straße", "straße"),
        ("\u1fbd\U0001f69a", " \U0001f69a"),
        ("", ""),
    ],
)
def test_folding_evens_out_case_accents_and_apostrophes(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Comment retourner l'article ?", ["retourner", "article"]),
        ("Qu'est-ce que c'est", ["est", "ce", "que", "est"]),  # nothing but stop words: they are all there is
        ("d'où vient l’échange", ["vient", "echange"]),
        ("j'ai n'importe quoi lorsqu'il s'agit", ["importe", "agit"]),
        ("aujourd'hui", ["aujourd", "hui"]),
        ("O'Brien", ["o", "brien"]),
        ("porte-monnaie_cuir", ["porte", "monnaie", "cuir"]),
        ("l'été, pas l'avoir", ["ete", "pas", "avoir"]),
        ("3 x 24/48 h", ["3", "x", "24", "48", "h"]),
        ("'''", []),
        ("l'", ["l"]),
        ("?!… \U0001f69a", []),
        ("", []),
        ("a" * 41, []),
        ("a" * 40, ["a" * 40]),
    ],
)
def test_french_words_are_cut_at_elisions_and_stop_words_left_out(text: str, words: list[str]) -> None:
    assert [term.surface for term in FRENCH.terms(text)] == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("commande", "commandes"),
        ("carte cadeau", "cartes cadeaux"),
        ("rembourser", "remboursés"),
        ("délai", "DELAIS"),
        ("retourner l'article", "retournés des articles"),
        ("livraison gratuite", "livraisons gratuites"),
    ],
)
def test_forms_of_one_french_word_have_one_stem(one: str, other: str) -> None:
    assert FRENCH.stems(one) == FRENCH.stems(other)


@pytest.mark.parametrize(("one", "other"), [("returned items", "returning item"), ("the orders", "my order")])
def test_forms_of_one_english_word_have_one_stem(one: str, other: str) -> None:
    assert ENGLISH.stems(one) == ENGLISH.stems(other)


@pytest.mark.parametrize("word", ["pas", "sans", "jamais", "avoir", "été"])
def test_words_that_turn_the_sense_around_or_name_a_thing_are_kept(word: str) -> None:
    assert fold(word) in [term.surface for term in FRENCH.terms(f"le {word} de la commande")]


def test_a_term_keeps_the_word_as_it_was_written() -> None:
    assert FRENCH.terms("Livraisons") == [Term("livraisons", "livraison")]


def test_a_language_without_word_lists_keeps_every_word_as_it_is() -> None:
    assert Analyser("fi").stems("mihin tilaus on matkalla") == ["mihin", "tilaus", "on", "matkalla"]
    assert language_words("fi") == {}


def test_the_word_lists_hold_single_folded_words() -> None:
    for lang in ("fr", "en"):
        for word in language_words(lang)["stop_words"]:
            assert word == fold(word)
            assert " " not in word


@settings(deadline=None, max_examples=300)
@given(st.text())
def test_any_text_can_be_analysed_and_folding_twice_changes_nothing(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    for analyser in (FRENCH, ENGLISH, Analyser("fi")):
        terms = analyser.terms(text)
        assert all(term.surface and term.stem and len(term.surface) <= 40 for term in terms)
        assert analyser.terms(folded) == terms


@pytest.mark.parametrize("text", ["l'" * 50_000, "é" * 100_000, "mot " * 25_000, "a'b_" * 25_000, "\u0301" * 100_000])
def test_a_hundred_thousand_characters_are_analysed_at_once(text: str) -> None:
    start = time.process_time()
    FRENCH.terms(text)
    assert time.process_time() - start < 1.5
