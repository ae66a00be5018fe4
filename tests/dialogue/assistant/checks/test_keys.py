"""A key that means nothing is told, with those that do."""

import pytest
from fakes.sound_project import changed, only, told


@pytest.mark.parametrize(
    ("file", "before", "after", "place"),
    [
        ("domain.yml", "    max_value: 20\n", "    maximum: 20\n", "domain.yml:12"),
        ("domain.yml", "      entity: bread\n", "      entity: bread\n      rôle: what\n", "domain.yml:10"),
        (
            "domain.yml",
            "    required_slots: [bread, count]\n",
            "    required_slots: [bread, count]\n    slots: []\n",
            "domain.yml:24",
        ),
        ("domain.yml", '  - text: "Good day!"\n', '  - text: "Good day!"\n    chanel: web\n', "domain.yml:27"),
        (
            "domain.yml",
            '    - title: "Order rye"\n',
            '    - title: "Order rye"\n      colour: red\n',
            "domain.yml:29",
        ),
        ("domain.yml", "  session_expiration_time: 60\n", "  session_expires: 60\n", "domain.yml:42"),
        ("data/rules.yml", "- rule: greet\n", "- rule: greet\n  conditions: []\n", "data/rules.yml:4"),
        ("data/stories.yml", "- story: known\n", "- story: known\n  condition: []\n", "data/stories.yml:4"),
        ("data/nlu.yml", "nlu:\n", "rule: []\nnlu:\n", "data/nlu.yml:2"),
    ],
)
def test_a_key_that_means_nothing_is_told(file: str, before: str, after: str, place: str) -> None:
    assert told(changed(file, before, after)) == [("unknown-key", place, "warning")]


def test_the_keys_there_are_are_listed() -> None:
    wrong = only(changed("data/rules.yml", "- rule: greet\n", "- rule: greet\n  conditions: []\n"), "unknown-key")
    assert wrong.details["key"] == "conditions"
    assert "condition," in wrong.details["known"]


def test_an_entity_written_as_if_it_had_options_is_told() -> None:
    files = changed("domain.yml", "entities: [bread, count]", "entities: [bread, count: {}]")
    assert told(files) == [("entity-without-options", "domain.yml:3", "warning")]
