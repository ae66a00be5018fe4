"""A slot mapping that can never fill its slot is told."""

import pytest
from fakes.sound_project import changed, only, told

BREAD = "    - type: from_entity\n      entity: bread\n"


@pytest.mark.parametrize(
    ("mapping", "wrong"),
    [
        ("    - type: from_entity\n      entity: cake\n", [("mapping-from-unknown-entity", "error")]),
        ("    - type: from_entity\n", [("mapping-from-unknown-entity", "error")]),
        ("    - {type: from_text, intent: cake}\n", [("mapping-from-unknown-intent", "error")]),
        ("    - {type: from_text, not_intent: [stop, cake]}\n", [("mapping-from-unknown-intent", "error")]),
        ("    - {type: from_intent, intent: order}\n", [("mapping-without-value", "error")]),
        ("    - {type: custom, action: action_bake}\n", [("mapping-from-unknown-action", "error")]),
        ("    - {type: from_text, conditions: [{active_loop: cake_form}]}\n", [("mapping-in-unknown-form", "error")]),
        (
            "    - {type: from_text, conditions: [{active_loop: order_form, requested_slot: cake}]}\n",
            [("mapping-for-unknown-slot", "error")],
        ),
        ("    - {type: from_text, conditions: [{active_loop: order_form, requested_slot: bread}]}\n", []),
        ("    - {type: from_text, conditions: [{active_loop: null}]}\n", []),
    ],
)
def test_a_mapping_from_what_is_not_there_is_told(mapping: str, wrong: list[tuple[str, str]]) -> None:
    found = told(changed("domain.yml", BREAD, mapping))
    assert found == [(code, "domain.yml:5", severity) for code, severity in wrong]


def test_a_mapping_in_a_form_that_does_not_ask_for_its_slot_is_told() -> None:
    member = "    - type: custom\n      action: action_know\n"
    elsewhere = f"{member}    - {{type: from_text, conditions: [{{active_loop: order_form}}]}}\n"
    wrong = only(changed("domain.yml", member, elsewhere), "mapping-outside-its-form")
    assert (str(wrong.place), wrong.details, wrong.severity) == (
        "domain.yml:16",
        {"slot": "member", "form": "order_form"},
        "error",
    )
    # A validation may add the slot to its form.
    files = changed("domain.yml", member, elsewhere)
    files["domain.yml"] = files["domain.yml"].replace("[action_know]", "[action_know, validate_order_form]")
    assert only(files, "mapping-outside-its-form").severity == "warning"


def test_a_value_that_a_slot_cannot_have_is_told() -> None:
    mapping = "    - {type: from_intent, intent: order, value: Cake}\n"
    files = changed(
        "domain.yml",
        "    type: text\n    mappings:\n" + BREAD,
        f"    type: categorical\n    values: [rye]\n    mappings:\n{mapping}",
    )
    assert ("value-not-of-slot", "domain.yml:5", "warning") in told(files)
    files["domain.yml"] = files["domain.yml"].replace("value: Cake", "value: RYE")
    assert told(files) == []
