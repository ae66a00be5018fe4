"""The entries that visitors of one language can be answered with, searchable by words and by meaning."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.analysis import Analyser
from knowledge.index import VectorIndex
from knowledge.lexical import LexicalHits, LexicalIndex
from knowledge.model import Entry, Match
from knowledge.ports import Vectors

# BM25 beside the sum of two z-scores; 0.2 to 0.3 is best on the sample company and on banking77's training half.
LEXICAL_WEIGHT = 0.3
_NEAREST = 64
_WORDED = 32
_AVERAGED = 3
_ANSWER_INDEXED = 1_200

Project = Callable[[Vectors], Vectors]
Adapt = Callable[[Vectors, NDArray[np.int64]], Project]
Positions = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. `vector` has shape (dimension,) and length 1; `typing` says that more may be typed."""

    text: str
    lang: str
    vector: NDArray[np.float32]
    typing: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to ask for the entry at position `owner`."""

    text: str
    owner: int


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found, by position, and the numbers that speak for it; see knowledge.model.Match."""

    owner: int
    score: float
    dense: float
    adapted: float
    lexical: float
    wording: int
    terms: tuple[str, ...]


class Shelf:
    """Entries of one language. A wording's nearness is the sum of two z-scores, of the cosine of its vector and of its
    adapted vector; an entry's score is the mean nearness of its three nearest wordings, plus 0.3 times its BM25.
    """

    def __init__(
        self, entries: Sequence[Entry], wordings: Sequence[Wording], vectors: Vectors, *, lang: str, adapt: Adapt
    ) -> None:
        self.entries = tuple(entries)
        self.wordings = tuple(wordings)
        self.lang = lang
        self._vectors = vectors
        self._adapt = adapt
        self.owners = np.array([wording.owner for wording in wordings], dtype=np.int64)
        self._lexical = LexicalIndex(_documents(self.entries, self.wordings), Analyser(lang))
        self._project = adapt(vectors, self.owners)
        self._sides = (_Side(vectors), _Side(self._project(vectors)))
        self._order = np.argsort(self.owners, kind="stable")
        self._starts = np.searchsorted(self.owners[self._order], np.arange(len(self.entries) + 1))

    def query(self, at: int) -> Query:
        """Return the wording at this position as a query."""
        return Query(self.wordings[at].text, self.lang, self._vectors[at])

    def without(self, hidden: NDArray[np.bool_]) -> "Shelf":
        """Return the shelf as it would be if these wordings, a mask over all of them, had never been written."""
        kept = [wording for wording, gone in zip(self.wordings, hidden, strict=True) if not gone]
        return Shelf(self.entries, kept, self._vectors[~hidden], lang=self.lang, adapt=self._adapt)

    def search(self, query: Query, *, limit: int) -> list[Hit]:
        """Return the best entries, best first."""
        words = self._lexical.search(query.text, prefix=query.typing)
        vectors = (query.vector, self._project(query.vector[None, :])[0])
        owners = self._candidates(vectors, words)
        if not len(owners):
            return []
        held = [self._order[self._starts[owner] : self._starts[owner + 1]] for owner in owners]
        near = self._near(vectors, np.concatenate(held)).split(np.cumsum([len(at) for at in held])[:-1])
        hits = [self._hit(owner, at, side, words) for owner, at, side in zip(owners.tolist(), held, near, strict=True)]
        return sorted(hits, key=lambda hit: -hit.score)[:limit]

    def match(self, hit: Hit, *, confidence: float) -> Match:
        """Return a hit with its entry."""
        return Match(
            entry=self.entries[hit.owner],
            score=hit.score,
            dense=hit.dense,
            lexical=hit.lexical,
            wording=self.wordings[hit.wording].text,
            terms=hit.terms,
            confidence=confidence,
        )

    def _candidates(self, queries: Sequence[NDArray[np.float32]], words: LexicalHits) -> Positions:
        near = [self.owners[side.nearest(vector)] for side, vector in zip(self._sides, queries, strict=True)]
        worded = np.argsort(-words.scores, kind="stable")[:_WORDED]
        found = np.unique(np.concatenate([*near, worded[words.scores[worded] > 0]]))
        return np.asarray(found[self._starts[found + 1] > self._starts[found]])

    def _near(self, vectors: Sequence[NDArray[np.float32]], at: Positions) -> "_Near":
        dense, adapted = (side.cosines(vector, at) for side, vector in zip(self._sides, vectors, strict=True))
        standard = self._sides[0].standard(dense, vectors[0]) + self._sides[1].standard(adapted, vectors[1])
        return _Near(dense, adapted, standard)

    def _hit(self, owner: int, at: Positions, near: "_Near", words: LexicalHits) -> Hit:
        nearest = float(np.sort(near.standard)[-_AVERAGED:].mean())
        return Hit(
            owner=owner,
            score=nearest + LEXICAL_WEIGHT * float(words.scores[owner]),
            dense=float(near.dense.max()),
            adapted=float(near.adapted.max()),
            lexical=float(words.scores[owner] / words.most) if words.most else 0.0,
            wording=int(at[near.standard.argmax()]),
            terms=self._lexical.shared(owner, words),
        )


@dataclass(frozen=True, slots=True)
class _Near:
    """Cosines and summed z-scores of some wordings, each of shape (wordings,)."""

    dense: Vectors
    adapted: Vectors
    standard: NDArray[np.float64]

    def split(self, places: Positions) -> "list[_Near]":
        """Cut into pieces at these places."""
        sides = (np.split(values, places) for values in (self.dense, self.adapted, self.standard))
        return [_Near(*piece) for piece in zip(*sides, strict=True)]


class _Side:
    """One view of the wordings' vectors, with what it takes to say how unusual a cosine is."""

    def __init__(self, vectors: Vectors) -> None:
        self._index = VectorIndex(vectors)
        self._mean = vectors.mean(axis=0)
        self._covariance = (vectors - self._mean).T @ (vectors - self._mean) / len(vectors)

    def nearest(self, query: NDArray[np.float32]) -> Positions:
        found = self._index.search(query[None, :], min(_NEAREST, len(self._index)))[1][0]
        return np.asarray(found[found >= 0])

    def cosines(self, query: NDArray[np.float32], at: Positions) -> Vectors:
        return self._index.scores(query, at)

    def standard(self, cosines: Vectors, query: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return z-scores over all the vectors, from their mean and covariance rather than from all the cosines."""
        variance = float(query @ self._covariance @ query)
        return np.asarray((cosines - float(self._mean @ query)) / max(1e-9, variance) ** 0.5, dtype=np.float64)


def _documents(entries: Sequence[Entry], wordings: Sequence[Wording]) -> list[str]:
    """The words of an entry are those of its wordings and of its answer (measured: R@1 78.9 -> 81.8, 1,703 pages)."""
    told: list[list[str]] = [[] for _ in entries]
    for wording in wordings:
        told[wording.owner].append(wording.text)
    return [
        "\n".join([*texts, entry.answer[:_ANSWER_INDEXED]]) if texts else ""
        for texts, entry in zip(told, entries, strict=True)
    ]
