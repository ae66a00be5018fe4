"""A base learns how sure to be from its own wordings, and is tried on those it did not learn from."""

import numpy as np

from api.judging import Judgement, judge, record_of
from knowledge.evidence import FEATURES
from knowledge.quality import Trial
from knowledge.shelf import Hit
from nlu.calibration import Calibration


def trial(number: int, *, good: bool) -> Trial:
    """A trial whose best hit is right when it stands out."""
    lead = 3.0 if good else 0.2
    hits = tuple(Hit(owner, 5 + lead - (owner and lead), 0.3, 0.9, 2.0, 0.5, 0, ()) for owner in range(3))
    return Trial(f"question {number}", hits, 0 if good else 2)


ASKED = [trial(number, good=number % 3 > 0) for number in range(150)]


def test_what_stands_out_is_believed_and_the_record_shows_it() -> None:
    record = judge(ASKED, prior=None).record
    assert (sum(record.asked), sum(record.wrong)) == (150, 50)
    half = len(record.asked) // 2
    assert sum(record.wrong[half:]) == 0
    assert sum(record.asked[half:]) == 100


def test_a_trial_is_judged_by_what_was_learned_without_it() -> None:
    doubted, trusted = (
        Calibration(FEATURES, (0.0,) * len(FEATURES), (1.0,) * len(FEATURES), (0.0,) * len(FEATURES), sure)
        for sure in (-5.0, 5.0)
    )
    record = record_of(ASKED[:10], [doubted, trusted])
    assert (record.asked[1], record.asked[-2]) == (5, 5)


def test_a_question_that_finds_nothing_counts_as_one_not_answered() -> None:
    record = judge([*ASKED, Trial("rien", (), 1)], prior=None).record
    assert sum(record.asked) == 151
    assert record.asked[0] >= 1


def test_nothing_asked_is_judged_like_any_young_base() -> None:
    prior = judge(ASKED, prior=None).calibration
    young = judge([], prior=prior)
    assert young.calibration == prior
    assert sum(young.record.asked) == 0


def test_a_judgement_is_read_back_as_it_was_written() -> None:
    judged = judge(ASKED, prior=None)
    again = Judgement.from_json(judged.to_json())
    assert again.record == judged.record
    assert np.allclose(again.calibration.weights, judged.calibration.weights)
