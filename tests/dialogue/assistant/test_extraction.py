"""Which slots a message fills."""

from typing import Any

import pytest
from fakes.own_actions import Does, sets
from fakes.talk import Talk, actions, entity, happened, texts

from dialogue.assistant import events
from dialogue.assistant.errors import ActionFailed, ActionRejected
from dialogue.assistant.ports import Outcome

INTENTS = "intents: [saluer, donner, oui, non, bavarder, commander, arreter]\nentities: [ville, plat, numero]\n"


def filled(slot: str, intent: str, *entities: dict[str, Any], text: str = "", kind: str = "text") -> Any:
    """What a slot with these mappings holds after a message."""
    talk = Talk(f"{INTENTS}slots:\n  x:\n    type: {kind}\n    mappings:\n{slot}")
    talk.say(intent, *entities, text=text)
    # Nobody knows what to answer, and the fallback takes the turn back: what was filled stands among the events.
    found = [event["value"] for event in talk.tracker.events if event["event"] == "slot" and event["name"] == "x"]
    return found[-1] if found else None


LYON, NICE = entity("ville", "Lyon"), entity("ville", "Nice", role="à")


@pytest.mark.parametrize(
    ("mapping", "intent", "entities", "value"),
    [
        ("{type: from_entity, entity: ville}", "donner", [LYON], "Lyon"),
        ("{type: from_entity, entity: ville}", "donner", [LYON, entity("ville", "Metz")], "Metz"),  # the last one
        ("{type: from_entity, entity: ville}", "donner", [NICE], None),  # it has a role, the mapping none
        ("{type: from_entity, entity: ville, role: à}", "donner", [LYON, NICE], "Nice"),
        ("{type: from_entity, entity: ville, group: g}", "donner", [entity("ville", "Nice", group="g")], "Nice"),
        ("{type: from_entity, entity: ville, role: à}", "donner", [entity("ville", "Nice", role="à", group="g")], None),
        ("{type: from_entity, entity: pays}", "donner", [entity("pays", "France")], None),  # not in the domain
        ("{type: from_entity, entity: ville, intent: donner}", "donner", [LYON], "Lyon"),
        ("{type: from_entity, entity: ville, intent: [oui, donner]}", "donner", [LYON], "Lyon"),
        ("{type: from_entity, entity: ville, intent: oui}", "donner", [LYON], None),
        ("{type: from_entity, entity: ville, not_intent: donner}", "donner", [LYON], None),
        ("{type: from_entity, entity: ville, not_intent: [oui, non]}", "donner", [LYON], "Lyon"),
        ("{type: from_intent, intent: oui, value: true}", "oui", [], True),
        ("{type: from_intent, intent: oui, value: true}", "non", [], None),
        ("{type: from_intent, not_intent: oui, value: autre}", "non", [], "autre"),
        ("{type: from_text}", "bavarder", [], "<bavarder>"),
        ("{type: from_text, not_intent: bavarder}", "bavarder", [], None),
        ("{type: from_trigger_intent, intent: oui, value: 1}", "oui", [], None),  # no form goes on
        ("{type: from_text, conditions: [{active_loop: null}]}", "donner", [], "<donner>"),
        ("{type: from_text, conditions: [{active_loop: form}]}", "donner", [], None),
        ("{type: from_text, conditions: [{active_loop: form}, {active_loop: null}]}", "donner", [], "<donner>"),
    ],
)
def test_a_mapping_takes_what_it_says(mapping: str, intent: str, entities: list[dict[str, Any]], value: Any) -> None:
    assert filled(f"    - {mapping}", intent, *entities) == value


def test_of_several_mappings_the_first_that_finds_something_is_right() -> None:
    both = "    - {type: from_entity, entity: ville, role: à}\n    - {type: from_entity, entity: ville}"
    assert filled(both, "donner", LYON, NICE) == "Nice"
    assert filled(both, "donner", LYON) == "Lyon"


def test_a_list_slot_takes_all_values() -> None:
    mapping = "    - {type: from_entity, entity: ville}"
    assert filled(mapping, "donner", LYON, entity("ville", "Metz"), kind="list") == ["Lyon", "Metz"]


FORM = f"""
{INTENTS}
slots:
  depart: {{type: text, mappings: [{{type: from_entity, entity: ville}}]}}
  arrivee: {{type: text, mappings: [{{type: from_entity, entity: ville}}]}}
  numero: {{type: text, mappings: [{{type: from_entity, entity: numero}}]}}
  accord:
    type: bool
    influence_conversation: false
    mappings:
    - {{type: from_intent, intent: oui, value: true, conditions: [{{active_loop: form, requested_slot: accord}}]}}
    - {{type: from_intent, intent: non, value: false, conditions: [{{active_loop: form, requested_slot: accord}}]}}
  origine:
    type: any
    mappings: [{{type: from_trigger_intent, intent: commander, value: bouton}}]
  partout: {{type: any, mappings: [{{type: from_text}}]}}
  du_form: {{type: any, mappings: [{{type: from_text, conditions: [{{active_loop: form}}]}}]}}
  ailleurs: {{type: any, mappings: [{{type: from_text, conditions: [{{active_loop: autre}}]}}]}}
forms:
  form: {{required_slots: [depart, arrivee, numero, accord], ignored_intents: [bavarder]}}
  autre: {{required_slots: []}}
responses: {{utter_ask_depart: [{{text: "D'où ?"}}], utter_merci: [{{text: Merci}}]}}
"""
BEGIN = """
rules:
- rule: commander
  steps: [{intent: commander}, {action: form}, {active_loop: form}]
- rule: commandé
  condition: [{active_loop: form}]
  steps: [{action: form}, {active_loop: null}, {action: utter_merci}]
"""


def in_form() -> Talk:
    talk = Talk(FORM, BEGIN)
    talk.say("commander", text="je commande")
    return talk


def test_of_two_slots_of_a_form_that_would_take_the_same_only_the_one_asked_for_does() -> None:
    talk = in_form()
    talk.say("donner", LYON)
    assert (talk.slot("depart"), talk.slot("arrivee")) == ("Lyon", None)
    talk.say("donner", entity("ville", "Metz"))
    assert (talk.slot("depart"), talk.slot("arrivee")) == ("Lyon", "Metz")


def test_a_slot_of_a_form_that_no_other_takes_is_filled_before_it_is_asked_for() -> None:
    talk = in_form()
    talk.say("donner", LYON, entity("numero", "12"))
    assert talk.slot("numero") == "12"


def test_without_a_form_both_slots_take_it() -> None:
    talk = Talk(FORM, "rules:\n- rule: donner\n  steps: [{intent: donner}, {action: action_listen}]")
    talk.say("donner", LYON)
    assert (talk.slot("depart"), talk.slot("arrivee")) == ("Lyon", "Lyon")


def test_what_is_asked_for_is_taken_only_when_it_is_asked_for() -> None:
    talk = in_form()
    talk.say("oui")
    assert talk.slot("accord") is None
    for one in (LYON, entity("ville", "Metz"), entity("numero", "12")):
        talk.say("donner", one)
    assert talk.slot("requested_slot") == "accord"
    talk.say("non")
    assert talk.slot("accord") is False
    assert talk.form is None


@pytest.mark.parametrize(("rejected", "taken"), [(False, True), (True, False)])
def test_what_a_form_asked_for_is_not_taken_while_it_stands_back(rejected: bool, taken: bool) -> None:
    talk = in_form()
    talk.tracker.add(events.slot("requested_slot", "accord"), *([events.rejected("form")] if rejected else []))
    assert ("slot accord=True" in happened(talk.say("oui"))) is taken


def test_what_triggers_a_form_may_fill_a_slot_as_it_begins() -> None:
    assert in_form().slot("origine") == "bouton"


def test_an_intent_that_a_form_ignores_fills_nothing_of_it_nor_what_is_filled_anywhere() -> None:
    talk = in_form()
    talk.say("donner", LYON, text="de Lyon")
    assert [talk.slot(name) for name in ("partout", "du_form", "ailleurs")] == ["de Lyon", "de Lyon", None]
    turn = talk.say("bavarder", text="il fait beau")
    assert [event["name"] for event in turn.events if event["event"] == "slot"] == []


def own(mapping: str, does: dict[str, Does], *, more: str = "", validates: bool = False) -> Talk:
    listed = ["action_compter", *(["action_validate_slot_mappings"] if validates else [])]
    return Talk(
        f"""
{INTENTS}
slots:
  mots: {{type: float, influence_conversation: false, mappings: [{mapping}]}}
  lettres: {{type: float, influence_conversation: false, mappings: [{mapping}]}}
  ville: {{type: text, influence_conversation: false, mappings: [{{type: from_entity, entity: ville}}]}}
responses: {{utter_bonjour: [{{text: Bonjour}}]}}
actions: [{", ".join(listed)}]
{more}
""",
        "rules:\n- rule: saluer\n  steps: [{intent: saluer}, {action: utter_bonjour}]",
        does,
    )


CUSTOM = "{type: custom, action: action_compter}"


def counts(tracker: dict[str, Any]) -> list[dict[str, Any]]:
    text = tracker["latest_message"]["text"]
    return [*sets(mots=len(text.split()), lettres=len(text)), {"event": "restart"}]


def test_the_projects_own_action_may_fill_slots_and_runs_once_a_turn() -> None:
    talk = own(CUSTOM, {"action_compter": counts})
    turn = talk.say("saluer", text="bonjour à tous")
    assert (talk.slot("mots"), talk.slot("lettres")) == (3, 14)
    assert len(talk.actions.of("action_compter")) == 1
    assert "restart" not in [event["event"] for event in turn.events]  # only what it fills counts


def test_what_an_action_that_fills_slots_says_is_not_said() -> None:
    talk = own(CUSTOM, {"action_compter": lambda tracker: Outcome(tuple(sets(mots=1)), ({"text": "compté"},))})
    assert texts(talk.say("saluer")) == ["Bonjour"]


@pytest.mark.parametrize(
    "error", [ActionFailed(action="action_compter", reason="x"), ActionRejected(action="action_compter")]
)
def test_an_action_that_cannot_fill_its_slots_leaves_the_others(error: Exception) -> None:
    def fails(tracker: dict[str, Any]) -> list[dict[str, Any]]:
        raise error

    talk = own(CUSTOM, {"action_compter": fails})
    turn = talk.say("saluer", LYON)
    assert (talk.slot("ville"), talk.slot("mots"), texts(turn)) == ("Lyon", None, ["Bonjour"])
    assert error in turn.failures


def test_an_action_that_is_not_there_leaves_the_other_slots_filled() -> None:
    talk = own(CUSTOM, {})
    turn = talk.say("saluer", LYON)
    assert (talk.slot("ville"), texts(turn)) == ("Lyon", ["Bonjour"])
    assert [failure.code for failure in turn.failures] == ["action-not-found"]


def test_the_projects_own_validation_has_the_last_word() -> None:
    def validates(tracker: dict[str, Any]) -> Outcome:
        assert tracker["events"][-1]["name"] == "ville"
        return Outcome(tuple(sets(ville="LYON", mots=0)), ({"text": "Vérifié."},))

    talk = own("{type: custom}", {"action_validate_slot_mappings": validates}, validates=True)
    turn = talk.say("saluer", LYON)
    assert (talk.slot("ville"), talk.slot("mots")) == ("LYON", 0)
    assert texts(turn) == ["Vérifié.", "Bonjour"]
    assert len([event for event in turn.events if event["event"] == "slot"]) == 2


def test_what_the_validation_does_not_speak_of_stays() -> None:
    talk = own("{type: custom}", {"action_validate_slot_mappings": lambda tracker: []}, validates=True)
    talk.say("saluer", LYON)
    assert talk.slot("ville") == "Lyon"


def test_a_validation_that_fails_leaves_the_message_without_slots_and_the_conversation_goes_on() -> None:
    talk = own("{type: custom}", {}, validates=True)
    turn = talk.say("saluer", LYON)
    assert (talk.slot("ville"), texts(turn)) == (None, ["Bonjour"])
    assert actions(turn)[-1] == "action_listen"
    assert [failure.code for failure in turn.failures] == ["action-not-found"]
