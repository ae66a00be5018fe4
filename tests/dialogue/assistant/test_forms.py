"""Forms ask for each slot in turn, check what is said, and step back when something else was said."""

from typing import Any

import pytest
from fakes.own_actions import asked_to_validate, sets
from fakes.talk import Talk, entity, happened, texts

from dialogue.assistant.errors import ActionFailed, ActionRejected
from dialogue.assistant.ports import Outcome

DOMAIN = """
intents: [adresser, donner, arreter, bavarder, pourquoi, commander]
entities: [rue, code]
slots:
  rue: {type: text, mappings: [{type: from_entity, entity: rue}]}
  code: {type: text, mappings: [{type: from_entity, entity: code}]}
  etage:
    type: any
    mappings:
    - {type: from_text, not_intent: [arreter, bavarder], conditions: [{active_loop: adresse, requested_slot: etage}]}
forms:
  adresse: {required_slots: [rue, code]}
  autre: {required_slots: [code]}
responses:
  utter_ask_rue: [{text: Quelle rue ?}]
  utter_ask_code: [{text: "Quel code, {rue} ?"}]
  utter_ask_autre_code: [{text: "Un autre code ?"}]
  utter_ask_etage: [{text: Quel étage ?}]
  utter_envoye: [{text: "C'est changé : {rue}, {code}."}]
  utter_laisse: [{text: On laisse.}]
  utter_oui_oui: [{text: Oui oui.}]
  utter_default: [{text: Pardon ?}]
"""
TOLD = """
rules:
- rule: adresser
  steps: [{intent: adresser}, {action: adresse}, {active_loop: adresse}]
- rule: adressé
  condition: [{active_loop: adresse}]
  steps: [{action: adresse}, {active_loop: null}, {slot_was_set: [requested_slot: null]}, {action: utter_envoye}]
- rule: autre
  steps: [{intent: commander}, {action: autre}, {active_loop: autre}]
- rule: arreter
  condition: [{active_loop: adresse}]
  steps: [{intent: arreter}, {action: utter_laisse}, {action: action_deactivate_loop}, {active_loop: null}]
- rule: bavarder
  steps: [{intent: bavarder}, {action: utter_oui_oui}]
"""
RUE, CODE = entity("rue", "12 rue Haute"), entity("code", "44000")


def form(validates: Any = None, *, asks: Any = None, told: str = TOLD, does: dict[str, Any] | None = None) -> Talk:
    """A talk whose form has a validation, and asks for the code by an action, if these are given."""
    own = {"validate_adresse": validates, "action_ask_code": asks, **(does or {})}
    known = {name: each for name, each in own.items() if each}
    return Talk(f"{DOMAIN}actions: [{', '.join(known)}]", told, known)


def begun(*args: Any, **more: Any) -> Talk:
    talk = form(*args, **more)
    talk.say("adresser")
    return talk


def test_a_form_asks_for_each_slot_then_ends() -> None:
    talk = form()
    assert talk.answers("adresser") == ["Quelle rue ?"]
    assert (talk.form, talk.slot("requested_slot")) == ("adresse", "rue")
    assert talk.answers("donner", RUE) == ["Quel code, 12 rue Haute ?"]
    assert talk.slot("requested_slot") == "code"
    assert talk.answers("donner", CODE) == ["C'est changé : 12 rue Haute, 44000."]
    assert (talk.form, talk.slot("requested_slot")) == (None, None)


def test_the_events_of_a_form_are_those_of_rasa() -> None:
    talk = form()
    assert happened(talk.say("adresser"))[3:] == [
        "user adresser",
        "featurized",
        "action adresse",
        "loop adresse",
        "slot requested_slot=rue",
        "bot Quelle rue ?",
        "action action_listen",
    ]
    talk.say("donner", RUE)
    assert happened(talk.say("donner", CODE)) == [
        "user donner",
        "slot code=44000",
        "featurized",
        "action adresse",
        "slot requested_slot=None",
        "loop None",
        "action utter_envoye",
        "bot C'est changé : 12 rue Haute, 44000.",
        "action action_listen",
    ]


def test_what_was_said_before_is_not_asked_for() -> None:
    talk = form()
    assert talk.answers("adresser", RUE) == ["Quel code, 12 rue Haute ?"]
    everything = form()
    assert everything.answers("adresser", RUE, CODE) == ["C'est changé : 12 rue Haute, 44000."]
    assert everything.form is None


def test_what_was_said_before_is_validated_as_the_form_begins() -> None:
    seen = []

    def refuses(tracker: dict[str, Any]) -> list[dict[str, Any]]:
        seen.append(asked_to_validate(tracker))
        return sets(rue=None) if "rue" in seen[-1] else []

    talk = form(refuses)
    assert talk.answers("adresser", RUE) == ["Quelle rue ?"]
    assert seen == [{"rue": "12 rue Haute"}]
    assert talk.slot("rue") is None


def test_an_answer_is_validated_with_what_the_form_asked_and_comes_last() -> None:
    def refuses(tracker: dict[str, Any]) -> Outcome:
        given = asked_to_validate(tracker)
        if "rue" not in given:
            return Outcome()
        assert given == {"rue": "rue"}
        assert tracker["active_loop"]["name"] == "adresse"
        assert [event["name"] for event in tracker["events"][-3:]] == ["requested_slot", "adresse", "rue"]
        return Outcome(tuple(sets(rue=None)), ({"text": "Une adresse entière, s'il vous plaît."},))

    talk = begun(refuses)
    assert talk.answers("donner", entity("rue", "rue")) == ["Une adresse entière, s'il vous plaît.", "Quelle rue ?"]
    assert (talk.slot("rue"), talk.slot("requested_slot")) == (None, "rue")


def test_a_validation_may_change_an_answer_and_fill_other_slots() -> None:
    talk = begun(lambda tracker: sets(rue="12, RUE HAUTE", code="44000") if asked_to_validate(tracker) else [])
    assert talk.answers("donner", RUE) == ["C'est changé : 12, RUE HAUTE, 44000."]


def test_a_validation_may_ask_for_another_slot_than_the_form_would() -> None:
    def floor(tracker: dict[str, Any]) -> list[dict[str, Any]]:
        given = asked_to_validate(tracker)
        if "rue" in given:
            return sets(**given, requested_slot="etage")
        if "etage" in given:
            return sets(**given, requested_slot="code")
        return sets(**given, requested_slot=None) if "code" in given else []

    talk = begun(floor)
    assert talk.answers("donner", RUE) == ["Quel étage ?"]
    assert talk.slot("requested_slot") == "etage"
    assert talk.answers("donner", text="au 3e") == ["Quel code, 12 rue Haute ?"]
    assert talk.slot("etage") == "au 3e"
    assert talk.answers("donner", CODE) == ["C'est changé : 12 rue Haute, 44000."]


def test_what_a_validation_learns_by_itself_is_an_answer_whatever_was_said() -> None:
    def knows(tracker: dict[str, Any]) -> list[dict[str, Any]]:
        return sets(rue="12 rue Haute") if tracker["latest_message"]["intent"]["name"] == "bavarder" else []

    talk = begun(knows)
    turn = talk.say("bavarder")
    assert "rejected adresse" not in happened(turn)
    assert texts(turn) == ["Quel code, 12 rue Haute ?"]


@pytest.mark.parametrize("ends", [{"requested_slot": None}, None])
def test_a_validation_may_end_the_form(ends: dict[str, Any] | None) -> None:
    def leaves(tracker: dict[str, Any]) -> list[dict[str, Any]]:
        given = asked_to_validate(tracker)
        return [] if "rue" not in given else sets(**ends) if ends else [{"event": "active_loop", "name": None}]

    talk = begun(leaves)
    talk.say("donner", RUE)
    assert (talk.form, talk.slot("requested_slot")) == (None, None)


def test_a_form_that_is_not_answered_steps_back_and_lets_rules_have_their_say() -> None:
    talk = begun()
    assert happened(talk.say("bavarder")) == [
        "user bavarder",
        "rejected adresse",
        "featurized",
        "action utter_oui_oui",
        "bot Oui oui.",
        "action adresse",
        "slot requested_slot=rue",
        "bot Quelle rue ?",
        "action action_listen",
    ]
    assert talk.answers("donner", RUE) == ["Quel code, 12 rue Haute ?"]


def test_a_form_that_is_not_answered_and_no_rule_knows_why_asks_again_after_the_fallback() -> None:
    talk = begun()
    assert talk.answers("pourquoi") == ["Pardon ?"]
    assert (talk.form, talk.slot("requested_slot")) == ("adresse", "rue")
    assert talk.answers("donner", RUE) == ["Quel code, 12 rue Haute ?"]


def test_a_form_may_be_left() -> None:
    talk = begun()
    assert talk.answers("arreter") == ["On laisse."]
    assert (talk.form, talk.slot("requested_slot")) == (None, None)
    assert talk.answers("adresser") == ["Quelle rue ?"]


def test_a_rule_may_say_that_the_form_asks_again_without_taking_what_was_said_as_its_answer() -> None:
    asks_again = (
        TOLD
        + """
- rule: pourquoi
  condition: [{active_loop: adresse}]
  steps: [{intent: pourquoi}, {action: utter_oui_oui}, {action: adresse}, {active_loop: adresse}]
"""
    )
    talk = begun(told=asks_again)
    assert talk.answers("pourquoi") == ["Oui oui.", "Quelle rue ?"]


WAITS = (
    TOLD
    + """
- rule: pourquoi
  condition: [{active_loop: adresse}]
  steps: [{intent: pourquoi}, {action: utter_oui_oui}]
- rule: puis la suite
  condition: [{active_loop: adresse}]
  steps: [{intent: donner}, {action: adresse}, {active_loop: adresse}]
"""
)


def test_a_rule_that_ends_inside_a_form_waits_there() -> None:
    talk = begun(told=WAITS)
    assert talk.answers("pourquoi") == ["Oui oui."]
    assert (talk.form, talk.slot("requested_slot")) == ("adresse", "rue")


def test_a_form_that_is_called_back_by_a_rule_does_not_take_what_was_said_for_its_answer() -> None:
    seen: list[dict[str, Any]] = []
    talk = begun(lambda tracker: seen.append(asked_to_validate(tracker)) or [], told=WAITS)
    talk.say("pourquoi")
    turn = talk.say("donner", RUE)
    assert "loop_interrupted" in [event["event"] for event in turn.events]
    assert seen[-1] == {}
    assert texts(turn) == ["Quel code, 12 rue Haute ?"]


def test_another_form_takes_the_place_of_this_one() -> None:
    talk = begun()
    assert talk.answers("commander") == ["Un autre code ?"]
    assert talk.form == "autre"


def test_the_question_is_the_most_particular_there_is() -> None:
    talk = form(asks=lambda tracker: Outcome(responses=({"text": "Le code, par l'action ?"},)))
    assert talk.answers("adresser", RUE) == ["Le code, par l'action ?"]
    assert talk.answers("commander") == ["Un autre code ?"]  # utter_ask_autre_code before action_ask_code


def test_a_slot_without_a_question_is_waited_for_in_silence() -> None:
    talk = Talk(DOMAIN.replace("  utter_ask_rue: [{text: Quelle rue ?}]\n", ""), TOLD)
    assert talk.answers("adresser") == []
    assert talk.slot("requested_slot") == "rue"


@pytest.mark.parametrize(
    "rejects", [ActionRejected(action="validate_adresse"), {"event": "action_execution_rejected", "name": "adresse"}]
)
def test_a_validation_may_step_back_itself(rejects: Any) -> None:
    def validates(tracker: dict[str, Any]) -> list[dict[str, Any]]:
        if "rue" not in asked_to_validate(tracker):
            return []
        if isinstance(rejects, Exception):
            raise rejects
        return [rejects]

    talk = begun(validates)
    turn = talk.say("donner", RUE)
    assert "rejected adresse" in happened(turn)
    assert "action adresse" not in happened(turn)
    assert texts(turn) == ["Pardon ?"]


def test_a_validation_that_fails_leaves_nothing_half_done_and_the_conversation_goes_on() -> None:
    failure = ActionFailed(action="validate_adresse", reason="panne")
    broken = True

    def validates(tracker: dict[str, Any]) -> list[dict[str, Any]]:
        if broken and asked_to_validate(tracker):
            raise failure
        return sets(**asked_to_validate(tracker))

    talk = begun(validates)
    turn = talk.say("donner", RUE)
    assert turn.failures == (failure,)
    assert happened(turn)[-1] == "action action_listen"
    assert (talk.form, talk.slot("requested_slot")) == ("adresse", "rue")
    broken = False
    assert talk.answers("donner", RUE) == ["Quel code, 12 rue Haute ?"]


def test_the_form_may_be_the_projects_own_action() -> None:
    own = "actions: [adresse]"
    talk = Talk(
        DOMAIN + own,
        TOLD,
        {"adresse": lambda tracker: [{"event": "active_loop", "name": "adresse"}, *sets(requested_slot="rue")]},
    )
    assert talk.answers("adresser") == []
    assert talk.form == "adresse"
    assert len(talk.actions.of("adresse")) == 1
