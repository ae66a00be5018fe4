"""The Python of actions is read, and never run."""

from dialogue.assistant.checks.code import read_code
from dialogue.assistant.problems import Place

CODE = """from rasa_sdk import Action, FormValidationAction, ValidationAction
from rasa_sdk.events import ReminderScheduled

raise SystemExit("this is not run")


class Bake(Action):
    def name(self) -> str:
        return "action_bake"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(response="utter_baked", minutes=20)
        return [ReminderScheduled("EXTERNAL_done")]


class Order(FormValidationAction):
    def name(self):
        return "validate_order_form"


class Slots(ValidationAction):
    pass


class Oven:
    heat = "hot"
"""


def test_the_names_of_actions_are_found_with_their_places() -> None:
    code = read_code({"actions/bake.py": CODE})
    assert code.actions == {
        "action_bake": Place("actions/bake.py", 7),
        "validate_order_form": Place("actions/bake.py", 16),
        "action_validate_slot_mappings": Place("actions/bake.py", 21),
    }
    assert code.known
    assert {"utter_baked", "minutes", "hot"} <= code.words


def test_reminders_and_knowledge_bases_are_told() -> None:
    [reminder] = read_code({"actions/bake.py": CODE}).problems
    told = (reminder.code, str(reminder.place), reminder.severity)
    assert told == ("reminder-not-kept", "actions/bake.py:13", "warning")
    base = "from rasa_sdk.knowledge_base.actions import ActionQueryKnowledgeBase as Base\n\n\n"
    base += "class Ask(rasa_sdk.knowledge_base.actions.ActionQueryKnowledgeBase):\n    pass\n"
    code = read_code({"a.py": base})
    assert [each.code for each in code.problems] == ["knowledge-base-not-tried"]
    assert not code.known


def test_a_name_that_is_made_at_run_time_is_not_known() -> None:
    made = "class Bake(Action):\n    def name(self):\n        return f'action_{self.what}'\n"
    assert not read_code({"a.py": made}).known
    assert not read_code({}).known


def test_what_is_no_python_is_told_with_its_line() -> None:
    [wrong] = read_code({"a.py": "x = 1\nclass\n"}).problems
    assert (wrong.code, str(wrong.place), wrong.severity) == ("not-python", "a.py:2", "error")
    assert [each.code for each in read_code({"a.py": "x = '\0'"}).problems] == ["not-python"]
