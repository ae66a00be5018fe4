"""Vectors remembered: a text that was encoded once is not encoded again."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.ports import Encoder, Vectors

_BATCH = 256


class VectorStore(Protocol):
    """Keeps vectors by encoder and digest of the text."""

    def fetch(self, encoder: str, digests: Iterable[str]) -> dict[str, NDArray[np.float32]]:
        """Return the vectors that are known, each of shape (dimension,)."""
        ...

    def store(self, encoder: str, vectors: Mapping[str, NDArray[np.float32]]) -> None: ...


class RememberingEncoder:
    """An encoder that asks the store first and keeps, batch by batch, what it had to compute."""

    def __init__(self, encoder: Encoder, store: VectorStore) -> None:
        self._encoder = encoder
        self._store = store

    @property
    def name(self) -> str:
        return self._encoder.name

    @property
    def dimension(self) -> int:
        return self._encoder.dimension

    @property
    def forgetful(self) -> Encoder:
        """The same encoder, for what nobody shall keep."""
        return self._encoder

    def known(self, texts: Iterable[str]) -> set[str]:
        """Return those of the texts that need not be encoded any more."""
        digests = {text: digest(text) for text in texts}
        kept = self._store.fetch(self.name, set(digests.values()))
        return {text for text, mark in digests.items() if mark in kept}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return an array of shape (len(texts), dimension), rows of length 1."""
        digests = list(map(digest, texts))
        known = self._store.fetch(self.name, set(digests))
        missing = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in known}
        for batch in _batches(list(missing), _BATCH):
            vectors = self._encoder.encode([missing[digest] for digest in batch])
            self._store.store(self.name, dict(zip(batch, vectors, strict=True)))
            # As the store keeps them, rounded perhaps: the same text has the same vector today and tomorrow.
            known |= self._store.fetch(self.name, batch)
        return np.array([known[digest] for digest in digests], dtype=np.float32).reshape(len(texts), self.dimension)


def forgetful(encoder: Encoder) -> Encoder:
    """Return the encoder that keeps nothing of what it reads: a visitor's words leave no trace among the vectors."""
    return encoder.forgetful if isinstance(encoder, RememberingEncoder) else encoder


def quick(encoder: Encoder, texts: Iterable[str]) -> set[str]:
    """Return those of the texts whose vectors come at once: all of them where nothing is remembered."""
    return encoder.known(texts) if isinstance(encoder, RememberingEncoder) else set(texts)


def digest(text: str) -> str:
    """Return what tells a text from every other."""
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _batches(items: list[str], size: int) -> list[list[str]]:
    return [items[start : start + size] for start in range(0, len(items), size)]
