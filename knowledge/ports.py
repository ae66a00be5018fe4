"""What the base needs from outside: sentence vectors, and places to keep what must not be lost."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.model import Correction, Entry, Need, Pairs, Publication, Request, Reshape, Reshaped, Revision

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

    def of(self, *langs: str) -> Encoder:
        """Return the encoder for texts of these languages that are to be compared with each other."""
        ...


class Requests(Protocol):
    """Past requests, masked. The same request added twice is kept once."""

    def add(self, requests: Iterable[Request]) -> int:
        """Keep the requests and return how many were new."""
        ...

    def all(self) -> Iterator[Request]: ...

    def ids(self) -> list[str]: ...

    def count(self) -> int: ...

    def fetch(self, ids: Sequence[str]) -> list[Request]: ...


class Needs(Protocol):
    """What the last learning found, by volume, largest first, and what curators did to it."""

    def replace(self, needs: Sequence[Need]) -> None: ...

    def all(self) -> list[Need]: ...

    def correct(self, correction: Correction, *, author: str) -> None:
        """Put the needs after a correction in the place of those before it, or none. Raises NeedNotFound."""
        ...

    def undo(self) -> list[Need]:
        """Take the last correction back, and return the needs it was made of. Raises CannotUndo."""
        ...

    def can_undo(self) -> bool: ...

    def said(self) -> tuple[Pairs, Pairs]:
        """Return the pairs of requests that curators said ask the same, and those they set apart."""
        ...


class Entries(Protocol):
    """Entries and every revision of them. Entries come back ordered by id."""

    def get(self, id: str) -> Entry:
        """Return the entry as last saved. Raises EntryNotFound."""
        ...

    def all(self) -> list[Entry]: ...

    def published(self) -> list[Entry]:
        """Return every entry that visitors see, each as of its published revision."""
        ...

    def published_at(self, version: int) -> list[Entry]:
        """Return every entry that visitors saw at this version. Raises VersionNotFound, NothingToRollBack."""
        ...

    def version(self) -> int:
        """Return a number that grows whenever what `published` returns changes."""
        ...

    def save(self, entries: Sequence[Entry], *, author: str, action: str) -> list[Entry]:
        """Keep new revisions, all or none, and return them numbered.

        An entry's `revision` must be the one it was read at (0: it is new). Raises EditConflict when somebody else
        saved meanwhile.
        """
        ...

    def publish(self, ids: Sequence[str], *, author: str) -> int:
        """Show visitors the last revision of these entries, all or none; return the new version.

        Raises EntryNotFound; NotPublishable when one has no answer.
        """
        ...

    def retire(self, ids: Sequence[str], *, author: str) -> int:
        """Hide these entries from visitors; return the new version. Raises EntryNotFound."""
        ...

    def keep_dates(self, *, author: str) -> int | None:
        """Publish and hide the entries whose dates have come, and clear these; return the new version, None if none.

        An entry without an answer, or in review, waits for it; one whose both dates have come is hidden.
        """
        ...

    def roll_back(self, version: int | None = None, *, author: str, seen: int | None = None) -> tuple[int, list[str]]:
        """Show visitors again what they saw at this version, or before the last one; return the new one, and the ids.

        Raises VersionNotFound, NothingToRollBack; PublishedMeanwhile when the last version is no longer the one `seen`.
        """
        ...

    def publications(self, limit: int) -> list[Publication]:
        """Return the last publications, newest first."""
        ...

    def revisions(self, id: str) -> list[Revision]:
        """Return every revision, newest first. Raises EntryNotFound."""
        ...


class Reshapes(Protocol):
    """Changes of several entries that are one step, and are undone as one."""

    def reshape(self, asked: Reshape, *, author: str, action: str) -> Reshaped:
        """Keep the entries, all or none, and what visitors see of them. Raises EditConflict, EntryNotFound,
        NotPublishable.
        """
        ...

    def undo(self, id: str, *, author: str) -> Reshaped:
        """Put the entries back as they were before, in new revisions; the new ones go.

        Raises UndoNotFound; EditConflict when one of them was changed since.
        """
        ...
