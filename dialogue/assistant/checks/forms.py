"""Forms that cannot be filled, ask nothing, or are never left."""

from collections.abc import Iterator

from dialogue.assistant.checks.code import Code
from dialogue.assistant.domain import Domain, Form
from dialogue.assistant.problems import Place, Problem, Severity
from dialogue.assistant.project import Reading
from dialogue.assistant.slots import NOT_SET
from dialogue.assistant.written import Step, blocks


def wrong_forms(reading: Reading, code: Code) -> Iterator[Problem]:
    """Return what keeps forms from being started, filled and left."""
    steps = [step for block in blocks(reading.data) for step in block.steps]
    for form in reading.domain.forms.values():
        place = reading.places.place("forms", form.name)
        yield from _slots(form, reading.domain, code, place)
        yield from _flow(form, reading, steps, place)


def _slots(form: Form, domain: Domain, code: Code, place: Place) -> Iterator[Problem]:
    validated = f"validate_{form.name}" in domain.custom
    if not form.required and not validated:
        yield Problem("form-without-slots", place, {"form": form.name}, "warning")
    for intent in form.ignored_intents:
        if intent not in domain.intents:
            yield Problem("form-ignores-unknown-intent", place, {"form": form.name, "intent": intent})
    for name in form.required:
        slot, details = domain.slots.get(name), {"form": form.name, "slot": name}
        if slot is None:
            yield Problem("form-with-unknown-slot", place, details)
        elif not slot.mappings:
            yield Problem("form-slot-without-mapping", place, details)
        if slot and not _asked(form.name, name, domain):
            # What names the slot in Python may ask for it.
            severity: Severity = "warning" if name in code.words else "error"
            yield Problem("form-slot-not-asked", place, details, severity)


def _asked(form: str, slot: str, domain: Domain) -> bool:
    asks = (f"{kind}_ask_{name}" for kind in ("action", "utter") for name in (f"{form}_{slot}", slot))
    return any(name in domain.actions for name in asks)


def _flow(form: Form, reading: Reading, steps: list[Step], place: Place) -> Iterator[Problem]:
    details = {"form": form.name}
    started = [step for step in steps if step.said.get("action") == form.name]
    if not started:
        yield Problem("form-never-started", place, details, "warning")
        return
    if not any(_follows(form.name, each.events) for each in reading.sequences):
        yield Problem("form-without-sequel", place, details, "warning")
    validated = f"validate_{form.name}" in reading.domain.custom
    if not validated and not any(_leaves(form.name, each.events) for each in reading.sequences):
        yield Problem("form-never-left", place, details, "warning")


def _follows(form: str, events: tuple[dict[str, object], ...]) -> bool:
    """Say whether something happens once the form is filled."""
    ran = False
    for event in events:
        if event["event"] == "action":
            ran = event["name"] == form
        elif event["event"] == "active_loop" and event["name"] in (None, NOT_SET) and ran:
            return True
    return False


def _leaves(form: str, events: tuple[dict[str, object], ...]) -> bool:
    """Say whether a rule or a story leaves the form before it is filled."""
    loop: object = None
    for event in events:
        if event["event"] == "active_loop":
            loop = event["name"]
        elif event["event"] == "action" and event["name"] == "action_deactivate_loop" and loop in (form, None):
            return True
    return False
