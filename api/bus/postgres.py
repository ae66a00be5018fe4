"""The bus over PostgreSQL: one channel that every process notifies and listens to."""

import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy import make_url

from api.bus.memory import MemoryBus, MemorySubscription
from api.bus.port import RESYNC, Hint, decode, encode

_CHANNEL = "comptoir"
_LONGEST_PAUSE = 5.0
# Without these a connection cut silently by a firewall would look alive for two hours.
_KEEPALIVES: dict[str, int] = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "connect_timeout": 10,
}
_log = logging.getLogger(__name__)


class PostgresBus:
    """Sends by one thread and listens by another, each with its own connection that it opens again when lost.

    What was published while a connection was away is lost; a RESYNC follows once it is back.
    """

    def __init__(self, url: str) -> None:
        address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._conninfo = make_conninfo(address, **_KEEPALIVES)
        self._local = MemoryBus()
        self._outgoing: SimpleQueue[str] = SimpleQueue()
        self._closing = Event()
        self._listening = Event()
        self._threads = [
            Thread(target=self._keep_up, args=(work,), name=f"bus {work.__name__}", daemon=True)
            for work in (self._listen, self._send)
        ]
        for thread in self._threads:
            thread.start()

    def publish(self, topic: str, hint: Mapping[str, Any]) -> None:
        """Send a hint, from any thread, without waiting. Raises ValueError when it is over MOST_BYTES as JSON."""
        self._outgoing.put(encode(topic, hint))

    def subscribe(self, *topics: str) -> AbstractContextManager[MemorySubscription]:
        """Follow these topics within the `with` block; enter it on the event loop that will read."""
        return self._local.subscribe(*topics)

    def wait_until_listening(self, *, timeout: float = 10.0) -> bool:
        """Wait for the first connection; return whether it is there."""
        return self._listening.wait(timeout)

    def close(self) -> None:
        """Stop both threads; what was not sent yet is lost."""
        self._closing.set()
        # The sender wakes up, and its last notification wakes the listener.
        self._outgoing.put("")
        for thread in self._threads:
            thread.join()

    def _keep_up(self, work: Callable[[psycopg.Connection, bool], None]) -> None:
        pause, again = 0.1, False
        while not self._closing.is_set():
            try:
                with psycopg.connect(self._conninfo, autocommit=True) as connection:
                    pause = 0.1
                    work(connection, again)
            except psycopg.OperationalError as error:
                _log.warning("the bus lost its connection: %s", error)
                self._closing.wait(pause)
                pause, again = min(pause * 2, _LONGEST_PAUSE), True

    def _listen(self, connection: psycopg.Connection, again: bool) -> None:
        connection.execute(f"LISTEN {_CHANNEL}")
        self._listening.set()
        if again:
            self._local.deliver(Hint(RESYNC))
        while not self._closing.is_set():
            for notification in connection.notifies(timeout=1.0):
                if notification.payload:
                    self._local.deliver(decode(notification.payload))
                if self._closing.is_set():
                    return

    def _send(self, connection: psycopg.Connection, again: bool) -> None:
        if again:
            _notify(connection, encode(RESYNC, {}))
        while not self._closing.is_set():
            _notify(connection, self._outgoing.get())


def _notify(connection: psycopg.Connection, payload: str) -> None:
    connection.execute("SELECT pg_notify(%s, %s)", (_CHANNEL, payload))
