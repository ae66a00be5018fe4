"""A project's actions as rasa-sdk knows them; the only module that imports it."""

import inspect
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from rasa_sdk import Action, ActionExecutionRejection, ValidationAction
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.utils import all_subclasses, call_potential_coroutine

from dialogue.actions.errors import ActionsNotLoaded, SameAction
from dialogue.actions.modules import Modules
from dialogue.assistant.errors import ActionRejected

Blocking = Callable[..., Awaitable[Any]]


class Registry:
    """The actions of one project, each made once; what blocks in them is run by `blocking`."""

    def __init__(self, modules: Modules, *, services: object, blocking: Blocking) -> None:
        self._services = services
        self._blocking = blocking
        self._executor = ActionExecutor()
        self._kinds: dict[str, type] = {}
        for kind in _kinds(modules):
            try:
                self._add(kind, modules)
            except SameAction:
                raise
            except (Exception, SystemExit) as error:
                place = modules.place(error) or _written(kind, modules)
                raise ActionsNotLoaded(folder=modules.folder, fault=modules.told(error), place=place) from error

    @property
    def names(self) -> frozenset[str]:
        """The names of the actions."""
        return frozenset(self._kinds)

    async def run(self, name: str, tracker: dict[str, Any], domain: dict[str, Any]) -> tuple[list[Any], list[Any]]:
        """Return events and responses. Raises ActionRejected, and whatever the action raises."""
        try:
            result = await self._executor.run({"next_action": name, "tracker": tracker, "domain": domain})
        except ActionExecutionRejection as rejection:
            raise ActionRejected(action=name) from rejection
        return result.events, result.responses

    def _add(self, kind: type, modules: Modules) -> None:
        action = self._made(kind)
        name = action.name()
        if name in self._kinds:
            classes = ", ".join(_written(each, modules) for each in (self._kinds[name], kind))
            raise SameAction(folder=modules.folder, action=name, classes=classes)
        self._executor.register_action(action)
        if not inspect.iscoroutinefunction(action.run):
            self._executor.actions[name] = partial(_unblocked, self._blocking, action.run)
        self._kinds[name] = kind

    def _made(self, kind: type) -> Any:
        """Make an action; the company's systems are given to those whose constructor takes `services`."""
        asks = "services" in inspect.signature(kind).parameters
        if issubclass(kind, ValidationAction):
            more = {"__module__": kind.__module__, "blocking": self._blocking}
            kind = type(kind)(kind.__name__, (kind, _Validation), more)
        return kind(services=self._services) if asks else kind()


def _kinds(modules: Modules) -> list[type]:
    """Return the classes of actions that a project defines."""
    own = {kind for kind in all_subclasses(Action) if kind.__module__.startswith(f"{modules.root}.")}
    return sorted((kind for kind in own if not inspect.isabstract(kind)), key=lambda kind: _written(kind, modules))


def _written(kind: type, modules: Modules) -> str:
    return f"{kind.__module__.removeprefix(f'{modules.root}.')}.{kind.__qualname__}"


class _Validation(ValidationAction):  # type: ignore[misc]
    """Between a project's class and rasa-sdk's: lets rasa-sdk see the steps of the action as it may call them."""

    blocking: Blocking

    async def get_validation_events(self, *args: Any) -> Any:
        return await ValidationAction.get_validation_events(_Steps(self), *args)

    async def _extract_slot(self, *args: Any) -> Any:
        return await ValidationAction._extract_slot(_Steps(self), *args)


class _Steps:
    """An action whose `validate_` and `extract_` methods never block; its own code sees them as they are."""

    def __init__(self, action: _Validation) -> None:
        self._action = action

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._action, name)
        step = name.startswith(("validate_", "extract_")) and not inspect.iscoroutinefunction(found)
        return partial(_unblocked, type(self._action).blocking, found) if step else found


async def _unblocked(blocking: Blocking, call: Callable[..., Any], *args: Any) -> Any:
    return await call_potential_coroutine(await blocking(call, *args))
