"""Rules and stories that nobody reaches, or that wait for what cannot be seen, are told."""

import pytest
from fakes.sound_project import RULES, SOUND, STORIES, changed, only, told


def with_rule(rule: str) -> dict[str, str]:
    return SOUND | {"data/rules.yml": f"{RULES}{rule}"}


LINE = RULES.count("\n") + 1


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        (
            "- rule: greet\n  steps:\n  - intent: inform\n  - action: utter_greet\n",
            ("same-name", LINE, "warning"),
        ),
        (
            "- rule: hello\n  steps:\n  - intent: greet\n  - action: utter_greet\n",
            ("told-twice", LINE, "warning"),
        ),
        (
            "- rule: anew\n  steps:\n  - intent: restart\n  - action: utter_greet\n",
            ("rule-for-default-intent", LINE, "warning"),
        ),
        (
            "- rule: lost\n  condition:\n  - active_loop: action_two_stage_fallback\n"
            "  steps:\n  - intent: inform\n  - action: utter_greet\n",
            ("rule-in-loop-never-started", LINE, "warning"),
        ),
        (
            "- rule: known\n  condition:\n  - slot_was_set:\n    - member: maybe\n"
            "  steps:\n  - intent: inform\n  - action: utter_greet\n",
            ("value-not-of-slot", LINE + 2, "warning"),
        ),
    ],
)
def test_a_rule_that_is_not_followed_as_meant_is_told(rule: str, wrong: tuple[str, int, str]) -> None:
    code, line, severity = wrong
    assert (code, f"data/rules.yml:{line}", severity) in told(with_rule(rule))


def test_the_other_rule_is_named() -> None:
    twice = only(with_rule("- rule: hello\n  steps:\n  - intent: greet\n  - action: utter_greet\n"), "told-twice")
    assert twice.details == {"name": "hello", "other": "greet", "place": "data/rules.yml:3"}


@pytest.mark.parametrize(
    ("slot", "code"),
    [
        ("type: any", "slot-not-seen"),
        ("type: text\n    influence_conversation: false", "slot-not-seen"),
        ("type: list", "null-of-list"),
    ],
)
def test_a_condition_that_rules_do_not_see_is_told(slot: str, code: str) -> None:
    files = with_rule(
        "- rule: bare\n  condition:\n  - slot_was_set:\n    - bread: null\n"
        "  steps:\n  - intent: inform\n  - action: utter_greet\n"
    )
    before = "  bread:\n    type: text\n"
    assert SOUND["domain.yml"].count(before) == 1
    files["domain.yml"] = SOUND["domain.yml"].replace(before, f"  bread:\n    {slot}\n")
    assert (code, f"data/rules.yml:{LINE + 2}", "warning") in told(files)


def test_a_checkpoint_to_which_no_story_comes_is_told() -> None:
    files = changed("data/stories.yml", "  - checkpoint: thanked\n- story", "- story")
    assert told(files) == [("checkpoint-not-met", "data/stories.yml:11", "warning")]


def test_a_checkpoint_from_which_no_story_goes_on_is_told() -> None:
    files = SOUND | {"data/stories.yml": STORIES.split("- story: thanked again")[0]}
    assert told(files) == [("checkpoint-without-end", "data/stories.yml:3", "warning")]


def test_a_story_may_begin_at_either_of_two_checkpoints_and_pass_through_one() -> None:
    more = (
        "- story: either\n  steps:\n  - checkpoint: thanked\n  - checkpoint: passed\n"
        "  - intent: greet\n  - action: utter_greet\n"
    )
    stories = STORIES.replace(
        "  - action: utter_stopped\n",
        "  - action: utter_stopped\n  - checkpoint: passed\n"
        "  - intent: order\n  - action: order_form\n  - active_loop: order_form\n",
    )
    assert told(SOUND | {"data/stories.yml": stories + more}) == []
