"""A domain from its files: put together, read, and what is wrong with it told with its place."""

from collections.abc import Iterable, Iterator
from typing import Any

from dialogue.assistant.domain import DEFAULT_ACTIONS, DEFAULT_INTENTS, Domain, Form, implicit_slots
from dialogue.assistant.files import Document, plain
from dialogue.assistant.problems import Place, Problem
from dialogue.assistant.slots import MAPPING_TYPES, OTHER, SLOT_TYPES, Condition, Mapping, Slot

_PARTS = frozenset({"intents", "entities", "slots", "forms", "responses", "actions", "session_config"})
_IGNORED = frozenset({"version", "config", "e2e_actions"})


class DomainFile:
    """Reads the parts of a domain from all the files that have one."""

    def __init__(self, files: Iterable[Document], problems: list[Problem]) -> None:
        self._problems = problems
        self._places: dict[tuple[str, str], Place] = {}
        self.raw: dict[str, Any] = {}
        for file in files:
            self._merge(file)

    def place(self, part: str, name: str = "") -> Place:
        """Return where something of a part stands, or the part itself."""
        return self._places.get((part, name)) or self._places.get((part, "")) or Place("domain.yml", 1)

    def read(self) -> Domain:
        """Return the domain; what could not be read is left out and told."""
        entities = tuple(_named(each)[0] for each in self._list("entities"))
        forms = {name: self._form(name, form) for name, form in self._dict("forms").items()}
        custom = frozenset(_named(each)[0] for each in self._list("actions"))
        responses = {name: self._variations(name, each) for name, each in self._dict("responses").items()}
        slots = {slot.name: slot for slot in self._slots()}
        slots = {slot.name: slot for slot in implicit_slots(bool(forms))} | slots
        session = self._dict("session_config")
        return Domain(
            intents=self._intents(tuple(self._influencing())),
            entities=entities,
            slots=slots,
            forms=forms,
            responses=responses,
            custom=custom,
            actions=frozenset((*DEFAULT_ACTIONS, *custom, *responses, *forms)),
            session_minutes=float(session.get("session_expiration_time", 60)),
            carry_over=bool(session.get("carry_over_slots_to_new_session", True)),
            raw=self.raw,
        )

    def _merge(self, file: Document) -> None:
        for part, node in file.root.items():
            if part in _IGNORED:
                continue
            if part not in _PARTS:
                self._problem("unknown-domain-part", file.place(file.root, part), part=part, severity="warning")
            elif node is not None:
                self._places.setdefault((part, ""), file.place(file.root, part))
                self._take(file, part, node)

    def _take(self, file: Document, part: str, node: Any) -> None:
        for i, key in enumerate(node):
            name = _named(plain(key))[0] if isinstance(node, list) else str(key)
            place = file.place(node, i if isinstance(node, list) else key)
            if (part, name) in self._places and part != "session_config":
                self._problem("defined-twice", place, what=part, name=name, severity="warning")
            self._places[part, name] = place
        if isinstance(node, list):
            held = self.raw.setdefault(part, [])
            held += [each for each in plain(node) if each not in held]
        else:
            self.raw.setdefault(part, {}).update(plain(node))

    def _intents(self, entities: tuple[str, ...]) -> dict[str, frozenset[str]]:
        found = {}
        for each in self._list("intents"):
            name, options = _named(each)
            use = options.get("use_entities", True)
            used = frozenset(entities if use is True else _many(use or None))
            found[name] = used - frozenset(_many(options.get("ignore_entities")))
        return found | {name: frozenset(entities) for name in DEFAULT_INTENTS if name not in found}

    def _influencing(self) -> Iterator[str]:
        for each in self._list("entities"):
            name, options = _named(each)
            if options.get("influence_conversation", True):
                yield name

    def _form(self, name: str, form: Any) -> Form:
        # Before Rasa 3, a form was the list of its slots.
        options = form if isinstance(form, dict) else {"required_slots": form}
        required = _many(options.get("required_slots"))
        return Form(name, tuple(map(str, required)), tuple(_many(options.get("ignored_intents"))))

    def _variations(self, name: str, variations: Any) -> tuple[dict[str, Any], ...]:
        if not isinstance(variations, list) or not all(isinstance(each, dict) for each in variations):
            self._problem("response-without-variations", self.place("responses", name), name=name)
            return ()
        return tuple(variations)

    def _slots(self) -> Iterator[Slot]:
        for name, options in self._dict("slots").items():
            if isinstance(options, dict) and options.get("type") in SLOT_TYPES:
                yield self._slot(name, options)
            else:
                kind = options.get("type") if isinstance(options, dict) else options
                self._problem("unknown-slot-type", self.place("slots", name), name=name, type=str(kind))

    def _slot(self, name: str, options: dict[str, Any]) -> Slot:
        kind = options["type"]
        values = [str(each).lower() for each in _many(options.get("values"))]
        return Slot(
            name,
            kind,
            tuple(self._mappings(name, _many(options.get("mappings")))),
            options.get("initial_value"),
            options.get("influence_conversation", kind != "any"),
            tuple(dict.fromkeys((*values, OTHER))) if kind == "categorical" else (),
            float(options.get("min_value", 0.0)),
            float(options.get("max_value", 1.0)),
        )

    def _mappings(self, slot: str, mappings: list[Any]) -> Iterator[Mapping]:
        for each in mappings:
            kind: Any = each.get("type") if isinstance(each, dict) else each
            if kind not in MAPPING_TYPES or not isinstance(each, dict):
                self._problem("unknown-mapping", self.place("slots", slot), slot=slot, type=str(kind))
                continue
            yield Mapping(
                kind,
                each.get("entity"),
                each.get("role"),
                each.get("group"),
                tuple(_many(each.get("intent"))),
                tuple(_many(each.get("not_intent"))),
                each.get("value"),
                each.get("action"),
                tuple(
                    Condition(one.get("active_loop"), one.get("requested_slot"))
                    for one in _many(each.get("conditions"))
                ),
            )

    def _list(self, part: str) -> list[Any]:
        found: list[Any] = self.raw.get(part, [])
        return found

    def _dict(self, part: str) -> dict[str, Any]:
        found: dict[str, Any] = self.raw.get(part, {})
        return found

    def _problem(self, code: str, place: Place, *, severity: Any = "error", **details: object) -> None:
        self._problems.append(Problem(code, place, details, severity))


def _named(node: Any) -> tuple[str, dict[str, Any]]:
    """Return the name and the options of what is written `name` or `{name: {option: ...}}`."""
    if isinstance(node, dict) and node:
        name, options = next(iter(node.items()))
        return str(name), options if isinstance(options, dict) else {}
    return str(node), {}


def _many(node: Any) -> list[Any]:
    return [] if node is None else node if isinstance(node, list) else [node]
