"""The bus: how sockets and processes tell each other that there is something new to read.

A message is only a hint ("conversation X is at seq N"): it may be lost, doubled or late, and readers fetch from the
database. After a gap every subscription gets a RESYNC hint and reads again all it follows.
"""

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

RESYNC = "resync"
# PostgreSQL refuses a notification of 8,000 bytes or more.
MOST_BYTES = 7_900


@dataclass(frozen=True, slots=True)
class Hint:
    """What was published under a topic."""

    topic: str
    body: dict[str, Any] = field(default_factory=dict)


class Subscription(Protocol):
    """Hints of the followed topics, in the order they came: `async for hint in subscription`."""

    def follow(self, topic: str) -> None: ...

    def unfollow(self, topic: str) -> None: ...

    def __aiter__(self) -> "Subscription": ...

    async def __anext__(self) -> Hint: ...


class Bus(Protocol):
    """Carries hints to every subscription, in this process and, if the adapter can, in the others."""

    def publish(self, topic: str, hint: Mapping[str, Any]) -> None:
        """Send a hint, from any thread, without waiting. Raises ValueError when it is over MOST_BYTES as JSON."""
        ...

    def subscribe(self, *topics: str) -> AbstractContextManager[Subscription]:
        """Follow these topics within the `with` block; enter it on the event loop that will read."""
        ...

    def close(self) -> None: ...


def encode(topic: str, hint: Mapping[str, Any]) -> str:
    """Return the JSON text of a hint. Raises ValueError when it is over MOST_BYTES."""
    text = json.dumps([topic, dict(hint)], separators=(",", ":"))
    if len(text) > MOST_BYTES:
        raise ValueError(f"a hint on {topic} has {len(text)} bytes, the most is {MOST_BYTES}")
    return text


def decode(text: str) -> Hint:
    """Return the hint that `encode` wrote."""
    topic, body = json.loads(text)
    return Hint(topic, body)
