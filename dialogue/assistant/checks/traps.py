"""What Rasa's format allows and hardly anybody means."""

from collections.abc import Iterator

from dialogue.assistant.domain import FALLBACK, TWO_STAGE
from dialogue.assistant.problems import Problem
from dialogue.assistant.project import Reading
from dialogue.assistant.written import Block, blocks


def traps(reading: Reading) -> Iterator[Problem]:
    """Return the rules that do something else than what they seem to say."""
    rules = [block for block in blocks(reading.data) if block.kind == "rule"]
    yield from _forgotten_forms(reading, rules)
    yield from _never_given_up(reading, rules)
    yield from _commands_as_text(reading)


def _forgotten_forms(reading: Reading, rules: list[Block]) -> Iterator[Problem]:
    """A general rule of two-stage fallback replaces a form that waits for an answer: nobody comes back to it."""
    general = [rule for rule in rules if _runs_two_stage(rule) and not _loops(rule) - {TWO_STAGE}]
    own = {loop for rule in rules if _says(rule, FALLBACK) for loop in _loops(rule)}
    for rule in general:
        for form in reading.domain.forms.values():
            if form.name not in own and not _takes_any_text(reading, form.required):
                details = {"name": rule.name, "form": form.name}
                yield Problem("fallback-forgets-form", rule.place, details, "warning")


def _never_given_up(reading: Reading, rules: list[Block]) -> Iterator[Problem]:
    """Two-stage fallback gives up by taking the message back: no rule that waits for its end is ever followed."""
    if "action_default_fallback" in reading.domain.custom:
        return
    for rule in rules:
        waits = any(step.part == "condition" and step.said.get("active_loop") == TWO_STAGE for step in rule.steps)
        if waits and any(step.part == "steps" and step.said.get("action") == TWO_STAGE for step in rule.steps):
            yield Problem("fallback-takes-back", rule.place, {"name": rule.name}, "warning")


def _commands_as_text(reading: Reading) -> Iterator[Problem]:
    """A button's command, pressed where a slot takes any text, becomes the value of the slot."""
    domain = reading.domain
    for slot in domain.slots.values():
        if not slot.mappings or any(mapping.kind != "from_text" for mapping in slot.mappings):
            continue
        names = [f"utter_ask_{slot.name}", *(f"utter_ask_{form}_{slot.name}" for form in domain.forms)]
        for name in names:
            buttons = [button for each in domain.responses.get(name, ()) for button in each.get("buttons") or ()]
            if any(isinstance(each, dict) and str(each.get("payload") or "").startswith("/") for each in buttons):
                details = {"name": name, "slot": slot.name}
                yield Problem("command-as-text", reading.places.place("responses", name), details, "warning")


def _runs_two_stage(rule: Block) -> bool:
    return _says(rule, FALLBACK) and any(step.said.get("action") == TWO_STAGE for step in rule.steps)


def _says(rule: Block, intent: str) -> bool:
    return any(step.said.get("intent") == intent for step in rule.steps)


def _loops(rule: Block) -> set[str]:
    return {str(loop) for step in rule.steps if step.part == "condition" and (loop := step.said.get("active_loop"))}


def _takes_any_text(reading: Reading, slots: tuple[str, ...]) -> bool:
    """Say whether every slot takes whatever is said: then nothing is ever not understood."""
    known = reading.domain.slots
    return all(name in known and any(each.kind == "from_text" for each in known[name].mappings) for name in slots)
