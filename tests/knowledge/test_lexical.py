"""Words find wordings, misspelt, unfinished or in another form."""

import random
import string
import time
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.analysis import Analyser
from knowledge.lexical import K1, B, LexicalIndex, typo_budget

FRENCH = Analyser("fr")
DOCUMENTS = (
    "Comment retourner un article ?",
    "Quels sont les délais de livraison ?",
    "Combien coûtent les frais de port ?",
    "Quand vais-je recevoir mon remboursement ?",
    "Comment utiliser une carte cadeau ?",
    "Où est ma commande ?",
    "Puis-je régler ma commande par carte bancaire ?",
)
INDEX = LexicalIndex(DOCUMENTS, FRENCH)


def best(query: str, *, prefix: bool = False) -> int | None:
    """The document found first, None when no word of the query is known."""
    scores = INDEX.search(query, prefix=prefix).scores
    return int(scores.argmax()) if scores.any() else None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("retourner article", 0),
        ("l'article", 0),
        ("d’articles retournés", 0),
        ("DELAI", 1),
        ("délais", 1),
        ("cout du port", 2),
        ("cartes cadeaux", 4),
        ("ma commande", 5),
        ("clafoutis", None),
        ("", None),
        ("?!", None),
        ("\U0001f69a", None),
    ],
)
def test_words_are_found_in_any_form(query: str, found: int | None) -> None:
    assert best(query) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("comande", 5),  # a letter missing
        ("livrraison", 1),  # a letter too many
        ("livraixon", 1),  # a wrong letter
        ("livrasion", 1),  # two letters swapped
        ("rembousement", 3),
        ("renbourcement", 3),  # two slips in a long word
        ("bankaire", 6),
        ("cmmande", 5),
        ("por", 2),  # a short word without its last letter
        ("catre", 4),  # two letters swapped in a short word are one slip
        ("prot", None),  # too short to guess
        ("kdo", None),
        ("comxnxe", None),  # two slips in a word of 7 letters
        ("rxmbxxrsement", None),  # three
    ],
)
def test_slips_of_the_finger_are_forgiven_as_the_length_of_the_word_allows(query: str, found: int | None) -> None:
    assert best(query) == found


@pytest.mark.parametrize(("word", "budget"), [("", 0), ("port", 0), ("carte", 1), ("commande", 1), ("livraison", 2)])
def test_longer_words_may_hold_more_slips(word: str, budget: int) -> None:
    assert typo_budget(word) == budget


def test_a_word_well_spelt_counts_more_than_a_slip_and_one_slip_more_than_two() -> None:
    right, one, two = (INDEX.search(word).scores[3] for word in ("remboursement", "rembousement", "rembousemant"))
    assert right > one > two > 0


def test_a_known_word_is_never_taken_for_a_slip() -> None:
    index = LexicalIndex(["carte", "carpe"], FRENCH)
    assert list(index.search("carte").scores > 0) == [True, False]


@pytest.mark.parametrize(
    ("query", "found"),
    [("livr", 1), ("ou en est ma comm", 5), ("carte ca", 4), ("rembours", 3), ("REMB", 3), ("cad", 4), ("li", None)],
)
def test_the_word_being_typed_is_understood_unfinished(query: str, found: int | None) -> None:
    assert best(query, prefix=True) == found


def test_only_the_last_word_may_be_unfinished_and_only_while_typing() -> None:
    assert best("livr", prefix=False) is None
    assert best("livr clafoutis", prefix=True) is None


def test_a_finished_word_counts_more_than_an_unfinished_one() -> None:
    index = LexicalIndex(["carte", "cartel", "port"], FRENCH)
    scores = index.search("carte", prefix=True).scores
    assert scores[0] > scores[1] > scores[2] == 0


def test_stop_words_find_something_only_where_there_is_nothing_else() -> None:
    index = LexicalIndex(["est-ce que c'est vous ?", "la commande"], FRENCH)
    assert list(index.search("est-ce vous").scores > 0) == [True, False]
    assert list(index.search("la commande est ce vous").scores > 0) == [False, True]


def test_the_score_is_bm25() -> None:
    documents = ["port port carte", "carte", "colis article retour commande"]
    index = LexicalIndex(documents, FRENCH)
    length, average = 3, (3 + 1 + 4) / 3
    norm = K1 * (1 - B + B * length / average)
    port = log(1 + (3 - 1 + 0.5) / (1 + 0.5)) * 2 * (K1 + 1) / (2 + norm)
    carte = log(1 + (3 - 2 + 0.5) / (2 + 0.5)) * 1 * (K1 + 1) / (1 + norm)
    assert index.search("port carte").scores[0] == pytest.approx(port + carte)
    assert index.search("carte carte carte").scores[0] == pytest.approx(carte)


def test_rare_words_count_more_than_common_ones() -> None:
    scores = INDEX.search("carte cadeau commande").scores
    assert scores[4] > scores[6] > scores[5] > 0


@pytest.mark.parametrize(
    ("query", "document", "words"),
    [
        ("retourner ma carte", 4, ("carte",)),
        ("cartes cadeaux", 4, ("cartes", "cadeaux")),
        ("comande par carte", 6, ("carte", "comande")),
        ("clafoutis", 4, ()),
    ],
)
def test_it_says_which_words_of_the_query_a_document_holds(query: str, document: int, words: tuple[str, ...]) -> None:
    assert sorted(INDEX.shared(document, INDEX.search(query))) == sorted(words)


@pytest.mark.parametrize("documents", [[], ["???"], ["\U0001f69a", "..."], ["a" * 50]])
def test_an_index_of_no_words_finds_nothing(documents: list[str]) -> None:
    hits = LexicalIndex(documents, FRENCH).search("où est ma commande")
    assert hits.scores.shape == (len(documents),)
    assert not hits.scores.any()


words = st.sampled_from(["port", "carte", "cartes", "colis", "commande", "comande", "kdo", "la", "l'été", "?"])
texts = st.lists(words, max_size=6).map(" ".join)


@settings(deadline=None, max_examples=150)
@given(documents=st.lists(texts, min_size=1, max_size=5), query=texts, prefix=st.booleans())
def test_no_document_scores_more_than_one_that_would_hold_every_word(
    documents: list[str], query: str, prefix: bool
) -> None:
    index = LexicalIndex(documents, FRENCH)
    hits = index.search(query, prefix=prefix)
    assert np.all(hits.scores >= 0)
    assert np.all(hits.scores <= hits.most + 1e-9)
    for number in range(len(documents)):
        assert bool(index.shared(number, hits)) == (hits.scores[number] > 0)


@settings(deadline=None, max_examples=200)
@given(st.text(), st.booleans())
def test_any_query_can_be_searched(query: str, prefix: bool) -> None:
    assert INDEX.search(query, prefix=prefix).scores.shape == (len(DOCUMENTS),)


def test_a_query_of_a_hundred_thousand_characters_costs_no_more_than_a_page() -> None:
    rng = random.Random(1)

    def word() -> str:
        return "".join(rng.choice(string.ascii_lowercase) for _ in range(rng.randint(5, 12)))

    index = LexicalIndex([" ".join(word() for _ in range(8)) for _ in range(500)], FRENCH)
    endless = " ".join(word() for _ in range(12_000))[:100_000]
    start = time.process_time()
    assert index.search(endless).scores.shape == (500,)
    assert index.search("mot " * 25_000).scores.shape == (500,)
    assert time.process_time() - start < 2
