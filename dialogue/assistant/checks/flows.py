"""Rules and stories that nobody reaches, that are told twice, or that wait for what cannot be seen."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from dialogue.assistant.domain import INTENT_ACTIONS, Domain
from dialogue.assistant.problems import Problem
from dialogue.assistant.project import Reading
from dialogue.assistant.sequences import Sequence
from dialogue.assistant.slots import Slot
from dialogue.assistant.written import Block, Step, blocks, slots_named


def wrong_flows(reading: Reading) -> Iterator[Problem]:
    """Return what keeps rules and stories from being followed as their authors mean them."""
    written = list(blocks(reading.data))
    yield from _same_names(written)
    yield from _same_steps(reading.sequences)
    yield from _checkpoints(written)
    started = {str(step.said.get("action")) for block in written for step in block.steps}
    for block in written:
        yield from _unreachable(block, reading.domain, started)
        for step in block.steps:
            yield from _slots(step, reading.domain)


def _same_names(written: list[Block]) -> Iterator[Problem]:
    first: dict[tuple[str, str], Block] = {}
    for block in written:
        before = first.setdefault((block.kind, block.name), block)
        if before is not block:
            yield Problem("same-name", block.place, {"name": block.name, "other": str(before.place)}, "warning")


def _same_steps(sequences: tuple[Sequence, ...]) -> Iterator[Problem]:
    first: dict[tuple[str, str], Sequence] = {}
    for each in sequences:
        before = first.setdefault((each.kind, repr(each.events)), each)
        if before.place != each.place:
            details = {"name": each.name, "other": before.name, "place": str(before.place)}
            yield Problem("told-twice", each.place, details, "warning")


def _checkpoints(written: list[Block]) -> Iterator[Problem]:
    """Return the checkpoints at which a story begins, and to which none comes."""
    begins = {id(step) for block in written for step in _opening(block)}
    met = {_checkpoint(step) for block in written for step in block.steps if id(step) not in begins}
    for block in written:
        for step in _opening(block):
            if _checkpoint(step) not in met:
                details = {"name": _checkpoint(step), "story": block.name}
                yield Problem("checkpoint-not-met", step.place, details, "warning")


def _opening(block: Block) -> Iterator[Step]:
    return takewhile(_checkpoint, block.steps)


def _checkpoint(step: Step) -> str:
    return str(step.said.get("checkpoint") or "")


def _unreachable(block: Block, domain: Domain, started: set[str]) -> Iterator[Problem]:
    if block.kind != "rule":
        return
    for step in block.steps:
        loop = step.said.get("active_loop")
        if step.part == "condition" and loop and loop in domain.actions and loop not in started:
            yield Problem("rule-in-loop-never-started", block.place, {"name": block.name, "loop": loop}, "warning")
        action = INTENT_ACTIONS.get(str(step.said.get("intent") or "").lstrip("/"))
        if action and not any(each.said.get("action") == action for each in block.steps):
            details = {"name": block.name, "intent": step.said["intent"], "action": action}
            yield Problem("rule-for-default-intent", block.place, details, "warning")


def _slots(step: Step, domain: Domain) -> Iterator[Problem]:
    for name, value in slots_named(step):
        slot = domain.slots.get(name)
        if slot is None or name == "requested_slot":
            continue
        details: dict[str, Any] = {"slot": name, "value": value}
        if not slot.influences or slot.type == "any":
            if step.kind == "rule" and step.part == "condition":
                yield Problem("slot-not-seen", step.place, details, "warning")
        elif value is None and slot.type == "list" and step.kind == "rule":
            yield Problem("null-of-list", step.place, details, "warning")
        elif value is not None and value is not ... and not _is_of(slot, value):
            yield Problem("value-not-of-slot", step.place, details, "warning")


def _is_of(slot: Slot, value: Any) -> bool:
    """Say whether this is a value that the slot can have, and that rules can tell from others."""
    match slot.type:
        case "categorical":
            return str(value).lower() in slot.values
        case "bool":
            return isinstance(value, bool)
        case "float":
            return isinstance(value, int | float) and not isinstance(value, bool)
    return True
