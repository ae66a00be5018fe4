"""How well the base finds its own entries: wordings asked again of a base that never saw them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from knowledge.analysis import language_words
from knowledge.evidence import evidence
from knowledge.model import Entry
from knowledge.shelf import Hit, Query, Shelf
from knowledge.vectors import digest

_DEPTH = 10
_JUDGED = 3
_FOLDS = 10
_FOLDS_OF_MANY = 5
_MANY = 2_000  # wordings from which fewer folds do
_FOLDS_TRIED, _VERY_MANY = 2, 20_000  # of so many wordings, two folds are more than enough: each is learned anew
_HIDDEN_SHARE = 0.1
_STRANGE = 4
_LEAST_STRANGE_TO_KNOWN = 1 / 11
_HELD_OUT = 1 / 5
_FEWEST_VARIANTS = 2


@dataclass(frozen=True, slots=True)
class Trial:
    """A wording asked of a shelf without it: what was found, and the entry it belongs to (None: hidden as well).

    `topics` are the categories of the entries found.
    """

    text: str
    hits: tuple[Hit, ...]
    expected: int | None
    topics: tuple[str, ...] = ()

    @classmethod
    def of(cls, shelf: Shelf, query: Query, expected: int | None) -> "Trial":
        """Ask a shelf."""
        hits = tuple(shelf.search(query, limit=_DEPTH))
        return cls(query.text, hits, expected, tuple(shelf.entries[hit.owner].category for hit in hits))


@dataclass(frozen=True, slots=True)
class Quality:
    """Shares in [0, 1] over the trials that have an answer; `mrr` is the mean reciprocal rank within the first 10."""

    trials: int
    recall_at_1: float
    recall_at_3: float
    recall_at_5: float
    mrr: float


def trials(
    shelf: Shelf, *, most: int = 1_500, seed: int = 1, fair: Callable[[str], bool] = lambda text: True
) -> Iterator[Trial]:
    """Ask up to `most` wordings of a shelf again, in folds, each of a shelf built without them; and strange questions.

    The folds share out each entry's wordings, so that an entry misses as few of them as can be. Of the questions that
    have no answer, half are the wordings of some entries, hidden whole in each fold, and half are about anything else
    in the world. The fewer the entries, the more of them: 4 in 4 + entries of the trials, one in twelve at least.
    Only wordings that are `fair` are asked.
    """
    rng = np.random.default_rng(seed)
    folds = _FOLDS if len(shelf.owners) <= _MANY else _FOLDS_OF_MANY
    strange_to_known = max(_STRANGE / len(shelf.entries), _LEAST_STRANGE_TO_KNOWN)
    fold_of = _shared_out(shelf.owners, folds, rng)
    strangers = _strangers(shelf, rng)
    asked = np.array([fair(wording.text) for wording in shelf.wordings], dtype=bool)
    tried = folds if len(shelf.owners) <= _VERY_MANY else _FOLDS_TRIED
    for fold in range(tried):
        unknown = rng.permutation(len(shelf.entries)) < max(1, _HIDDEN_SHARE * len(shelf.entries))
        hidden = (fold_of == fold) | unknown[shelf.owners]
        if hidden.any() and not hidden.all():
            reduced = shelf.without(hidden)
            left = np.isin(shelf.owners, reduced.owners)
            known = rng.permutation(np.flatnonzero((fold_of == fold) & left & asked))[: most // tried]
            strange = round(len(known) * strange_to_known / 2)
            for at in known.tolist():
                yield Trial.of(reduced, shelf.query(at), int(shelf.owners[at]))
            for at in rng.permutation(np.flatnonzero(unknown[shelf.owners] & asked))[:strange].tolist():
                yield Trial.of(reduced, shelf.query(at), None)
            for query in strangers[fold::tried][:strange]:
                yield Trial.of(reduced, query, None)


def lessons(asked: Sequence[Trial]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the evidence of the best hits of every trial, shape (n, features), and whether each was right."""
    judged = [(trial, trial.hits[:_JUDGED]) for trial in asked if trial.hits]
    features = [evidence(trial.text, trial.hits)[: len(hits)] for trial, hits in judged]
    right = [hit.owner == trial.expected for trial, hits in judged for hit in hits]
    return np.concatenate(features or [evidence("", ())]), np.array(right, dtype=bool)


def held_out(
    entries: Sequence[Entry], *, seed: int, fair: Callable[[str], bool] = lambda text: True
) -> tuple[list[Entry], list[tuple[str, str]]]:
    """Part entries from one in five of their wordings, one at least: return the entries left and (wording, entry id).

    Only variants are held out, of entries that have two or more. Which ones follows from the seed and the words: most
    stay so when others are added. Those that are `fair` to ask come first, and no others are to be asked.
    """
    left, asked = list[Entry](), list[tuple[str, str]]()
    for entry in entries:
        drawn = sorted(entry.variants, key=lambda variant: (not fair(variant.text), digest(f"{seed} {variant.text}")))
        gone = drawn[: max(1, round(len(entry.wordings) * _HELD_OUT))] if len(drawn) >= _FEWEST_VARIANTS else []
        left.append(replace(entry, variants=tuple(variant for variant in entry.variants if variant not in gone)))
        asked += [(variant.text, entry.id) for variant in gone if fair(variant.text)]
    return left, asked


def measure(found: Sequence[tuple[Sequence[str], frozenset[str]]]) -> Quality:
    """Measure ranked ids against the expected ones, a pair a query (Manning et al. 2008, chapter 8)."""
    ranks = np.array([_rank(ids, expected) for ids, expected in found], dtype=np.float64)
    if not len(ranks):
        return Quality(0, 0.0, 0.0, 0.0, 0.0)
    at_1, at_3, at_5 = (float((ranks <= k).mean()) for k in (1, 3, 5))
    return Quality(len(ranks), at_1, at_3, at_5, float(np.where(ranks <= _DEPTH, 1 / ranks, 0).mean()))


def _shared_out(owners: NDArray[np.int64], folds: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return a fold for each wording; those of one entry, drawn by chance, go round the folds."""
    drawn = rng.permutation(len(owners))
    dealt = np.empty(len(owners), dtype=np.int64)
    dealt[drawn[np.argsort(owners[drawn], kind="stable")]] = np.arange(len(owners)) % folds
    return dealt


def _strangers(shelf: Shelf, rng: np.random.Generator) -> list[Query]:
    texts = rng.permutation(language_words(shelf.lang).get("strange", [])).tolist()
    vectors = shelf.encoder.encode(texts)
    return [Query(text, shelf.lang, vector) for text, vector in zip(texts, vectors, strict=True)]


def _rank(ids: Sequence[str], expected: frozenset[str]) -> float:
    return next((rank for rank, id in enumerate(ids, start=1) if id in expected), float("inf"))
