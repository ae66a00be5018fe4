"""Wordings asked again of a base that never saw them: what is measured is what a visitor would get."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from fakes.encoder import StemEncoder
from fakes.learner import nearest
from numpy.typing import NDArray

from knowledge.evidence import FEATURES
from knowledge.model import Entry, Variant
from knowledge.quality import Trial, held_out, lessons, measure, trials
from knowledge.shelf import Hit, Shelf
from knowledge.snapshot import shelve


def entries(count: int, *, variants: int) -> list[Entry]:
    """Entries whose wordings share a word; each has one more that is nowhere else, too short to be taken for a slip."""
    return [
        Entry(f"e{n}", "fr", f"s{n:02} q{n:02}", "", tuple(Variant(f"s{n:02} {v}v{n:02}") for v in range(variants)))
        for n in range(count)
    ]


def shelf_of(count: int, *, variants: int) -> Shelf:
    shelf = shelve(entries(count, variants=variants), lang="fr", encoders=StemEncoder(), learn=nearest)
    assert shelf is not None
    return shelf


@pytest.fixture(scope="module")
def asked() -> list[Trial]:
    return list(trials(shelf_of(20, variants=3)))


def test_a_wording_is_never_found_by_itself(asked: list[Trial]) -> None:
    assert len(asked) > 50
    for trial in asked:
        own = trial.text.split()[1]
        assert all(own not in hit.terms and hit.dense < 0.99 for hit in trial.hits)


def test_a_wording_is_found_by_the_others_of_its_entry(asked: list[Trial]) -> None:
    known = [trial for trial in asked if trial.expected is not None]
    assert all(trial.hits[0].owner == trial.expected for trial in known)
    assert all(trial.text.split()[0] == f"s{trial.expected:02}" for trial in known)


def test_the_questions_of_a_hidden_entry_have_no_answer_to_find(asked: list[Trial]) -> None:
    unknown = [trial for trial in asked if trial.expected is None]
    assert unknown
    for trial in unknown:
        assert all(trial.text.split()[0] not in hit.terms for hit in trial.hits)
        assert all(f"s{hit.owner:02}" != trial.text.split()[0] for hit in trial.hits)


@pytest.mark.parametrize(("entries", "unanswered"), [(4, 0.5), (20, 1 / 6), (60, 1 / 12)])
def test_the_fewer_the_entries_the_more_questions_nobody_answers(entries: int, unanswered: float) -> None:
    asked = list(trials(shelf_of(entries, variants=9)))
    unknown = sum(trial.expected is None for trial in asked)
    assert unknown / len(asked) == pytest.approx(unanswered, rel=0.2)


def test_a_wording_is_asked_at_most_once_of_a_base_that_can_answer_it(asked: list[Trial]) -> None:
    assert max(Counter(trial.text for trial in asked if trial.expected is not None).values()) == 1


def test_no_entry_misses_more_of_its_wordings_at_a_time_than_it_must() -> None:
    shelf = shelf_of(20, variants=3)
    seen: list[list[int]] = []
    without = shelf.without

    class Watched:
        def __getattr__(self, name: str) -> object:
            return getattr(shelf, name)

        def without(self, hidden: NDArray[np.bool_]) -> Shelf:
            seen.append(np.bincount(shelf.owners[hidden], minlength=20).tolist())
            return without(hidden)

    list(trials(Watched()))  # type: ignore[arg-type]
    # Four wordings an entry, ten folds: one is hidden, or all are.
    assert {count for counts in seen for count in counts} == {0, 1, 4}


@pytest.mark.parametrize("most", [10, 30])
def test_a_large_base_is_asked_no_more_than_it_takes(most: int) -> None:
    assert 0 < len(list(trials(shelf_of(20, variants=3), most=most))) <= 1.5 * most


def test_the_same_base_gives_the_same_trials(asked: list[Trial]) -> None:
    assert list(trials(shelf_of(20, variants=3))) == asked


@pytest.mark.parametrize(("count", "variants"), [(1, 0), (1, 3), (2, 0), (3, 1)])
def test_a_base_too_small_to_be_judged_gives_few_trials_but_sound_ones(count: int, variants: int) -> None:
    features, right = lessons(list(trials(shelf_of(count, variants=variants))))
    assert features.shape == (len(right), len(FEATURES))


def hit(owner: int, score: float) -> Hit:
    return Hit(owner=owner, score=score, share=0.1, dense=0.5, nearness=1.0, lexical=0.0, wording=0, terms=())


def test_lessons_tell_of_the_three_best_hits_which_one_was_right() -> None:
    hits = tuple(hit(owner, 9 - owner) for owner in range(5))
    asked = [
        Trial("deux mots", hits, 1),
        Trial("inconnu", hits[:2], None),
        Trial("rien", (), 3),
        Trial("loin", hits, 4),
    ]
    features, right = lessons(asked)
    assert right.tolist() == [False, True, False, False, False, False, False, False]
    assert features[:, FEATURES.index("score")].tolist() == [9, 8, 7, 9, 8, 9, 8, 7]
    # The margin is to the best of all hits, not of the three.
    assert features[0, FEATURES.index("margin")] == 1


def test_nothing_asked_teaches_nothing() -> None:
    features, right = lessons([])
    assert (features.shape, right.shape, right.dtype) == ((0, len(FEATURES)), (0,), np.bool_)


@pytest.mark.parametrize(
    ("found", "at_1", "at_3", "at_5", "mrr"),
    [
        ([("a b c", "a")], 1, 1, 1, 1),
        ([("a b c", "c")], 0, 1, 1, 1 / 3),
        ([("a b c", "z")], 0, 0, 0, 0),
        ([("a b c", "c b")], 0, 1, 1, 1 / 2),
        ([("a b c d e f", "f")], 0, 0, 0, 1 / 6),
        ([("a b c d e f g h i j k", "k")], 0, 0, 0, 0),
        ([("", "a"), ("a", "a")], 0.5, 0.5, 0.5, 0.5),
        ([("a", "a"), ("b a", "a"), ("b c d a", "a"), ("b", "a")], 0.25, 0.5, 0.75, (1 + 1 / 2 + 1 / 4) / 4),
    ],
)
def test_recall_and_reciprocal_rank_are_those_of_the_handbook(
    found: list[tuple[str, str]], at_1: float, at_3: float, at_5: float, mrr: float
) -> None:
    quality = measure([(ids.split(), frozenset(expected.split())) for ids, expected in found])
    told = (quality.trials, quality.recall_at_1, quality.recall_at_3, quality.recall_at_5, quality.mrr)
    assert told == (len(found), at_1, at_3, at_5, pytest.approx(mrr))


def test_nothing_found_measures_as_nothing() -> None:
    assert measure([]).trials == 0
    assert measure([]).mrr == 0


def test_only_fair_wordings_are_asked() -> None:
    asked = list(trials(shelf_of(20, variants=4), fair=lambda text: " 1v" in text))
    own = [trial for trial in asked if trial.text.startswith("s")]
    assert {trial.expected for trial in own} >= set(range(10))
    assert all(" 1v" in trial.text for trial in own if trial.text[1:3].isdigit())


@pytest.mark.parametrize(("variants", "gone"), [(0, 0), (1, 0), (2, 1), (6, 1), (7, 2), (11, 2), (14, 3)])
def test_one_wording_in_five_of_every_entry_is_held_out(variants: int, gone: int) -> None:
    base = entries(5, variants=variants)
    left, asked = held_out(base, seed=0)
    assert len(asked) == 5 * gone
    for before, after in zip(base, left, strict=True):
        own = {text for text, id in asked if id == before.id}
        assert {*after.wordings, *own} == set(before.wordings)
        assert len(after.wordings) + len(own) == len(before.wordings)
        assert after.question == before.question


def test_what_is_held_out_follows_from_the_seed_and_the_words() -> None:
    base = entries(10, variants=9)
    assert held_out(base, seed=1) == held_out(base, seed=1)
    assert held_out(base, seed=1) != held_out(base, seed=2)
    more = [replace(entry, variants=(*entry.variants, Variant("autrement dit"))) for entry in base]
    before, after = ({text for text, _ in held_out(each, seed=1)[1]} for each in (base, more))
    assert len(before - after) < len(before) / 2


def test_what_is_fair_to_ask_is_held_out_first_and_nothing_else_is_asked() -> None:
    base = entries(5, variants=9)
    fair = {text for text, _ in held_out(base, seed=1)[1]}
    assert {text for text, _ in held_out(base, seed=2, fair=lambda text: text in fair)[1]} == fair
    left, asked = held_out(base, seed=2, fair=lambda text: False)
    assert asked == []
    assert [len(entry.variants) for entry in left] == [7] * 5
