"""Rules and stories as sequences of events, with what they leave unsaid: listening, filled slots, checkpoints."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from dialogue.assistant import events
from dialogue.assistant.domain import LISTEN, SNIPPET, Domain
from dialogue.assistant.events import Event
from dialogue.assistant.files import Document
from dialogue.assistant.problems import Place, Problem
from dialogue.assistant.slots import NOT_SET, Mapping
from dialogue.assistant.steps import Checkpoint, Item, Steps

_MOST_PATHS = 10_000


@dataclass(frozen=True, slots=True)
class Sequence:
    """One way through a rule or a story; an action marked `unpredictable` is nobody's decision: it begins there."""

    name: str
    kind: Literal["rule", "story", "test"]
    place: Place
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A story between two points where it meets others, or between its ends; the point "" is the beginning."""

    name: str
    place: Place
    starts: tuple[Checkpoint, ...]
    events: tuple[Event, ...]
    ends: tuple[Checkpoint, ...]


_Start = tuple[Checkpoint, _Part]
_BEGINNING = (Checkpoint(""),)


def rules(files: Iterable[Document], domain: Domain, problems: list[Problem]) -> Iterator[Sequence]:
    """Return every rule, one sequence for each way through it."""
    for file, node, place in _blocks(files, "rules", "rule", problems):
        reads = Steps(file, domain, problems)
        conditions = reads.read(node.get("condition"))[0]
        start = [] if node.get("conversation_start") is True else [events.action(SNIPPET)]
        end = [events.action(SNIPPET)] if node.get("wait_for_user_input") is False else []
        for steps in reads.read(node.get("steps")):
            if sum(_is(item, "user") for item in steps) > 1:
                problems.append(Problem("rule-with-two-messages", place, {"name": node["rule"]}))
            if any(isinstance(item, Checkpoint) for item in steps):
                problems.append(Problem("rule-with-checkpoint", place, {"name": node["rule"]}))
            told = [_negated(item) for item in (*conditions, *start, *steps, *end) if isinstance(item, dict)]
            yield Sequence(str(node["rule"]), "rule", place, _explicit(told, domain))


def stories(files: Iterable[Document], domain: Domain, problems: list[Problem]) -> Iterator[Sequence]:
    """Return every story, one sequence for each way through it and through the checkpoints it meets."""
    parts = [
        part
        for file, node, place in _blocks(files, "stories", "story", problems)
        for steps in Steps(file, domain, problems).read(node.get("steps"))
        for part in _parts(str(node["story"]), place, steps)
    ]
    yield from joined(parts, domain, problems)


def tests(files: Iterable[Document], domain: Domain, problems: list[Problem]) -> Iterator[Sequence]:
    """Return every end-to-end test story."""
    for file, node, place in _blocks(files, "stories", "story", problems):
        for steps in Steps(file, domain, problems, in_test=True).read(node.get("steps")):
            told = [item for item in steps if isinstance(item, dict)]
            yield Sequence(str(node["story"]), "test", place, _explicit(told, domain))


def joined(parts: list[_Part], domain: Domain, problems: list[Problem]) -> Iterator[Sequence]:
    """Return the stories that begin at the beginning, each with all that follows at the checkpoints they end in."""
    starts: dict[str, list[_Start]] = {}
    for part in parts:
        for start in part.starts:
            starts.setdefault(start.name, []).append((start, part))
        ignored = (end.name for end in part.ends if end.slots)
        problems += [Problem("checkpoint-with-slots", part.place, {"name": name}, "warning") for name in ignored]
    for count, (name, place, items) in enumerate(_paths(starts, domain, problems)):
        if count == _MOST_PATHS:
            problems.append(Problem("too-many-paths", place, {"most": _MOST_PATHS}))
            return
        yield Sequence(name, "story", place, _explicit(items, domain))


def _parts(name: str, place: Place, steps: list[Item]) -> Iterator[_Part]:
    """Cut a story where it meets others: it begins at any of several checkpoints, and goes on after those it meets."""
    starts: tuple[Checkpoint, ...] = ()
    told: list[Event] = []
    ends: tuple[Checkpoint, ...] = ()
    for item in steps:
        if isinstance(item, Checkpoint) and not told:
            starts += (item,)
        elif isinstance(item, Checkpoint):
            ends += (item,)
        else:
            if ends:
                yield _Part(name, place, starts or _BEGINNING, tuple(told), ends)
                starts, told, ends = tuple(Checkpoint(end.name) for end in ends), [], ()
            told.append(item)
    yield _Part(name, place, starts or _BEGINNING, tuple(told), ends)


def _paths(
    starts: dict[str, list[_Start]], domain: Domain, problems: list[Problem]
) -> Iterator[tuple[str, Place, list[Event]]]:
    ahead = [(part.name, part.place, [part]) for _, part in reversed(starts.get("", []))]
    while ahead:
        name, place, way = ahead.pop()
        last = way[-1]
        told = [event for part in way for event in part.events]
        following = [start for end in dict.fromkeys(end.name for end in last.ends) for start in starts.get(end, ())]
        if not following:
            if last.ends:
                problems.append(Problem("checkpoint-without-end", last.place, {"name": last.ends[0].name}, "warning"))
            yield name, place, told
            continue
        left = _slots_after(told, domain) if any(start.slots for start, _ in following) else {}
        for part in reversed([part for start, part in following if _met(start, left)]):
            if any(part is each for each in way):
                problems.append(Problem("checkpoint-circle", part.place, {"name": part.name}))
            else:
                ahead.append((name if part.name == last.name else f"{name} > {part.name}", place, [*way, part]))


def _slots_after(told: list[Event], domain: Domain) -> dict[str, Any]:
    initial = {name: slot.initial for name, slot in domain.slots.items()}
    return initial | {each["name"]: each["value"] for each in _explicit(told, domain) if each["event"] == "slot"}


def _met(start: Checkpoint, left: dict[str, Any]) -> bool:
    """Say whether a story may start here after one that left the slots so."""
    return all(left.get(each["name"]) == each["value"] for each in start.slots)


def _explicit(items: list[Event], domain: Domain) -> tuple[Event, ...]:
    """Add listening before each message and at the end, and the slots that a message's entities fill."""
    first = next((i for i, item in enumerate(items) if item["event"] in ("user", "action")), None)
    told: list[Event] = []
    for i, item in enumerate(items):
        if item["event"] == "user":
            if not told or told[-1].get("name") != LISTEN:
                told.append(events.action(LISTEN))
            told += [item, *_filled(item, domain)]
        else:
            told.append(item | {"unpredictable": True} if i == first else item)
    if not told or told[-1].get("name") != LISTEN:
        told.append(events.action(LISTEN))
    return tuple(told)


def _filled(message: Event, domain: Domain) -> Iterator[Event]:
    entities = message["parse_data"]["entities"]
    for slot in domain.slots.values():
        values = [
            entity.get("value")
            for mapping in slot.mappings
            if mapping.kind == "from_entity" and not (mapping.conditions and mapping.conditions[0].loop is not None)
            for entity in entities
            if answers_to(entity, mapping)
        ]
        if values:
            yield events.slot(slot.name, values if slot.type == "list" else values[-1])


def answers_to(entity: dict[str, Any], mapping: Mapping) -> bool:
    """Say whether this is the entity that a mapping takes: the same name, role and group."""
    wanted = (mapping.entity, mapping.role, mapping.group)
    return (entity.get("entity"), entity.get("role"), entity.get("group")) == wanted


def _negated(item: Event) -> Event:
    """Return a rule's `null` as what it means: that nothing is there."""
    if item["event"] == "active_loop" and item["name"] is None:
        return item | {"name": NOT_SET}
    return item | {"value": NOT_SET} if item["event"] == "slot" and item["value"] is None else item


def _blocks(
    files: Iterable[Document], part: str, key: str, problems: list[Problem]
) -> Iterator[tuple[Document, dict[str, Any], Place]]:
    for file in files:
        nodes = file.root.get(part) or []
        for i, node in enumerate(nodes if isinstance(nodes, list) else []):
            place = file.place(nodes, i)
            if isinstance(node, dict) and node.get(key) and isinstance(node.get("steps"), list):
                yield file, node, place
            else:
                problems.append(Problem("without-steps", place, {"what": key}))


def _is(item: Item, kind: str) -> bool:
    return isinstance(item, dict) and item["event"] == kind
