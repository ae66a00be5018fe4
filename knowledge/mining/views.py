"""Messages as vectors in which closeness means the same need: what the encoder sees, and the words themselves."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from knowledge.analysis import Analyser, language_words
from knowledge.ports import Vectors

_WORDS_WEIGHT = 0.35
_WORD_DIMENSIONS = 256
_VOCABULARY = 50_000
_PAIRS = 20_000
_ONE_SPREAD_BELOW = 15.87  # per cent of a normal law
_NARROWEST = 0.04


@dataclass(frozen=True, slots=True)
class Background:
    """How close two messages are that have nothing to do with each other: median and spread of their cosines.

    The spread is that of the lower half, which pairs of the same need do not reach, however many there are.
    """

    median: float
    spread: float

    def at(self, spreads: float) -> float:
        """Return the cosine that stands so many spreads above the median."""
        return self.median + spreads * self.spread


def blended(vectors: Vectors, words: Vectors) -> Vectors:
    """Join centred sentence vectors, shape (n, d), and word vectors, shape (n, w), into unit vectors (n, d + w)."""
    parts = [np.sqrt(1 - _WORDS_WEIGHT) * centred(vectors), np.sqrt(_WORDS_WEIGHT) * words]
    return np.hstack(parts).astype(np.float32)


def centred(vectors: Vectors) -> Vectors:
    """Take away what all vectors have in common (e5's cosines live between 0.75 and 0.95), then scale to length 1."""
    return unit(vectors - vectors.mean(axis=0))


def word_vectors(texts: Sequence[str], analyser: Analyser) -> Vectors:
    """Return TF-IDF of stems as unit vectors, shape (n, at most 256), by a fixed random projection.

    A projection keeps cosines within about 1/sqrt(256) (Achlioptas 2003), so that clusters have dense centres.
    """
    counter = TfidfVectorizer(
        analyzer=lambda text: subject_words(text, analyser),
        sublinear_tf=True,
        max_features=_VOCABULARY,
        dtype=np.float32,
    )
    try:
        weights = counter.fit_transform(texts)
    except ValueError:  # not one word in all the texts
        return np.zeros((len(texts), 1), dtype=np.float32)
    if weights.shape[1] <= _WORD_DIMENSIONS:
        return unit(weights.toarray())
    signs = np.random.default_rng(1).choice(np.array([-1, 1], np.float32), (weights.shape[1], _WORD_DIMENSIONS))
    return unit(np.asarray(weights @ signs))


def subject_words(text: str, analyser: Analyser) -> list[str]:
    """Return the stems that may name a subject: no figures, no spellings of haste, which only tell who writes."""
    hasty = language_words(analyser.lang).get("hasty", ())
    return [term.stem for term in analyser.terms(text) if term.surface.isalpha() and term.surface not in hasty]


def background(vectors: Vectors) -> Background:
    """Measure cosines between pairs taken at random, always the same ones."""
    if len(vectors) < 2:
        return Background(median=0.0, spread=1.0)
    draw = np.random.default_rng(1)
    left = draw.integers(0, len(vectors), _PAIRS)
    right = (left + draw.integers(1, len(vectors), _PAIRS)) % len(vectors)
    cosines = np.einsum("ij,ij->i", vectors[left], vectors[right])
    low, median = np.percentile(cosines, [_ONE_SPREAD_BELOW, 50])
    return Background(median=float(median), spread=max(float(median - low), _NARROWEST))


def unit(vectors: NDArray[np.float32]) -> Vectors:
    """Scale rows to length 1; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)
