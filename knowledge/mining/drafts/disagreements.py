"""What replies say otherwise than the draft: both sides, who said them and when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from knowledge.analysis import fold
from knowledge.doubts.contradictions import contradictions
from knowledge.doubts.facts import facts_of
from knowledge.mining.drafts.choice import ABOUT_THE_SAME, Told, contradicts
from knowledge.mining.drafts.model import Disagreement, Reply, Side
from knowledge.mining.drafts.wordings import moment

MOST = 10
_NEAREST = 100
Values = frozenset[tuple[str, str | float]]


@dataclass(slots=True)
class _Open:
    """A contradiction with what was taken, as its other sides are found."""

    kind: str
    ours: str
    wording: int
    others: dict[Values | str, tuple[str, list[int]]] = field(default_factory=dict)


def disagreements(told: Told, taken: Mapping[int, frozenset[int]], replies: Sequence[Reply]) -> list[Disagreement]:
    """Return what contradicts the wordings taken, given with the replies behind them; what most replies hold first."""
    found: dict[tuple[int, str, str], _Open] = {}
    for at in taken:
        for other in np.argsort(-told.likeness.cosines[at], kind="stable")[:_NEAREST].tolist():
            if other not in taken and contradicts(at, other, told):
                _add(found, at, other, told)
    sides = [_told(each, told, taken[each.wording], replies) for each in found.values()]
    return sorted(_distinct(sides), key=lambda each: -sum(len(side.requests) for side in each.sides))[:MOST]


def side_of(said: str, passage: str, places: Iterable[int], replies: Sequence[Reply], *, taken: bool = False) -> Side:
    """Return a side with the requests of these replies, which are ordered newest first, and their dates."""
    own = [replies[place] for place in sorted(set(places))]
    dates = sorted((reply.at for reply in own if reply.at), key=moment)
    ids = tuple(reply.id for reply in own)
    return Side(said, passage, ids, dates[0] if dates else None, dates[-1] if dates else None, taken)


def _add(found: dict[tuple[int, str, str], _Open], at: int, other: int, told: Told) -> None:
    text = told.wordings[other].text
    for each in contradictions(told.wordings[at].text, text, lang=told.lang)[:1]:
        key = (at, each.kind, fold(each.ours))
        opened = found.setdefault(key, _Open(each.kind, each.ours, at))
        value = _values(text, each.theirs, told.lang) or each.kind
        opened.others.setdefault(value, (each.theirs, []))[1].append(other)


def _told(opened: _Open, told: Told, behind: frozenset[int], replies: Sequence[Reply]) -> Disagreement:
    wordings, text = told.wordings, told.wordings[opened.wording].text
    value = _values(text, opened.ours, told.lang)
    ours = _holding(value, opened.wording, told) if value else behind
    sides = [side_of(opened.ours, text, ours, replies, taken=True)]
    for said, places in opened.others.values():
        first = min(places, key=lambda at: (-wordings[at].standing, at))
        theirs = {reply for at in places for reply in wordings[at].replies} - set(ours)
        if theirs:
            sides.append(side_of(said, wordings[first].text, theirs, replies))
    return Disagreement(opened.kind, (sides[0], *sorted(sides[1:], key=lambda side: -len(side.requests))))


def _holding(value: Values, at: int, told: Told) -> set[int]:
    """Return the replies that say this value of the same thing."""
    held = [
        other
        for other, wording in enumerate(told.wordings)
        if told.likeness.cosines[at, other] >= ABOUT_THE_SAME
        and value <= {(fact.unit, fact.value) for fact in facts_of(wording.text, told.lang)}
    ]
    return {reply for other in {at, *held} for reply in told.wordings[other].replies}


def _values(text: str, said: str, lang: str) -> Values:
    return frozenset((fact.unit, fact.value) for fact in facts_of(text, lang) if fact.said == said)


def _distinct(found: Iterable[Disagreement]) -> list[Disagreement]:
    """Leave out what has no other side, and the same two sides seen from a second sentence."""
    seen: set[frozenset[tuple[str, ...]]] = set()
    kept = []
    for each in found:
        key = frozenset(side.requests for side in each.sides)
        if len(each.sides) > 1 and key not in seen:
            seen.add(key)
            kept.append(each)
    return kept
