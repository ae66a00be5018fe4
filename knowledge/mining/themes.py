"""Needs into themes, each named by the words that its customers use and the others do not."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from knowledge.analysis import Analyser
from knowledge.mining.communities import communities
from knowledge.mining.neighbours import Neighbours, shared
from knowledge.mining.words import subject_words
from knowledge.model import Need
from knowledge.ports import Vectors
from knowledge.privacy import MASK

_NEIGHBOURS = 8
_RESOLUTION = 1.5
_WORDS = 2
_OFTEN = 3  # needs of a theme in which a word is said before it may name it
_WORD = re.compile(r"[^\W\d_]{3,}")


def themes(needs: Sequence[Need], centres: Vectors, *, lang: str) -> list[str]:
    """Return the theme of each need: what its neighbours have in common, named in this language where they speak it.

    `centres`, of shape (needs, d), are unit vectors of one encoder for all languages.
    """
    if not needs:
        return []
    places = _grouped(centres)
    groups = [[need for need, at in zip(needs, places, strict=True) if at == place] for place in range(max(places) + 1)]
    spoken = [_language(group, lang) for group in groups]
    counts = [_Words(group, language) for group, language in zip(groups, spoken, strict=True)]
    totals: dict[str, Counter[str]] = {}
    for each in counts:
        totals.setdefault(each.lang, Counter()).update(each.weights)
    names = _distinct([each.ranked(totals[each.lang]) for each in counts])
    return [names[place] for place in places]


class _Words:
    """How much each stem is used in a theme's needs, and how it is mostly written."""

    def __init__(self, needs: Sequence[Need], lang: str) -> None:
        self.lang = lang
        self.weights: Counter[str] = Counter()
        self._needs: Counter[str] = Counter()
        self._written: dict[str, Counter[str]] = {}
        analyser = Analyser(lang)
        for need in needs:
            if need.lang == lang:
                self._count(need, analyser)

    def ranked(self, totals: Counter[str]) -> list[str]:
        """Return the words that tell this theme from the others: said in many of its needs, and seldom elsewhere."""
        often = min(_OFTEN, max(self._needs.values(), default=0))
        telling = {
            stem: used * used / totals[stem] for stem, used in self.weights.items() if self._needs[stem] >= often
        }
        stems = sorted(telling, key=lambda stem: (-telling[stem], stem))
        return [self._written[stem].most_common(1)[0][0] for stem in stems]

    def _count(self, need: Need, analyser: Analyser) -> None:
        words = [word for wording in need.wordings or (need.name,) for word in _WORD.findall(MASK.sub(" ", wording))]
        said: set[str] = set()
        for word in words:
            stems = subject_words(word, analyser)
            if len(stems) == 1 and analyser.terms(word)[0].surface not in analyser.stops:
                said.add(stems[0])
                self._written.setdefault(stems[0], Counter())[word.lower()] += 1
        self._needs.update(said)
        for stem in said:
            self.weights[stem] += need.volume**0.5


def _grouped(centres: Vectors) -> list[int]:
    cosines = centres @ centres.T
    np.fill_diagonal(cosines, -np.inf)
    nearest = np.argsort(-cosines, axis=1, kind="stable")[:, : min(_NEIGHBOURS, len(centres) - 1)]
    scores = np.take_along_axis(cosines, nearest, axis=1)
    labels = communities(shared(Neighbours(scores, nearest)), resolution=_RESOLUTION)
    places: list[int] = np.unique(labels, return_inverse=True)[1].tolist()
    return places


def _language(needs: Sequence[Need], lang: str) -> str:
    """Return the base's language where a theme speaks it, else the one it mostly speaks."""
    volumes: Counter[str] = Counter()
    for need in needs:
        volumes[need.lang] += need.volume
    return lang if lang in volumes else volumes.most_common(1)[0][0]


def _distinct(ranked: Sequence[Sequence[str]]) -> list[str]:
    """Return a name of two words for each, or of more where another has taken it."""
    names: list[str] = []
    for words in ranked:
        lengths = range(min(_WORDS, len(words)), len(words) + 1)
        free = (name for length in lengths if (name := _named(words[:length])) and name not in names)
        names.append(next(free, _named(words) or "…"))
    return names


def _named(words: Sequence[str]) -> str:
    name = ", ".join(words)
    return name[:1].upper() + name[1:]
