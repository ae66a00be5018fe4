"""Entries that ask the same."""

from dataclasses import replace

import numpy as np
import pytest

from knowledge.doubts.duplicates import near, same_wordings
from knowledge.doubts.lookalikes import Lookalikes
from knowledge.model import Entry, Variant
from knowledge.ports import Encoder, Vectors

TRACK = Entry("suivi", "fr", "Où est ma commande ?", "Sous 14 jours.", (Variant("suivre un colis"),))


def told(entries: list[Entry], *, asked: list[Entry] | None = None) -> list[tuple[str, str, str]]:
    found = same_wordings(asked or entries, among=entries)
    return [(each.kind, each.entry.id, each.other.id) for each in found]


@pytest.mark.parametrize(
    "question", ["Où est ma commande ? ", "ou est ma commande", "OÙ EST MA COMMANDE !", "Où  est, ma\u00a0commande"]
)
def test_a_question_is_the_same_up_to_case_accents_punctuation_and_spaces(question: str) -> None:
    assert told([TRACK, Entry("b", "fr", question)]) == [("same-question", "suivi", "b")]


def test_a_wording_of_one_that_is_a_wording_of_another_is_told() -> None:
    assert told([TRACK, Entry("b", "fr", "Suivre un colis")]) == [("shared-wording", "suivi", "b")]
    other = Entry("b", "fr", "Autre ?", variants=(Variant("suivre un colis."),))
    assert told([TRACK, other], asked=[other]) == [("shared-wording", "b", "suivi")]


def test_signs_alone_other_languages_and_the_entry_itself_are_not_told() -> None:
    assert told([TRACK, replace(TRACK, id="b", lang="en"), Entry("c", "fr", "???"), Entry("d", "fr", "!!!")]) == []


def test_three_of_one_question_are_three_pairs() -> None:
    assert len(told([replace(TRACK, id=id) for id in "abc"])) == 3


def vectors_with_twins(count: int = 60) -> Vectors:
    vectors = np.random.default_rng(1).normal(size=(count, 32)).astype(np.float32)
    vectors[7] = vectors[3] + 0.1 * vectors[7]
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def test_of_many_entries_those_that_mean_the_same_stand_out() -> None:
    vectors = vectors_with_twins()
    assert near(vectors, vectors) == [(3, 7)]
    assert near(vectors, vectors, of=[7]) == [(7, 3)]
    assert near(vectors, vectors, of=[3, 7]) == [(3, 7)]
    assert near(vectors, vectors, of=[5]) == []


def test_what_all_vectors_have_in_common_makes_none_of_them_near() -> None:
    common = vectors_with_twins() + 0.2
    common /= np.linalg.norm(common, axis=1, keepdims=True)
    assert near(common, common)[:1] == [(3, 7)]
    assert near(common, common, of=[5]) == []


def test_too_few_entries_have_no_background_to_stand_out_from() -> None:
    assert near(vectors_with_twins()[:7], vectors_with_twins()[:7]) == []
    assert near(np.zeros((0, 4), np.float32), np.zeros((0, 4), np.float32)) == []


class Shelfless:
    """Entries in memory."""

    def __init__(self, *entries: Entry) -> None:
        self.entries = list(entries)

    def all(self) -> list[Entry]:
        return self.entries


class Twins:
    """An encoder for which every text is a world of its own but for those that begin alike."""

    name, dimension = "twins", 64

    def __init__(self) -> None:
        self.read: list[str] = []

    def of(self, *langs: str) -> Encoder:
        return self

    def encode(self, texts: list[str]) -> Vectors:  # type: ignore[override]
        self.read += texts
        drawn = [np.random.default_rng(list(text[:6].encode())).normal(size=64) for text in texts]
        return np.asarray([each / np.linalg.norm(each) for each in drawn], dtype=np.float32)


def test_a_save_tells_who_asks_the_same_and_answers_otherwise_and_reads_only_what_is_new() -> None:
    others = [Entry(f"e{at}", "fr", f"{at:06} question ?", f"{at} jours.") for at in range(30)]
    entries, encoder = Shelfless(*others), Twins()
    lookalikes = Lookalikes(entries, encoder)  # type: ignore[arg-type]
    assert lookalikes.all().found == ()
    encoder.read.clear()
    entries.entries.append(Entry("neuf", "fr", "000004 autrement ?", "Sous 9 jours."))
    found = lookalikes.of(["neuf"])
    assert [(each.kind, each.other.id, each.about) for each in found.found] == [
        ("near-question", "e4", None),
        ("contradiction", "e4", "duration"),
    ]
    assert found.found[1].our_passage == "Sous 9 jours."
    assert encoder.read == ["000004 autrement ?"]
    assert len(lookalikes.all().found) == 2


def test_a_translation_with_other_figures_is_told_from_either_side() -> None:
    english = Entry("track", "en", "Where is my order?", "Within 30 days.", translation_of="suivi")
    german = Entry("wo", "de", "Wo ist sie?", "In 20 Minuten", translation_of="suivi")
    lookalikes = Lookalikes(Shelfless(TRACK, english, german), Twins())  # type: ignore[arg-type]
    for id, other in (("track", "suivi"), ("suivi", "track")):
        assert [(each.kind, each.other.id) for each in lookalikes.of([id]).found] == [("mistranslation", other)]
    assert len(lookalikes.all().found) == 1


def test_a_hidden_entry_is_compared_only_where_it_is_asked_for() -> None:
    hidden = replace(TRACK, id="b", retired=True)
    lookalikes = Lookalikes(Shelfless(TRACK, hidden), Twins())  # type: ignore[arg-type]
    assert lookalikes.of(["suivi"]).found == ()
    assert [each.other.id for each in lookalikes.of(["b"]).found] == ["suivi"]
