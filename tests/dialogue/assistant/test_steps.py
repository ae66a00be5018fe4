"""The steps of rules and stories stand for events, and what cannot be read is told with its line."""

import pytest
from fakes.talk import in_words

from dialogue.assistant.domain import DEFAULT_ACTIONS, Domain
from dialogue.assistant.files import documents
from dialogue.assistant.problems import Problem
from dialogue.assistant.slots import Slot
from dialogue.assistant.steps import Checkpoint, Item, Steps

DOMAIN = Domain(
    intents={"saluer": frozenset(), "faq": frozenset()},
    entities=("ville",),
    slots={
        slot.name: slot
        for slot in (Slot("nom", "text"), Slot("articles", "list"), Slot("pro", "bool"), Slot("prix", "float"))
    },
    actions=frozenset((*DEFAULT_ACTIONS, "utter_a", "form")),
)


def read(steps: str, *, in_test: bool = False) -> tuple[list[list[Item]], list[Problem]]:
    problems: list[Problem] = []
    [document] = documents({"rules.yml": f"steps:\n{steps}"}, problems)
    return Steps(document, DOMAIN, problems, in_test).read(document.root["steps"]), problems


def ways(steps: str, *, in_test: bool = False) -> list[list[str]]:
    found, problems = read(steps, in_test=in_test)
    assert problems == []
    return [
        [f"checkpoint {each.name}" if isinstance(each, Checkpoint) else in_words(each) for each in way] for way in found
    ]


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("- intent: saluer", ["user saluer"]),
        ("- intent: /saluer", ["user saluer"]),
        ("- intent: faq/horaires", ["user faq"]),  # what a retrieval intent goes on with is not decided here
        ("- user: salut\n  intent: saluer", ["user saluer"]),
        ("- action: utter_a", ["action utter_a"]),
        ("- action: form\n- active_loop: form", ["action form", "loop form"]),
        ("- active_loop: null", ["loop None"]),
        ("- slot_was_set: [nom: Léa, pro: false]", ["slot nom=Léa", "slot pro=False"]),
        ("- slot_was_set: {nom: Léa}", ["slot nom=Léa"]),
        ("- slot_was_set: [nom]", ["slot nom=filled"]),
        ("- slot_was_set: [articles]", ["slot articles=['filled']"]),
        ("- slot_was_set: [nom: null]", ["slot nom=None"]),
        ("- slot_was_set: []", []),
        ("- checkpoint: rencontre", ["checkpoint rencontre"]),
    ],
)
def test_a_step_is_what_it_says(step: str, told: list[str]) -> None:
    assert ways(step) == [told]


def test_or_makes_a_way_of_each_choice() -> None:
    steps = """
- or: [intent: saluer, intent: faq]
- action: utter_a
- or: [slot_was_set: [pro: true], slot_was_set: [nom]]
"""
    assert ways(steps) == [
        ["user saluer", "action utter_a", "slot pro=True"],
        ["user saluer", "action utter_a", "slot nom=filled"],
        ["user faq", "action utter_a", "slot pro=True"],
        ["user faq", "action utter_a", "slot nom=filled"],
    ]


@pytest.mark.parametrize(
    ("step", "entities"),
    [
        ("- intent: saluer\n  entities: [ville: Lyon]", [{"entity": "ville", "value": "Lyon"}]),
        ("- intent: saluer\n  entities: [ville]", [{"entity": "ville", "value": ""}]),
        (
            "- intent: saluer\n  entities:\n  - {ville: Lyon, role: de, group: g}",
            [{"entity": "ville", "value": "Lyon", "role": "de", "group": "g"}],
        ),
        (
            "- intent: saluer\n  user: de [Lyon](ville)",
            [{"start": 3, "end": 7, "entity": "ville", "value": "Lyon"}],
        ),
    ],
)
def test_a_message_has_the_entities_it_names_or_marks(step: str, entities: list[dict[str, str]]) -> None:
    [[message]], problems = read(step)
    assert problems == []
    assert isinstance(message, dict)
    assert message["parse_data"]["entities"] == entities


def test_a_message_may_be_written_as_a_button_sends_it() -> None:
    [[message]], _ = read('- intent: saluer\n  user: \'/saluer{"ville": "Nice"}\'', in_test=True)
    assert isinstance(message, dict)
    assert [each["value"] for each in message["parse_data"]["entities"]] == ["Nice"]


@pytest.mark.parametrize(
    ("step", "code"),
    [
        ("- intent: inconnu", "unknown-intent"),
        ("- action: utter_inconnu", "unknown-action"),
        ("- active_loop: inconnu", "unknown-loop"),
        ("- slot_was_set: [inconnu: 1]", "unknown-slot"),
        ("- saluer", "unknown-step"),
        ("- intention: saluer", "unknown-step"),
        ("- user: bonjour", "end-to-end-step"),
        ("- bot: bonjour", "end-to-end-step"),
    ],
)
def test_a_step_that_cannot_be_followed_is_told_with_its_line(step: str, code: str) -> None:
    _, problems = read(f"- action: utter_a\n{step}")
    assert [(each.code, str(each.place)) for each in problems] == [(code, "rules.yml:3")]


def test_steps_that_are_no_list_are_told() -> None:
    problems: list[Problem] = []
    [document] = documents({"rules.yml": "steps: saluer"}, problems)
    assert Steps(document, DOMAIN, problems).read(document.root["steps"]) == [[]]
    assert [each.code for each in problems] == ["wrong-type"]


def test_in_a_test_what_the_assistant_says_is_read_over() -> None:
    assert ways("- bot: bonjour\n- user: salut\n  intent: saluer", in_test=True) == [["user saluer"]]
