"""Sentences that say the same, however they are worded; what some of them say otherwise splits them into camps."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from knowledge.doubts.contradictions import contradictions
from knowledge.mining.drafts.likeness import Likeness
from knowledge.mining.drafts.wordings import Wording

_ALIKE = 0.5
# Bounds what is compared pair by pair where hundreds of replies say the same.
_HEARD = 40
_REMEMBERED = 16_384


@dataclass(frozen=True, slots=True)
class Saying:
    """Wordings, by their places, that say the same; `weight` counts the replies that say it."""

    wordings: tuple[int, ...]
    weight: float
    replies: frozenset[int]


def sayings_of(wordings: Sequence[Wording], likeness: Likeness) -> list[Saying]:
    """Group wordings that are alike on average, those said most often first.

    Two sentences of one reply say two things.
    """
    central = likeness.cosines @ np.array([wording.weight for wording in wordings], np.float32)
    order = sorted(range(len(wordings)), key=lambda at: (-wordings[at].weight, -round(float(central[at]), 4), at))
    groups = _Groups(wordings, likeness)
    for at in order:
        groups.take(at)
    found = [_saying(group, wordings) for group in groups.members]
    return sorted(found, key=lambda saying: (-saying.weight, saying.wordings))


def camps_of(saying: Saying, wordings: Sequence[Wording], lang: str) -> list[list[int]]:
    """Return the wordings of a saying that contradict each other apart: the newest and most frequent camp first.

    Of very many, the 40 that stand best are heard.
    """
    camps: list[list[int]] = []
    for at in sorted(saying.wordings, key=lambda at: (-wordings[at].standing, at))[:_HEARD]:
        own = next((camp for camp in camps if not disagree(wordings[camp[0]], wordings[at], lang)), None)
        if own is None:
            camps.append([at])
        else:
            own.append(at)
    return sorted(camps, key=lambda camp: -sum(wordings[at].standing for at in camp))


def disagree(one: Wording, other: Wording, lang: str) -> bool:
    """Say whether two wordings contradict each other; two that one reply says both do not."""
    return set(one.replies).isdisjoint(other.replies) and _contradict(one.text, other.text, lang)


@lru_cache(maxsize=_REMEMBERED)
def _contradict(one: str, other: str, lang: str) -> bool:
    return bool(contradictions(one, other, lang=lang))


class _Groups:
    """Groups being filled: `_totals` has, for each, the sum of its members' cosines with every wording."""

    def __init__(self, wordings: Sequence[Wording], likeness: Likeness) -> None:
        self.members: list[list[int]] = []
        self._replies: list[set[int]] = []
        self._wordings, self._cosines = wordings, likeness.cosines
        self._totals = np.zeros_like(likeness.cosines)
        self._sizes = np.ones(len(wordings), np.float32)

    def take(self, at: int) -> None:
        """Put a wording in the group it is closest to, or in one of its own."""
        count = len(self.members)
        means = self._totals[:count, at] / self._sizes[:count]
        near = np.flatnonzero(means >= _ALIKE)
        own = set(self._wordings[at].replies)
        free = (
            place for place in near[np.argsort(-means[near], kind="stable")] if self._replies[place].isdisjoint(own)
        )
        place = int(next(free, count))
        if place == count:
            self.members.append([])
            self._replies.append(set())
        self._sizes[place] = len(self.members[place]) + 1
        self.members[place].append(at)
        self._replies[place] |= own
        self._totals[place] += self._cosines[at]


def _saying(group: Sequence[int], wordings: Sequence[Wording]) -> Saying:
    weight = sum(wordings[at].weight for at in group)
    return Saying(tuple(group), weight, frozenset(reply for at in group for reply in wordings[at].replies))
