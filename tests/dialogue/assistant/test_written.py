"""Rules and stories step by step as they are written, each step with its own line."""

from dialogue.assistant.files import documents
from dialogue.assistant.written import blocks, slots_named

RULES = """rules:
- rule: one
  conversation_start: true
  condition:
  - slot_was_set:
    - a
    - b: 2
  steps:
  - or:
    - intent: x
    - intent: y
  - action: utter_z
- rule: without steps
- other: thing
stories:
- story: two
  steps:
  - checkpoint: c
"""


def test_every_step_has_its_place_and_its_number() -> None:
    one, empty, two = blocks(documents({"data/rules.yml": RULES}, []))
    assert [(block.kind, block.name, block.starts) for block in (one, empty, two)] == [
        ("rule", "one", True),
        ("rule", "without steps", False),
        ("story", "two", False),
    ]
    assert [(step.part, step.number, list(step.said), step.place.line) for step in one.steps] == [
        ("condition", 0, ["slot_was_set"], 5),
        ("steps", 0, ["intent"], 9),
        ("steps", 0, ["intent"], 9),
        ("steps", 1, ["action"], 12),
    ]
    assert empty.steps == ()


def test_a_slot_may_be_named_without_a_value() -> None:
    one, _, two = blocks(documents({"data/rules.yml": RULES}, []))
    assert list(slots_named(one.steps[0])) == [("a", ...), ("b", 2)]
    assert list(slots_named(two.steps[0])) == []
