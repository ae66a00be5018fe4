"""What rules and stories see of a conversation before an action: its state."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dialogue.assistant.domain import Domain
from dialogue.assistant.moment import Moment
from dialogue.assistant.slots import NOT_SET, Features

SlotFeatures = tuple[tuple[str, Features], ...]


@dataclass(frozen=True, slots=True)
class State:
    """The last message, the slots that are seen, the last action and the active loop; what is absent is empty."""

    intent: str | None = None
    entities: tuple[str, ...] = ()
    slots: SlotFeatures = ()
    action: str | None = None
    loop: str | None = None

    @property
    def said(self) -> bool:
        """Say whether a message is seen at all."""
        return bool(self.intent or self.entities)

    def as_json(self) -> dict[str, Any]:
        """Return the state as Rasa writes it in a key of its rules."""
        user = {"intent": self.intent, "entities": list(self.entities)}
        parts = {
            "user": {name: value for name, value in user.items() if value},
            "slots": {name: seen if seen == NOT_SET else list(seen) for name, seen in self.slots},
            "prev_action": {"action_name": self.action} if self.action else {},
            "active_loop": {"name": self.loop} if self.loop else {},
        }
        return {name: part for name, part in parts.items() if part}


def state(moment: Moment, domain: Domain, *, explicit_only: bool = False) -> State:
    """Return the state at a moment; `explicit_only` leaves out slots that no event set, as rules are read."""
    slots: Iterable[tuple[str, Features]] = moment.features.items()
    if explicit_only:
        slots = ((name, seen) for name, seen in slots if name in moment.filled)
    return State(
        intent=moment.intent,
        entities=_entities(moment, domain),
        slots=tuple(sorted(slots)),
        action=moment.action,
        loop=moment.loop.name if moment.loop else None,
    )


def _entities(moment: Moment, domain: Domain) -> tuple[str, ...]:
    found = moment.message["parse_data"].get("entities") if moment.message else None
    if not found:
        return ()
    names = {each["entity"] for each in found}
    names |= {f"{each['entity']}#{each[mark]}" for each in found for mark in ("role", "group") if mark in each}
    seen = domain.intents.get(moment.intent or "")
    if seen is not None:
        names = {name for name in names if name.split("#")[0] in seen}
    return tuple(sorted(names))
