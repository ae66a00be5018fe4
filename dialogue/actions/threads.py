"""Threads that may be lost: one for an event loop, and one for each call that blocks."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, wait
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from threading import Lock, Thread
from typing import Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Came(Generic[T]):
    """What some work came to. It is raised by who waits: a loop ends of a SystemExit, and takes no StopIteration."""

    value: T | None = None
    error: BaseException | None = None

    def get(self) -> T:
        """Return the value, or raise what the work raised."""
        if self.error:
            raise self.error
        return self.value  # type: ignore[return-value]


class Threads:
    """Runs each call that blocks in a thread of its own, and knows the threads that nobody waits for any more.

    They are daemons: none keeps the process from ending.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._lost: set[Thread] = set()

    @property
    def lost(self) -> int:
        """How many threads still work at what was given up."""
        with self._lock:
            self._lost = {thread for thread in self._lost if thread.is_alive()}
            return len(self._lost)

    def lose(self, thread: Thread) -> None:
        """Take note that nobody waits for a thread any more."""
        with self._lock:
            self._lost.add(thread)

    async def run(self, call: Callable[..., T], *args: Any) -> T:
        """Return what a call returns, or raise what it raises, without holding the event loop."""
        future: Future[Came[T]] = Future()
        work = partial(copy_context().run, call, *args)
        thread = Thread(target=_work, args=(future, work), name="action", daemon=True)
        thread.start()
        try:
            came = await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            self.lose(thread)
            raise
        return came.get()


class Loop:
    """An event loop in a thread of its own."""

    def __init__(self) -> None:
        started: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = Future()
        self.thread = Thread(target=asyncio.run, args=(_until_over(started),), name="actions", daemon=True)
        self.thread.start()
        self._loop, self._over = started.result()

    def start(self, work: Coroutine[Any, Any, T]) -> Future[Came[T]]:
        """Begin some work. Raises RuntimeError once the loop is closed."""
        kept = _kept(work)
        try:
            return asyncio.run_coroutine_threadsafe(kept, self._loop)
        except RuntimeError:
            kept.close()
            work.close()
            raise

    def answers(self, *, within: float) -> bool:
        """Say whether the loop turns, or something holds it for longer than so many seconds."""
        with suppress(RuntimeError):
            return bool(wait((self.start(asyncio.sleep(0)),), within).done)
        return False

    def stop(self) -> None:
        """End as soon as the loop turns; what is under way is cancelled."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._over.set)


async def _until_over(started: "Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]]") -> None:
    over = asyncio.Event()
    started.set_result((asyncio.get_running_loop(), over))
    await over.wait()


async def _kept(work: Coroutine[Any, Any, T]) -> Came[T]:
    try:
        return Came(await work)
    except asyncio.CancelledError:
        raise
    except BaseException as error:  # noqa: BLE001 - see Came
        return Came(error=error)


def _work(future: Future[Came[T]], work: Callable[[], T]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(Came(work()))
    except BaseException as error:  # noqa: BLE001 - see Came
        future.set_result(Came(error=error))
