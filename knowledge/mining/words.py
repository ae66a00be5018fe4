"""The words of messages, and of replies: stems that may name a subject, weighed and counted."""

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from knowledge.analysis import Analyser, language_words
from knowledge.mining.space import unit
from knowledge.ports import Vectors

_WORD_DIMENSIONS = 256
_VOCABULARY = 50_000


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
