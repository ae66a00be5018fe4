"""The recordings are of these projects and conversations, and together they use what an assistant may be made of."""

import gzip
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from dialogue.actions.inside import Inside
from tests.parity.__main__ import GENERATED, HERE, SEED
from tests.parity.generate import generated, written

PROJECTS = sorted(GENERATED)
MAPPINGS = {"from_entity", "from_intent", "from_text", "from_trigger_intent", "custom"}
SLOTS = {"text", "bool", "categorical", "float", "list", "any"}
STEPS = {"intent", "action", "slot_was_set", "active_loop", "or", "checkpoint"}
EVENTS = {
    *("session_started", "action", "user", "bot", "slot", "user_featurization", "active_loop", "loop_interrupted"),
    *("action_execution_rejected", "followup", "pause", "resume", "restart", "rewind", "undo", "reset_slots"),
}
NEVER_SAID = {
    "gare": {"utter_ask_classe"},  # the form's own question comes first
    # An action asks; who sleeps is not answered; and no group is understood here: the railway has them.
    "maze": {"utter_ask_password", "utter_dream", "utter_left"},
    "telecom": {"utter_has_devices"},  # a story that begins where no conversation of this project does
}


@cache
def recorded(name: str) -> list[dict[str, Any]]:
    with gzip.open(HERE / "recorded" / f"{name}.json.gz", "rt", encoding="utf-8") as file:
        return json.load(file)


def events(name: str) -> Iterator[dict[str, Any]]:
    return (event for conversation in recorded(name) for event in conversation["events"])


def documents(name: str) -> Iterator[dict[str, Any]]:
    for path in sorted((HERE / "projects" / name).rglob("*.yml")):
        yield YAML(typ="safe", pure=True).load(path)


def steps() -> Iterator[dict[str, Any]]:
    for name in PROJECTS:
        for document in documents(name):
            for told in (*(document.get("rules") or []), *(document.get("stories") or [])):
                yield from told["steps"]


def slots() -> Iterator[dict[str, Any]]:
    for name in PROJECTS:
        for document in documents(name):
            yield from (document.get("slots") or {}).values()


def variations(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for document in documents(name):
        for response, said in (document.get("responses") or {}).items():
            yield from ((response, each) for each in said)


@pytest.mark.parametrize("name", PROJECTS)
def test_a_recording_is_of_what_is_written_and_generated_here(name: str) -> None:
    said = [*written(name), *generated(name, GENERATED[name], SEED)]
    assert [[turn["text"] for turn in conversation["turns"]] for conversation in recorded(name)] == said


def test_there_are_forty_written_and_over_three_hundred_generated_conversations() -> None:
    assert sum(len(written(name)) for name in PROJECTS) == 40
    assert sum(GENERATED.values()) > 300


def test_the_recordings_are_small() -> None:
    assert sum(path.stat().st_size for path in Path(HERE / "recorded").iterdir()) < 1_500_000


def test_every_kind_of_event_was_recorded() -> None:
    assert {event["event"] for name in PROJECTS for event in events(name)} >= EVENTS


def test_every_type_of_slot_and_of_mapping_is_used() -> None:
    assert {slot["type"] for slot in slots()} == SLOTS
    assert {mapping["type"] for slot in slots() for mapping in slot["mappings"]} == MAPPINGS


def test_every_kind_of_step_is_used() -> None:
    assert {key for step in steps() for key in step} >= STEPS


def test_a_response_may_be_of_every_make() -> None:
    parts = {part for name in PROJECTS for _, said in variations(name) for part in said}
    makes = {"text", "image", "attachment", "buttons", "quick_replies", "elements", "custom"}
    assert parts >= {*makes, "condition", "channel", "metadata", "id"}


@pytest.mark.parametrize("name", PROJECTS)
def test_every_response_was_said(name: str) -> None:
    said = {event["metadata"].get("utter_action") for event in events(name) if event["event"] == "bot"}
    ours = {response for response, each in variations(name) if each.get("channel") in (None, "rest")}
    assert ours - said == NEVER_SAID[name]


@pytest.mark.parametrize("name", PROJECTS)
def test_every_form_was_filled_left_and_rejected(name: str) -> None:
    forms = {form for document in documents(name) for form in document.get("forms") or {}}
    told = list(events(name))
    assert {event["name"] for event in told if event["event"] == "active_loop"} >= {*forms, None}
    assert {event["name"] for event in told if event["event"] == "action_execution_rejected"} & forms


@pytest.mark.parametrize("name", PROJECTS)
def test_the_actions_are_those_of_the_domain(name: str) -> None:
    """`action_ghost` is in the domain and written nowhere, on purpose."""
    declared = {
        action if isinstance(action, str) else next(iter(action))
        for document in documents(name)
        for action in document.get("actions") or []
    }
    actions = Inside(HERE / "projects" / name)
    try:
        assert declared - actions.names == ({"action_ghost"} if name == "maze" else set())
    finally:
        actions.close()
