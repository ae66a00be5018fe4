"""Votes and answers are held against what was promised and tried, with as much certainty as there are of them."""

import pytest
from scipy.stats import binom

from nlu.promise import CERTAINTY
from nlu.watch import (
    MARGIN,
    TELLING,
    Counts,
    CoverageVerdict,
    VoteVerdict,
    bounds,
    coverage_verdict,
    together,
    votes_verdict,
)


def voted(no: int, votes: int) -> Counts:
    return Counts(votes, votes, 0.9, votes - no, no)


def asked(answered: int, questions: int) -> Counts:
    return Counts(questions, answered, 0.9)


@pytest.mark.parametrize(
    ("hits", "tries", "low", "high"),
    [(0, 0, 0, 1), (0, 22, 0, 0.0994), (5, 10, 0.267, 0.733), (10, 10, 0.794, 1), (50, 1000, 0.0411, 0.0602)],
)
def test_the_fewer_the_votes_the_wider_the_bounds(hits: int, tries: int, low: float, high: float) -> None:
    assert bounds(hits, tries) == pytest.approx((low, high), abs=5e-4)


@pytest.mark.parametrize(
    ("no", "votes", "promised", "verdict"),
    [
        (0, 0, 10, "open"),
        (0, 21, 10, "open"),
        (0, 22, 10, "kept"),
        (1, 22, 10, "open"),
        (5, 100, 10, "kept"),
        (6, 100, 10, "open"),
        (10, 100, 10, "open"),
        (14, 100, 10, "open"),
        (15, 100, 10, "broken"),
        (15, 100, 20, "open"),
        (0, 22, 5, "open"),
        (0, 44, 5, "open"),
        (0, 45, 5, "kept"),
        (9, 9, 10, "open"),
        (10, 10, 10, "broken"),
        (0, 9, 50, "open"),
        (0, 10, 50, "kept"),
    ],
)
def test_votes_keep_the_promise_break_it_or_leave_it_open(
    no: int, votes: int, promised: float, verdict: VoteVerdict
) -> None:
    assert votes_verdict(voted(no, votes), promised) == verdict


@pytest.mark.parametrize(
    ("answered", "questions", "tried", "verdict"),
    [
        (0, 0, 0.8, "open"),
        (8, 10, 0.8, "open"),
        (9, 9, 0.5, "open"),
        (10, 10, 0.5, "more-than-tried"),
        (80, 100, 0.8, "open"),
        (400, 500, 0.8, "as-tried"),
        (390, 500, 0.8, "as-tried"),
        (380, 500, 0.8, "open"),
        (360, 500, 0.8, "less-than-tried"),
        (440, 500, 0.8, "more-than-tried"),
        (0, 40, 0.8, "less-than-tried"),
        (1_000, 1_000, 0.98, "as-tried"),
        (1_000, 1_000, 0.0, "open"),
    ],
)
def test_answers_are_as_many_as_tried_fewer_more_or_too_few_to_compare(
    answered: int, questions: int, tried: float, verdict: CoverageVerdict
) -> None:
    assert coverage_verdict(asked(answered, questions), tried) == verdict


@pytest.mark.parametrize("votes", [TELLING, 30, 100, 400])
@pytest.mark.parametrize(("truth", "wrong"), [(0.1, "broken"), (0.1001, "kept")])
def test_a_verdict_on_votes_is_wrong_one_time_in_ten_at_most(votes: int, truth: float, wrong: VoteVerdict) -> None:
    chance = sum(binom.pmf(no, votes, truth) for no in range(votes + 1) if votes_verdict(voted(no, votes), 10) == wrong)
    assert chance <= 1 - CERTAINTY


@pytest.mark.parametrize("questions", [30, 300, 900])
@pytest.mark.parametrize(
    ("truth", "wrong"),
    [
        (0.6 - MARGIN, "less-than-tried"),
        (0.6 + MARGIN, "more-than-tried"),
        (0.6 - MARGIN - 1e-4, "as-tried"),
        (0.6 + MARGIN + 1e-4, "as-tried"),
    ],
)
def test_a_verdict_on_coverage_is_wrong_one_time_in_ten_at_most(
    questions: int, truth: float, wrong: CoverageVerdict
) -> None:
    verdicts = [coverage_verdict(asked(answered, questions), 0.6) for answered in range(questions + 1)]
    chance = sum(binom.pmf(n, questions, truth) for n, verdict in enumerate(verdicts) if verdict == wrong)
    assert chance <= 1 - CERTAINTY + 1e-9


def test_counts_add_up_and_their_confidence_is_that_of_all_answers() -> None:
    parts = [Counts(10, 4, 0.5, 2, 1), Counts(5, 1, 1.0, 0, 1), Counts(3, 0, 0.0)]
    assert together(parts) == Counts(18, 5, pytest.approx(0.6), 2, 2)
    assert together([]) == Counts()
