"""Rules and stories are compiled, and those that contradict each other are told at load."""

import pytest
from fakes.talk import Talk, written

from dialogue.assistant.problems import InvalidProject
from dialogue.assistant.project import read
from dialogue.assistant.slots import NOT_SET

DOMAIN = """
intents: [saluer, merci, partir, arreter]
slots:
  connu: {type: bool, mappings: [{type: custom}]}
  nom: {type: text, mappings: [{type: custom}]}
forms: {form: {required_slots: [nom]}}
responses:
  utter_bonjour: [{text: Bonjour}]
  utter_rebonjour: [{text: Rebonjour}]
  utter_au_revoir: [{text: Au revoir}]
  utter_default: [{text: Pardon ?}]
"""
POLICIES = "policies: [{name: RulePolicy}, {name: MemoizationPolicy"
GREETS = "- rule: saluer\n  steps: [{intent: saluer}, {action: utter_bonjour}]\n"


def problems(told: str) -> list[tuple[str, str]]:
    found = read({"domain.yml": DOMAIN, "data/told.yml": told}).problems
    return [(each.code, each.details["name"]) for each in found if each.code.startswith("contradiction")]


def test_rules_that_agree_are_no_problem() -> None:
    assert problems(f"rules:\n{GREETS}- rule: merci\n  steps: [{{intent: merci}}, {{action: utter_au_revoir}}]\n") == []


def test_two_rules_that_do_otherwise_after_the_same_contradict_each_other() -> None:
    told = f"rules:\n{GREETS}- rule: autrement\n  steps: [{{intent: saluer}}, {{action: utter_rebonjour}}]\n"
    assert problems(told) == [("contradiction-in-rule", "saluer"), ("contradiction-in-rule", "autrement")]


def test_a_story_that_does_otherwise_than_a_rule_contradicts_it() -> None:
    told = f"rules:\n{GREETS}stories:\n- story: autrement\n  steps: [{{intent: saluer}}, {{action: utter_rebonjour}}]\n"
    assert problems(told) == [("contradiction-in-story", "autrement")]


def test_a_contradiction_says_what_was_expected_and_what_is_done() -> None:
    told = f"rules:\n{GREETS}stories:\n- story: autrement\n  steps: [{{intent: saluer}}, {{action: utter_rebonjour}}]\n"
    with pytest.raises(InvalidProject) as raised:
        written(DOMAIN, told)
    [problem] = raised.value.problems
    assert problem.details == {"name": "autrement", "action": "utter_rebonjour", "predicted": "utter_bonjour"}
    assert str(problem.place) == "data/told.yml:5"


def test_a_rule_that_knows_more_is_no_contradiction() -> None:
    known = (
        "- rule: connu\n  condition: [{slot_was_set: [connu: true]}]\n"
        "  steps: [{intent: saluer}, {action: utter_rebonjour}]\n"
    )
    assert problems(f"rules:\n{GREETS}{known}") == []


def test_a_rule_may_go_on_where_another_of_one_action_ends() -> None:
    told = """
rules:
- rule: début
  steps: [{intent: saluer}, {action: utter_bonjour}]
- rule: début et suite
  steps: [{intent: saluer}, {action: utter_bonjour}, {action: utter_rebonjour}]
"""
    # As in Rasa, the shorter one then contradicts the longer.
    assert problems(told) != []


def test_two_stories_that_do_otherwise_after_the_same_are_both_forgotten() -> None:
    told = """
stories:
- story: une
  steps: [{intent: saluer}, {action: utter_bonjour}]
- story: autre
  steps: [{intent: saluer}, {action: utter_rebonjour}]
"""
    assert Talk(DOMAIN, told).does_after("saluer") == ["action_default_fallback", "action_listen"]


def test_a_story_is_followed_with_as_much_of_the_past_as_is_configured() -> None:
    told = """
stories:
- story: accueil
  steps: [{intent: saluer}, {action: utter_bonjour}]
- story: départ
  steps: [{intent: partir}, {action: utter_au_revoir}]
"""
    long, short = Talk(DOMAIN, told), Talk(DOMAIN, told, config=f"{POLICIES}, max_history: 1}}]")
    assert long.does_after("partir")[0] == short.does_after("partir")[0] == "utter_au_revoir"
    assert long.does_after("saluer")[0] == "action_default_fallback"  # told of the beginning alone
    assert short.does_after("saluer")[0] == "utter_bonjour"


def test_a_rule_that_no_story_knows_leaves_stories_as_they_were() -> None:
    told = """
rules:
- rule: merci
  steps: [{intent: merci}, {action: utter_rebonjour}]
stories:
- story: départ
  steps: [{intent: saluer}, {action: utter_bonjour}, {intent: partir}, {action: utter_au_revoir}]
"""
    talk = Talk(DOMAIN, told)
    talk.say("saluer")
    assert talk.does_after("merci") == ["utter_rebonjour", "action_listen"]
    assert talk.does_after("partir") == ["utter_au_revoir", "action_listen"]
    [ran] = [event for event in talk.tracker.events if event.get("name") == "utter_rebonjour"]
    assert ran["hide_rule_turn"]


def test_a_rule_that_a_story_knows_is_seen_by_stories() -> None:
    told = f"""
rules:
{GREETS}stories:
- story: départ
  steps: [{{intent: saluer}}, {{action: utter_bonjour}}, {{intent: partir}}, {{action: utter_au_revoir}}]
"""
    talk = Talk(DOMAIN, told)
    talk.say("saluer")
    [ran] = [event for event in talk.tracker.events if event.get("name") == "utter_bonjour"]
    assert not ran["hide_rule_turn"]
    assert talk.does_after("partir")[0] == "utter_au_revoir"


def test_slots_and_forms_that_only_rules_know_are_hidden_from_stories() -> None:
    told = """
rules:
- rule: formulaire
  steps: [{intent: partir}, {action: form}, {active_loop: form}]
- rule: connu
  condition: [{slot_was_set: [connu: true]}, {slot_was_set: [nom: Léa]}, {active_loop: null}]
  steps: [{intent: merci}, {action: utter_rebonjour}]
stories:
- story: nommé
  steps: [{intent: saluer}, {slot_was_set: [nom: Léa]}, {action: utter_bonjour}]
"""
    lens = written(DOMAIN, told).lens
    assert lens.rule_slots == {"connu"}
    assert lens.rule_loops == {"form"}
    assert NOT_SET not in lens.rule_loops


def test_without_stories_in_the_configuration_none_is_followed() -> None:
    told = "stories:\n- story: s\n  steps: [{intent: saluer}, {action: utter_bonjour}]"
    assert "utter_bonjour" in Talk(DOMAIN, told).does_after("saluer")
    assert "utter_bonjour" not in Talk(DOMAIN, told, config="policies: [{name: RulePolicy}]").does_after("saluer")
