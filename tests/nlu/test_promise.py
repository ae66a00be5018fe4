"""A promise on wrong answers becomes a threshold that keeps it, and says whether that is proven."""

import numpy as np
import pytest
from numpy.typing import NDArray

from nlu.promise import BINS, CERTAINTY, Record, threshold

NOTHING = Record.of(np.zeros(0), np.zeros(0, dtype=bool))


def drawn(count: int, *, seed: int = 0, truth: float = 1.0) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Trials as often right as their confidence says, times `truth`."""
    rng = np.random.default_rng(seed)
    confidence = rng.beta(2, 0.7, size=count)
    return confidence, rng.random(count) < truth * confidence


def test_every_trial_is_counted_once_in_its_bin() -> None:
    record = Record.of(np.array([0.0, 0.5, 0.501, 1.0]), np.array([False, True, False, True]))
    assert (len(record.asked), sum(record.asked), sum(record.wrong)) == (BINS, 4, 2)
    assert (record.asked[0], record.asked[BINS // 2], record.asked[-1]) == (1, 2, 1)
    assert (record.wrong[0], record.wrong[BINS // 2], record.wrong[-1]) == (1, 1, 0)


@pytest.mark.parametrize("wrong_in_100", [5, 10, 20])
def test_the_promise_is_kept_on_new_questions_as_often_as_it_says(wrong_in_100: float) -> None:
    broken, proven = 0, 0
    unseen, right = drawn(200_000, seed=999)
    for seed in range(60):
        kept = Record.of(*drawn(1_000, seed=seed)).proven(wrong_in_100)
        if kept:
            proven += 1
            broken += (~right[unseen >= kept.confidence]).mean() > wrong_in_100 / 100
    assert proven >= 30
    # 60 draws of a chance of one in ten at most: 13 or more would happen once in a hundred.
    assert broken <= 60 * (1 - CERTAINTY) + 7


def test_an_overconfident_base_is_given_a_higher_threshold() -> None:
    honest, boaster = (Record.of(*drawn(5_000, truth=truth)).proven(15) for truth in (1.0, 0.95))
    assert honest
    assert boaster
    assert boaster.confidence > honest.confidence
    assert boaster.coverage < honest.coverage


def test_a_looser_promise_never_answers_less() -> None:
    record = Record.of(*drawn(2_000))
    coverages = [kept.coverage for promise in range(3, 40) if (kept := record.proven(promise))]
    assert len(coverages) > 30
    assert coverages == sorted(coverages)


def test_the_threshold_tells_what_was_seen_from_there_on() -> None:
    confidence, right = drawn(2_000)
    kept = Record.of(confidence, right).proven(5)
    assert kept
    assert kept.proven
    answered = confidence >= kept.confidence
    assert kept.coverage == pytest.approx(answered.mean(), abs=1e-9)
    assert kept.wrong == pytest.approx((~right[answered]).mean(), abs=1e-9)
    assert kept.wrong < 0.05


@pytest.mark.parametrize("count", [0, 1, 40])
def test_few_trials_prove_nothing(count: int) -> None:
    assert Record.of(np.full(count, 0.99), np.ones(count, dtype=bool)).proven(5) is None


def test_a_base_always_wrong_never_answers() -> None:
    wrong = Record.of(np.full(500, 0.9), np.zeros(500, dtype=bool))
    assert wrong.proven(20) is None
    assert wrong.usual(20).confidence == 1
    assert wrong.usual(20).coverage == 0


def test_a_base_too_young_to_prove_its_own_takes_the_threshold_of_others() -> None:
    others = Record.of(*drawn(5_000))
    young = Record.of(np.array([0.99, 0.2]), np.array([True, False]))
    taken = threshold(young, others, 5)
    assert not taken.proven
    assert taken.confidence == others.usual(5).confidence
    assert (taken.coverage, taken.wrong) == (0.5, 0.0)
    assert threshold(NOTHING, others, 5).coverage == 0


def test_a_base_with_proof_does_not_ask_the_others() -> None:
    own, others = Record.of(*drawn(5_000, truth=0.95)), Record.of(*drawn(5_000, seed=1))
    assert threshold(own, others, 15) == own.proven(15) != others.proven(15)


def test_a_base_that_breaks_the_usual_threshold_answers_from_where_it_keeps_the_promise() -> None:
    others = Record.of(*drawn(5_000))
    usual = others.usual(5).confidence
    sure = np.array([0.96] * 40 + [0.9] * 40)
    own = Record.of(sure, np.arange(80) >= 10)
    assert own.proven(5) is None
    assert usual < 0.9
    assert threshold(own, others, 5).confidence > 0.96
    fine = Record.of(np.full(30, usual + 0.001), np.ones(30, dtype=bool))
    assert threshold(fine, others, 5).confidence == usual


def test_who_promises_less_never_answers_less() -> None:
    rng = np.random.default_rng(3)
    for count in (30, 100, 300, 900):
        sure = rng.random(count) ** 0.5
        own = Record.of(sure, rng.random(count) < sure**0.8)
        others = Record.of(*drawn(3_000))
        answered = [threshold(own, others, promise).coverage for promise in (1, 2, 3, 5, 7, 10, 15, 20, 30)]
        assert answered == sorted(answered)
