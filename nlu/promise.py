"""The promise a manager makes, at most so many wrong answers in a hundred answered, as a threshold of confidence."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from math import ceil, log

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

BINS = 200
CERTAINTY = 0.9  # how sure one is that a proven threshold keeps the promise
_TELLING = 20  # trials answered from which their share of wrong ones means something
_PROMISES = (1, 2, 3, 5, 7, 10, 15, 20, 30, 50)
_STARTS = (0.0, 0.1, 0.25, 0.5)
_DOUBT = (1 - CERTAINTY) / len(_STARTS)


@dataclass(frozen=True, slots=True)
class Threshold:
    """Answer from `confidence` on, in [0, 1]: `coverage` of the questions then are, and `wrong` is what was seen
    among those, both shares. `proven` says that the bound holds, not only the average.
    """

    confidence: float
    coverage: float
    wrong: float
    proven: bool


@dataclass(frozen=True, slots=True)
class Record:
    """Questions `asked` of a base that never saw them, and those whose best answer was wrong, by confidence: bin i of
    BINS holds confidences from i/BINS on.
    """

    asked: tuple[int, ...]
    wrong: tuple[int, ...]

    @classmethod
    def of(cls, confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> "Record":
        """Count trials, `confidence` and `right` of shape (n,)."""
        places = np.clip((confidence * BINS).astype(int), 0, BINS - 1)
        asked, wrong = (np.bincount(places[mask], minlength=BINS) for mask in (slice(None), ~right))
        return cls(tuple(asked.tolist()), tuple(wrong.tolist()))

    @classmethod
    def none(cls) -> "Record":
        """Return the record of what was never tried."""
        return cls((0,) * BINS, (0,) * BINS)

    def proven(self, wrong_in_100: float) -> Threshold | None:
        """Return the lowest threshold proven to keep the promise with 90 % certainty; None when none is.

        From each start, a share of the trials, down: every step is tested by the exact binomial bound, and the first
        that fails ends the walk. Fixed-sequence testing with several starts, which share the doubt (Angelopoulos,
        Bates, Candès, Jordan, Lei, Learn then Test, 2021, 3.3). The guarantee is for questions like those tried:
        new ones of the same needs, and of needs that nobody answers.
        """
        walks = (self._walk(start, wrong_in_100 / 100) for start in _STARTS)
        return min((end for end in walks if end), key=lambda end: end.confidence, default=None)

    def usual(self, wrong_in_100: float) -> Threshold:
        """Return the lowest threshold that kept the promise on these trials, unproven; above all when none did."""
        kept = [step for step in self._steps() if 100 * step.wrong <= wrong_in_100]
        return replace(kept[-1], proven=False) if kept else Threshold(1.0, 0.0, 0.0, proven=False)

    def at(self, confidence: float) -> Threshold:
        """Return this threshold, unproven, with the coverage and the wrong answers that it gives on these trials."""
        first = ceil(confidence * BINS)
        answered, wrong = sum(self.asked[first:]), sum(self.wrong[first:])
        return Threshold(confidence, answered / max(1, sum(self.asked)), wrong / max(1, answered), proven=False)

    def _walk(self, start: float, share: float) -> Threshold | None:
        """Return the last step from `start` down whose wrong answers are certainly no more than `share`."""
        kept = None
        for step in self._steps():
            answered = round(step.coverage * sum(self.asked))
            if step.coverage < start or answered < _fewest(share):
                continue
            if upper_bound(round(step.wrong * answered), answered, doubt=_DOUBT) > share:
                break
            kept = step
        return kept

    def _steps(self) -> Iterator[Threshold]:
        """Yield every bin with trials as a threshold, the highest first."""
        total, answered, wrong = max(1, sum(self.asked)), 0, 0
        for place in range(BINS - 1, -1, -1):
            answered, wrong = answered + self.asked[place], wrong + self.wrong[place]
            if self.asked[place]:
                yield Threshold(place / BINS, answered / total, wrong / answered, proven=True)


def threshold(own: Record, others: Record, wrong_in_100: float) -> Threshold:
    """Return the threshold for a promise: proven on the base's own trials, else the most careful of what is known.

    That is the threshold usual on `others`; the one that kept the promise on the base's own trials, where the usual one
    did not; and the one proven for the next laxer promise, so that who promises less never answers less.
    """
    return own.proven(wrong_in_100) or own.at(max(_careful(own, others, wrong_in_100)))


def upper_bound(hits: int, tries: int, *, doubt: float) -> float:
    """Return the share that hits do not exceed, but for this doubt (Clopper and Pearson 1934)."""
    return 1.0 if hits >= tries else float(beta.ppf(1 - doubt, hits + 1, tries - hits))


def _careful(own: Record, others: Record, wrong_in_100: float) -> Iterator[float]:
    usual = others.usual(wrong_in_100).confidence
    yield usual
    tried = own.at(usual)
    if tried.coverage * sum(own.asked) >= _TELLING and 100 * tried.wrong > wrong_in_100:
        yield own.usual(wrong_in_100).confidence
    laxer = (own.proven(promise) for promise in _PROMISES if promise > wrong_in_100)
    yield from (found.confidence for found in islice(filter(None, laxer), 1))


def _fewest(share: float) -> float:
    """Return how many answers, all right, it takes to prove that no more than this share are wrong."""
    return log(_DOUBT) / log(1 - min(max(share, 1e-9), 1 - 1e-9))
