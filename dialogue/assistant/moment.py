"""How a conversation stands after an event. Pure: the next moment is made, none is changed."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from dialogue.assistant.domain import LISTEN, SESSION_START, Domain
from dialogue.assistant.events import Event
from dialogue.assistant.slots import NOT_SET, Beginning, Features


@dataclass(frozen=True, slots=True)
class Loop:
    """The active loop. `interrupted`: what was just said is not for it; `rejected`: it did not want it."""

    name: str
    interrupted: bool = False
    rejected: bool = False
    trigger: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """The slots and what rules see of them, who said what last, what runs.

    `filled` are the slots that some event set; a conversation's many moments share the others. Nothing is ever changed
    in place.
    """

    beginning: Beginning
    features: dict[str, Features]
    filled: dict[str, Any] = field(default_factory=dict)
    message: Event = field(default_factory=dict)
    action: str | None = None
    loop: Loop | None = None
    followup: str | None = LISTEN
    paused: bool = False

    @property
    def slots(self) -> dict[str, Any]:
        """Return every slot with its value."""
        return {**self.beginning.slots, **self.filled}

    def slot(self, name: str) -> Any:
        """Return the value of a slot; None when it has none, or does not exist."""
        return self.filled[name] if name in self.filled else self.beginning.slots.get(name)

    @property
    def intent(self) -> str | None:
        """Return the intent of the last message."""
        found: str | None = self.message["parse_data"]["intent"].get("name") if self.message else None
        return found

    @property
    def loop_name(self) -> str | None:
        """Return the name of the active loop; a rule's “none” is none."""
        return self.loop.name if self.loop and self.loop.name != NOT_SET else None


def first(domain: Domain) -> Moment:
    """Return the moment before anything was said."""
    return Moment(domain.beginning, domain.beginning.features)


def after(moment: Moment, event: Event, domain: Domain) -> Moment:
    """Return the moment after an event; one that changes nothing gives the same. Rewinding is the tracker's."""
    step = _STEPS.get(event["event"])
    return step(moment, event, domain) if step else moment


def _user(moment: Moment, event: Event, domain: Domain) -> Moment:
    return replace(moment, message=event, followup=None)


def _slot(moment: Moment, event: Event, domain: Domain) -> Moment:
    name = event["name"]
    slot = domain.slots.get(name)
    if slot is None:
        return moment
    value = slot.coerce(event["value"])
    seen = slot.features(value)
    features = moment.features
    if seen != features.get(name, ()):
        features = {**features, name: seen} if seen else {each: features[each] for each in features if each != name}
    return replace(moment, filled={**moment.filled, name: value}, features=features)


def _reset_slots(moment: Moment, event: Event, domain: Domain) -> Moment:
    return replace(moment, filled={}, features=moment.beginning.features)


def _action(moment: Moment, event: Event, domain: Domain) -> Moment:
    loop = moment.loop
    if loop:
        rejected = loop.rejected and event["name"] != loop.name
        loop = replace(loop, interrupted=False, rejected=rejected)
    return replace(moment, action=event["name"], followup=None, loop=loop)


def _active_loop(moment: Moment, event: Event, domain: Domain) -> Moment:
    name = event["name"]
    return replace(moment, loop=None if name is None else Loop(name, trigger=moment.message.get("parse_data")))


def _loop_interrupted(moment: Moment, event: Event, domain: Domain) -> Moment:
    loop = moment.loop
    return replace(moment, loop=replace(loop, interrupted=event["is_interrupted"])) if loop else moment


def _rejected(moment: Moment, event: Event, domain: Domain) -> Moment:
    loop = moment.loop
    return replace(moment, loop=replace(loop, rejected=True)) if loop and event["name"] == loop.name else moment


def _restart(moment: Moment, event: Event, domain: Domain) -> Moment:
    return replace(first(domain), followup=SESSION_START)


_STEPS: dict[str, Callable[[Moment, Event, Domain], Moment]] = {
    "user": _user,
    "slot": _slot,
    "reset_slots": _reset_slots,
    "action": _action,
    "active_loop": _active_loop,
    "loop_interrupted": _loop_interrupted,
    "action_execution_rejected": _rejected,
    "restart": _restart,
    "session_started": lambda moment, event, domain: first(domain),
    "followup": lambda moment, event, domain: replace(moment, followup=event["name"]),
    "pause": lambda moment, event, domain: replace(moment, paused=True),
    "resume": lambda moment, event, domain: replace(moment, paused=False),
}
