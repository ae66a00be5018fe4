"""What Rasa's format allows and hardly anybody means is told."""

from fakes.sound_project import RULES, SOUND, changed, told

FALLBACK = """- rule: unclear
  steps:
  - intent: nlu_fallback
  - action: action_two_stage_fallback
  - active_loop: action_two_stage_fallback
"""
GIVEN_UP = """- rule: given up
  condition:
  - active_loop: action_two_stage_fallback
  steps:
  - action: action_two_stage_fallback
  - active_loop: null
  - action: utter_stopped
"""
OWN = """- rule: unclear while ordering
  condition:
  - active_loop: order_form
  steps:
  - intent: nlu_fallback
  - action: utter_ask_bread
  - action: order_form
  - active_loop: order_form
"""
LINE = RULES.count("\n") + 1


def with_rules(*rules: str) -> dict[str, str]:
    return SOUND | {"data/rules.yml": RULES + "".join(rules)}


def test_a_general_fallback_that_forgets_a_form_is_told() -> None:
    assert told(with_rules(FALLBACK)) == [("fallback-forgets-form", f"data/rules.yml:{LINE}", "warning")]
    assert told(with_rules(FALLBACK, OWN)) == []


def test_a_rule_that_waits_for_the_end_of_a_fallback_is_told() -> None:
    found = told(with_rules(FALLBACK, OWN, GIVEN_UP))
    assert [(code, severity) for code, _, severity in found] == [("fallback-takes-back", "warning")]


def test_an_action_of_ones_own_may_end_the_fallback() -> None:
    files = with_rules(FALLBACK, OWN, GIVEN_UP)
    files["domain.yml"] = files["domain.yml"].replace("[action_know]", "[action_know, action_default_fallback]")
    assert "fallback-takes-back" not in {code for code, _, _ in told(files)}


def test_buttons_whose_command_becomes_the_answer_are_told() -> None:
    files = changed(
        "domain.yml",
        '  - text: "How many?"\n',
        '  - text: "How many?"\n    buttons:\n    - {title: Two, payload: /inform}\n',
    )
    assert told(files) == []
    files["domain.yml"] = files["domain.yml"].replace(
        "    - type: from_entity\n      entity: count\n", "    - type: from_text\n"
    )
    assert ("command-as-text", "domain.yml:31", "warning") in told(files)
