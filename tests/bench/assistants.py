"""Assistants of any size, made up: a project in Rasa's format, what its visitors say, and what its own code does."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dialogue.assistant.files import Files
from dialogue.assistant.messages import parse_of
from dialogue.assistant.ports import Outcome
from dialogue.assistant.turn import Said

# A form is begun, sent, left, and says why it asks.
_RULES_OF_A_FORM = 4
_DOMAIN = """\
slots:
  sent: {type: any}
responses:
  utter_left: [{text: "C'est noté, on en reste là."}]
  utter_sent: [{text: "C'est envoyé."}]
  utter_why: [{text: "C'est pour retrouver votre commande."}]
  utter_hello: [{text: "Bonjour !"}]
  utter_welcome: [{text: "Avec plaisir."}]
  utter_default: [{text: Je n'ai pas compris.}]
"""
_DOMAIN_OF_A_FORM = """\
entities: [reference_{n}]
slots:
  reference_{n}:
    type: text
    mappings: [{{type: from_entity, entity: reference_{n}}}]
  story_{n}:
    type: text
    influence_conversation: false
    mappings:
    - type: from_text
      not_intent: [stop, explain]
      conditions: [{{active_loop: form_{n}, requested_slot: story_{n}}}]
  agreed_{n}:
    type: bool
    mappings:
    - type: from_intent
      intent: affirm
      value: true
      conditions: [{{active_loop: form_{n}, requested_slot: agreed_{n}}}]
    - type: from_intent
      intent: deny
      value: false
      conditions: [{{active_loop: form_{n}, requested_slot: agreed_{n}}}]
forms:
  form_{n}: {{required_slots: [reference_{n}, story_{n}, agreed_{n}]}}
responses:
  utter_ask_reference_{n}: [{{text: "Quel est le numéro de la commande ?"}}]
  utter_ask_story_{n}: [{{text: "Que s'est-il passé avec {{reference_{n}}} ?"}}]
  utter_ask_agreed_{n}:
  - text: "Je transmets ?"
    buttons: [{{title: Oui, payload: /affirm}}, {{title: Non, payload: /deny}}]
actions: [validate_form_{n}, action_forget_{n}]
"""
_RULES_FOR_A_FORM = """\
- rule: begin {n}
  steps:
  - intent: start_{n}
  - action: form_{n}
  - active_loop: form_{n}
- rule: send {n}
  condition:
  - active_loop: form_{n}
  steps:
  - action: form_{n}
  - active_loop: null
  - slot_was_set:
    - requested_slot: null
  - action: utter_sent
  - action: action_forget_{n}
- rule: leave {n}
  condition:
  - active_loop: form_{n}
  steps:
  - intent: stop
  - action: utter_left
  - action: action_deactivate_loop
  - active_loop: null
  - action: action_forget_{n}
- rule: explain {n}
  condition:
  - active_loop: form_{n}
  steps:
  - intent: explain
  - action: utter_why
  - action: form_{n}
"""
_STORIES = """\
stories:
- story: greeted, then thanked
  steps:
  - intent: greet
  - action: utter_hello
  - intent: thanks
  - action: utter_welcome
"""


@dataclass(frozen=True, slots=True)
class Size:
    """How large an assistant is: its rules, of which each of its forms takes four."""

    rules: int
    forms: int

    @property
    def questions(self) -> int:
        return self.rules - _RULES_OF_A_FORM * self.forms


def project(size: Size) -> Files:
    """Return a project of this size; every form has three slots, and a validation of its own."""
    questions, forms = range(size.questions), range(size.forms)
    asked = "".join(f"- question_{n}\n" for n in questions)
    begun = "".join(f"- start_{n}\n" for n in forms)
    answers = "".join(f"  utter_answer_{n}: [{{text: Réponse {n}.}}]\n" for n in questions)
    rules = "".join(
        f"- rule: answer {n}\n  steps: [{{intent: question_{n}}}, {{action: utter_answer_{n}}}]\n" for n in questions
    )
    return {
        "config.yml": "policies: [{name: RulePolicy}, {name: MemoizationPolicy, max_history: 5}]\n",
        "domain/all.yml": _DOMAIN
        + answers
        + f"intents:\n{asked}{begun}- inform\n- affirm\n- deny\n- stop\n- explain\n- greet\n- thanks\n",
        **{f"domain/form_{n}.yml": _DOMAIN_OF_A_FORM.format(n=n) for n in forms},
        "data/rules.yml": "rules:\n" + rules + "".join(_RULES_FOR_A_FORM.format(n=n) for n in forms),
        "data/stories.yml": _STORIES,
    }


def talk(size: Size, *, seed: int) -> Iterator[Said]:
    """Return what a visitor says, without end: questions, and forms that are filled, doubted, sometimes left."""
    rng = random.Random(seed)
    while True:
        n = rng.randrange(size.forms)
        yield _said(f"question_{rng.randrange(size.questions)}", "Quels sont vos horaires ?")
        yield _said(f"start_{n}", "Je voudrais suivre ma commande")
        if rng.random() < 0.3:
            yield _said("explain", "Pourquoi cette question ?")
        yield _said("inform", "C'est la AB12345", [{"entity": f"reference_{n}", "value": "AB12345"}])
        if rng.random() < 0.2:
            yield _said("stop", "Laissez tomber")
            continue
        yield _said("inform", "Elle devait arriver mardi, et le carton est abîmé.")
        yield _said(rng.choice(("affirm", "deny")), "Tout à fait")


class Code:
    """A project's actions: a form's validation, which agrees, and what forgets the answers in the end."""

    def run(self, name: str, tracker: dict[str, Any], domain: dict[str, Any]) -> Outcome:
        if name.startswith("validate_"):
            return Outcome(tuple(_agreed(tracker["events"])))
        slots = (f"{part}_{name.rpartition('_')[2]}" for part in ("reference", "story", "agreed"))
        return Outcome(tuple({"event": "slot", "name": slot, "value": None} for slot in slots))


def _agreed(events: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Return the slots that stand last among the events, as rasa-sdk finds what there is to validate."""
    for event in reversed(events):
        if event["event"] != "slot":
            return
        yield {"event": "slot", "name": event["name"], "value": event["value"]}


def _said(intent: str, text: str, entities: list[dict[str, Any]] | None = None) -> Said:
    return Said(text, parse_of(intent, text=text, confidence=0.93) | {"entities": entities or []})
