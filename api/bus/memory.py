"""The bus inside one process; the others deliver through it."""

import asyncio
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from typing import Any

from api.bus.port import RESYNC, Hint, decode, encode

_MOST_WAITING = 1_000


class MemoryBus:
    """Hands each hint to the subscriptions of its topic, each on its own event loop."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._subscriptions: set[MemorySubscription] = set()

    def publish(self, topic: str, hint: Mapping[str, Any]) -> None:
        """Send a hint, from any thread, without waiting. Raises ValueError when it is over MOST_BYTES as JSON."""
        self.deliver(decode(encode(topic, hint)))

    @contextmanager
    def subscribe(self, *topics: str) -> Iterator["MemorySubscription"]:
        """Follow these topics within the `with` block; enter it on the event loop that will read."""
        subscription = MemorySubscription(asyncio.get_running_loop(), topics)
        with self._lock:
            self._subscriptions.add(subscription)
        try:
            yield subscription
        finally:
            with self._lock:
                self._subscriptions.discard(subscription)

    def close(self) -> None:
        """Nothing is held open."""

    def deliver(self, hint: Hint) -> None:
        """Hand a hint to whoever follows its topic, from any thread; RESYNC goes to all."""
        with self._lock:
            reached = [each for each in self._subscriptions if each.follows(hint.topic)]
        for subscription in reached:
            subscription.offer(hint)


class MemorySubscription:
    """Hints waiting for one reader. A reader too slow for its hints loses them and gets one RESYNC."""

    def __init__(self, loop: asyncio.AbstractEventLoop, topics: tuple[str, ...]) -> None:
        self._loop = loop
        self._topics = {RESYNC, *topics}
        self._waiting: deque[Hint] = deque()
        self._arrived = asyncio.Event()

    def follow(self, topic: str) -> None:
        self._topics.add(topic)

    def unfollow(self, topic: str) -> None:
        self._topics.discard(topic)

    def follows(self, topic: str) -> bool:
        """Say whether hints of this topic are wanted."""
        return topic in self._topics

    def offer(self, hint: Hint) -> None:
        """Add a hint, from any thread."""
        try:
            self._loop.call_soon_threadsafe(self._put, hint)
        except RuntimeError:
            # The reader's loop ended between the look-up and now: nobody reads any more.
            return

    def __aiter__(self) -> "MemorySubscription":
        return self

    async def __anext__(self) -> Hint:
        while not self._waiting:
            self._arrived.clear()
            await self._arrived.wait()
        return self._waiting.popleft()

    def _put(self, hint: Hint) -> None:
        if len(self._waiting) >= _MOST_WAITING:
            self._waiting.clear()
            hint = Hint(RESYNC)
        self._waiting.append(hint)
        self._arrived.set()
