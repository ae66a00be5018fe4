"""Confidence that means what it says: a logistic regression from evidence to the probability of being right."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from nlu.errors import CalibrationMismatch

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

STEPS = 100
CONVERGED = 1e-9
STRENGTH = 10.0  # what is believed beforehand weighs as much as some 50 trials


@dataclass(frozen=True, slots=True)
class Calibration:
    """A fitted logistic regression: `intercept` + `weights` · (features - `centre`) / `scale`, each by `names`."""

    names: tuple[str, ...]
    centre: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    intercept: float

    @classmethod
    def fit(
        cls,
        features: Floats,
        right: Bools,
        *,
        names: Sequence[str],
        prior: "Calibration | None" = None,
        strength: float = STRENGTH,
    ) -> "Calibration":
        """Fit on `features` (n, k) and whether each trial was `right` (n,), pulled towards `prior` by `strength`.

        Minimises the log loss plus strength/2 times the squared distance to the prior's coefficients, or to zero with
        the intercept free (Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 4.4), by Newton's
        method on Platt's smoothed targets (Probabilistic Outputs for SVMs, 1999, 2.2), so that trials all right give
        no certainty. Features are standardised, by the prior when there is one. No trial gives the prior back.
        Raises CalibrationMismatch when the names are not those of the features or of the prior.
        """
        _check(names, features, prior)
        if prior is None:
            prior = _blank(tuple(names), features)
            penalty = np.array([*[strength] * len(names), 1e-6])
        else:
            penalty = np.full(len(names) + 1, strength)
        start = np.array([*prior.weights, prior.intercept])
        solved = _newton(_design(prior, features), _targets(right), start, penalty)
        *weights, intercept = solved.tolist()
        return cls(tuple(names), prior.centre, prior.scale, tuple(weights), intercept)

    def probability(self, features: Floats) -> Floats:
        """Return the probability of being right for each row of `features` (n, k), shape (n,)."""
        return _sigmoid(_design(self, features) @ np.array([*self.weights, self.intercept]))

    def contributions(self, features: Floats) -> Floats:
        """Return what each feature takes from the log odds, or adds to them, shape (n, k).

        Beside a hit that is a standard deviation better than usual in each, as those that are right mostly are.
        """
        weights = np.array(self.weights)
        return np.asarray(_design(self, features)[:, :-1] * weights - np.abs(weights))

    def to_json(self) -> str:
        """Return the calibration as JSON that `from_json` reads."""
        return json.dumps(asdict(self), indent=2)

    @classmethod
    def from_json(cls, text: str) -> "Calibration":
        """Read what `to_json` wrote."""
        data = json.loads(text)
        names, centre, scale, weights = (tuple(data[key]) for key in ("names", "centre", "scale", "weights"))
        return cls(names, centre, scale, weights, float(data["intercept"]))


def expected_calibration_error(confidence: Floats, right: Bools, *, bins: int = 15) -> float:
    """Return how far confidence is from accuracy on average, in [0, 1]; 0 when there is no trial.

    The sum over equal-width bins of |bin|/n · |accuracy - mean confidence| (Naeini, Cooper, Hauskrecht, Obtaining Well
    Calibrated Probabilities Using Bayesian Binning, 2015; Guo et al., On Calibration of Modern Neural Networks, 2017).
    """
    if not len(confidence):
        return 0.0
    places = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = np.bincount(places, weights=right - confidence, minlength=bins)
    return float(np.abs(gaps).sum() / len(confidence))


def _check(names: Sequence[str], features: Floats, prior: Calibration | None) -> None:
    expected = prior.names if prior else tuple(names)
    if tuple(names) != expected or features.ndim != 2 or features.shape[1] != len(names):
        raise CalibrationMismatch(expected=", ".join(expected), found=f"{', '.join(names)} in shape {features.shape}")


def _blank(names: tuple[str, ...], features: Floats) -> Calibration:
    count = len(names)
    if not len(features):
        return Calibration(names, (0.0,) * count, (1.0,) * count, (0.0,) * count, 0.0)
    spread = features.std(axis=0)
    scale = np.where(spread > 0, spread, 1.0)
    return Calibration(names, tuple(features.mean(axis=0).tolist()), tuple(scale.tolist()), (0.0,) * count, 0.0)


def _design(calibration: Calibration, features: Floats) -> Floats:
    standard = (features - np.array(calibration.centre)) / np.array(calibration.scale)
    return np.column_stack([standard, np.ones(len(features))])


def _targets(right: Bools) -> Floats:
    good = int(right.sum())
    return np.where(right, (good + 1) / (good + 2), 1 / (len(right) - good + 2))


def _newton(design: Floats, targets: Floats, start: Floats, penalty: Floats) -> Floats:
    at = start.copy()
    for _ in range(STEPS):
        chances = _sigmoid(design @ at)
        slope = design.T @ (chances - targets) + penalty * (at - start)
        curve = (design * (chances * (1 - chances))[:, None]).T @ design + np.diag(penalty)
        step: Floats = np.linalg.solve(curve, slope).astype(np.float64)
        at = at - step * _damping(design, targets, start, penalty, at, step)
        if np.abs(step).max() < CONVERGED:
            break
    return at


def _damping(design: Floats, targets: Floats, start: Floats, penalty: Floats, at: Floats, step: Floats) -> float:
    """Return the largest of 1, 1/2, 1/4 ... for which the step does not raise the loss."""
    before = _loss(design, targets, start, penalty, at)
    sizes = (0.5**halvings for halvings in range(30))
    lower = (size for size in sizes if _loss(design, targets, start, penalty, at - size * step) <= before)
    return next(lower, 0.0)


def _loss(design: Floats, targets: Floats, start: Floats, penalty: Floats, at: Floats) -> float:
    scores = design @ at
    return float((np.logaddexp(0, scores) - targets * scores).sum() + (penalty * (at - start) ** 2).sum() / 2)


def _sigmoid(scores: Floats) -> Floats:
    return np.asarray(0.5 * (1 + np.tanh(scores / 2)))
