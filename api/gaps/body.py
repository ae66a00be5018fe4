"""Gaps as the wire and the command line describe them."""

from collections.abc import Iterable
from typing import Any

from api.gaps.gaps import Gaps
from api.gaps.standing import Standing, State
from knowledge.gaps.gaps import Signal
from knowledge.model import Entry

WAITING: tuple[State, ...] = ("open", "drafted")


def gaps_body(
    gaps: Gaps, *, days: int, lang: str = "", states: Iterable[State] = WAITING, limit: int
) -> dict[str, Any]:
    """Return the gaps of the last days in one language, or all, and in these states; `open` counts those to work on."""
    found = gaps.find(days)
    wanted = set(states)
    shown = [each for each in found.standings if each.state in wanted and lang in ("", each.gap.lang)]
    return {
        "days": days,
        "open": sum(each.state == "open" for each in found.standings),
        "languages": sorted({each.gap.lang for each in found.standings}),
        "pending": found.pending,
        "total": len(shown),
        "gaps": [gap_body(each) for each in shown[:limit]],
    }


def gap_body(standing: Standing) -> dict[str, Any]:
    """Return a gap without its sources."""
    gap, near, decided = standing.gap, standing.near.match, standing.decided
    return {
        "id": gap.id,
        "name": gap.name,
        "lang": gap.lang,
        "state": standing.state,
        "score": round(gap.score, 2),
        "volume": gap.volume,
        "week": gap.week,
        "week_before": gap.week_before,
        "kinds": dict(gap.kinds),
        "wordings": list(gap.wordings),
        "replies": list(gap.replies),
        "first_at": gap.signals[0].at.isoformat(),
        "last_at": gap.signals[-1].at.isoformat(),
        "nearest": _named(near.entry) | {"confidence": round(near.confidence, 4)} if near else None,
        "suggestion": {"action": standing.suggestion.action}
        | (_named(standing.target) if standing.target else {"entry_id": None, "question": ""}),
        "entry": _named(standing.entry) | {"status": standing.entry.status} if standing.entry else None,
        "decided": {"by": decided.by, "at": decided.at.isoformat()} if decided else None,
    }


def sources_body(standing: Standing) -> dict[str, Any]:
    """Return a gap with its sources, the newest first."""
    return gap_body(standing) | {"sources": [_source(signal) for signal in reversed(standing.gap.signals)]}


def _source(signal: Signal) -> dict[str, Any]:
    return {
        "conversation_id": signal.conversation_id,
        "seq": signal.seq,
        "at": signal.at.isoformat(),
        "text": signal.text,
        "kinds": list(signal.kinds),
        "shown": signal.shown,
        "led_to": signal.led_to,
        "reply": signal.reply,
    }


def _named(entry: Entry) -> dict[str, Any]:
    return {"entry_id": entry.id, "question": entry.question}
