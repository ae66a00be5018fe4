"""Slot mappings that cannot fill: from an entity, an intent, a form or an action that is not there."""

from collections.abc import Iterator

from dialogue.assistant.domain import Domain
from dialogue.assistant.problems import Place, Problem, Severity
from dialogue.assistant.project import Reading
from dialogue.assistant.slots import NOT_SET, REQUESTED, SESSION_METADATA, Mapping, Slot


def wrong_mappings(reading: Reading) -> Iterator[Problem]:
    """Return the mappings that can never fill their slot, and the slots whose conditions no form meets."""
    for slot in reading.domain.slots.values():
        if slot.name not in (REQUESTED, SESSION_METADATA):
            place = reading.places.place("slots", slot.name)
            for mapping in slot.mappings:
                yield from _wrong(slot, mapping, reading.domain, place)
            yield from _values(slot, place)


def _wrong(slot: Slot, mapping: Mapping, domain: Domain, place: Place) -> Iterator[Problem]:
    if mapping.kind == "from_entity" and mapping.entity not in domain.entities:
        yield Problem("mapping-from-unknown-entity", place, {"slot": slot.name, "entity": mapping.entity or "?"})
    for intent in (*mapping.intents, *mapping.not_intents):
        if intent not in domain.intents:
            yield Problem("mapping-from-unknown-intent", place, {"slot": slot.name, "intent": intent})
    if mapping.kind in ("from_intent", "from_trigger_intent") and mapping.value is None:
        yield Problem("mapping-without-value", place, {"slot": slot.name, "type": mapping.kind})
    if mapping.action and mapping.action not in domain.custom:
        yield Problem("mapping-from-unknown-action", place, {"slot": slot.name, "action": mapping.action})
    yield from _conditions(slot, mapping, domain, place)


def _conditions(slot: Slot, mapping: Mapping, domain: Domain, place: Place) -> Iterator[Problem]:
    for condition in mapping.conditions:
        form = domain.forms.get(condition.loop or "")
        if condition.loop is not None and form is None:
            yield Problem("mapping-in-unknown-form", place, {"slot": slot.name, "form": condition.loop})
        elif form and slot.name not in form.required:
            # A validation may add the slot to its form: only Rasa's own check refuses that.
            severity: Severity = "warning" if f"validate_{form.name}" in domain.actions else "error"
            yield Problem("mapping-outside-its-form", place, {"slot": slot.name, "form": form.name}, severity)
        if condition.requested is not None and condition.requested not in domain.slots:
            yield Problem("mapping-for-unknown-slot", place, {"slot": slot.name, "asked": condition.requested})


def _values(slot: Slot, place: Place) -> Iterator[Problem]:
    """Return the values that a categorical slot is given and does not have."""
    if slot.type != "categorical":
        return
    given = [slot.initial, *(mapping.value for mapping in slot.mappings)]
    for value in given:
        if value not in (None, NOT_SET) and str(value).lower() not in slot.values:
            yield Problem("value-not-of-slot", place, {"slot": slot.name, "value": value}, "warning")
