"""Runs a project's custom actions in this process."""

import json
from collections.abc import Coroutine
from concurrent.futures import Future, wait
from pathlib import Path
from threading import BoundedSemaphore, Lock
from time import monotonic
from typing import TYPE_CHECKING, Any

import structlog

from dialogue.actions.errors import (
    ActionBroke,
    ActionsClosed,
    ActionsExhausted,
    ActionsFolderMissing,
    ActionsNotLoaded,
    SdkMissing,
    UnusableOutcome,
)
from dialogue.actions.modules import Modules
from dialogue.actions.threads import Came, Loop, Threads
from dialogue.assistant.errors import ActionFailed, ActionNotFound, ActionRejected, ActionTimedOut
from dialogue.assistant.ports import Outcome

if TYPE_CHECKING:
    from dialogue.actions.sdk import Registry

MODULE = "actions"
# An event loop that does not turn for so long, after an action was given up, is taken for held by it.
_HELD = 1.0

Done = tuple[list[Any], list[Any]]
Work = Coroutine[Any, Any, Done]

log = structlog.get_logger(__name__)


class Inside:
    """The actions of the module or package `actions` in a project's folder, as rasa-sdk would run them.

    `services` are the company's systems, given to each action whose constructor takes a parameter of that name. At most
    `most` actions run at once, and as many that were given up may still hold their threads before no more is run.
    Raises ActionsFolderMissing, ActionsNotLoaded, SameAction, SdkMissing.
    """

    def __init__(self, folder: Path, *, services: object = None, timeout: float = 10.0, most: int = 64) -> None:
        self._timeout = timeout
        self._most = most
        self._places = BoundedSemaphore(most)
        self._threads = Threads()
        self._lock = Lock()
        self._domain: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
        if not folder.is_dir():
            raise ActionsFolderMissing(folder=folder)
        self._modules = Modules(folder)
        try:
            self._registry = _registry(self._modules, services, self._threads)
        except BaseException:
            self._modules.close()
            raise
        self.names = self._registry.names if self._registry else frozenset[str]()
        self._closed = False
        self._loop = Loop()

    def run(self, name: str, tracker: dict[str, Any], domain: dict[str, Any]) -> Outcome:
        """Run an action on a copy of the tracker.

        Raises ActionRejected, ActionNotFound, ActionFailed, ActionTimedOut.
        """
        if not self._registry or name not in self.names:
            raise ActionNotFound(action=name)
        if (lost := self._threads.lost) >= self._most:
            raise ActionsExhausted(action=name, count=lost)
        ends = monotonic() + self._timeout
        if not self._places.acquire(timeout=self._timeout):
            raise self._timed_out(name)
        try:
            events, responses = self._done(name, self._registry.run(name, _copy(tracker), self._own(domain)), ends)
        finally:
            self._places.release()
        return _outcome(name, events, responses)

    def close(self) -> None:
        """Forget the project; actions under way are cancelled."""
        with self._lock:
            self._closed = True
            self._loop.stop()
        self._loop.thread.join(_HELD)
        self._modules.close()

    def _done(self, name: str, work: Work, ends: float) -> Done:
        loop = self._loop
        try:
            future = loop.start(work)
        except RuntimeError as error:
            raise ActionsClosed(action=name) from error
        if wait((future,), ends - monotonic()).not_done:
            future.cancel()
            self._replace_if_held(loop)
            raise self._timed_out(name)
        if future.cancelled() and self._closed:
            raise ActionsClosed(action=name)
        return self._got(name, future)

    def _got(self, name: str, future: Future[Came[Done]]) -> Done:
        try:
            return future.result().get()
        except (ActionRejected, ActionFailed):
            raise
        except BaseException as error:  # noqa: BLE001 - an action may raise anything; the conversation goes on
            fault = _cause(error)
        # What it says may be a customer's: only its kind and its place are told.
        told = {"fault": type(fault).__name__, "place": self._modules.place(fault) or MODULE}
        log.warning("action broke", action=name, **told)
        raise ActionBroke(action=name, **told)

    def _timed_out(self, name: str) -> ActionTimedOut:
        log.warning("action given up", action=name, seconds=self._timeout)
        return ActionTimedOut(action=name, seconds=self._timeout)

    def _replace_if_held(self, loop: Loop) -> None:
        """Go on with another event loop when an action holds this one: it was to await, and blocks."""
        if loop.answers(within=_HELD):
            return
        with self._lock:
            if self._loop is loop and not self._closed:
                self._loop = Loop()
        self._threads.lose(loop.thread)
        loop.stop()

    def _own(self, domain: dict[str, Any]) -> dict[str, Any]:
        """Return a copy of the domain, made again only for another domain."""
        known, copied = self._domain
        if known is not domain:
            copied = _copy(domain)
            self._domain = (domain, copied)
        return copied


def _registry(modules: Modules, services: object, threads: Threads) -> "Registry | None":
    """Return the project's actions; a project that has none needs no rasa-sdk."""
    if not modules.has(MODULE):
        return None
    try:
        from dialogue.actions.sdk import Registry
    except ModuleNotFoundError as error:
        raise SdkMissing(folder=modules.folder) from error
    try:
        modules.load(MODULE)
    except (Exception, SystemExit) as error:
        raise ActionsNotLoaded(
            folder=modules.folder, fault=modules.told(error), place=modules.place(error) or MODULE
        ) from error
    return Registry(modules, services=services, blocking=threads.run)


def _copy(value: dict[str, Any]) -> dict[str, Any]:
    copied: dict[str, Any] = json.loads(json.dumps(value))
    return copied


def _cause(error: BaseException) -> BaseException:
    """Return what an action raised: Python hides a StopIteration that leaves a coroutine."""
    hidden = error.__cause__ if type(error) is RuntimeError else None
    return hidden if isinstance(hidden, StopIteration) else error


def _outcome(name: str, events: list[Any], responses: list[Any]) -> Outcome:
    """Return what an action did, in JSON of its own. Raises UnusableOutcome."""
    try:
        events, responses = json.loads(json.dumps((events, responses), allow_nan=False))
    except (TypeError, ValueError, RecursionError) as error:
        raise UnusableOutcome(action=name, fault=error) from error
    return Outcome(tuple(events), tuple(responses))
