"""A rule that leaves out what others say after the same action is told: which of them holds would be chance."""

import pytest
from fakes.sound_project import RULES, SOUND, only

from dialogue.assistant.problems import InvalidProject
from dialogue.assistant.project import load

BASE = {name: text for name, text in SOUND.items() if name in ("config.yml", "domain.yml")}
SLOT = """- rule: baked
  steps:
  - intent: inform
  - action: action_know
  - slot_was_set:
    - bread: rye
  - action: utter_ordered
- rule: not baked
  steps:
  - intent: stop
  - action: action_know
  - action: utter_stopped
"""
LOOP = """- rule: ordered by name
  steps:
  - intent: inform
  - action: order_form
  - action: utter_ordered
"""


@pytest.mark.parametrize(
    ("rules", "details"),
    [
        (SLOT, {"name": "not baked", "action": "action_know", "missing": "bread"}),
        (LOOP, {"name": "ordered by name", "action": "order_form", "missing": "active_loop"}),
    ],
)
def test_what_other_rules_say_has_to_be_said(rules: str, details: dict[str, str]) -> None:
    files = BASE | {"data/rules.yml": RULES + rules}
    assert only(files, "incomplete-rule").details == details
    with pytest.raises(InvalidProject):
        load(files)


def test_a_rule_may_say_that_nothing_is_set() -> None:
    said = SLOT.replace(
        "  - action: action_know\n  - action: utter_stopped\n",
        "  - action: action_know\n  - slot_was_set:\n    - bread: null\n  - action: utter_stopped\n",
    )
    assert load(BASE | {"data/rules.yml": RULES + said}).sequences


def test_slots_that_rules_do_not_see_need_not_be_said() -> None:
    domain = SOUND["domain.yml"].replace(
        "  bread:\n    type: text\n", "  bread:\n    type: text\n    influence_conversation: false\n"
    )
    assert load(BASE | {"domain.yml": domain, "data/rules.yml": RULES + SLOT})
