"""How sure to be of a base's answers, learned from its own wordings, and what that confidence was worth."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

import numpy as np

from knowledge.evidence import FEATURES
from knowledge.quality import Trial, lessons
from nlu.calibration import Calibration
from nlu.promise import Record, Threshold, threshold

_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Judgement:
    """A fitted confidence, and how often it was right on trials that it was not fitted on: on all of them, and where
    the best answer was of one topic.
    """

    calibration: Calibration
    record: Record
    topics: Mapping[str, Record] = field(default_factory=dict)

    def threshold(self, wrong_in_100: float, *, topic: str = "", others: Record) -> Threshold:
        """Return the threshold that keeps a promise, on one topic's answers or on all."""
        own = self.topics.get(topic, Record.none()) if topic else self.record
        return threshold(own, others, wrong_in_100)

    @classmethod
    def young(cls, prior: "Judgement") -> "Judgement":
        """Return what a base starts with that was never judged: the usual confidence, no record of its own."""
        return cls(prior.calibration, Record.none())

    def to_json(self) -> str:
        """Return the judgement as JSON that `from_json` reads."""
        topics = {topic: asdict(record) for topic, record in self.topics.items()}
        fitted = json.loads(self.calibration.to_json())
        return json.dumps({"calibration": fitted, "record": asdict(self.record), "topics": topics})

    @classmethod
    def from_json(cls, text: str) -> "Judgement":
        """Read what `to_json` wrote."""
        data = json.loads(text)
        topics = {topic: _record(kept) for topic, kept in data.get("topics", {}).items()}
        return cls(Calibration.from_json(json.dumps(data["calibration"])), _record(data["record"]), topics)


def judge(asked: Sequence[Trial], *, prior: Calibration | None) -> Judgement:
    """Fit confidence on trials, and try it on each fifth of them when fitted on the other four."""
    fitted = Calibration.fit(*lessons(asked), names=FEATURES, prior=prior)
    outcomes = _outcomes(asked, [_fit_without(asked, fold, prior) for fold in range(_FOLDS)])
    topics = sorted({outcome.topic for outcome in outcomes} - {""})
    records = {topic: _recorded([each for each in outcomes if each.topic == topic]) for topic in topics}
    return Judgement(fitted, _recorded(outcomes), records)


def record_of(asked: Sequence[Trial], calibrations: Sequence[Calibration]) -> Record:
    """Return how right the best answers were, trial number n judged by calibration n modulo their number."""
    return _recorded(_outcomes(asked, calibrations))


@dataclass(frozen=True, slots=True)
class _Outcome:
    """The best answer of a trial: of what topic, how sure one was of it, whether it was right."""

    topic: str = ""
    sure: float = 0.0
    right: bool = False


def _outcomes(asked: Sequence[Trial], calibrations: Sequence[Calibration]) -> list[_Outcome]:
    return [_outcome(trial, calibrations[number % len(calibrations)]) for number, trial in enumerate(asked)]


def _outcome(trial: Trial, calibration: Calibration) -> _Outcome:
    features, right = lessons([trial])
    if not len(features):
        return _Outcome()
    chances = calibration.probability(features)
    best = int(chances.argmax())
    return _Outcome(trial.topics[best] if trial.topics else "", float(chances[best]), bool(right[best]))


def _recorded(outcomes: Sequence[_Outcome]) -> Record:
    sure, right = [each.sure for each in outcomes], [each.right for each in outcomes]
    return Record.of(np.array(sure, dtype=np.float64), np.array(right, dtype=bool))


def _record(kept: Mapping[str, Sequence[int]]) -> Record:
    return Record(tuple(kept["asked"]), tuple(kept["wrong"]))


def _fit_without(asked: Sequence[Trial], fold: int, prior: Calibration | None) -> Calibration:
    kept = [trial for number, trial in enumerate(asked) if number % _FOLDS != fold]
    return Calibration.fit(*lessons(kept), names=FEATURES, prior=prior)
