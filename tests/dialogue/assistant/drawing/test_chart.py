"""What there is to draw: each form with all about it, then stories, answers and fallback."""

from fakes.sound_project import RULES, SOUND

from dialogue.assistant.drawing.chart import Box, chart
from dialogue.assistant.project import read

MORE = """- rule: unclear
  steps:
  - intent: nlu_fallback
  - action: utter_stopped
- rule: first words
  conversation_start: true
  condition:
  - slot_was_set:
    - member: true
  steps:
  - or:
    - intent: inform
    - intent: stop
  - action: action_know
"""
GROUPS = chart(read(SOUND | {"data/rules.yml": RULES + MORE}))


def test_flows_are_put_with_what_they_are_about() -> None:
    assert [(group.theme, group.name, [row.name for row in group.rows]) for group in GROUPS] == [
        ("form", "order_form", ["order", "ordered", "stop"]),
        ("stories", "", ["known", "thanked again"]),
        ("answers", "", ["greet", "first words"]),
        ("fallback", "", ["unclear"]),
    ]


def test_a_form_has_its_slots_with_their_questions() -> None:
    assert GROUPS[0].slots == (("bread", "Which bread?"), ("count", "How many?"))


def test_a_row_is_its_steps_with_what_they_say() -> None:
    order, ordered, stop = GROUPS[0].rows
    # That the form just begun goes on is not drawn twice.
    assert order.boxes == (Box("said", "order", "I want bread"), Box("form", "order_form"))
    assert (str(order.place), order.kind, order.conditions) == ("data/rules.yml:7", "rule", ())
    assert ordered.conditions == (Box("form", "order_form"),)
    assert [box.kind for box in ordered.boxes] == ["form", "end", "reply"]
    assert ordered.boxes[-1] == Box("reply", "utter_ordered", "{count} of {bread}, thank you.")
    assert [box.kind for box in stop.boxes] == ["said", "action", "end", "reply"]


def test_conditions_alternatives_and_checkpoints_are_drawn() -> None:
    known = GROUPS[1].rows[0]
    assert [(box.kind, box.name) for box in known.boxes] == [
        ("slot", "member = true"),
        ("said", "stop"),
        ("reply", "utter_member"),
        ("checkpoint", "thanked"),
    ]
    first = GROUPS[2].rows[1]
    assert first.conditions == (Box("slot", "member = true"), Box("start", ""))
    assert first.boxes == (Box("said", "inform | stop"), Box("action", "action_know"))


def test_a_project_with_errors_is_drawn_as_far_as_it_can_be_read() -> None:
    broken = chart(read({"domain.yml": "forms: 3\n", "data/rules.yml": f"{RULES}- rule: 3\n  steps: nothing\n"}))
    assert [row.name for group in broken for row in group.rows]
