"""End-to-end test stories that name what is not there are told, with the line of the step."""

from fakes.sound_project import changed, told


def test_a_test_story_is_read_like_any_other() -> None:
    assert told(changed("tests/test_stories.yml", "  - action: utter_greet\n", "  - action: utter_hello\n")) == [
        ("unknown-action", "tests/test_stories.yml:8", "error")
    ]
