"""Stories that go on differently after the same are told: neither would be followed there."""

import pytest
from fakes.sound_project import SOUND, STORIES, only, told

OTHER = """- story: known otherwise
  steps:
  - slot_was_set:
    - member: true
  - intent: stop
  - action: utter_greet
"""


def test_two_stories_that_disagree_are_told_with_both_places() -> None:
    wrong = only(SOUND | {"data/stories.yml": STORIES + OTHER}, "stories-disagree")
    assert (str(wrong.place), wrong.severity) == ("data/stories.yml:15", "warning")
    assert wrong.details == {
        "name": "known otherwise",
        "action": "utter_greet",
        "other": "known > thanked again",
        "done": "utter_member",
        "place": "data/stories.yml:3",
    }


@pytest.mark.parametrize(("before", "after"), [("member: true", "member: false"), ("utter_greet", "utter_member")])
def test_stories_that_differ_before_or_agree_after_are_not(before: str, after: str) -> None:
    files = SOUND | {"data/stories.yml": STORIES + OTHER.replace(before, after)}
    assert "stories-disagree" not in {code for code, _, _ in told(files)}


def test_without_memory_no_story_is_compared() -> None:
    files = SOUND | {"data/stories.yml": STORIES + OTHER, "config.yml": "policies: [{name: RulePolicy}]\n"}
    assert "stories-disagree" not in {code for code, _, _ in told(files)}
