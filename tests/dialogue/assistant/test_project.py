"""A project is loaded whole, or refused with everything there is to put right."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from fakes.talk import Talk
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from dialogue.assistant.files import Files
from dialogue.assistant.policies import RuleSettings
from dialogue.assistant.problems import InvalidProject
from dialogue.assistant.project import Project, load

DOMAIN = "intents: [saluer]\nresponses: {utter_bonjour: [{text: Bonjour}]}\n"
RULE = "rules:\n- rule: saluer\n  steps: [{intent: saluer}, {action: utter_bonjour}]\n"


def project(config: str = "", **more: str) -> Project:
    return load({"config.yml": config, "domain.yml": DOMAIN, "data/rules.yml": RULE} | more)


def refused(files: Files) -> list[tuple[str, str]]:
    with pytest.raises(InvalidProject) as raised:
        load(files)
    return [(problem.code, str(problem.place)) for problem in raised.value.problems]


def test_a_project_says_its_language_and_its_name() -> None:
    found = project("language: fr\nassistant_id: boutique\n")
    assert (found.language, found.assistant_id) == ("fr", "boutique")
    assert (project().language, project().assistant_id) == ("", "")


@pytest.mark.parametrize(
    ("config", "rules", "history"),
    [
        ("", RuleSettings(), 5),
        ("policies: null", RuleSettings(), 5),  # Rasa's own choice
        ("policies: [{name: RulePolicy}]", RuleSettings(), 0),
        ("policies: [{name: MemoizationPolicy}]", RuleSettings(), 5),
        ("policies: [{name: RulePolicy}, {name: MemoizationPolicy, max_history: 3}]", RuleSettings(), 3),
        (
            "policies:\n- name: RulePolicy\n  core_fallback_threshold: 0.4\n"
            "  core_fallback_action_name: utter_bonjour\n  enable_fallback_prediction: false",
            RuleSettings(0.4, "utter_bonjour", with_fallback=False),
            0,
        ),
        (
            "policies: [{name: rasa.core.policies.rule_policy.RulePolicy, core_fallback_threshold: 0.2}]",
            RuleSettings(0.2),
            0,
        ),
    ],
)
def test_the_policies_are_set_as_the_configuration_says(config: str, rules: RuleSettings, history: int) -> None:
    found = project(config).policies
    assert (found.rules.settings, found.stories.history) == (rules, history)


def test_a_policy_that_is_not_run_here_is_told_as_a_warning() -> None:
    found = project("policies: [{name: RulePolicy}, {name: TEDPolicy}, {name: UnexpecTEDIntentPolicy}]")
    told = [(each.code, each.details["policy"]) for each in found.warnings]
    assert told == [("policy-not-run", "TEDPolicy"), ("policy-not-run", "UnexpecTEDIntentPolicy")]


def test_a_domain_may_be_one_file_or_a_folder() -> None:
    parts = {"domain/intents.yml": "intents: [saluer]", "domain/mots/r.yml": "responses: {utter_bonjour: [{text: B}]}"}
    found = load({"data/rules.yml": RULE, **parts})
    assert "saluer" in found.domain.intents
    assert "utter_bonjour" in found.domain.actions
    # A file at the top is the domain alone, as Rasa reads it.
    assert set(load({"domain.yml": DOMAIN, **parts, "data/rules.yml": RULE}).domain.responses) == {"utter_bonjour"}


def test_rules_and_stories_may_stand_in_any_file_but_those_of_tests() -> None:
    other = "stories:\n- story: s\n  steps: [{intent: saluer}, {action: utter_bonjour}]\nnlu: []\n"
    found = project(
        **{
            "data/deep/all.yml": other,
            "tests/test_stories.yml": "stories:\n- story: t\n  steps: [{user: salut, intent: inconnu}]",
        }
    )
    assert [(each.kind, each.name) for each in found.sequences] == [("rule", "saluer"), ("story", "s")]


def test_everything_that_is_wrong_is_told_at_once_in_order() -> None:
    files = {
        "domain.yml": "intents: [saluer]\nslots:\n  x: {type: texte}\n",
        "data/a.yml": "rules: [\n",
        "data/b.yml": "rules:\n- rule: r\n  steps:\n  - intent: partir\n  - action: utter_rien\n",
    }
    assert refused(files) == [
        ("not-yaml", "data/a.yml:2"),
        ("unknown-intent", "data/b.yml:4"),
        ("unknown-action", "data/b.yml:5"),
        ("unknown-slot-type", "domain.yml:3"),
    ]


def test_a_refusal_says_how_much_there_is_to_do_and_where_it_begins() -> None:
    with pytest.raises(InvalidProject) as raised:
        load({"domain.yml": "slots: {x: {type: texte}}"})
    assert all(word in str(raised.value) for word in ("1 to put right", "domain.yml:1", "unknown-slot-type"))


def test_an_empty_project_is_an_assistant_that_understands_nothing() -> None:
    talk = Talk("{}")
    assert talk.does_after("saluer") == ["action_default_fallback", "action_listen"]


@pytest.mark.parametrize("word", ["yes", "no", "on", "off"])
def test_words_that_older_yaml_took_for_truth_are_words(word: str) -> None:
    domain = f"""
intents: [{word}]
slots:
  x: {{type: categorical, values: [{word}, autre], mappings: [{{type: from_intent, intent: {word}, value: {word}}}]}}
responses: {{utter_ok: [{{text: {word}}}]}}
"""
    told = f"rules:\n- rule: {word}\n  steps: [{{intent: {word}}}, {{slot_was_set: [x: {word}]}}, {{action: utter_ok}}]"
    talk = Talk(domain, told)
    assert talk.answers(word) == [word]
    assert talk.slot("x") == word


WHOLE = {
    "config.yml": """
language: fr
policies: [{name: RulePolicy, core_fallback_threshold: 0.3}, {name: MemoizationPolicy, max_history: 5}]
""",
    "domain.yml": """
intents: [saluer, {suivre: {use_entities: [numero]}}]
entities: [numero, {ville: {roles: [de], influence_conversation: false}}]
slots:
  numero:
    type: text
    mappings:
    - {type: from_entity, entity: numero, not_intent: saluer, conditions: [{active_loop: form, requested_slot: numero}]}
  prix: {type: float, min_value: 1, max_value: 2, mappings: [{type: custom, action: action_x}]}
  taille: {type: categorical, values: [s, m], initial_value: s}
forms: {form: {required_slots: [numero], ignored_intents: [saluer]}}
responses:
  utter_a:
  - text: A
    channel: web
    condition: [{type: slot, name: taille, value: s}]
    buttons: [{title: A, payload: /a}]
actions: [action_x]
session_config: {session_expiration_time: 60, carry_over_slots_to_new_session: true}
""",
    "data/all.yml": """
nlu: [{intent: saluer, examples: "- bonjour"}]
rules:
- rule: r
  condition: [{active_loop: form}, {slot_was_set: [{taille: s}]}]
  wait_for_user_input: false
  steps: [{or: [{intent: saluer}, {intent: suivre, entities: [{numero: "1"}]}]}, {action: utter_a}]
stories:
- story: s
  steps: [{intent: suivre}, {action: form}, {active_loop: form}, {active_loop: null}, {checkpoint: c}]
- story: suite
  steps: [{checkpoint: c}, {intent: saluer}, {action: utter_a}]
""",
}
ROOTS = {name: YAML(typ="safe", pure=True).load(text) for name, text in WHOLE.items()}


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a file, from its root."""
    yield path
    below = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, each in below:
        yield from places(each, (*path, key))


PLACES = [(name, path) for name, root in ROOTS.items() for path in places(root) if path]
ANYTHING = [None, "texte", "", 3, -1.5, True, [], {}, ["a"], [None], [[]], [1], {"a": 1}, {"a": None}, [{"a": "b"}]]


def test_the_whole_project_is_fine() -> None:
    assert load(WHOLE).domain.forms


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PLACES), st.sampled_from(ANYTHING))
def test_whatever_stands_anywhere_in_its_files_a_project_is_loaded_or_refused(
    place: tuple[str, Any], value: Any
) -> None:
    name, path = place
    roots = deepcopy(ROOTS)
    node = roots[name]
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    try:
        load({name: json.dumps(root) for name, root in roots.items()})
    except InvalidProject as refused:
        assert refused.problems
