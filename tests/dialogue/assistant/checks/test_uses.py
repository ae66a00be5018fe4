"""What nothing uses, and what would run nothing, is told."""

import pytest
from fakes.sound_project import ACTIONS, changed, told

from dialogue.assistant.checking import problems_of

CUSTOM = "actions: [action_know]"


@pytest.mark.parametrize(
    ("before", "after", "wrong"),
    [
        (
            "[greet, order, inform, stop]",
            "[greet, order, inform, stop, bake]",
            ("intent-unused", "domain.yml:2", "warning"),
        ),
        (
            "  utter_member:\n",
            "  utter_bye:\n  - text: Bye.\n  utter_member:\n",
            ("response-unused", "domain.yml:38", "warning"),
        ),
        (CUSTOM, "actions: [action_know, action_bake]", ("action-unused", "domain.yml:40", "warning")),
        (CUSTOM, "actions: [action_know, action_bake]", ("action-without-code", "domain.yml:40", "error")),
        (CUSTOM, "actions: [action_know, utter_bye]", ("response-missing", "domain.yml:40", "error")),
        (CUSTOM, "actions: [action_know, action_session_start]", ("default-action-listed", "domain.yml:40", "error")),
        (
            CUSTOM,
            "actions: [action_know, action_query_knowledge_base]",
            ("knowledge-base-not-tried", "domain.yml:40", "warning"),
        ),
    ],
)
def test_what_is_of_no_use_is_told_with_its_place(before: str, after: str, wrong: tuple[str, str, str]) -> None:
    assert wrong in told(changed("domain.yml", before, after))


def test_an_intent_is_used_by_what_its_examples_fill() -> None:
    """Nothing looks for `inform`: its examples say which bread, and that is enough."""
    unmarked = changed("data/nlu.yml", "    - [2](count)\n    - a [baguette](bread)\n", "    - two baguettes\n")
    assert ("intent-unused", "domain.yml:2", "warning") in told(unmarked)


def test_a_response_or_an_action_that_the_code_names_is_used() -> None:
    files = changed("domain.yml", "  utter_member:\n", "  utter_bye:\n  - text: Bye.\n  utter_member:\n")
    assert told(files, {"actions.py": f'{ACTIONS}\nBYE = "utter_bye"\n'}) == []


def test_an_action_in_python_that_is_not_listed_is_told() -> None:
    more = ACTIONS.replace(
        "class Know", "class Bake(Action):\n    def name(self):\n        return 'action_bake'\n\n\nclass Know"
    )
    assert told(changed("domain.yml", CUSTOM, CUSTOM), {"actions.py": more}) == [
        ("action-not-listed", "actions.py:7", "warning")
    ]


def test_without_all_of_the_code_nothing_is_said_to_lack_it() -> None:
    files = changed("domain.yml", CUSTOM, "actions: [action_know, action_restart]")
    assert told(files, {}) == [("default-action-listed", "domain.yml:40", "warning")]
    unknown = {"actions.py": "import names\n\n\nclass Know(names.Named):\n    pass\n"}
    assert "action-without-code" not in {code for code, _, _ in told(files, unknown)}


def test_actions_that_the_engine_has_need_no_code() -> None:
    files = changed("domain.yml", CUSTOM, "actions: [action_know, action_answer]")
    rule = "- rule: ask\n  steps:\n  - intent: inform\n  - action: action_answer\n"
    files["data/rules.yml"] += rule
    assert problems_of(files, {"actions.py": ACTIONS}, known={"action_answer"}) == ()
    assert [each.code for each in problems_of(files, {"actions.py": ACTIONS})] == ["action-without-code"]
