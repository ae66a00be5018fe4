"""What was promised, what was tried, and what visitors live through: for the studio and the command line."""

from dataclasses import asdict
from typing import Any

from api.wiring import Engine
from knowledge.search import Threshold
from nlu.promise import CERTAINTY
from nlu.watch import Counts, bounds, coverage_verdict, together, votes_verdict


def promise_body(engine: Engine, *, days: int) -> dict[str, Any]:
    """Return the promise beside what became of the questions of the last so many days; shares are in [0, 1]."""
    policy = engine.company().policy
    promised = policy.wrong_in_100
    kept, outcomes = engine.knowledge.base.threshold(promised), engine.outcomes.last(days)
    live = together(outcomes.topics.values())
    return {
        "days": days,
        "wrong_in_100": promised,
        "certainty": CERTAINTY,
        "threshold": _threshold(kept),
        "live": _lived(live, promised) | {"coverage_verdict": coverage_verdict(live, kept.coverage)},
        "topics": [
            {"topic": topic, "wrong_in_100": policy.topics.get(topic, promised)}
            | _lived(counts, policy.topics.get(topic, promised))
            for topic, counts in outcomes.topics.items()
        ],
        "entries": [asdict(contested) for contested in outcomes.contested],
    }


def _threshold(kept: Threshold) -> dict[str, Any]:
    shares = {name: round(getattr(kept, name), 4) for name in ("confidence", "coverage", "wrong")}
    return {**shares, "proven": kept.proven}


def _lived(counts: Counts, promised: float) -> dict[str, Any]:
    """Return counts with their shares; a share of nothing is None."""
    return {
        "questions": counts.questions,
        "answered": counts.answered,
        "coverage": _share(counts.answered, counts.questions),
        "confidence": round(counts.confidence, 4) if counts.answered else None,
        "yes": counts.yes,
        "no": counts.no,
        "unhelpful": _share(counts.no, counts.votes),
        "between": [round(bound, 4) for bound in bounds(counts.no, counts.votes)],
        "verdict": votes_verdict(counts, promised),
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
