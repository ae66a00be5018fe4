"""An encoder without a model: the stems of a text, hashed into a vector. The same words give the same vector."""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np

from knowledge.analysis import Analyser
from knowledge.ports import Vectors


class StemEncoder:
    """Texts that share stems are close; texts that share none are nearly at right angles."""

    name = "stems"
    dimension = 256

    def __init__(self, lang: str = "fr") -> None:
        self._analyser = Analyser(lang)
        self.asked: list[str] = []

    def of(self, *langs: str) -> "StemEncoder":
        """Be the encoder of every language."""
        return self

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked.extend(texts)
        rows = [self._vector(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), self.dimension)

    def _vector(self, text: str) -> Vectors:
        total = np.full(self.dimension, 1e-3)
        for stem in self._analyser.stems(text):
            seed = int.from_bytes(sha256(stem.encode()).digest()[:8])
            total += np.random.default_rng(seed).standard_normal(self.dimension)
        return np.asarray(total / np.linalg.norm(total), dtype=np.float32)
