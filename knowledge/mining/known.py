"""Requests that the published base answers already: they count for their entry and make no need of their own."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.mining.found import Found
from knowledge.mining.messages import Message
from knowledge.model import Entry
from knowledge.ports import Vectors

# The entry that surely answers a text of this language and vector, if any.
Answered = Callable[[str, str, NDArray[np.float32]], Entry | None]


def nothing_is_answered(text: str, lang: str, vector: NDArray[np.float32]) -> Entry | None:
    """Stand for a base that is still empty."""
    return None


def split(
    messages: Sequence[Message], vectors: Vectors, placed: Vectors, lang: str, answered: Answered
) -> tuple[list[Found], list[int]]:
    """Return what entries answer, a group an entry, and the positions of the messages that are left to group.

    `vectors` are the encoder's, `placed` those of the language's space, both of shape (messages, d).
    """
    entries = [answered(message.spoken, lang, vectors[at]) for at, message in enumerate(messages)]
    places: dict[str, list[int]] = {}
    for at, entry in enumerate(entries):
        if entry:
            places.setdefault(entry.id, []).append(at)
    by_id = {entry.id: entry for entry in entries if entry}
    found = [
        Found(lang, tuple(messages[at] for at in held), placed[held], entry=by_id[id]) for id, held in places.items()
    ]
    return found, [at for at, entry in enumerate(entries) if entry is None]
