"""The steps of rules and stories, as the events they stand for."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from dialogue.assistant import events
from dialogue.assistant.domain import Domain
from dialogue.assistant.events import Event
from dialogue.assistant.files import Document, plain
from dialogue.assistant.messages import marked, parse_of, written_intent
from dialogue.assistant.problems import Place, Problem

# A slot named without a value has one, whatever it is.
_SOME_VALUE: dict[str, Any] = {"text": "filled", "list": ["filled"]}


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A point where stories meet. A story that starts there does so only after those that left `slots` so."""

    name: str
    slots: tuple[Event, ...] = ()


Item = Event | Checkpoint


@dataclass(slots=True)
class Steps:
    """Reads the steps of one file."""

    document: Document
    domain: Domain
    problems: list[Problem]
    in_test: bool = False

    def read(self, nodes: Any) -> list[list[Item]]:
        """Return the sequences that these steps stand for: several when one of them says `or`."""
        if nodes is None:
            return [[]]
        if not isinstance(nodes, list):
            self._problem("wrong-type", self.document.place(nodes), what="steps", expected="list")
            return [[]]
        choices = [list(self._choices(node, self.document.place(nodes, i))) for i, node in enumerate(nodes)]
        return [[item for part in chosen for item in part] for chosen in product(*choices)]

    def _choices(self, node: Any, place: Place) -> Iterator[list[Item]]:
        if isinstance(node, dict) and "or" in node:
            for each in node["or"] or []:
                yield self._step(each, place)
        else:
            yield self._step(node, place)

    def _step(self, node: Any, place: Place) -> list[Item]:
        if not isinstance(node, dict):
            self._problem("unknown-step", place, step=str(node))
            return []
        step = plain(node)
        if "intent" in step or "user" in step:
            return [self._user(step, place)]
        if "checkpoint" in step:
            return [Checkpoint(str(step["checkpoint"]), tuple(self._slots(step.get("slot_was_set"), place)))]
        if "action" in step:
            return [self._action(str(step["action"]), place)]
        if "slot_was_set" in step:
            return list(self._slots(step["slot_was_set"], place))
        if "active_loop" in step:
            return [self._loop(step["active_loop"], place)]
        if "bot" in step and self.in_test:
            return []
        self._problem("end-to-end-step" if "bot" in step else "unknown-step", place, step=", ".join(step))
        return []

    def _user(self, step: dict[str, Any], place: Place) -> Event:
        intent = str(step.get("intent") or "").lstrip("/").split("/")[0] or None
        text = str(step["user"]).strip() if step.get("user") else None
        if intent is None and not self.in_test:
            self._problem("end-to-end-step", place, step="user")
        elif intent is not None and intent not in self.domain.intents:
            self._problem("unknown-intent", place, intent=intent)
        parse = parse_of(intent)
        if text is None:
            parse["entities"] = [_entity(each) for each in step.get("entities") or []]
        elif text.startswith("/"):
            parse["entities"] = (written_intent(text, self.domain) or parse)["entities"]
        else:
            text, parse["entities"] = marked(text)
        return events.user(text or "", parse | {"text": text}, channel="", id="", metadata={})

    def _action(self, name: str, place: Place) -> Event:
        if name not in self.domain.actions:
            self._problem("unknown-action", place, action=name)
        return events.action(name)

    def _loop(self, name: Any, place: Place) -> Event:
        if name is not None and name not in self.domain.actions:
            self._problem("unknown-loop", place, loop=str(name))
        return events.active_loop(name)

    def _slots(self, node: Any, place: Place) -> Iterator[Event]:
        for each in node if isinstance(node, list) else [] if node is None else [node]:
            for name, value in each.items() if isinstance(each, dict) else [(str(each), _SOME_VALUE)]:
                slot = self.domain.slots.get(name)
                if slot is None:
                    self._problem("unknown-slot", place, slot=name)
                else:
                    yield events.slot(name, _SOME_VALUE.get(slot.type) if value is _SOME_VALUE else value)

    def _problem(self, code: str, place: Place, **details: object) -> None:
        self.problems.append(Problem(code, place, details))


def _entity(node: Any) -> dict[str, Any]:
    """Return an entity written `name`, or `name: value` with its role and group."""
    if not isinstance(node, dict):
        return {"entity": str(node), "value": ""}
    marks = {name: value for name, value in node.items() if name in ("role", "group")}
    name, value = next(((name, value) for name, value in node.items() if name not in marks), ("", ""))
    return {"entity": name, "value": value, **marks}
