"""Confidence is a probability: fitted, pulled to what was known, and measured."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from nlu.calibration import Calibration, expected_calibration_error
from nlu.errors import CalibrationMismatch

NAMES = ("score", "margin")


def trials(count: int, *, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Trials whose true probability is known: sigmoid(2 * score - margin + 0.5)."""
    draw = np.random.default_rng(seed)
    features = draw.normal(size=(count, 2)) * [1.0, 3.0] + [0.0, 5.0]
    chances = 1 / (1 + np.exp(-(2 * features[:, 0] - (features[:, 1] - 5) + 0.5)))
    return features, draw.random(count) < chances


def test_confidence_is_as_often_right_as_it_says() -> None:
    calibration = Calibration.fit(*trials(4_000), names=NAMES, strength=1)
    features, right = trials(4_000, seed=1)
    assert expected_calibration_error(calibration.probability(features), right) < 0.03


def test_the_fit_is_that_of_another_solver() -> None:
    features, right = trials(2_000)
    calibration = Calibration.fit(features, right, names=NAMES, strength=1)
    standard = (features - features.mean(axis=0)) / features.std(axis=0)
    other = LogisticRegression(C=1.0, tol=1e-10).fit(standard, right).predict_proba(standard)[:, 1]
    assert np.abs(calibration.probability(features) - other).max() < 0.005


def test_the_same_trials_give_the_same_calibration() -> None:
    assert Calibration.fit(*trials(300), names=NAMES) == Calibration.fit(*trials(300), names=NAMES)


def test_no_trial_gives_the_prior_back() -> None:
    prior = Calibration.fit(*trials(500), names=NAMES)
    again = Calibration.fit(np.empty((0, 2)), np.empty(0, dtype=bool), names=NAMES, prior=prior)
    assert again == prior


def test_few_trials_move_the_prior_little_and_many_replace_it() -> None:
    prior = Calibration(NAMES, (0.0, 5.0), (1.0, 3.0), (0.0, 0.0), 2.0)
    features, right = trials(4_000)
    target = Calibration.fit(features, right, names=NAMES, strength=1).probability(features)
    few = Calibration.fit(features[:10], right[:10], names=NAMES, prior=prior).probability(features)
    many = Calibration.fit(features, right, names=NAMES, prior=prior).probability(features)
    before = np.abs(prior.probability(features) - target).mean()
    assert np.abs(many - target).mean() < 0.02 < np.abs(few - target).mean() < before


@pytest.mark.parametrize("verdict", [True, False])
def test_trials_all_alike_give_no_certainty(verdict: bool) -> None:
    features = np.zeros((20, 2))
    calibration = Calibration.fit(features, np.full(20, verdict), names=NAMES)
    (chance,) = calibration.probability(features[:1])
    assert 0.02 < chance < 0.98 and (chance > 0.5) == verdict


def test_separable_trials_stay_finite() -> None:
    features = np.column_stack([np.linspace(-50, 50, 40), np.zeros(40)])
    chances = Calibration.fit(features, features[:, 0] > 0, names=NAMES, strength=1e-3).probability(features)
    assert np.isfinite(chances).all() and (np.diff(chances) >= 0).all()


def test_it_is_kept_as_json() -> None:
    calibration = Calibration.fit(*trials(200), names=NAMES)
    assert Calibration.from_json(calibration.to_json()) == calibration


def test_other_evidence_is_refused() -> None:
    prior = Calibration.fit(*trials(50), names=NAMES)
    features, right = trials(50)
    with pytest.raises(CalibrationMismatch, match="score, margin"):
        Calibration.fit(features, right, names=("margin", "score"), prior=prior)
    with pytest.raises(CalibrationMismatch):
        Calibration.fit(features, right, names=("score",))


@pytest.mark.parametrize(
    ("confidence", "right", "error"),
    [
        ([1.0, 1.0], [True, True], 0.0),
        ([1.0, 1.0], [True, False], 0.5),
        ([0.0, 0.0], [True, True], 1.0),
        ([0.9] * 10, [True] * 9 + [False], 0.0),
        ([0.5, 0.5, 1.0, 1.0], [True, False, True, False], 0.25),
        ([], [], 0.0),
    ],
)
def test_calibration_error_is_the_mean_gap(confidence: list[float], right: list[bool], error: float) -> None:
    found = expected_calibration_error(np.array(confidence), np.array(right, dtype=bool))
    assert found == pytest.approx(error, abs=1e-12)


def test_contributions_are_told_beside_a_hit_that_is_better_than_usual() -> None:
    calibration = Calibration(("a", "b"), (1.0, 2.0), (2.0, 0.5), (0.7, -0.3), 0.4)
    good, usual = [3.0, 1.5], [1.0, 2.0]
    contributions = calibration.contributions(np.array([good, usual]))
    assert contributions.tolist() == [[pytest.approx(0), pytest.approx(0)], [pytest.approx(-0.7), pytest.approx(-0.3)]]
    chances = calibration.probability(np.array([good, usual]))
    odds = np.log(chances / (1 - chances))
    assert odds[1] - odds[0] == pytest.approx(contributions[1].sum())
