"""The nouns of a draft: what replies said, the sentences that were taken, and what replies say otherwise."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, or a whole list with what leads to it, of one reply, as Markdown.

    `gap` is what stands before it: a space, a line break or an empty line.
    """

    text: str
    gap: str = " "


@dataclass(frozen=True, slots=True)
class Reply:
    """What one reply says to anybody, in order; `id` is that of its request."""

    id: str
    at: datetime | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece of the draft, and the requests whose replies said it, the newest first."""

    text: str
    gap: str
    requests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """What some replies say where others say otherwise: the words that differ, a sentence they stand in, and since when
    and until when they were said. One side is `taken` into the draft.
    """

    said: str
    passage: str
    requests: tuple[str, ...]
    first: datetime | None
    last: datetime | None
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The sides of a contradiction, the one taken first; `kind` is that of `knowledge.doubts.contradictions`."""

    kind: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer assembled from replies, of which `read` said something to anybody."""

    lang: str
    sentences: tuple[Sentence, ...]
    disagreements: tuple[Disagreement, ...] = ()
    read: int = 0

    @property
    def text(self) -> str:
        """Return the answer as Markdown."""
        return "".join(each.gap * bool(at) + each.text for at, each in enumerate(self.sentences))
