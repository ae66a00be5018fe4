"""What visitors pick and find helpful, as a small push in the order of what was found. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.model import Entry, Match

STEP = 0.05  # the most that visitors' clicks and opinions move an entry, in points of confidence
CONTEXT_STEP = 0.05  # the same, for fitting the page that the question is asked on
ONE_SOURCE = 0.1  # the largest share of an entry's count that any one source may have
RANKS = 20
_CAUTION = 10.0  # clicks, expected and given, that every entry starts with
_DOUBT = 2.0  # opinions of each kind that every entry starts with
_USUAL_LISTS = 50.0  # lists that the usual habit counts for, beside those seen

Counts = Mapping[tuple[str, int], int]


@dataclass(frozen=True, slots=True)
class Usage:
    """What visitors did with one entry: where it stood in the lists they picked from (`shown`), where it was picked
    (`clicks`), each by source and rank from 1, and how often it helped (`yes`) or not (`no`), by source.
    """

    shown: Counts = field(default_factory=dict)
    clicks: Counts = field(default_factory=dict)
    yes: Mapping[str, int] = field(default_factory=dict)
    no: Mapping[str, int] = field(default_factory=dict)


def habits(usages: Iterable[Usage]) -> list[float]:
    """Return how often what stands at each rank is picked, whatever it is, from rank 1 to RANKS.

    Readers look from the top down: a click says little of the first and much of the tenth (Craswell et al., “An
    experimental comparison of click position-bias models”, 2008). What was seen is smoothed towards 1/rank.
    """
    shown, clicks = Counter[int](), Counter[int]()
    for usage in usages:
        shown += _by_rank(usage.shown)
        clicks += _by_rank(usage.clicks)
    usual = 1 / sum(1 / rank for rank in range(1, 11))
    return [
        min(1.0, (clicks[rank] + _USUAL_LISTS * usual / rank) / (shown[rank] + _USUAL_LISTS))
        for rank in range(1, RANKS + 1)
    ]


def lift(usage: Usage, habit: Sequence[float]) -> float:
    """Return what an entry gains in order, between 0 and STEP; one that nobody used gains half of it.

    Half of it comes from clicks over the clicks expected where it stood (COEC: Zhang and Jones, “Comparing click logs
    and editorial labels for training query rewriting”, 2007), half from opinions (the mean of a beta distribution);
    both begin in the middle, so that few of them move little.
    """
    given = sum(_capped(usage.clicks).values())
    expected = sum(count * habit[min(rank, RANKS) - 1] for (_, rank), count in _capped(usage.shown).items())
    odds = (given + _CAUTION) / (expected + _CAUTION)
    yes, no = (sum(_shared(votes).values()) for votes in (usage.yes, usage.no))
    helped = (yes + _DOUBT) / (yes + no + 2 * _DOUBT)
    return STEP * (odds / (1 + odds) + helped) / 2


def in_order(matches: Sequence[Match], gain: Callable[[Entry], float], *, sure: float) -> list[Match]:
    """Return matches, the surest first, with near ties put in the order that `gain` gives; no confidence changes.

    An answer as sure as `sure` is never passed, and nothing passes an answer surer than it by STEP + CONTEXT_STEP.
    """
    firm = [match for match in matches if match.confidence >= sure]
    rest = [match for match in matches if match.confidence < sure]
    most = STEP + CONTEXT_STEP
    return firm + sorted(rest, key=lambda match: -(match.confidence + min(most, max(0.0, gain(match.entry)))))


def _by_rank(counts: Counts) -> Counter[int]:
    found = Counter[int]()
    for (_, rank), count in counts.items():
        found[min(rank, RANKS)] += count
    return found


def _capped(counts: Counts) -> dict[tuple[str, int], float]:
    """Return the counts with no source above its share."""
    by_source = Counter[str]()
    for (source, _), count in counts.items():
        by_source[source] += count
    shared = _shared(by_source)
    return {(source, rank): count * shared[source] / by_source[source] for (source, rank), count in counts.items()}


def _shared(counts: Mapping[str, int]) -> dict[str, float]:
    """Return the counts by source, each at most ONE_SOURCE of the whole, measured on the others; at least 1."""
    total, share = sum(counts.values()), ONE_SOURCE / (1 - ONE_SOURCE)
    return {source: min(float(count), max(1.0, share * (total - count))) for source, count in counts.items()}
