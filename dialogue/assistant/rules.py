"""Rules compiled: what must have been, state by state, for an action to follow; and what interrupts a loop."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from dialogue.assistant.domain import LISTEN, SNIPPET
from dialogue.assistant.slots import NOT_SET
from dialogue.assistant.states import State
from dialogue.assistant.trail import Link, Trail

Loose = Literal["interrupted", "no-loop"]


@dataclass(frozen=True, slots=True)
class Example:
    """Before an action of a rule or a story: the states so far, in order, and the action."""

    states: tuple[State, ...]
    action: str


@dataclass(frozen=True, slots=True)
class Rule:
    """When these states, the newest first, are what was, `then` follows. Of several, the longest key is right."""

    key: str
    newest_first: tuple[State, ...]
    then: str

    @property
    def weight(self) -> tuple[int, str]:
        """Return what rules are compared by: as in Rasa, the length of the key; ties by the key itself."""
        return len(self.key), self.key


class Table:
    """Rules, found by the last action and the last intent: a turn looks at those that could match alone."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = {rule.key: rule for rule in rules}
        self._found: dict[tuple[str | None, str | None], list[Rule]] = {}
        for rule in self.rules.values():
            newest = rule.newest_first[0]
            self._found.setdefault((newest.action, newest.intent), []).append(rule)

    def matching(self, trail: Trail) -> Iterator[Rule]:
        """Return the rules that hold at the end of this trail."""
        if trail.all is None:
            return
        here = trail.all.state
        for intent in {here.intent, None}:
            for rule in self._found.get((here.action, intent), ()):
                if _holds(rule.newest_first, trail.all):
                    yield rule

    def best(self, trail: Trail) -> Rule | None:
        """Return the most exact rule that holds."""
        return max(self.matching(trail), key=lambda rule: rule.weight, default=None)

    def drop(self, key: str) -> None:
        """Take one rule out."""
        rule = self.rules.pop(key)
        newest = rule.newest_first[0]
        self._found[newest.action, newest.intent].remove(rule)


def rule_table(examples: Iterable[Example]) -> Table:
    """Return the rules of the examples; where two say otherwise after the same, neither does."""
    told: dict[str, Rule | None] = {}
    for example in examples:
        states = _since_snippet(example.states)
        if not states:
            continue
        key = key_of(states)
        rule = Rule(key, states[::-1], example.action)
        before = told.setdefault(key, rule)
        if before and before.then != rule.then:
            told[key] = None
    return Table(rule for rule in told.values() if rule and rule.then != SNIPPET)


def loose_table(examples: Iterable[Example]) -> list[tuple[tuple[State, ...], Loose]]:
    """Return when a loop is interrupted (what was said is not for it), and when it does not go on by itself."""
    told: dict[str, tuple[tuple[State, ...], Loose]] = {}
    for example in examples:
        last = example.states[-1]
        if not last.loop or last.loop == NOT_SET:
            continue
        before = example.states[-2] if len(example.states) > 1 else State()
        states = _since_snippet((State(action=before.action), last) if before.action else (last,))
        if not states:
            continue
        listened = last.action == LISTEN
        if listened and example.action == last.loop:
            told[key_of(states)] = states[::-1], "interrupted"
        elif not listened and example.action != last.loop:
            told[key_of(states)] = states[::-1], "no-loop"
    return list(told.values())


def key_of(states: Iterable[State]) -> str:
    """Return the key of a sequence of states, written as Rasa writes it."""
    return json.dumps([state.as_json() for state in states], sort_keys=True)


def holds(table: Iterable[tuple[tuple[State, ...], Loose]], trail: Trail) -> set[Loose]:
    """Return what holds at the end of this trail."""
    return {said for states, said in table if trail.all and _holds(states, trail.all)}


def _since_snippet(states: tuple[State, ...]) -> tuple[State, ...]:
    for i in range(len(states) - 1, -1, -1):
        if states[i].action == SNIPPET:
            return states[i + 1 :]
    return states


def _holds(rule: tuple[State, ...], link: Link | None) -> bool:
    """Say whether every state of a rule, the newest first, is as it was; a shorter past is compared as far as it is."""
    for wanted in rule:
        if link is None:
            return True
        if (wanted.action is None) != (link.state.action is None):
            return False
        if wanted.action is not None and not _allows(wanted, link.state):
            return False
        link = link.past
    return True


def _allows(wanted: State, found: State) -> bool:
    """Say whether everything a rule's state names is as it names it; what it does not name is free."""
    if wanted.action != found.action or (wanted.intent and wanted.intent != found.intent):
        return False
    if wanted.entities and wanted.entities != found.entities:
        return False
    if wanted.loop and not _as_wanted(wanted.loop, found.loop):
        return False
    slots = dict(found.slots) if wanted.slots else {}
    return all(_as_wanted(seen, slots.get(name)) for name, seen in wanted.slots)


def _as_wanted(wanted: object, found: object) -> bool:
    return (not found or found == NOT_SET) if wanted == NOT_SET else wanted == found
