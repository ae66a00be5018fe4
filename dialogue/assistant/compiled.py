"""Rules and stories compiled into policies, and run over one another: who contradicts whom."""

from collections.abc import Iterator
from collections.abc import Sequence as Many
from dataclasses import dataclass, field, replace

from dialogue.assistant import events
from dialogue.assistant.domain import INTENT_ACTIONS, LISTEN, SNIPPET, Domain
from dialogue.assistant.events import Event
from dialogue.assistant.policies import (
    MemoizationPolicy,
    Policies,
    Prediction,
    RulePolicy,
    RuleSettings,
    of_intent,
    of_loop,
)
from dialogue.assistant.problems import Problem
from dialogue.assistant.rules import Example, Table, loose_table, rule_table
from dialogue.assistant.sequences import Sequence
from dialogue.assistant.slots import NOT_SET
from dialogue.assistant.states import State
from dialogue.assistant.tracker import Tracker
from dialogue.assistant.trail import Lens


@dataclass(frozen=True, slots=True)
class PolicySettings:
    """What config.yml says of the policies; `history` None is a project without MemoizationPolicy."""

    rules: RuleSettings = field(default_factory=RuleSettings)
    history: int | None = 5


@dataclass(frozen=True, slots=True)
class Compiled:
    """The policies, and how conversations are seen by them."""

    policies: Policies
    lens: Lens


def compiled(domain: Domain, told: Many[Sequence], settings: PolicySettings, problems: list[Problem]) -> Compiled:
    """Compile rules and stories; contradictions are told in `problems`."""
    rules = [example for each in told if each.kind == "rule" for example in _examples(each, Lens(domain, True))]
    stories = [example for each in told if each.kind == "story" for example in _examples(each, Lens(domain))]
    memory = _memory(stories, settings.history or 0) if settings.history else {}
    policy = RulePolicy(rule_table(rules), loose_table([*rules, *stories]), settings.rules)
    used = _check(policy, told, domain, problems)
    known = {*policy.table.rules, *map(of_intent, INTENT_ACTIONS)}
    known |= {of_loop(form, then) for form in domain.forms for then in ("", LISTEN)}
    return Compiled(
        Policies(replace(policy, hidden=frozenset(known - used)), MemoizationPolicy(memory, settings.history or 0)),
        Lens(
            domain,
            rule_slots=_slots(rules) - _slots(stories),
            rule_loops=_loops(rules) - _loops(stories) - {NOT_SET},
        ),
    )


def _examples(sequence: Sequence, lens: Lens) -> Iterator[Example]:
    for each in _run(sequence, lens).applied:
        if each.event["event"] == "action" and not each.event.get("unpredictable") and each.trail.all:
            yield Example(tuple(each.trail.all.newest_first())[::-1], each.event["name"])


def _run(sequence: Sequence, lens: Lens) -> Tracker:
    tracker = Tracker("", lens, clock=float)
    tracker.add(*sequence.events)
    return tracker


def _memory(stories: list[Example], history: int) -> dict[tuple[State, ...], str]:
    """Return what follows each sequence of states; where two stories say otherwise, nothing does."""
    found: dict[tuple[State, ...], str | None] = {}
    for example in stories:
        last = example.states[-history:]
        if found.setdefault(last, example.action) != example.action:
            found[last] = None
    return {states: action for states, action in found.items() if action}


def _slots(examples: list[Example]) -> frozenset[str]:
    return frozenset(name for example in examples for state in example.states for name, _ in state.slots)


def _loops(examples: list[Example]) -> frozenset[str]:
    return frozenset(state.loop for example in examples for state in example.states if state.loop)


def _check(policy: RulePolicy, told: Many[Sequence], domain: Domain, problems: list[Problem]) -> set[str]:
    """Run the rules over every rule and story, and return those that serve in stories."""
    used: set[str] = set()
    for each in sorted(told, key=lambda each: each.kind):
        for expected, predicted in _predicted(policy, each, domain):
            name, sure = predicted.best
            if each.kind == "story" and sure <= policy.settings.threshold:
                continue
            if name == expected:
                used |= {predicted.source} if each.kind == "story" and predicted.source else set()
            elif each.kind == "rule" and name == LISTEN and _swallowed(policy.table, predicted.source):
                policy.table.drop(predicted.source)
            else:
                details = {"name": each.name, "action": expected, "predicted": name}
                problems.append(Problem(f"contradiction-in-{each.kind}", each.place, details))
    return used


def _predicted(policy: RulePolicy, sequence: Sequence, domain: Domain) -> Iterator[tuple[str, Prediction]]:
    """Return each action of a sequence that the rules decide, with what they would do."""
    whole, tracker = _run(sequence, Lens(domain)), Tracker("", Lens(domain), clock=float)
    skip = True
    for event in (each.event for each in whole.applied):
        if event["event"] == "action" and event["name"] != SNIPPET and not skip and not event.get("unpredictable"):
            yield event["name"], _prediction(policy, tracker, event)
        if event["event"] == "action":
            skip = event["name"] == SNIPPET
        tracker.add(event)


def _prediction(policy: RulePolicy, tracker: Tracker, event: Event) -> Prediction:
    predicted = policy.predict(tracker)
    loop = tracker.now.loop_name
    if loop and predicted.best[0] == loop != event["name"]:
        tracker.add(events.rejected(loop))
        predicted = policy.predict(tracker)
    return predicted


def _swallowed(table: Table, source: str) -> bool:
    """Say whether a rule of one state only begins what another rule goes on with."""
    if source not in table.rules or source.count("prev_action") > 1:
        return False
    return any(key.startswith(source[:-2]) and key != source for key in table.rules)
