"""The entries that visitors of one language can be answered with, searchable by words and by meaning."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.analysis import Analyser
from knowledge.index import VectorIndex
from knowledge.lexical import LexicalIndex
from knowledge.model import Entry, Match
from knowledge.ports import Vectors

# What the share of a query's words that an entry holds counts for, in units of the head's logits; 2 to 3 is best on
# banking77's training half, on the training wordings of code-du-travail's topics and on the sample company.
LEXICAL_WEIGHT = 3.0
_ANSWER_INDEXED = 1_200

Positions = NDArray[np.int64]
Floats = NDArray[np.floating]
Score = Callable[[Vectors], NDArray[np.float32]]
Learn = Callable[[Vectors, Positions, int], Score]


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
    share: float
    dense: float
    lexical: float
    wording: int
    terms: tuple[str, ...]


class Shelf:
    """Entries of one language. An entry's score is what the head, learned from all wordings, makes of the query's
    vector, plus 3 times the share of the query's words that the entry holds, by BM25; its share is the softmax of that.
    """

    def __init__(
        self, entries: Sequence[Entry], wordings: Sequence[Wording], vectors: Vectors, *, lang: str, learn: Learn
    ) -> None:
        owners = np.array([wording.owner for wording in wordings], dtype=np.int64)
        order = np.argsort(owners, kind="stable")
        self.entries = tuple(entries)
        self.wordings = tuple(wordings[at] for at in order)
        self.owners = owners[order]
        self.lang = lang
        self._vectors = np.ascontiguousarray(vectors[order])
        self._learn = learn
        self._head = learn(self._vectors, self.owners, len(self.entries))
        self._index = VectorIndex(self._vectors)
        self._lexical = LexicalIndex(_documents(self.entries, self.wordings), Analyser(lang))
        self._starts = np.searchsorted(self.owners, np.arange(len(self.entries) + 1))

    def query(self, at: int) -> Query:
        """Return the wording at this position as a query."""
        return Query(self.wordings[at].text, self.lang, self._vectors[at])

    def without(self, hidden: NDArray[np.bool_]) -> "Shelf":
        """Return the shelf as it would be if these wordings, a mask over all of them, had never been written."""
        kept = [wording for wording, gone in zip(self.wordings, hidden, strict=True) if not gone]
        return Shelf(self.entries, kept, self._vectors[~hidden], lang=self.lang, learn=self._learn)

    def search(self, query: Query, *, limit: int) -> list[Hit]:
        """Return the best entries, best first."""
        words = self._lexical.search(query.text, prefix=query.typing)
        lexical = words.scores / (words.most or 1.0)
        scores = self._head(query.vector[None, :])[0] + LEXICAL_WEIGHT * lexical
        found = np.argsort(-scores, kind="stable")[:limit]
        found = found[np.isfinite(scores[found])]
        chances = np.exp(scores - scores[found[:1]].max(initial=0))
        shares = chances / (chances.sum() or 1.0)
        return [
            self._hit(owner, query, scores, shares, lexical, self._lexical.shared(owner, words))
            for owner in found.tolist()
        ]

    def nearest(self, query: Query, *, limit: int) -> list[tuple[Wording, float]]:
        """Return the wordings nearest to a query by meaning alone, whatever their entry, with their cosines."""
        cosines, at = self._index.search(query.vector[None, :], min(limit, len(self._index)))
        return [
            (self.wordings[place], cosine)
            for place, cosine in zip(at[0].tolist(), cosines[0].tolist(), strict=True)
            if place >= 0
        ]

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

    def _hit(
        self, owner: int, query: Query, scores: Floats, shares: Floats, lexical: Floats, terms: tuple[str, ...]
    ) -> Hit:
        start, end = self._starts[owner : owner + 2].tolist()
        cosines = self._vectors[start:end] @ query.vector
        nearest = int(cosines.argmax())
        return Hit(
            owner=owner,
            score=float(scores[owner]),
            share=float(shares[owner]),
            dense=float(cosines[nearest]),
            lexical=float(lexical[owner]),
            wording=start + nearest,
            terms=terms,
        )


def _documents(entries: Sequence[Entry], wordings: Sequence[Wording]) -> list[str]:
    """The words of an entry are those of its wordings and of its answer (measured: R@1 78.9 -> 81.8, 1,703 pages)."""
    told: list[list[str]] = [[] for _ in entries]
    for wording in wordings:
        told[wording.owner].append(wording.text)
    return [
        "\n".join([*texts, entry.answer[:_ANSWER_INDEXED]]) if texts else ""
        for texts, entry in zip(told, entries, strict=True)
    ]
