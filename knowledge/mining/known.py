"""Requests that the published base answers already: they count for their entry and make no need of their own."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.mining.messages import Message
from knowledge.mining.portrait import wordings_of
from knowledge.model import Entry, Need
from knowledge.ports import Vectors

# The entry that surely answers a text of this language and vector, if any.
Answered = Callable[[str, str, NDArray[np.float32]], Entry | None]


def nothing_is_answered(text: str, lang: str, vector: NDArray[np.float32]) -> Entry | None:
    """Stand for a base that is still empty."""
    return None


def split(messages: Sequence[Message], vectors: Vectors, lang: str, answered: Answered) -> tuple[list[Need], list[int]]:
    """Return the needs that entries answer, and the positions of the messages that are left to group."""
    entries = [answered(message.spoken, lang, vectors[at]) for at, message in enumerate(messages)]
    places: dict[str, list[int]] = {}
    for at, entry in enumerate(entries):
        if entry:
            places.setdefault(entry.id, []).append(at)
    by_id = {entry.id: entry for entry in entries if entry}
    needs = [_need(by_id[id], [messages[at] for at in held], vectors[held], lang) for id, held in places.items()]
    return needs, [at for at, entry in enumerate(entries) if entry is None]


def _need(entry: Entry, messages: Sequence[Message], vectors: Vectors, lang: str) -> Need:
    ids = tuple(request.id for message in messages for request in message.requests)
    return Need(
        id=f"e-{lang}-{entry.id}",
        name=entry.question,
        lang=lang,
        volume=len(ids),
        request_ids=ids,
        wordings=wordings_of(messages, vectors),
        entry_id=entry.id,
    )
