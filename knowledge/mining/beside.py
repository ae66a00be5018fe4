"""Requests that ask something beside what they mainly ask: they count for that need too."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from knowledge.asks import asks
from knowledge.mining.found import Found
from knowledge.mining.space import Space
from knowledge.model import Request
from knowledge.ports import Encoders

_SURE = 4.0  # in spreads of the background, as the mean cosine with the messages of a need
_LONGEST = 60  # words: in longer ones, questions lean on the story around them
_FEWEST = 3  # messages from which a group is a need that something else may ask beside


def also_asked(found: Sequence[Found], spaces: Mapping[str, Space], encoders: Encoders) -> list[Found]:
    """Return the groups, each with the requests of others that surely ask it too, in another sentence."""
    also: dict[int, list[Request]] = {}
    for lang, space in spaces.items():
        own = [at for at, each in enumerate(found) if each.lang == lang]
        large = [at for at in own if len(found[at].messages) >= _FEWEST]
        parts = [(at, message, part) for at in own for message, part in _parts(found[at])]
        if not parts or not large:
            continue
        placed = space.place(encoders.of(lang).encode([part for _, _, part in parts]))
        cosines = placed @ np.stack([found[at].centre for at in large]).T
        best = cosines.argmax(axis=1)
        for (at, requests, _), row, column in zip(parts, cosines, best.tolist(), strict=True):
            if large[column] != at and row[column] >= space.background.at(_SURE):
                also.setdefault(large[column], []).extend(requests)
    return [replace(each, also=(*each.also, *also.get(at, ()))) for at, each in enumerate(found)]


def _parts(found: Found) -> list[tuple[tuple[Request, ...], str]]:
    """Return the questions of messages that ask several, each with the requests that ask it."""
    several = [
        (message.requests, asks(message.spoken, found.lang)) for message in found.messages if _short(message.spoken)
    ]
    return [(requests, part) for requests, parts in several if len(parts) > 1 for part in parts]


def _short(text: str) -> bool:
    return len(text.split()) <= _LONGEST
