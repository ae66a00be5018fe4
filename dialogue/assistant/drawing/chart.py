"""What there is to draw of a project: its rules and stories, put with the forms they are about."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Literal

from dialogue.assistant.domain import DEFAULT_INTENTS, FALLBACK, OUT_OF_SCOPE, TWO_STAGE, Domain
from dialogue.assistant.nlu_data import TrainingData, training_data
from dialogue.assistant.problems import Place
from dialogue.assistant.project import Reading
from dialogue.assistant.written import Block, Step, blocks, slots_named

Kind = Literal["start", "said", "reply", "action", "form", "end", "slot", "checkpoint"]
Theme = Literal["form", "fallback", "stories", "answers"]


@dataclass(frozen=True, slots=True)
class Box:
    """One step of a flow, with a note under its name; the start of a conversation and the end of a form have none."""

    kind: Kind
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A rule or a story; `conditions` are what must be for it to hold."""

    kind: Literal["rule", "story"]
    name: str
    place: Place
    conditions: tuple[Box, ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows about the same thing. `name` and `slots` (each with the question that asks for it) are those of a form."""

    theme: Theme
    rows: tuple[Row, ...]
    name: str = ""
    slots: tuple[tuple[str, str], ...] = ()


def chart(reading: Reading) -> tuple[Group, ...]:
    """Return what a project's picture shows: each form with all about it, then fallback, stories and plain answers."""
    return _Charting(reading.domain, training_data(reading.data)).groups(list(blocks(reading.data)))


@dataclass(frozen=True, slots=True)
class _Charting:
    domain: Domain
    training: TrainingData

    def groups(self, written: list[Block]) -> tuple[Group, ...]:
        found: dict[tuple[Theme, str], list[Row]] = {("form", form): [] for form in self.domain.forms}
        for block in written:
            found.setdefault(self._about(block), []).append(self._row(block))
        order: tuple[Theme, ...] = ("form", "stories", "answers", "fallback")
        ordered = sorted(found.items(), key=lambda each: order.index(each[0][0]))
        return tuple(
            Group(theme, tuple(sorted(rows, key=_is_inside)), name, tuple(self._slots(name)))
            for (theme, name), rows in ordered
            if rows or name
        )

    def _about(self, block: Block) -> tuple[Theme, str]:
        """Say which form a rule or a story is about: the one it holds in, or else the first that it runs."""
        forms = [str(step.said.get("active_loop")) for step in block.steps if step.part == "condition"]
        forms += [str(step.said.get("action")) for step in block.steps if step.part == "steps"]
        form = next((name for name in forms if name in self.domain.forms), "")
        if form and (block.kind == "rule" or not any("checkpoint" in step.said for step in block.steps)):
            return "form", form
        if block.kind == "story":
            return "stories", ""
        said = {str(step.said.get("intent")) for step in block.steps}
        falls = TWO_STAGE in forms or said & {FALLBACK, OUT_OF_SCOPE}
        return ("fallback", "") if falls else ("answers", "")

    def _slots(self, form: str) -> Iterator[tuple[str, str]]:
        for slot in self.domain.forms[form].required if form else ():
            names = (f"utter_ask_{form}_{slot}", f"utter_ask_{slot}")
            yield slot, next((self._words(name) for name in names if name in self.domain.responses), "")

    def _row(self, block: Block) -> Row:
        conditions = [box for step in block.steps if step.part == "condition" for box in self._boxes(step)]
        conditions += [Box("start", "")] if block.starts else []
        steps = (step for step in block.steps if step.part == "steps")
        told = [list(same) for _, same in groupby(steps, key=lambda step: step.number)]
        boxes = [box for same in told for box in _joined([self._boxes(step) for step in same])]
        return Row(block.kind, block.name, block.place, tuple(conditions), tuple(_without_echo(boxes)))

    def _boxes(self, step: Step) -> list[Box]:
        said = step.said
        if "intent" in said or "user" in said:
            return [self._said(str(said.get("intent") or said.get("user")).lstrip("/"))]
        if "checkpoint" in said:
            return [Box("checkpoint", str(said["checkpoint"]))]
        if "action" in said:
            return [self._action(str(said["action"]))]
        if "active_loop" in said:
            loop = said["active_loop"]
            return [Box("form", str(loop))] if loop else [Box("end", "")]
        return [
            Box("slot", name if value is ... else f"{name} = {_written(value)}")
            for name, value in slots_named(step)
            if name != "requested_slot"
        ]

    def _said(self, intent: str) -> Box:
        examples = self.training.examples.get(intent.split("/")[0], ())
        return Box("said", intent, examples[0].text if examples and intent not in DEFAULT_INTENTS else "")

    def _action(self, name: str) -> Box:
        if name in self.domain.forms or name == TWO_STAGE:
            return Box("form", name)
        return Box("reply", name, self._words(name)) if name in self.domain.responses else Box("action", name)

    def _words(self, response: str) -> str:
        """Return the first text of a response, on one line."""
        texts = (str(each.get("text") or "") for each in self.domain.responses.get(response, ()))
        return " ".join(next((text for text in texts if text), "").split())


def _is_inside(row: Row) -> bool:
    """Say whether a row only holds in its form: it is shown after those that start it."""
    return any(box.kind == "form" for box in row.conditions)


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _joined(choices: list[list[Box]]) -> Iterable[Box]:
    """Return the boxes of a step; alternatives of an `or` are one box."""
    if len(choices) == 1 or not all(choices):
        return choices[0]
    return [replace(choices[0][0], name=" | ".join(each[0].name for each in choices), note="")]


def _without_echo(boxes: list[Box]) -> Iterator[Box]:
    """Leave out the `active_loop` that only says that the form just run goes on."""
    before = Box("said", "")
    for box in boxes:
        if not (box.kind == "form" and before.kind == "form" and before.name == box.name):
            yield box
        before = box
