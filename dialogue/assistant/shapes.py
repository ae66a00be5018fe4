"""The shape that the parts of a project's files have; what has another is told, and taken for nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from dialogue.assistant.files import Document
from dialogue.assistant.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Text:
    """A word, a number, true or false."""

    expected = "text"

    def fits(self, node: Any) -> bool:
        return node is None or isinstance(node, str | int | float)


@dataclass(frozen=True, slots=True)
class Number:
    """A number."""

    expected = "number"

    def fits(self, node: Any) -> bool:
        return node is None or (isinstance(node, int | float) and not isinstance(node, bool))


@dataclass(frozen=True, slots=True)
class Listed:
    """A list whose items have one shape; `alone`: one item may stand for the list, `old` what Rasa 2 wrote here."""

    items: "Shape"
    alone: bool = False
    old: bool = False
    expected = "list"

    def fits(self, node: Any) -> bool:
        single = self.alone and self.items.fits(node)
        return node is None or isinstance(node, CommentedSeq) or single or (self.old and isinstance(node, CommentedMap))


@dataclass(frozen=True, slots=True)
class Keys:
    """A mapping: what its `known` keys have; `rest` is the shape of all others, None for any."""

    known: Mapping[str, "Shape"]
    rest: "Shape | None" = None
    expected = "mapping"

    def fits(self, node: Any) -> bool:
        return node is None or isinstance(node, CommentedMap)


@dataclass(frozen=True, slots=True)
class Either:
    """A name, or a mapping."""

    mapping: Keys
    expected = "text or mapping"

    def fits(self, node: Any) -> bool:
        return TEXT.fits(node) or self.mapping.fits(node)


Shape = Text | Number | Listed | Keys | Either

TEXT: Final = Text()
_TEXTS: Final = Listed(TEXT, alone=True)
_CONDITION: Final = Keys({"active_loop": TEXT, "requested_slot": TEXT})
_MAPPING: Final = Keys(
    dict.fromkeys(("type", "entity", "role", "group", "action"), TEXT)
    | {"intent": _TEXTS, "not_intent": _TEXTS, "conditions": Listed(_CONDITION)}
)
_SLOT: Final = Keys(
    {
        "type": TEXT,
        "mappings": Listed(_MAPPING),
        "values": Listed(TEXT),
        "min_value": Number(),
        "max_value": Number(),
    }
)
_FORM: Final = Keys({"required_slots": Listed(TEXT, old=True), "ignored_intents": _TEXTS})
_VARIATION: Final = Keys(
    {
        "text": TEXT,
        "channel": TEXT,
        "image": TEXT,
        "condition": Listed(Keys({"type": TEXT, "name": TEXT})),
        "buttons": Listed(Keys({"title": TEXT, "payload": TEXT})),
    }
)
_ENTITIES: Final = Listed(Either(Keys({"role": TEXT, "group": TEXT})))
_PLAIN: Final[dict[str, Shape]] = {
    "intent": TEXT,
    "user": TEXT,
    "action": TEXT,
    "checkpoint": TEXT,
    "active_loop": TEXT,
    "entities": _ENTITIES,
}
_STEP: Final = Keys({**_PLAIN, "or": Listed(Keys(_PLAIN))})
_NAMED: Final = Listed(Either(Keys({}, Keys({"use_entities": Listed(TEXT, alone=True), "ignore_entities": _TEXTS}))))
_PARTS: Final[dict[str, Shape]] = {
    "intents": _NAMED,
    "entities": Listed(Either(Keys({}, Keys({"roles": _TEXTS, "groups": _TEXTS})))),
    "actions": Listed(Either(Keys({}))),
    "slots": Keys({}, _SLOT),
    "forms": Keys({}, _FORM),
    "responses": Keys({}, Listed(_VARIATION)),
    "session_config": Keys({"session_expiration_time": Number()}),
    "rules": Listed(Keys({"rule": TEXT, "condition": Listed(_STEP), "steps": Listed(_STEP)})),
    "stories": Listed(Keys({"story": TEXT, "steps": Listed(_STEP)})),
    "nlu": Listed(Keys(dict.fromkeys(("intent", "synonym", "regex", "lookup"), TEXT))),
    "policies": Listed(Keys({"name": TEXT, "core_fallback_threshold": Number(), "max_history": Number()})),
    "pipeline": Listed(Either(Keys({"name": TEXT}))),
}
_FILE: Final = Keys(_PARTS)


def shaped(document: Document, problems: list[Problem]) -> Document:
    """Return the file with all in its place; what has another shape is told, and replaced by nothing."""
    _Shaping(document, problems).walk(document.root, _FILE)
    return document


@dataclass(slots=True)
class _Shaping:
    document: Document
    problems: list[Problem]

    def walk(self, node: Any, shape: Shape) -> None:
        if isinstance(shape, Either) and isinstance(node, CommentedMap):
            self.walk(node, shape.mapping)
        elif isinstance(shape, Keys) and isinstance(node, CommentedMap):
            for key in list(node):
                inner = shape.known.get(str(key), shape.rest)
                if inner is not None:
                    self._child(node, key, str(key), inner)
        elif isinstance(shape, Listed) and isinstance(node, CommentedSeq):
            for i in range(len(node)):
                self._child(node, i, str(i + 1), shape.items)

    def _child(self, node: Any, key: Any, name: str, shape: Shape) -> None:
        held = node[key]
        missing = isinstance(node, CommentedSeq) and held is None and not isinstance(shape, Text)
        if shape.fits(held) and not missing:
            self.walk(held, shape)
            if isinstance(shape, Number) and held is None:
                del node[key]
            return
        place = self.document.place(node, key)
        details = {"what": name, "expected": shape.expected}
        self.problems.append(Problem("wrong-type", Place(place.file, place.line), details))
        if isinstance(shape, Number):
            del node[key]
        else:
            node[key] = _nothing(shape)


def _nothing(shape: Shape) -> Any:
    return CommentedMap() if isinstance(shape, Keys) else CommentedSeq() if isinstance(shape, Listed) else ""
