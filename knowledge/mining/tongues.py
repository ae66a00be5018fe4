"""The same need in two languages: groups that stand at the same place among those of their own language."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from knowledge.mining.space import unit
from knowledge.ports import Vectors

# In spreads of the background. On 53 subjects of chit-chat and 30 entries of the sample company, each in French and in
# English: 66 of 83 found, none wrong; between the sample's entries and 150 other subjects: 4 of 60 taken for the same.
_SAME = 4.5
_ONE_SPREAD_BELOW = 15.87
_FEWEST = 3  # groups of a language from which one knows where they stand among each other


def across(centres: Vectors, langs: Sequence[str]) -> list[list[int]]:
    """Return which groups are the same need, as lists of positions; most stand alone.

    `centres`, of shape (groups, d), are means of wordings read by one encoder for all languages. Two groups are the
    same when each is the nearest of the other in its language, and far nearer than groups usually are.
    """
    together = {at: [at] for at in range(len(langs))}
    by_lang = {lang: [at for at, spoken in enumerate(langs) if spoken == lang] for lang in sorted(set(langs))}
    for one, other in combinations(by_lang.values(), 2):
        for first, second in _mutual(centres[one], centres[other]):
            _join(together, one[first], other[second])
    return sorted({id(group): group for group in together.values()}.values())


def _mutual(one: Vectors, other: Vectors) -> list[tuple[int, int]]:
    if min(len(one), len(other)) < _FEWEST:
        return []
    cosines = unit(one - one.mean(axis=0)) @ unit(other - other.mean(axis=0)).T
    low, median = np.percentile(cosines, [_ONE_SPREAD_BELOW, 50])
    least = median + _SAME * (median - low)
    nearest, back = cosines.argmax(axis=1), cosines.argmax(axis=0)
    return [
        (first, int(second))
        for first, second in enumerate(nearest)
        if back[second] == first and cosines[first, second] >= least
    ]


def _join(together: dict[int, list[int]], one: int, other: int) -> None:
    if together[one] is not together[other]:
        together[one].extend(together[other])
        for at in together[other]:
            together[at] = together[one]
