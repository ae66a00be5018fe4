"""A base learns how sure to be from its own wordings, and is tried on those it did not learn from."""

import numpy as np

from api.publication.judging import Judgement, judge, record_of
from knowledge.evidence import FEATURES
from knowledge.quality import Trial
from knowledge.shelf import Hit
from nlu.calibration import Calibration
from nlu.promise import Record


def trial(number: int, *, good: bool, topic: str = "") -> Trial:
    """A trial whose best hit is right when it stands out."""
    lead = 3.0 if good else 0.2
    hits = tuple(Hit(owner, 5 + lead - (owner and lead), 0.3, 0.9, 2.0, 0.5, 0, ()) for owner in range(3))
    return Trial(f"question {number}", hits, 0 if good else 2, (topic,) * 3)


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
    judged = judge([*ASKED, trial(150, good=True, topic="paiement")], prior=None)
    again = Judgement.from_json(judged.to_json())
    assert again.record == judged.record
    assert again.topics == judged.topics
    assert sum(again.topics["paiement"].asked) == 1
    assert np.allclose(again.calibration.weights, judged.calibration.weights)


def test_a_topic_that_goes_wrong_more_often_is_answered_less_for_the_same_promise() -> None:
    asked = [trial(n, good=n % 3 > 0 if n % 2 else True, topic="dur" if n % 2 else "facile") for n in range(600)]
    judged = judge(asked, prior=None)
    assert set(judged.topics) == {"dur", "facile"}
    assert sum(judged.topics["dur"].wrong) == 100
    assert sum(judged.topics["facile"].wrong) == 0
    hard, easy = (judged.threshold(5, topic=topic, others=Record.none()) for topic in ("dur", "facile"))
    assert hard.proven and easy.proven
    assert (round(hard.coverage, 2), easy.coverage) == (0.67, 1)
    assert hard.wrong <= 0.05


def test_a_topic_never_tried_takes_what_is_usual() -> None:
    judged, others = judge(ASKED, prior=None), judge(ASKED, prior=None).record
    unknown = judged.threshold(10, topic="jamais vu", others=others)
    assert (unknown.proven, unknown.confidence) == (False, others.usual(10).confidence)
