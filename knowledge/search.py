"""Searching the published base: lexical and vector sides fused, per language, with reasons."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.evidence import evidence, shared_out
from knowledge.explain import Explanation, Near, lowered
from knowledge.model import Match
from knowledge.shelf import Query, Shelf
from knowledge.synonyms import Synonyms


class Confidence(Protocol):
    """Turns evidence, shape (n, features), into the probability of being right."""

    def probability(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return probabilities, shape (n,)."""
        ...

    def contributions(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what each feature takes from the log odds of a good hit, or adds to them, shape (n, features)."""
        ...


class Threshold(Protocol):
    """From which confidence on to answer, the share of questions tried that are answered then, and how many of those
    wrongly; all in [0, 1].
    """

    @property
    def confidence(self) -> float: ...

    @property
    def coverage(self) -> float: ...

    @property
    def wrong(self) -> float: ...

    @property
    def proven(self) -> bool: ...


_COMPARED = 10
_NEAREST = 5
NO_SYNONYMS = Synonyms()


class Base:
    """One published version of the knowledge base, unchanging: a shelf a language, and how sure to be of a match.

    `threshold(wrong_in_100, topic="")` gives the threshold that keeps to at most so many wrong answers in a hundred
    answered, of all answers or of those on one topic, a category. `synonyms` are the words that mean the same here.
    """

    def __init__(
        self,
        version: int,
        shelves: Mapping[str, Shelf],
        confidence: Confidence,
        threshold: Callable[..., Threshold],
        synonyms: Synonyms = NO_SYNONYMS,
    ) -> None:
        self.version = version
        self.synonyms = synonyms
        self.shelves = shelves
        self.threshold = cache(threshold)
        self._confidence = confidence
        self.entries = {entry.id: entry for shelf in shelves.values() for entry in shelf.entries}

    def search(self, query: Query, *, limit: int = 10) -> list[Match]:
        """Return the best entries for a query in its language, the surest first; none when nothing is published."""
        shelf = self.shelves.get(query.lang)
        # How sure one is of the best depends on the others, wanted or not.
        alike = self.synonyms.alike.get(query.lang)
        hits = shelf.search(query, limit=max(_COMPARED, limit), alike=alike) if shelf else []
        if shelf is None or not hits:
            return []
        confidence = self._confidence.probability(evidence(query.text, hits))
        order = np.argsort(-confidence, kind="stable").tolist()
        shares = shared_out(confidence[order].tolist())
        return [shelf.match(hits[at], confidence=share) for at, share in zip(order, shares, strict=True)][:limit]

    def explain(self, query: Query) -> Explanation:
        """Return what a query is nearest to, and what lowered the confidence in the answer found first."""
        shelf = self.shelves.get(query.lang)
        hits = shelf.search(query, limit=_COMPARED, alike=self.synonyms.alike.get(query.lang)) if shelf else []
        if shelf is None or not hits:
            return Explanation((), ())
        features = evidence(query.text, hits)
        best = self._confidence.probability(features).argmax()
        near = [
            Near(wording.text, shelf.entries[wording.owner].id, cosine)
            for wording, cosine in shelf.nearest(query, limit=_NEAREST)
        ]
        return Explanation(tuple(near), lowered(self._confidence.contributions(features)[best]))


class Knowledge:
    """The base as it is now. Publishing swaps it in one assignment: a search sees one version, whole."""

    def __init__(self, base: Base | None = None) -> None:
        self.base = base or Base(0, {}, _Unsure(), _never)


@dataclass(frozen=True, slots=True)
class _Never:
    confidence: float = 1.0
    coverage: float = 0.0
    wrong: float = 0.0
    proven: bool = False


class _Unsure:
    def probability(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.zeros(len(features))

    def contributions(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.zeros_like(features)


def _never(_: float, topic: str = "") -> Threshold:
    return _Never()
