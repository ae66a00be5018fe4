"""How sure to be of a base's answers, learned from its own wordings, and what that confidence was worth."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from knowledge.evidence import FEATURES
from knowledge.quality import Trial, lessons
from nlu.calibration import Calibration
from nlu.promise import Record

_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Judgement:
    """A fitted confidence, and how often it was right on trials that it was not fitted on."""

    calibration: Calibration
    record: Record

    @classmethod
    def young(cls, prior: "Judgement") -> "Judgement":
        """Return what a base starts with that was never judged: the usual confidence, no record of its own."""
        return cls(prior.calibration, Record.of(np.zeros(0), np.zeros(0, dtype=bool)))

    def to_json(self) -> str:
        """Return the judgement as JSON that `from_json` reads."""
        return json.dumps({"calibration": json.loads(self.calibration.to_json()), "record": asdict(self.record)})

    @classmethod
    def from_json(cls, text: str) -> "Judgement":
        """Read what `to_json` wrote."""
        data = json.loads(text)
        record = Record(tuple(data["record"]["asked"]), tuple(data["record"]["wrong"]))
        return cls(Calibration.from_json(json.dumps(data["calibration"])), record)


def judge(asked: Sequence[Trial], *, prior: Calibration | None) -> Judgement:
    """Fit confidence on trials, and try it on each fifth of them when fitted on the other four."""
    fitted = Calibration.fit(*lessons(asked), names=FEATURES, prior=prior)
    return Judgement(fitted, record_of(asked, [_fit_without(asked, fold, prior) for fold in range(_FOLDS)]))


def record_of(asked: Sequence[Trial], calibrations: Sequence[Calibration]) -> Record:
    """Return how right the best answers were, trial number n judged by calibration n modulo their number."""
    sure, right = [np.zeros(0)], [np.zeros(0, dtype=bool)]
    for fold, calibration in enumerate(calibrations):
        for trial in asked[fold :: len(calibrations)]:
            features, good = lessons([trial])
            chances = calibration.probability(features)
            best = chances.argsort()[-1:]
            sure.append(chances[best] if len(best) else np.zeros(1))
            right.append(good[best] if len(best) else np.zeros(1, dtype=bool))
    return Record.of(np.concatenate(sure), np.concatenate(right))


def _fit_without(asked: Sequence[Trial], fold: int, prior: Calibration | None) -> Calibration:
    kept = [trial for number, trial in enumerate(asked) if number % _FOLDS != fold]
    return Calibration.fit(*lessons(kept), names=FEATURES, prior=prior)
