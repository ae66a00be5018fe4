"""A group of messages that ask the same, of one language, and the need that one or several of them are."""

from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.mining.messages import Message
from knowledge.mining.portrait import name_of, telling
from knowledge.model import Entry, Need, Request
from knowledge.ports import Vectors


@dataclass(frozen=True, slots=True)
class Found:
    """Messages that ask the same, where they stand (unit vectors of their language's space, shape (messages, d)), and
    the reply that stands for those given. `also` are requests that ask this beside something else.
    """

    lang: str
    messages: tuple[Message, ...]
    vectors: Vectors
    reply: str | None = None
    entry: Entry | None = None
    also: tuple[Request, ...] = ()

    @property
    def requests(self) -> tuple[Request, ...]:
        """Every request that asks this, once, the oldest first."""
        asked = [*(request for message in self.messages for request in message.requests), *self.also]
        return tuple(sorted({request.id: request for request in asked}.values(), key=age))

    @property
    def best(self) -> tuple[Message, ...]:
        """Its most telling messages, at most 12."""
        return telling(self.messages, self.vectors)

    @property
    def centre(self) -> NDArray[np.float32]:
        return np.asarray(self.vectors.mean(axis=0))


def need_of(found: Sequence[Found], *, lang: str) -> Need:
    """Return the need that these groups are, one a language, named in this language where it is asked in it."""
    found = sorted(found, key=lambda each: (each.lang != lang, -len(each.requests), each.lang))
    requests = sorted((request for each in found for request in each.requests), key=age)
    first, told = found[0], [each.best for each in found]
    return Need(
        id=_id(found),
        name=first.entry.question if first.entry else name_of(first.messages, first.vectors, first.lang),
        lang=first.lang,
        volume=len(requests),
        request_ids=tuple(request.id for request in requests),
        wordings=tuple(message.wording for messages in told for message in messages),
        samples=tuple(message.requests[0].id for messages in told for message in messages),
        reply=next((each.reply for each in found if each.reply), None),
        entry_id=first.entry.id if first.entry else None,
        langs=tuple((each.lang, len(each.requests)) for each in found),
        weeks=weeks_of(requests),
        handling=_handling(requests),
        centres=tuple((each.lang, packed(each.centre)) for each in found),
    )


def weeks_of(requests: Iterable[Request]) -> tuple[tuple[str, int], ...]:
    """Return how many requests came in each week, by its Monday, without the weeks that had none."""
    days = (request.at.astimezone(UTC).date() for request in requests if request.at)
    mondays = Counter((day - timedelta(days=day.weekday())).isoformat() for day in days)
    return tuple(sorted(mondays.items()))


def age(request: Request) -> tuple[datetime, str]:
    """Order requests from the oldest to those without a date."""
    at = request.at or datetime.max.replace(tzinfo=UTC)
    return (at if at.tzinfo else at.replace(tzinfo=UTC), request.id)


def packed(centre: NDArray[np.floating[Any]]) -> str:
    """Return a vector as text that `unpacked` reads."""
    return b64encode(centre.astype("<f2").tobytes()).decode()


def unpacked(text: str) -> NDArray[np.float32]:
    """Read what `packed` wrote."""
    return np.frombuffer(b64decode(text), dtype="<f2").astype(np.float32)


def _id(found: Sequence[Found]) -> str:
    if found[0].entry:
        return f"e-{found[0].lang}-{found[0].entry.id}"
    first = min((request for each in found for message in each.messages for request in message.requests), key=age)
    return f"n-{sha256(first.id.encode()).hexdigest()[:12]}"


def _handling(requests: Sequence[Request]) -> float | None:
    known = [request.handling for request in requests if request.handling is not None]
    return round(float(np.mean(known)), 1) if known else None
