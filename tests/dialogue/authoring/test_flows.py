"""The flows of a project: what an intent starts when nothing else goes on."""

from fakes.project import PROJECT, RULES

from dialogue.assistant.project import load
from dialogue.authoring.flows import flows
from dialogue.authoring.model import Flow

MORE = """- rule: merci, dans un formulaire
  condition:
  - active_loop: suivi_form
  steps:
  - intent: merci
  - action: utter_saluer
  - action: suivi_form
- rule: merci, quand le numéro est connu
  condition:
  - slot_was_set:
    - numero
  steps:
  - intent: merci
  - action: utter_saluer
- rule: pas compris
  steps:
  - intent: nlu_fallback
  - action: utter_saluer
"""
STORIES = """stories:
- story: saluer puis suivre
  steps:
  - intent: saluer
  - action: utter_saluer
  - intent: suivre_commande
  - action: suivi_form
  - active_loop: suivi_form
- story: donner un numéro d'abord
  steps:
  - intent: donner_numero
  - action: suivi_form
  - active_loop: suivi_form
- story: un autre
  steps:
  - intent: autre
  - action: utter_saluer
"""


def found(**files: str) -> dict[str, Flow]:
    domain = PROJECT["domain.yml"].replace("donner_numero]", "donner_numero, merci, autre]")
    project = load(PROJECT | {"domain.yml": domain} | {f"data/{name}.yml": text for name, text in files.items()})
    return {flow.intent: flow for flow in flows(project)}


def test_a_flow_is_an_intent_that_starts_a_form_or_has_a_rule_forms_first() -> None:
    assert list(found().values()) == [
        Flow("suivre_commande", "suivre une commande", "suivi_form"),
        Flow("saluer", "dire bonjour"),
    ]


def test_what_needs_a_form_that_goes_on_starts_nothing_and_a_slot_is_no_form() -> None:
    assert found(rules=RULES + MORE)["merci"] == Flow("merci", "merci, quand le numéro est connu")


def test_what_nobody_says_by_an_intent_of_their_own_is_no_flow() -> None:
    assert "nlu_fallback" not in found(rules=RULES + MORE)


def test_a_story_is_a_flow_when_it_starts_with_a_form() -> None:
    flows = found(stories=STORIES)
    assert flows["donner_numero"] == Flow("donner_numero", "donner un numéro d'abord", "suivi_form")
    assert flows["saluer"].name == "dire bonjour"
    assert "autre" not in flows
