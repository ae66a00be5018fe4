"""The steps of rules, stories and tests as they are written, each with its own place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from dialogue.assistant.files import Document, plain
from dialogue.assistant.problems import Place

Kind = Literal["rule", "story"]
Part = Literal["condition", "steps"]
_GROUPS: Final[tuple[tuple[str, Kind], ...]] = (("rules", "rule"), ("stories", "story"))


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `number` is its place among the steps of `name`, from 0; alternatives of an `or` share it."""

    kind: Kind
    name: str
    part: Part
    number: int
    said: dict[str, Any]
    place: Place


@dataclass(frozen=True, slots=True)
class Block:
    """A rule or a story, with its steps. `starts`: a rule that holds when a conversation begins alone."""

    kind: Kind
    name: str
    place: Place
    steps: tuple[Step, ...]
    starts: bool = False


def blocks(documents: Iterable[Document]) -> Iterator[Block]:
    """Return every rule and story that can be read."""
    for document in documents:
        for group, kind in _GROUPS:
            nodes = document.root.get(group)
            for i, node in enumerate(nodes if isinstance(nodes, list) else []):
                if isinstance(node, dict) and node.get(kind):
                    name = str(node[kind])
                    steps = tuple(_steps(document, node, kind, name))
                    starts = node.get("conversation_start") is True
                    yield Block(kind, name, document.place(nodes, i), steps, starts)


def _steps(document: Document, node: Any, kind: Kind, name: str) -> Iterator[Step]:
    parts: tuple[Part, ...] = ("condition", "steps")
    for part in parts:
        listed = node.get(part)
        for number, each in enumerate(listed if isinstance(listed, list) else []):
            place = document.place(listed, number)
            for said in _choices(each):
                yield Step(kind, name, part, number, said, place)


def _choices(step: Any) -> Iterator[dict[str, Any]]:
    choices = step.get("or") if isinstance(step, dict) and "or" in step else [step]
    for each in choices if isinstance(choices, list) else []:
        if isinstance(each, dict):
            yield plain(each)


def slots_named(step: Step) -> Iterator[tuple[str, Any]]:
    """Return the slots of a step `slot_was_set`; one without a value has `...`."""
    said = step.said.get("slot_was_set")
    for each in said if isinstance(said, list) else [] if said is None else [said]:
        yield from each.items() if isinstance(each, dict) else [(str(each), ...)]
