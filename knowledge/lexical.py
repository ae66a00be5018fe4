"""The lexical side of search: BM25 over wordings, with typos and unfinished words understood."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract
from scipy.sparse import csr_matrix

from knowledge.analysis import Analyser, Term
from knowledge.synonyms import Alike

K1 = 1.2
B = 0.75
_NEAR = 3
# Each unknown word is compared with the whole vocabulary: without an end, a long e-mail took 2 s.
_MOST_WORDS = 128
_SHORTEST_PREFIX = 3
_WEIGHT_AT_DISTANCE = (1.0, 0.7, 0.5)
_WEIGHT_OF_PREFIX = 0.9
_WEIGHT_OF_SYNONYM = 0.8

Columns = list[tuple[int, float]]
Numbers = NDArray[np.int64]
_NONE = np.zeros(0, dtype=np.int64)
Named = TypeVar("Named", str, Term)


@dataclass(frozen=True, slots=True)
class LexicalHits:
    """BM25 scores, shape (documents,); `most` is the score of a document that would hold every word of the query.

    `words` says which word of the query each matched column of the index stands for.
    """

    scores: NDArray[np.float64]
    most: float
    words: dict[int, str]


@dataclass(frozen=True, slots=True)
class Counted:
    """The terms of a document as numbers: its `stems`, each once, how `often` each, both (n,), and its `surfaces`."""

    stems: Numbers
    often: Numbers
    surfaces: Numbers


class TermNumbers:
    """A number for each stem, and for each word with its stem; shared by an index and those that follow it."""

    def __init__(self) -> None:
        self._stems: dict[str, int] = {}
        self._terms: dict[Term, int] = {}
        self._by_number: tuple[list[str], list[Term]] = ([], [])
        self._one_at_a_time = Lock()

    def of(self, terms: Sequence[Term]) -> Counted:
        """Return a document's terms as numbers; new ones get theirs."""
        with self._one_at_a_time:
            stems = [_number(self._stems, self._by_number[0], term.stem) for term in terms]
            surfaces = [_number(self._terms, self._by_number[1], term) for term in terms]
        distinct, often = np.unique(np.array(stems, dtype=np.int64), return_counts=True)
        return Counted(distinct, often, np.unique(np.array(surfaces, dtype=np.int64)))

    def stem(self, number: int) -> str:
        return self._by_number[0][number]

    def term(self, number: int) -> Term:
        return self._by_number[1][number]


def _number(known: dict[Named, int], names: list[Named], name: Named) -> int:
    number = known.setdefault(name, len(names))
    if number == len(names):
        names.append(name)
    return number


class LexicalIndex:
    """BM25 (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75) over short documents, in memory.

    What an index `before`, of the same language, holds as well is not analysed again.
    """

    def __init__(self, documents: Sequence[str], analyser: Analyser, *, before: "LexicalIndex | None" = None) -> None:
        self._analyser = analyser
        self._numbers: TermNumbers = before._numbers if before else TermNumbers()
        known: dict[str, Counted] = before._documents if before else {}
        counted = [known.get(text) or self._numbers.of(analyser.terms(text)) for text in documents]
        self._documents: dict[str, Counted] = dict(zip(documents, counted, strict=True))
        stems, columns = np.unique(np.concatenate([_NONE, *(each.stems for each in counted)]), return_inverse=True)
        self._columns = dict(zip(map(self._numbers.stem, stems.tolist()), range(len(stems)), strict=True))
        surfaces = np.unique(np.concatenate([_NONE, *(each.surfaces for each in counted)])).tolist()
        self._surfaces = {term.surface: self._columns[term.stem] for term in map(self._numbers.term, surfaces)}
        self._vocabulary = sorted(self._surfaces)
        self._idf, by_document = _weigh(counted, columns, len(stems))
        self._by_document = by_document
        self._by_column = by_document.tocsc()

    def search(self, text: str, *, prefix: bool = False, alike: Alike | None = None) -> LexicalHits:
        """Score every document for a query, its first 128 words; `prefix` says that the last may be unfinished, `alike`
        which words mean the same.
        """
        said = self._analyser.terms(text)
        same = alike.of([term.stem for term in said]) if alike else {}
        terms = list(dict.fromkeys(said))[:_MOST_WORDS]
        scores = np.zeros(self._by_document.shape[0])
        most, words = 0.0, dict[int, str]()
        for number, term in enumerate(terms, start=1):
            columns = self._columns_of(term, same.get(term.stem, ()), prefix=prefix and number == len(terms))
            scores += self._score(columns)
            most += (K1 + 1) * self._rarity(columns)
            words |= {column: term.surface for column, _ in columns}
        return LexicalHits(scores, most, words)

    def shared(self, document: int, hits: LexicalHits) -> tuple[str, ...]:
        """Return the query's words that this document holds."""
        start, end = self._by_document.indptr[document : document + 2]
        held = self._by_document.indices[start:end]
        return tuple(dict.fromkeys(hits.words[column] for column in held if column in hits.words))

    def _columns_of(self, term: Term, same: Sequence[str], *, prefix: bool) -> Columns:
        found = [(self._columns[term.stem], 1.0)] if term.stem in self._columns else []
        if prefix and len(term.surface) >= _SHORTEST_PREFIX:
            found += self._starting_with(term.surface)
        found += [(self._columns[stem], _WEIGHT_OF_SYNONYM) for stem in same if stem in self._columns]
        return found or self._near(term.surface)

    def _starting_with(self, beginning: str, *, longest: int = 40) -> Columns:
        low = bisect_left(self._vocabulary, beginning)
        high = bisect_left(self._vocabulary, beginning + "\uffff")
        columns = {self._surfaces[word] for word in self._vocabulary[low:high] if len(word) <= longest}
        return [(column, _WEIGHT_OF_PREFIX) for column in sorted(columns)]

    def _near(self, word: str) -> Columns:
        budget = typo_budget(word)
        if not budget:
            # "coli", "retou": a short word that lost its last letter.
            return self._starting_with(word, longest=len(word) + 1) if len(word) >= _SHORTEST_PREFIX else []
        found = extract(word, self._vocabulary, scorer=OSA.distance, score_cutoff=budget, limit=_NEAR)
        closest = min((distance for _, distance, _ in found), default=0)
        weight = _WEIGHT_AT_DISTANCE[int(closest)]
        return [(self._surfaces[near], weight) for near, distance, _ in found if distance == closest]

    def _score(self, columns: Columns) -> NDArray[np.float64]:
        best = np.zeros(self._by_document.shape[0])
        for column, weight in columns:
            start, end = self._by_column.indptr[column : column + 2]
            held = self._by_column.indices[start:end]
            best[held] = np.maximum(best[held], weight * self._by_column.data[start:end])
        return best

    def _rarity(self, columns: Columns) -> float:
        known = [float(self._idf[column]) for column, _ in columns]
        return max(known) if known else float(self._idf.max(initial=1.0))


def typo_budget(word: str) -> int:
    """Return how many slips of the finger a word may hold: none under 5 letters, 1 under 9, else 2."""
    return 0 if len(word) < 5 else 1 if len(word) < 9 else 2


def _weigh(documents: Sequence[Counted], columns: Numbers, terms: int) -> tuple[NDArray[np.float64], csr_matrix]:
    """Return idf, shape (terms,), and BM25 weights, shape (documents, terms)."""
    rows = np.repeat(np.arange(len(documents)), [len(each.stems) for each in documents])
    often = np.concatenate([_NONE, *(each.often for each in documents)]).astype(np.float64)
    lengths = np.bincount(rows, weights=often, minlength=len(documents))
    found_in = np.bincount(columns, minlength=terms)
    idf = np.log1p((len(documents) - found_in + 0.5) / (found_in + 0.5))
    norm = K1 * (1 - B + B * lengths / max(1.0, float(lengths.mean()) if len(lengths) else 1.0))
    weights = idf[columns] * often * (K1 + 1) / (often + norm[rows])
    return idf, csr_matrix((weights, (rows, columns)), shape=(len(documents), terms))
