"""Slots: what a conversation remembers, how it is filled, and what rules and stories see of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

SlotType = Literal["text", "bool", "float", "list", "categorical", "any"]
MappingType = Literal["from_entity", "from_intent", "from_text", "from_trigger_intent", "custom"]
SLOT_TYPES: Final = get_args(SlotType)
MAPPING_TYPES: Final = get_args(MappingType)

# What a rule says with `slot: null` or `active_loop: null`: that nothing is there.
NOT_SET: Final = "should_not_be_set"
REQUESTED: Final = "requested_slot"
SESSION_METADATA: Final = "session_started_metadata"
OTHER: Final = "__other__"

Features = tuple[float, ...] | str


@dataclass(frozen=True, slots=True)
class Condition:
    """When a mapping holds: this loop is active, and asks for this slot. `loop` None is no loop at all."""

    loop: str | None = None
    requested: str | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """One way to fill a slot from a message."""

    kind: MappingType
    entity: str | None = None
    role: str | None = None
    group: str | None = None
    intents: tuple[str, ...] = ()
    not_intents: tuple[str, ...] = ()
    value: Any = None
    action: str | None = None
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot of a domain. `low` and `high` bound a float; `values` are those of a categorical, in lower case."""

    name: str
    type: SlotType
    mappings: tuple[Mapping, ...] = ()
    initial: Any = None
    influences: bool = True
    values: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 1.0

    def coerce(self, value: Any) -> Any:
        """Return a value as this slot keeps it: alone in a list slot, it is a list of one."""
        return [value] if self.type == "list" and value and not isinstance(value, list) else value

    def features(self, value: Any) -> Features:
        """Return what rules and stories see of a value: nothing is `()`, and a rule's “not set” is itself.

        The numbers are those of Rasa's featurization: text and list `(1,)`, bool `(1, value)`, float
        `(1, place between low and high)`, categorical one-hot over its values.
        """
        if not self.influences or self.type == "any":
            return ()
        if value == NOT_SET and isinstance(value, str):
            return NOT_SET
        found = _FEATURES[self.type](self, value)
        return found if any(found) else ()


@dataclass(frozen=True, slots=True)
class Beginning:
    """The slots as every conversation begins, and what is seen of them."""

    slots: dict[str, Any]
    features: dict[str, Features]


def beginning(slots: Iterable[Slot]) -> Beginning:
    """Return the slots with their initial values."""
    values = {slot.name: slot.coerce(slot.initial) for slot in slots}
    return Beginning(values, {slot.name: seen for slot in slots if (seen := slot.features(values[slot.name]))})


def _text(slot: Slot, value: Any) -> tuple[float, ...]:
    return (1.0,) if value is not None else ()


def _list(slot: Slot, value: Any) -> tuple[float, ...]:
    return (1.0,) if isinstance(value, list | str) and value else ()


def _bool(slot: Slot, value: Any) -> tuple[float, ...]:
    truth = _truth(value)
    return () if truth is None else (1.0, float(truth))


def _truth(value: Any) -> bool | None:
    if isinstance(value, str):
        said = value.strip().lower()
        if said.isnumeric():
            return float(said) == 1.0
        return said == "true" if said in ("true", "false") else None
    if isinstance(value, int | float):
        return value == 1.0
    return None if value is None else bool(value)


def _float(slot: Slot, value: Any) -> tuple[float, ...]:
    try:
        inside = max(slot.low, min(slot.high, float(value)))
    except (TypeError, ValueError):
        return ()
    return (1.0, (inside - slot.low) / (abs(slot.high - slot.low) or 1.0))


def _categorical(slot: Slot, value: Any) -> tuple[float, ...]:
    if value is None:
        return ()
    said = str(value).lower()
    chosen = said if said in slot.values else OTHER
    return tuple(float(each == chosen) for each in slot.values)


_FEATURES: dict[str, Callable[[Slot, Any], tuple[float, ...]]] = {
    "text": _text,
    "list": _list,
    "bool": _bool,
    "float": _float,
    "categorical": _categorical,
}
