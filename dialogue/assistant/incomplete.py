"""Rules that leave out what others say: after the same action, one sees a slot or a loop that another does not."""

from collections.abc import Iterator
from collections.abc import Sequence as Many
from dataclasses import dataclass, field

from dialogue.assistant.domain import SNIPPET, Domain
from dialogue.assistant.problems import Problem
from dialogue.assistant.sequences import Sequence
from dialogue.assistant.states import State
from dialogue.assistant.tracker import Tracker
from dialogue.assistant.trail import Lens


@dataclass(slots=True)
class _After:
    """The slots and the loops that rules name right after an action."""

    slots: set[str] = field(default_factory=set)
    loops: set[str] = field(default_factory=set)


def incomplete(told: Many[Sequence], domain: Domain) -> Iterator[Problem]:
    """Return the rules that leave out what others say after the same action: which of them holds would be chance."""
    rules = [each for each in told if each.kind == "rule"]
    after = _named_after(rules, domain)
    for rule in rules:
        for state, follows in _states(rule, domain):
            said = after.get(state.action or "")
            if said is None or SNIPPET in (state.action, follows):
                continue
            missing = said.slots - {name for name, _ in state.slots}
            missing |= set() if not said.loops or state.loop in said.loops else {"active_loop"}
            if missing:
                details = {"name": rule.name, "action": state.action, "missing": ", ".join(sorted(missing))}
                yield Problem("incomplete-rule", rule.place, details)


def _named_after(rules: list[Sequence], domain: Domain) -> dict[str, _After]:
    seen = {slot.name for slot in domain.slots.values() if slot.influences and slot.type != "any"}
    found: dict[str, _After] = {}
    for rule in rules:
        last: str | None = None
        for event in rule.events:
            if event["event"] in ("action", "user"):
                # What a message's entities fill is not said after the action before it.
                last = event["name"] if event["event"] == "action" else None
            elif last and event["event"] == "active_loop":
                found.setdefault(last, _After()).loops.add(event["name"])
            elif last and event["event"] == "slot" and event["name"] in seen:
                found.setdefault(last, _After()).slots.add(event["name"])
    return found


def _states(rule: Sequence, domain: Domain) -> Iterator[tuple[State, str]]:
    """Return the state before each action and at the end, with what follows."""
    tracker = Tracker("", Lens(domain), clock=float)
    tracker.add(*rule.events)
    for each in tracker.applied:
        if each.event["event"] == "action" and each.trail.all:
            yield each.trail.all.state, each.event["name"]
    if tracker.trail.all:
        yield tracker.trail.all.state, ""
