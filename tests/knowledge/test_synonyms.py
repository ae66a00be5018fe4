"""Words that a company says are the same find the same entries, a little less strongly."""

import pytest
from fakes.encoder import StemEncoder
from fakes.learner import nearest

from knowledge.analysis import Analyser
from knowledge.errors import SynonymAlone, TooLong
from knowledge.lexical import LexicalIndex
from knowledge.model import Entry
from knowledge.shelf import Query
from knowledge.snapshot import build_shelves
from knowledge.synonyms import Alike, Synonyms, tidy_groups

DOCUMENTS = ["assurer ma voiture", "payer par carte bleue", "réparer un vélo", "une bagnole neuve"]
GROUPS = [["bagnole", "voiture", "auto"], ["CB", "carte bleue"], ["clou", "vélo"]]
INDEX = LexicalIndex(DOCUMENTS, Analyser("fr"))
ALIKE = Alike("fr", GROUPS)


def best(query: str, alike: Alike | None = ALIKE) -> int | None:
    scores = INDEX.search(query, alike=alike).scores
    return int(scores.argmax()) if scores.max() > 0 else None


@pytest.mark.parametrize(
    ("query", "document"),
    [("assurer mon auto", 0), ("cb", 1), ("regler par CB", 1), ("un clou", 2), ("voiture", 0)],
)
def test_a_query_with_only_a_synonym_finds_the_document(query: str, document: int) -> None:
    assert best(query) == document


def test_without_synonyms_these_words_find_nothing() -> None:
    assert [best(query, None) for query in ("cb", "un clou")] == [None, None]


def test_the_word_itself_counts_more_than_its_synonym() -> None:
    assert best("bagnole") == 3
    own, other = (INDEX.search(word, alike=ALIKE).scores[0] for word in ("voiture", "auto"))
    assert own > other > 0


def test_several_words_stand_for_one_only_together() -> None:
    index = LexicalIndex(["la cb refusée", "autre chose"], Analyser("fr"))
    assert index.search("ma carte bleue", alike=ALIKE).scores[0] > 0
    assert index.search("un ciel bleu", alike=ALIKE).scores[0] == 0


def test_a_document_that_holds_every_word_or_its_synonym_never_scores_above_the_most() -> None:
    for query in ("assurer auto", "carte bleue bagnole", "cb auto vélo"):
        hits = INDEX.search(query, alike=ALIKE)
        assert 0 < hits.scores.max() <= hits.most


def test_a_shelf_finds_the_entry_by_a_synonym_of_its_words() -> None:
    entries = [
        Entry("v", "fr", "Comment assurer ma voiture ?", "."),
        Entry("b", "fr", "Puis-je rendre un livre ?", "."),
    ]
    shelf = build_shelves(entries, languages=["fr"], encoders=StemEncoder(), learn=nearest)["fr"]
    query = Query("bagnole", "fr", StemEncoder().encode(["bagnole"])[0])
    found, before = (shelf.search(query, limit=2, alike=alike) for alike in (ALIKE, None))
    named = {shelf.entries[hit.owner].id: (hit.lexical > 0, hit.terms) for hit in found}
    assert named == {"v": (True, ("bagnole",)), "b": (False, ())}
    assert all(hit.lexical == 0 for hit in before)


def test_groups_are_kept_tidy() -> None:
    assert tidy_groups([[" a  b ", "", "A b", "c"], [], [" "]]) == [["a b", "c"]]
    with pytest.raises(SynonymAlone, match="seul"):
        tidy_groups([["seul", "Seul"]])
    with pytest.raises(TooLong):
        tidy_groups([["a", "b" * 101]])


def test_a_language_without_groups_has_nothing_to_look_up() -> None:
    assert set(Synonyms(1, {"fr": GROUPS, "en": []}).alike) == {"fr"}
