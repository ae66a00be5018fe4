"""A domain is read from its files, put together, with what is wrong in it."""

import pytest

from dialogue.assistant.domain import DEFAULT_ACTIONS, DEFAULT_INTENTS, Domain, Form
from dialogue.assistant.domain_file import DomainFile
from dialogue.assistant.files import documents
from dialogue.assistant.problems import Problem
from dialogue.assistant.slots import OTHER, REQUESTED, SESSION_METADATA, Condition, Mapping, Slot


def read(*texts: str) -> tuple[Domain, list[Problem]]:
    problems: list[Problem] = []
    files = {f"domain/{number}.yml": text for number, text in enumerate(texts)}
    return DomainFile(documents(files, problems), problems).read(), problems


def domain(*texts: str) -> Domain:
    found, problems = read(*texts)
    assert problems == []
    return found


def told(*texts: str) -> list[tuple[str, str, str]]:
    return [(each.code, str(each.place), each.severity) for each in read(*texts)[1]]


def test_an_empty_domain_has_what_every_assistant_has() -> None:
    found = domain("version: '3.1'")
    assert set(found.intents) == set(DEFAULT_INTENTS)
    assert found.actions == frozenset(DEFAULT_ACTIONS)
    assert list(found.slots) == [SESSION_METADATA]
    assert (found.session_minutes, found.carry_over) == (60, True)


def test_files_of_one_domain_are_put_together() -> None:
    found = domain(
        "intents: [saluer]\nslots: {a: {type: text}}\nresponses: {utter_a: [{text: A}]}",
        "intents: [partir]\nslots: {b: {type: bool}}\nresponses: {utter_b: [{text: B}]}\nactions: [action_x]",
    )
    assert {"saluer", "partir"} <= set(found.intents)
    assert set(found.slots) == {SESSION_METADATA, "a", "b"}
    assert set(found.responses) == {"utter_a", "utter_b"}
    assert {"utter_a", "utter_b", "action_x"} <= found.actions
    assert found.raw["intents"] == ["saluer", "partir"]
    assert found.raw["slots"] == {"a": {"type": "text"}, "b": {"type": "bool"}}


@pytest.mark.parametrize(
    ("intent", "seen"),
    [
        ("- x", {"ville", "date", "nombre"}),
        ("- x: {}", {"ville", "date", "nombre"}),
        ("- x: {use_entities: true}", {"ville", "date", "nombre"}),
        ("- x: {use_entities: []}", set()),
        ("- x: {use_entities: false}", set()),
        ("- x: {use_entities: [date]}", {"date"}),
        ("- x: {use_entities: date}", {"date"}),
        ("- x: {ignore_entities: [date]}", {"ville", "nombre"}),
        ("- x: {ignore_entities: date}", {"ville", "nombre"}),
        ("- x: {use_entities: [date, ville], ignore_entities: [date]}", {"ville"}),
    ],
)
def test_an_intent_says_which_entities_are_seen(intent: str, seen: set[str]) -> None:
    found = domain(f"entities: [ville, date: {{roles: [a, b]}}, nombre]\nintents:\n{intent}")
    assert found.intents["x"] == seen
    assert found.entities == ("ville", "date", "nombre")
    assert found.intents["nlu_fallback"] == {"ville", "date", "nombre"}


def test_an_entity_without_influence_is_seen_by_no_intent() -> None:
    found = domain("entities: [ville, note: {influence_conversation: false}]\nintents: [x]")
    assert found.intents["x"] == {"ville"}
    assert found.entities == ("ville", "note")


def test_a_form_brings_the_slot_that_it_asks_for() -> None:
    found = domain(
        "slots: {a: {type: text}, b: {type: text}}\n"
        "forms:\n  f1: {required_slots: [a, b], ignored_intents: bavarder}\n  f2: {}\n  f3: [a]"
    )
    assert found.forms == {
        "f1": Form("f1", ("a", "b"), ("bavarder",)),
        "f2": Form("f2"),
        "f3": Form("f3", ("a",)),  # as before Rasa 3
    }
    assert found.slots[REQUESTED] == Slot(REQUESTED, "text", influences=False)
    assert found.actions >= {"f1", "f2", "f3"}


def test_a_slot_that_is_asked_for_may_be_declared_and_then_counts() -> None:
    found = domain(f"slots: {{a: {{type: text}}, {REQUESTED}: {{type: categorical, values: [a]}}}}\nforms: {{f: [a]}}")
    assert found.slots[REQUESTED].features("a") == (1.0, 0.0)


def test_slots_are_read_with_all_they_say() -> None:
    found = domain("""
entities: [ville]
slots:
  depart:
    type: text
    influence_conversation: false
    mappings:
    - {type: from_entity, entity: ville, role: de, group: g, intent: [a, b], not_intent: c}
    - {type: from_text, conditions: [{active_loop: f, requested_slot: depart}, {active_loop: null}]}
  taille: {type: categorical, values: [S, m, 1], initial_value: m, mappings: [{type: from_intent, intent: a, value: S}]}
  prix: {type: float, min_value: 5, max_value: 20, mappings: [{type: custom, action: action_prix}]}
  libre: {type: any}
""")
    assert found.slots["depart"] == Slot(
        "depart",
        "text",
        (
            Mapping("from_entity", "ville", "de", "g", ("a", "b"), ("c",)),
            Mapping("from_text", conditions=(Condition("f", "depart"), Condition())),
        ),
        influences=False,
    )
    assert found.slots["taille"].values == ("s", "m", "1", OTHER)
    assert found.slots["taille"].mappings[0].value == "S"
    assert (found.slots["prix"].low, found.slots["prix"].high) == (5, 20)
    assert not found.slots["libre"].influences


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("slots:\n  a: {type: texte}", "unknown-slot-type", 2),
        ("slots:\n  a: text", "unknown-slot-type", 2),
        ("slots:\n  a: {type: text, mappings: [{type: from_ether}]}", "unknown-mapping", 2),
        ("slots:\n  a: {type: text, mappings: [from_text]}", "unknown-mapping", 2),
        ("responses:\n  utter_a: bonjour", "response-without-variations", 2),
        ("responses:\n  utter_a: [bonjour]", "response-without-variations", 2),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text: str, code: str, line: int) -> None:
    assert told(text) == [(code, f"domain/0.yml:{line}", "error")]


@pytest.mark.parametrize(
    ("texts", "code", "place"),
    [
        (["intents: [a]\nentites: [b]"], "unknown-domain-part", "domain/0.yml:2"),
        (["intents:\n- a\n- b\n- a"], "defined-twice", "domain/0.yml:4"),
        (
            ["responses: {utter_a: [{text: A}]}", "responses:\n  utter_a: [{text: B}]"],
            "defined-twice",
            "domain/1.yml:2",
        ),
    ],
)
def test_what_is_hardly_meant_is_told_as_a_warning(texts: list[str], code: str, place: str) -> None:
    assert told(*texts) == [(code, place, "warning")]


def test_of_two_files_that_say_otherwise_the_last_is_right() -> None:
    found, _ = read("responses: {utter_a: [{text: A}]}", "responses: {utter_a: [{text: B}]}")
    assert found.responses["utter_a"] == ({"text": "B"},)


def test_an_action_of_the_project_takes_the_place_of_a_default_one_and_of_a_form() -> None:
    found = domain(
        "actions: [action_restart, f, action_x: {send_domain: true}]\nforms: {f: {}}\nresponses: {utter_a: [{text: A}]}"
    )
    assert found.overrides("action_restart")
    assert found.overrides("f")
    assert not found.overrides("action_back")
    assert "action_x" in found.custom


def test_a_session_may_last_for_ever_and_carry_nothing_over() -> None:
    found = domain("session_config: {session_expiration_time: 0, carry_over_slots_to_new_session: false}")
    assert (found.session_minutes, found.carry_over) == (0, False)
