"""End-to-end test stories: every action that a story expects, against what would be done there."""

import pytest
from fakes.sound_project import SOUND, TESTS

from dialogue.assistant.project import load, read
from dialogue.assistant.rehearsal import Rehearsed, Step, rehearse
from dialogue.assistant.sequences import tests as told


def rehearsed(tests: str) -> list[Rehearsed]:
    files = SOUND | {"tests/test_stories.yml": tests}
    project, reading = load(files), read(files)
    return [rehearse(project, story) for story in told(reading.tests, reading.domain, [])]


def test_a_story_that_goes_as_it_says_passes() -> None:
    greeted, ordered = rehearsed(TESTS)
    assert greeted.passed
    assert ordered.passed
    assert greeted.steps == (
        Step("", "action_listen", "action_listen"),
        Step("hello", "utter_greet", "utter_greet", "RulePolicy"),
        Step("hello", "action_listen", "action_listen", "RulePolicy"),
    )
    assert (ordered.name, str(ordered.place)) == ("bread is ordered", "tests/test_stories.yml:9")


def test_a_step_that_goes_otherwise_is_told_with_what_would_be_done() -> None:
    [greeted, _] = rehearsed(TESTS.replace("- action: utter_greet", "- action: utter_member"))
    assert not greeted.passed
    assert [step for step in greeted.steps if not step.right] == [
        Step("hello", "utter_member", "utter_greet", "RulePolicy"),
        # The story went on as it is told, where no rule leads.
        Step("hello", "action_listen", "action_default_fallback", "RulePolicy"),
    ]


def test_a_form_that_the_story_does_not_go_on_with_has_refused_the_message() -> None:
    _, ordered = rehearsed(TESTS)
    stopped = next(step for step in ordered.steps if step.expected == "action_deactivate_loop")
    assert (stopped.said, stopped.predicted) == ("stop", "action_deactivate_loop")


@pytest.mark.parametrize(("said", "passes"), [("known", True), ("unknown", False)])
def test_slots_are_those_that_the_story_tells(said: str, passes: bool) -> None:
    slot = "  - slot_was_set:\n    - member: true\n" if said == "known" else ""
    story = f"stories:\n- story: {said}\n  steps:\n{slot}  - intent: stop\n  - action: utter_member\n"
    [found] = rehearsed(story)
    assert found.passed is passes
