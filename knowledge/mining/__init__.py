"""Past requests -> needs: what customers want, in their own words, the most asked first."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.analysis import Analyser
from knowledge.index import VectorIndex
from knowledge.mining.groups import Closeness, Neighbours, group
from knowledge.mining.known import Answered, nothing_is_answered, split
from knowledge.mining.messages import Message, by_language, distinct
from knowledge.mining.portrait import name_of, wordings_of
from knowledge.mining.replies import PastReplies
from knowledge.mining.views import background, blended, word_vectors
from knowledge.model import Need, Request
from knowledge.ports import Encoder, Encoders, Vectors

_BATCH = 256
_NEIGHBOURS = 30
# In spreads of the background; chosen on insurance needs, 1,155 training texts of banking77 and direccte, read by line.
_JOIN, _DOUBT, _ADOPT, _OTHER_REPLY, _SAME_REPLY = 3.5, 1.5, 2.5, 7.5, 1.5


class Index(Protocol):
    """Finds the nearest vectors by inner product."""

    def search(self, queries: Vectors, k: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]: ...


Progress = Callable[[int, int], None]


def mine(
    requests: Iterable[Request],
    *,
    encoders: Encoders,
    index: Callable[[Vectors], Index] = VectorIndex,
    answered: Answered = nothing_is_answered,
    progress: Progress = lambda done, total: None,
) -> list[Need]:
    """Group masked requests into needs, largest first; how many there are is found, not given.

    A request that resembles no other is a need of its own; one that says nothing but courtesies is left out. A need is
    of one language. What the base answers already, as `answered` tells, counts for that entry. `progress` hears how
    many distinct messages are encoded, of how many. The same requests, in any order, give the same needs.
    """
    languages = {lang: distinct(asked, Analyser(lang)) for lang, asked in by_language(requests).items()}
    total, done = sum(map(len, languages.values())), 0
    progress(0, total)
    needs: list[Need] = []
    for lang, messages in languages.items():
        own = _encoded(messages, encoders.of(lang), partial(_further, progress, done, total))
        done += len(messages)
        known, left = split(messages, own, lang, answered)
        needs += known
        needs.extend(_needs([messages[at] for at in left], own[left], Analyser(lang), index))
    return sorted(needs, key=lambda need: (-need.volume, need.id))


def _further(progress: Progress, before: int, total: int, done: int) -> None:
    progress(before + done, total)


def _encoded(messages: Sequence[Message], encoder: Encoder, progress: Callable[[int], None]) -> Vectors:
    vectors = np.zeros((len(messages), encoder.dimension), dtype=np.float32)
    for start in range(0, len(messages), _BATCH):
        batch = messages[start : start + _BATCH]
        vectors[start : start + len(batch)] = encoder.encode([message.spoken for message in batch])
        progress(start + len(batch))
    return vectors


def _needs(
    messages: Sequence[Message], vectors: Vectors, analyser: Analyser, index: Callable[[Vectors], Index]
) -> Iterator[Need]:
    if not messages:
        return
    views = blended(vectors, word_vectors([message.spoken for message in messages], analyser))
    replies = PastReplies(messages, analyser)
    scale = background(views)
    closeness = Closeness(
        join=scale.at(_JOIN),
        doubt=_DOUBT * scale.spread,
        adopt=scale.at(_ADOPT),
        reply_weight=_OTHER_REPLY * scale.spread,
        reply_bonus=_SAME_REPLY * scale.spread,
    )
    labels = group(views, replies.by_message(), _neighbours(views, index), closeness)
    for members in _members(labels):
        asked = [messages[at] for at in members]
        yield _need(asked, views[members], replies.draft(members), analyser.lang)


def _neighbours(vectors: Vectors, index: Callable[[Vectors], Index]) -> Neighbours:
    return Neighbours(*index(vectors).search(vectors, min(_NEIGHBOURS + 1, len(vectors))))


def _members(labels: NDArray[np.int64]) -> list[list[int]]:
    members: dict[int, list[int]] = {}
    for at, label in enumerate(labels.tolist()):
        members.setdefault(label, []).append(at)
    return list(members.values())


def _need(messages: Sequence[Message], vectors: Vectors, reply: str | None, lang: str) -> Need:
    requests = sorted((request for message in messages for request in message.requests), key=_age)
    return Need(
        id=f"n-{sha256(requests[0].id.encode()).hexdigest()[:12]}",
        name=name_of(messages, vectors, lang),
        lang=lang,
        volume=len(requests),
        request_ids=tuple(request.id for request in requests),
        wordings=wordings_of(messages, vectors),
        reply=reply,
    )


def _age(request: Request) -> tuple[datetime, str]:
    at = request.at or datetime.max.replace(tzinfo=UTC)
    return (at if at.tzinfo else at.replace(tzinfo=UTC), request.id)
