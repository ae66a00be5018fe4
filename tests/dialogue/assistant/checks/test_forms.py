"""A form that cannot be filled, asks nothing or is never left is told."""

import pytest
from fakes.sound_project import RULES, SOUND, changed, told

FORM = "    required_slots: [bread, count]\n"


@pytest.mark.parametrize(
    ("before", "after", "wrong"),
    [
        ("slots: [bread, count]", "slots: [bread, cake]", [("form-with-unknown-slot", "error")]),
        (FORM, f"{FORM}    ignored_intents: [cake]\n", [("form-ignores-unknown-intent", "error")]),
        (FORM, f"{FORM}    ignored_intents: greet\n", []),
        ("slots: [bread, count]", "slots: []", [("form-without-slots", "warning")]),
    ],
)
def test_what_a_form_asks_for_is_there(before: str, after: str, wrong: list[tuple[str, str]]) -> None:
    found = told(changed("domain.yml", before, after))
    assert [each for each in found if each[0].startswith("form-")] == [
        (code, "domain.yml:22", severity) for code, severity in wrong
    ]


def test_a_slot_that_nothing_fills_is_told() -> None:
    files = changed(
        "domain.yml", "    max_value: 20\n    mappings:\n    - type: from_entity\n      entity: count\n", ""
    )
    assert ("form-slot-without-mapping", "domain.yml:18", "error") in told(files)


def test_a_slot_that_nothing_asks_for_is_told() -> None:
    files = changed("domain.yml", '  utter_ask_count:\n  - text: "How many?"\n', "")
    assert told(files) == [("form-slot-not-asked", "domain.yml:22", "error")]
    # What names the slot in Python may ask for it there.
    asks = {"actions.py": 'class Know:\n    def name(self):\n        return "action_know"\n\n\nASKED = "count"\n'}
    assert told(files, asks) == [("form-slot-not-asked", "domain.yml:22", "warning")]


def rules_without(name: str) -> dict[str, str]:
    rules = RULES.split("- rule: ")
    kept = [each for each in rules if not each.startswith(f"{name}\n")]
    assert len(kept) == len(rules) - 1
    return SOUND | {"data/rules.yml": "- rule: ".join(kept)}


@pytest.mark.parametrize(("rule", "code"), [("ordered", "form-without-sequel"), ("stop", "form-never-left")])
def test_a_form_without_a_sequel_or_an_exit_is_told(rule: str, code: str) -> None:
    assert (code, "domain.yml:22", "warning") in told(rules_without(rule))


def test_a_form_that_nothing_starts_is_told() -> None:
    rules = RULES.split("- rule: ")
    files = SOUND | {"data/rules.yml": "- rule: ".join(rules[:2])}
    assert ("form-never-started", "domain.yml:22", "warning") in told(files)
