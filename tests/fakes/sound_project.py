"""A small assistant of a bakery in which nothing is wrong, to be made wrong one line at a time."""

from collections.abc import Mapping

from dialogue.assistant.checking import problems_of
from dialogue.assistant.problems import Problem

DOMAIN = """version: "3.1"
intents: [greet, order, inform, stop]
entities: [bread, count]
slots:
  bread:
    type: text
    mappings:
    - type: from_entity
      entity: bread
  count:
    type: float
    max_value: 20
    mappings:
    - type: from_entity
      entity: count
  member:
    type: bool
    mappings:
    - type: custom
      action: action_know
forms:
  order_form:
    required_slots: [bread, count]
responses:
  utter_greet:
  - text: "Good day!"
    buttons:
    - title: "Order rye"
      payload: '/order{"bread": "rye"}'
  utter_ask_bread:
  - text: "Which bread?"
  utter_ask_count:
  - text: "How many?"
  utter_ordered:
  - text: "{count} of {bread}, thank you."
  utter_stopped:
  - text: "As you like."
  utter_member:
  - text: "Welcome back!"
actions: [action_know]
session_config:
  session_expiration_time: 60
"""
RULES = """version: "3.1"
rules:
- rule: greet
  steps:
  - intent: greet
  - action: utter_greet
- rule: order
  steps:
  - intent: order
  - action: order_form
  - active_loop: order_form
- rule: ordered
  condition:
  - active_loop: order_form
  steps:
  - action: order_form
  - active_loop: null
  - slot_was_set:
    - requested_slot: null
  - action: utter_ordered
- rule: stop
  condition:
  - active_loop: order_form
  steps:
  - intent: stop
  - action: action_deactivate_loop
  - active_loop: null
  - action: utter_stopped
"""
STORIES = """version: "3.1"
stories:
- story: known
  steps:
  - slot_was_set:
    - member: true
  - intent: stop
  - action: utter_member
  - checkpoint: thanked
- story: thanked again
  steps:
  - checkpoint: thanked
  - intent: stop
  - action: utter_stopped
"""
NLU = r"""version: "3.1"
nlu:
- intent: greet
  examples: |
    - hello
    - good morning
- intent: order
  examples: |
    - I want bread
    - [rye](bread) please
- intent: inform
  examples: |
    - [2](count)
    - a [baguette](bread)
- intent: stop
  examples: |
    - stop
    - I changed my mind
- regex: count
  examples: |
    - \b\d{1,2}\b
- synonym: rye
  examples: |
    - dark one
"""
TESTS = """version: "3.1"
stories:
- story: greeted
  steps:
  - user: |
      hello
    intent: greet
  - action: utter_greet
- story: bread is ordered
  steps:
  - user: |
      I want bread
    intent: order
  - action: order_form
  - active_loop: order_form
  - user: |
      [rye](bread)
    intent: inform
  - action: order_form
  - user: |
      stop
    intent: stop
  - action: action_deactivate_loop
  - active_loop: null
  - action: utter_stopped
"""
ACTIONS = '''"""Who it is."""

from rasa_sdk import Action
from rasa_sdk.events import SlotSet


class Know(Action):
    """Whether it is a member."""

    def name(self):
        """Its name in the domain."""
        return "action_know"

    def run(self, dispatcher, tracker, domain):
        """Nobody is one who does not say so."""
        return [SlotSet("member", "member" in str(tracker.latest_message.get("text")))]
'''
SOUND = {
    "config.yml": "language: en\n",
    "domain.yml": DOMAIN,
    "data/rules.yml": RULES,
    "data/stories.yml": STORIES,
    "data/nlu.yml": NLU,
    "tests/test_stories.yml": TESTS,
}
SOURCES = {"actions.py": ACTIONS}


def changed(file: str, before: str, after: str) -> dict[str, str]:
    """The project with one passage put otherwise."""
    assert SOUND[file].count(before) == 1, before
    return SOUND | {file: SOUND[file].replace(before, after)}


def told(files: Mapping[str, str], sources: Mapping[str, str] | None = None) -> list[tuple[str, str, str]]:
    """What is wrong: code, place, severity."""
    found = problems_of(files, SOURCES if sources is None else sources)
    return [(each.code, str(each.place), each.severity) for each in found]


def only(files: Mapping[str, str], code: str) -> Problem:
    """The one problem of this code."""
    [problem] = [each for each in problems_of(files, SOURCES) if each.code == code]
    return problem
