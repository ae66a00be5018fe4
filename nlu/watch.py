"""Whether a promise holds where it counts: what visitors say of the answers, and how many questions get one.

A vote is an opinion, not a proof, and few visitors give one: a verdict tells what the votes allow to say, never how
many answers were wrong.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from nlu.promise import CERTAINTY, upper_bound

VoteVerdict = Literal["kept", "broken", "open"]
CoverageVerdict = Literal["as-tried", "less-than-tried", "more-than-tried", "open"]
TELLING = 10  # votes, or questions, below which a verdict would rest on who happened to come
MARGIN = 0.05  # a difference in coverage, as a share of all questions, that nobody would act on


@dataclass(frozen=True, slots=True)
class Counts:
    """Questions decided on what the base has, those `answered` among them, how sure these answers were on average,
    in [0, 1], and the votes on them: `yes`, it helped, or `no`.
    """

    questions: int = 0
    answered: int = 0
    confidence: float = 0.0
    yes: int = 0
    no: int = 0

    @property
    def votes(self) -> int:
        return self.yes + self.no


def together(parts: Iterable[Counts]) -> Counts:
    """Return what several counts make together."""
    kept = tuple(parts)
    questions, answered, yes, no = (
        sum(getattr(part, name) for part in kept) for name in ("questions", "answered", "yes", "no")
    )
    sure = sum(part.answered * part.confidence for part in kept)
    return Counts(questions, answered, sure / answered if answered else 0.0, yes, no)


def bounds(hits: int, tries: int) -> tuple[float, float]:
    """Return the shares between which the true one is; each bound holds with 90 % certainty (Clopper and Pearson)."""
    doubt = 1 - CERTAINTY
    return 1 - upper_bound(tries - hits, tries, doubt=doubt), upper_bound(hits, tries, doubt=doubt)


def votes_verdict(counts: Counts, wrong_in_100: float) -> VoteVerdict:
    """Say whether votes keep the promise, break it, or are too few to tell; 90 % certain when they do either."""
    if counts.votes < TELLING:
        return "open"
    low, high = bounds(counts.no, counts.votes)
    if 100 * high <= wrong_in_100:
        return "kept"
    return "broken" if 100 * low > wrong_in_100 else "open"


def coverage_verdict(counts: Counts, tried: float) -> CoverageVerdict:
    """Compare the share of questions answered with the share `tried`; 0 means that there is nothing to compare with.

    It is as tried when it is certainly within MARGIN of it: two one-sided tests (Schuirmann 1987).
    """
    low, high = bounds(counts.answered, counts.questions)
    few = counts.questions < TELLING or not tried
    if few or (low <= tried - MARGIN <= high) or (low <= tried + MARGIN <= high):
        return "open"
    if high < tried - MARGIN:
        return "less-than-tried"
    return "more-than-tried" if low > tried + MARGIN else "as-tried"
