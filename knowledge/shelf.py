"""The entries that visitors of one language can be answered with, searchable by words and by meaning."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from knowledge.analysis import Analyser
from knowledge.index import VectorIndex
from knowledge.lexical import LexicalIndex
from knowledge.model import Entry, Match
from knowledge.ports import Encoder, Vectors
from knowledge.scoring import Learn, Learned, Positions, marks
from knowledge.synonyms import Alike
from knowledge.vectors import forgetful

# What the share of a query's words that an entry holds counts for, in units of the head's logits; 2 to 3 is best on
# banking77's training half, on the training wordings of code-du-travail's topics and on the sample company.
LEXICAL_WEIGHT = 3.0
_ANSWER_INDEXED = 1_200
ANSWER_ENCODED = 600  # characters: how an answer begins says what it is about
_LEAST_SPREAD = 0.02
_ENOUGH_VECTORS = 10_000

Floats = NDArray[np.floating]
Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. `vector`, (dimension,) of length 1, was made by `encoder`, or by the shelf's where none is
    named; `typing` says that more may be typed.
    """

    text: str
    lang: str
    vector: NDArray[np.float32]
    encoder: str = ""
    typing: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to ask for the entry at position `owner`."""

    text: str
    owner: int


@dataclass(frozen=True, slots=True)
class Answers:
    """What entries say, as vectors, (n, dimension), and the position of the entry that each belongs to, (n,)."""

    vectors: Vectors
    owners: Positions

    def of(self, entries: Positions) -> "Answers":
        """Return the answers of these entries only."""
        kept = np.isin(self.owners, entries)
        return Answers(self.vectors[kept], self.owners[kept])


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found, by position, and the numbers that speak for it; see knowledge.model.Match.

    `share` is that of all entries' scores; `nearness` is the cosine of the nearest wording, in standard deviations of
    the cosines between the shelf's wordings, so that it means the same whatever the encoder.
    """

    owner: int
    score: float
    share: float
    dense: float
    nearness: float
    lexical: float
    wording: int
    terms: tuple[str, ...]


class Shelf:
    """Entries of one language. An entry's score is what the head, learned from all wordings and answers, makes of the
    query's vector, plus 3 times the share of the query's words that the entry holds, by BM25; its share is the softmax
    of that. `vectors` are those of its texts, (n, dimension).

    What a shelf `before` analysed, or was `learned` already, is not done again.
    """

    def __init__(
        self,
        entries: Sequence[Entry],
        wordings: Sequence[Wording],
        vectors: Vectors,
        *,
        answers: Answers,
        lang: str,
        encoder: Encoder,
        learn: Learn,
        before: "Shelf | None" = None,
        learned: Learned | None = None,
    ) -> None:
        owners = np.array([wording.owner for wording in wordings], dtype=np.int64)
        order = np.argsort(owners, kind="stable")
        self.entries = tuple(entries)
        self.wordings = tuple(wordings[at] for at in order)
        self.owners = owners[order]
        self.lang = lang
        self.encoder = encoder
        self._learn = learn
        self._answers = answers.of(self.owners)
        self.vectors = np.concatenate([vectors[order], self._answers.vectors])
        self._vectors = self.vectors[: len(order)]
        self.learned = self._learned(learned)
        self._head = self.learned.score
        self._usual, self._spread = usual_cosines(self._vectors)
        documents = _documents(self.entries, self.wordings)
        known = before._lexical if before else None
        self._lexical: LexicalIndex = LexicalIndex(documents, Analyser(lang), before=known)
        self._starts = np.searchsorted(self.owners, np.arange(len(self.entries) + 1))

    @cached_property
    def _index(self) -> VectorIndex:
        # Only explanations ask for it: a new version need not wait for its inverted lists.
        return VectorIndex(self._vectors)

    @cached_property
    def centres(self) -> Vectors:
        """What each entry asks, as one vector of length 1, the mean of its wordings'; shape (entries, dimension)."""
        sums = np.add.reduceat(self._vectors, self._starts[:-1])
        centres: Vectors = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), np.finfo(np.float32).tiny)
        return centres

    def query(self, at: int) -> Query:
        """Return the wording at this position as a query."""
        return Query(self.wordings[at].text, self.lang, self._vectors[at])

    def leads(self, places: Positions, rivals: Positions) -> NDArray[np.float32]:
        """Return how far the entries of these wordings are ahead of some others, by position, for their own words."""
        return self._head.leads(self._vectors[places], self.owners[places], rivals)

    def without(self, hidden: NDArray[np.bool_]) -> "Shelf":
        """Return the shelf as it would be if these wordings, a mask over all of them, had never been written."""
        kept = [wording for wording, gone in zip(self.wordings, hidden, strict=True) if not gone]
        return Shelf(
            self.entries,
            kept,
            self._vectors[~hidden],
            answers=self._answers,
            lang=self.lang,
            encoder=self.encoder,
            learn=self._learn,
        )

    def search(self, query: Query, *, limit: int, alike: Alike | None = None) -> list[Hit]:
        """Return the best entries, best first; `alike` says which words mean the same."""
        vector = self._vector_of(query)
        words = self._lexical.search(query.text, prefix=query.typing, alike=alike)
        lexical = words.scores / (words.most or 1.0)
        scores = self._head(vector[None, :])[0] + LEXICAL_WEIGHT * lexical
        found = np.argsort(-scores, kind="stable")[:limit]
        found = found[np.isfinite(scores[found])]
        chances = np.exp(scores - scores[found[:1]].max(initial=0))
        shares = chances / (chances.sum() or 1.0)
        return [
            self._hit(owner, vector, scores, shares, lexical, self._lexical.shared(owner, words))
            for owner in found.tolist()
        ]

    def nearest(self, query: Query, *, limit: int) -> list[tuple[Wording, float]]:
        """Return the wordings nearest to a query by meaning alone, whatever their entry, with their cosines."""
        cosines, at = self._index.search(self._vector_of(query)[None, :], min(limit, len(self._index)))
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

    @cached_property
    def texts(self) -> list[str]:
        """What was encoded, in the order of `vectors`: wordings, then how answers begin."""
        answers = [self.entries[owner].answer[:ANSWER_ENCODED] for owner in self._answers.owners]
        return [*(wording.text for wording in self.wordings), *answers]

    def _learned(self, before: Learned | None) -> Learned:
        """Learn the entries, or go on from what was learned before by the same encoder."""
        ids, said = tuple(entry.id for entry in self.entries), marks(self._said())
        owners = np.concatenate([self.owners, self._answers.owners])
        start = before.start(ids, said) if before and before.encoder == self.encoder.name else None
        return Learned(self.encoder.name, ids, said, owners, self._learn(self.vectors, owners, len(ids), start=start))

    def _said(self) -> Iterator[tuple[str, str]]:
        """Yield each text that was encoded with the id of its entry."""
        owners = chain(self.owners.tolist(), self._answers.owners.tolist())
        return ((self.entries[owner].id, text) for owner, text in zip(owners, self.texts, strict=True))

    def _vector_of(self, query: Query) -> Vector:
        """Return the query's vector by the shelf's own encoder: another one's would mean nothing here."""
        if query.encoder in ("", self.encoder.name):
            return query.vector
        vector: Vector = forgetful(self.encoder).encode([query.text])[0]
        return vector

    def _hit(
        self, owner: int, vector: Vector, scores: Floats, shares: Floats, lexical: Floats, terms: tuple[str, ...]
    ) -> Hit:
        start, end = self._starts[owner : owner + 2].tolist()
        cosines = self._vectors[start:end] @ vector
        nearest = int(cosines.argmax())
        return Hit(
            owner=owner,
            score=float(scores[owner]),
            share=float(shares[owner]),
            dense=float(cosines[nearest]),
            nearness=(float(cosines[nearest]) - self._usual) / self._spread,
            lexical=float(lexical[owner]),
            wording=start + nearest,
            terms=terms,
        )


def usual_cosines(vectors: Vectors) -> tuple[float, float]:
    """Return the mean and the standard deviation of the cosines between unit vectors, each with each; of many, some."""
    vectors = vectors[:: max(1, len(vectors) // _ENOUGH_VECTORS)]
    mean = vectors.mean(axis=0)
    covariance = (vectors - mean).T @ (vectors - mean) / len(vectors)
    variance = (covariance**2).sum() + 2 * mean @ covariance @ mean
    return float(mean @ mean), max(_LEAST_SPREAD, float(np.sqrt(variance)))


def _documents(entries: Sequence[Entry], wordings: Sequence[Wording]) -> list[str]:
    """The words of an entry are those of its wordings and of its answer (measured: R@1 78.9 -> 81.8, 1,703 pages)."""
    told: list[list[str]] = [[] for _ in entries]
    for wording in wordings:
        told[wording.owner].append(wording.text)
    return [
        "\n".join([*texts, entry.answer[:_ANSWER_INDEXED]]) if texts else ""
        for texts, entry in zip(told, entries, strict=True)
    ]
