"""What reading needs from its parts, so that each can be another: sentence vectors, entities."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from nlu.model import Entity

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into unit vectors. `name` changes whenever its vectors would."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return an array of shape (len(texts), dimension), rows of length 1."""
        ...


class Encoders(Protocol):
    """Knows the encoder of each language."""

    def of(self, *langs: str) -> Encoder: ...


class Entities(Protocol):
    """Finds what a text names."""

    def recognise(self, text: str, lang: str) -> tuple[Entity, ...]:
        """Return the entities sorted by start, none overlapping."""
        ...
