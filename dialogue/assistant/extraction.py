"""Slots filled from what was just said, by their mappings."""

from collections.abc import Iterator
from typing import Any

from dialogue.assistant import events
from dialogue.assistant.customs import Customs
from dialogue.assistant.domain import Domain
from dialogue.assistant.errors import ActionFailed, ActionNotFound, ActionRejected
from dialogue.assistant.events import Event, slots_in
from dialogue.assistant.moment import Moment
from dialogue.assistant.sequences import answers_to
from dialogue.assistant.slots import REQUESTED, SESSION_METADATA, Condition, Mapping, Slot
from dialogue.assistant.tracker import Tracker

VALIDATES = "action_validate_slot_mappings"


class Extraction:
    """Rasa's `action_extract_slots`."""

    def __init__(self, domain: Domain, customs: Customs) -> None:
        self._domain = domain
        self._customs = customs
        fillable = [slot for slot in domain.slots.values() if slot.name not in (REQUESTED, SESSION_METADATA)]
        self._slots = {loop: [slot for slot in fillable if _open_in(loop, slot)] for loop in (None, *domain.forms)}
        self._others = fillable

    def run(self, tracker: Tracker) -> list[Event]:
        """Return the slots that the last message fills, validated by the project's own action if it has one."""
        found = [event for event in self._found(tracker) if event["event"] in ("slot", "bot")]
        slots = [event for event in found if event["event"] == "slot"]
        if VALIDATES not in self._domain.custom:
            return slots
        after = tracker.copy()
        after.add(*slots)
        validated = [event for event in self._customs.run(VALIDATES, after) if event["event"] in ("slot", "bot")]
        return validated + [event for event in slots if event["name"] not in slots_in(validated)]

    def _found(self, tracker: Tracker) -> Iterator[Event]:
        done: set[str] = set()
        for slot in self._slots.get(tracker.now.loop_name, self._others):
            yield from self._of(slot, tracker, done)

    def _of(self, slot: Slot, tracker: Tracker, done: set[str]) -> Iterator[Event]:
        now = tracker.now
        for mapping in slot.mappings:
            values = _values(mapping, now)
            if not (values or mapping.kind == "custom") or not self._applies(mapping, slot, now):
                continue
            value = (values if slot.type == "list" else values[-1]) if values else None
            if values and (value is not None or now.slot(slot.name) is not None):
                yield events.slot(slot.name, value)
                return
            if mapping.kind == "custom" and mapping.action and mapping.action not in done:
                done.add(mapping.action)
                yield from self._custom(mapping.action, tracker)

    def _custom(self, action: str, tracker: Tracker) -> list[Event]:
        """Run an action that fills slots; one that fails fills none, and those of others stay."""
        try:
            return self._customs.run(action, tracker)
        except (ActionFailed, ActionNotFound, ActionRejected) as error:
            tracker.failures.append(error)
            return []

    def _applies(self, mapping: Mapping, slot: Slot, now: Moment) -> bool:
        if mapping.kind == "from_entity" and mapping.entity not in self._domain.entities:
            return False
        return self._intended(mapping, now) and _placed(mapping, slot, now) and not self._ambiguous(mapping, slot, now)

    def _intended(self, mapping: Mapping, now: Moment) -> bool:
        barred = mapping.not_intents
        loop = self._domain.forms.get(now.loop_name or "")
        if loop and (not mapping.conditions or any(each.loop == loop.name for each in mapping.conditions)):
            barred = (*barred, *loop.ignored_intents)
        return now.intent in mapping.intents if mapping.intents else now.intent not in barred

    def _ambiguous(self, mapping: Mapping, slot: Slot, now: Moment) -> bool:
        """Say whether a form's slot that was not asked for would take what another of its slots takes the same way."""
        form = self._domain.forms.get(now.loop_name or "")
        if form is None or mapping.kind != "from_entity" or slot.name not in form.required:
            return False
        if now.slot(REQUESTED) == slot.name:
            return False
        known = self._domain.slots
        return sum(mapping in known[name].mappings for name in form.required if name in known) > 1


def _open_in(loop: str | None, slot: Slot) -> bool:
    """Say whether a slot has a mapping whose conditions do not all name other loops."""
    return any(not each.conditions or loop in {one.loop for one in each.conditions} for each in slot.mappings)


def _values(mapping: Mapping, now: Moment) -> list[Any]:
    match mapping.kind:
        case "from_entity":
            found = now.message["parse_data"].get("entities") or () if now.message else ()
            return [each["value"] for each in found if answers_to(each, mapping)]
        case "from_intent":
            return [mapping.value]
        case "from_text":
            return [now.message.get("text")]
        case "from_trigger_intent":
            loops = [each.loop for each in mapping.conditions]
            return [mapping.value] if now.loop_name and (not loops or now.loop_name in loops) else []
        case "custom":
            return []


def _placed(mapping: Mapping, slot: Slot, now: Moment) -> bool:
    """Say whether one of the mapping's conditions holds."""
    if not mapping.conditions or mapping.kind == "from_trigger_intent":
        return True
    requested = now.slot(REQUESTED)
    if now.loop and now.loop.rejected and requested == slot.name:
        return False
    return any(_met(each, now.loop_name, requested) for each in mapping.conditions)


def _met(condition: Condition, loop: str | None, requested: Any) -> bool:
    if condition.loop is None:
        return loop is None
    return condition.loop == loop and condition.requested in (None, requested)
