"""The examples of a project's `nlu` parts: what people say, by intent, with entities, synonyms, patterns and lists."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dialogue.assistant.files import Document, plain
from dialogue.assistant.messages import marked
from dialogue.assistant.problems import Place, Problem

_KINDS = ("intent", "synonym", "regex", "lookup")


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of an example, `text[start:end]`, that is an entity. `value` is what it stands for."""

    start: int
    end: int
    value: str
    entity: str
    role: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """Something people say. `answer` is what follows the slash in a retrieval intent, `faq/hours`."""

    text: str
    intent: str
    place: Place
    entities: tuple[Marked, ...] = ()
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list, and where it stands."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class TrainingData:
    """What a project teaches of how people speak.

    `synonyms` go from what is said to the value it stands for; `regexes` and `lookups` go by the name of their entity.
    """

    examples: Mapping[str, tuple[Example, ...]] = field(default_factory=dict)
    synonyms: Mapping[str, str] = field(default_factory=dict)
    regexes: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    lookups: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)

    def all(self) -> Iterator[Example]:
        """Return every example, intent by intent."""
        for examples in self.examples.values():
            yield from examples

    @property
    def entities(self) -> frozenset[str]:
        """Return the names of the entities that some example marks."""
        return frozenset(mark.entity for example in self.all() for mark in example.entities)


def training_data(documents: Iterable[Document], problems: list[Problem] | None = None) -> TrainingData:
    """Read the examples of these files; what cannot be read is left out, and told in `problems`."""
    reader = _Reader([] if problems is None else problems)
    for document in documents:
        reader.read(document)
    return TrainingData(
        {intent: tuple(each) for intent, each in reader.examples.items()},
        reader.synonyms,
        {name: tuple(each) for name, each in reader.lists["regex"].items()},
        {name: tuple(each) for name, each in reader.lists["lookup"].items()},
    )


class _Reader:
    """Reads file after file."""

    def __init__(self, problems: list[Problem]) -> None:
        self._problems = problems
        self.examples: dict[str, list[Example]] = {}
        self.synonyms: dict[str, str] = {}
        self.lists: dict[str, dict[str, list[Line]]] = {"regex": {}, "lookup": {}}

    def read(self, document: Document) -> None:
        nodes = document.root.get("nlu")
        for i, node in enumerate(nodes if isinstance(nodes, list) else []):
            place = document.place(nodes, i)
            kind = next((kind for kind in _KINDS if isinstance(node, dict) and node.get(kind)), None)
            if kind is None:
                self._problem("unknown-nlu-part", place)
                continue
            name, lines = str(node[kind]), list(self._lines(document, node, place))
            if kind == "intent":
                self._intent(name, lines)
            elif kind == "synonym":
                self.synonyms |= {line.text: name for line in lines}
            else:
                usable = [line for line in lines if kind == "lookup" or self._is_pattern(name, line)]
                self.lists[kind].setdefault(name, []).extend(usable)

    def _intent(self, name: str, lines: list[Line]) -> None:
        intent, _, answer = name.partition("/")
        held = self.examples.setdefault(intent, [])
        for line in lines:
            text, found = marked(line.text)
            entities = tuple(_entity(each) for each in found)
            self.synonyms |= {text[e.start : e.end]: e.value for e in entities if e.value != text[e.start : e.end]}
            held.append(Example(text, intent, line.place, entities, answer))
            if "](" in text or "]{" in text:
                self._problem("unreadable-mark", line.place, text=line.text)

    def _is_pattern(self, name: str, line: Line) -> bool:
        try:
            re.compile(line.text)
        except (re.error, OverflowError, RecursionError) as error:
            details = {"name": name, "pattern": line.text, "fault": str(error)}
            self._problems.append(Problem("not-a-pattern", line.place, details))
            return False
        return True

    def _lines(self, document: Document, node: Any, place: Place) -> Iterator[Line]:
        """Return the examples of a part, written as a block of lines or as a list."""
        said = node.get("examples")
        if isinstance(said, list):
            for i, each in enumerate(said):
                text = each.get("text") if isinstance(each, dict) else each
                yield Line(str(plain(text)).strip().removeprefix("- "), document.place(said, i))
            return
        first = document.place(node, "examples").line + 1
        for number, raw in enumerate(str(said or "").splitlines()):
            text, at = raw.strip(), Place(place.file, first + number)
            if text[:1] in ("-", "*", "+") and text[1:].strip():
                yield Line(text[1:].strip(), at)
            elif text and not text.startswith("#"):
                self._problem("not-an-example", at, text=text)

    def _problem(self, code: str, place: Place, **details: object) -> None:
        self._problems.append(Problem(code, place, details, "warning"))


def _entity(found: dict[str, Any]) -> Marked:
    named = {name: str(found[name]) for name in ("role", "group") if found.get(name)}
    return Marked(found["start"], found["end"], str(found["value"]), str(found["entity"]), **named)
