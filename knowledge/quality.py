"""How well the base finds its own entries: wordings asked again of a base that never saw them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.evidence import evidence
from knowledge.shelf import Hit, Query, Shelf

_DEPTH = 10
_JUDGED = 3
_FOLDS = 5
_HIDDEN_SHARE = 0.15
_KNOWN_TO_UNKNOWN = 4


@dataclass(frozen=True, slots=True)
class Trial:
    """A wording asked of a shelf without it: what was found, and the entry it belongs to (None: hidden as well)."""

    text: str
    hits: tuple[Hit, ...]
    expected: int | None


@dataclass(frozen=True, slots=True)
class Quality:
    """Shares in [0, 1] over the trials that have an answer; `mrr` is the mean reciprocal rank within the first 10."""

    trials: int
    recall_at_1: float
    recall_at_3: float
    recall_at_5: float
    mrr: float


def trials(shelf: Shelf, *, most: int = 1_500, seed: int = 1) -> Iterator[Trial]:
    """Ask up to `most` wordings of a shelf again, in five folds, each of a shelf built without them.

    In each fold some entries are hidden whole: their wordings are questions that nobody answers, from the company's
    own field, so that no other data is needed to learn what is out of scope. One trial in five at most is of that kind.
    """
    rng = np.random.default_rng(seed)
    folds = rng.integers(_FOLDS, size=len(shelf.owners))
    for fold in range(_FOLDS):
        unknown = rng.random(len(shelf.entries)) < _HIDDEN_SHARE
        hidden = (folds == fold) | unknown[shelf.owners]
        if hidden.any() and not hidden.all():
            yield from _ask(
                shelf, shelf.without(hidden), rng.permutation(np.flatnonzero(folds == fold)), most // _FOLDS
            )


def lessons(asked: Sequence[Trial]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the evidence of the best hits of every trial, shape (n, features), and whether each was right."""
    judged = [(trial, trial.hits[:_JUDGED]) for trial in asked if trial.hits]
    features = [evidence(trial.text, trial.hits)[: len(hits)] for trial, hits in judged]
    right = [hit.owner == trial.expected for trial, hits in judged for hit in hits]
    return np.concatenate(features or [evidence("", ())]), np.array(right, dtype=bool)


def measure(found: Sequence[tuple[Sequence[str], frozenset[str]]]) -> Quality:
    """Measure ranked ids against the expected ones, a pair a query (Manning et al. 2008, chapter 8)."""
    ranks = np.array([_rank(ids, expected) for ids, expected in found], dtype=np.float64)
    if not len(ranks):
        return Quality(0, 0.0, 0.0, 0.0, 0.0)
    at_1, at_3, at_5 = (float((ranks <= k).mean()) for k in (1, 3, 5))
    return Quality(len(ranks), at_1, at_3, at_5, float(np.where(ranks <= _DEPTH, 1 / ranks, 0).mean()))


def _ask(shelf: Shelf, reduced: Shelf, asked: NDArray[np.int64], most: int) -> Iterator[Trial]:
    left = np.isin(shelf.owners[asked], reduced.owners)
    known = asked[left][:most]
    for at in known.tolist():
        yield Trial(shelf.wordings[at].text, _found(reduced, shelf.query(at)), int(shelf.owners[at]))
    for at in asked[~left][: len(known) // _KNOWN_TO_UNKNOWN].tolist():
        yield Trial(shelf.wordings[at].text, _found(reduced, shelf.query(at)), None)


def _found(shelf: Shelf, query: Query) -> tuple[Hit, ...]:
    return tuple(shelf.search(query, limit=_DEPTH))


def _rank(ids: Sequence[str], expected: frozenset[str]) -> float:
    return next((rank for rank, id in enumerate(ids, start=1) if id in expected), float("inf"))
