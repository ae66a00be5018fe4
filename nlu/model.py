"""What a text was understood to be."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Entity:
    """Something named in the text. `start` and `end` are offsets in characters; `reason` says how it was recognised."""

    kind: str
    text: str
    value: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Language:
    """The language of a text. `probability` is in [0, 1]; `reason` says what decided."""

    code: str
    probability: float
    reason: str


@dataclass(frozen=True, slots=True)
class Intent:
    """What the visitor does rather than asks: greets, thanks, wants a human. `probability` is in [0, 1]."""

    name: str
    probability: float
    reason: str


@dataclass(frozen=True, slots=True)
class Understanding:
    """A text, read. `text` is normalised, as it is searched; the entities' offsets are those of the text as written.

    `vector`, of shape (dimension,) and length 1, was made by `encoder`; `signals` are words such as `angry`.
    """

    text: str
    language: Language
    tokens: tuple[str, ...]
    vector: Vector
    encoder: str
    intent: Intent | None = None
    signals: frozenset[str] = field(default_factory=frozenset)
