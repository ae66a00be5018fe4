"""A project examined: all that is wrong, in the order of its files, each once."""

import pytest
from fakes.sound_project import ACTIONS, NLU, RULES, SOUND, STORIES, told

from dialogue.assistant.checking import problems_of


def test_a_project_without_fault_has_nothing_to_put_right() -> None:
    assert problems_of(SOUND, {"actions.py": ACTIONS}) == ()


def test_problems_are_told_file_by_file_and_line_by_line() -> None:
    files = SOUND | {
        "data/rules.yml": RULES.replace("utter_stopped", "utter_halt").replace("intent: greet", "intent: hello"),
        "data/nlu.yml": NLU.replace("    - stop\n", "    - hello\n"),
    }
    places = [(place.rsplit(":", 1)[0], int(place.rsplit(":", 1)[1])) for _, place, _ in told(files)]
    assert len(places) >= 3
    assert places == sorted(places)


def test_a_problem_of_one_step_is_told_once_however_many_ways_lead_there() -> None:
    ways = "- story: ways\n  steps:\n  - or: [{intent: greet}, {intent: inform}]\n  - action: utter_lost\n"
    found = told(SOUND | {"data/stories.yml": STORIES + ways})
    assert len([code for code, _, _ in found if code == "unknown-action"]) == 1


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: [", "not-yaml", 1),
        ("a: 1\na: 2\n", "not-yaml", 2),
        ("when: 2024-13-45\n", "not-yaml", 1),
        ("- a\n", "not-a-mapping", 1),
        ("rules:\n- rule: caf\ufffd\n", "not-utf-8", 2),
        (
            "a: &a [b, b, b, b, b, b, b, b]\n"
            + "".join(f"{'a' * n}a: &{'a' * n}a [{', '.join(['*' + 'a' * n] * 8)}]\n" for n in range(1, 9)),
            "too-many-nodes",
            1,
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_the_others_are_read(text: str, code: str, line: int) -> None:
    found = told(SOUND | {"data/more.yml": text})
    assert found == [(code, f"data/more.yml:{line}", "error")]
