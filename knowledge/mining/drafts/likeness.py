"""How alike sentences are: the words they share, weighed by how telling they are among a need's own replies."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.analysis import analyser_of
from knowledge.ports import Vectors

# Replies to one question share their words: a rare word tells them apart, but not as much as in a whole base.
_RARITY = 0.25


class Likeness:
    """Compares texts of one language with each other, by their places."""

    def __init__(self, texts: Sequence[str], lang: str) -> None:
        analyser = analyser_of(lang)
        self._words = [
            frozenset(term.stem for term in analyser.terms(text) if term.surface.isalpha()) for text in texts
        ]
        held = Counter(word for words in self._words for word in words)
        self._weight = {word: 1 + _RARITY * float(np.log(len(texts) / count)) for word, count in held.items()}
        self._column = {word: column for column, word in enumerate(sorted(held))}
        vectors = self._vectors()
        self.cosines: NDArray[np.float32] = vectors @ vectors.T

    def holds(self, one: int, other: int) -> float:
        """Return how much of what a text says the other one says too, from 0 to 1."""
        whole = sum(self._weight[word] for word in self._words[one])
        return sum(self._weight[word] for word in self._words[one] & self._words[other]) / whole if whole else 0.0

    def _vectors(self) -> Vectors:
        vectors = np.zeros((len(self._words), max(1, len(self._column))), dtype=np.float32)
        for row, words in enumerate(self._words):
            for word in words:
                vectors[row, self._column[word]] = self._weight[word]
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)
