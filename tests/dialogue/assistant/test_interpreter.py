"""A turn, from a message to the assistant that listens again."""

from typing import Any

import pytest
from fakes.own_actions import sets
from fakes.talk import MINUTE, Talk, actions, entity, happened, texts

from dialogue.assistant.errors import ActionFailed, ActionRejected, ActionTimedOut
from dialogue.assistant.interpreter import Said
from dialogue.assistant.messages import parse_of
from dialogue.assistant.ports import Outcome

DOMAIN = """
intents: [saluer, agir, premier]
entities: [nom]
slots:
  nom: {type: text, mappings: [{type: from_entity, entity: nom}]}
  session_started_metadata: {type: any}
responses:
  utter_bonjour: [{text: "Bonjour {nom}"}]
  utter_bienvenue: [{text: Bienvenue}]
  utter_fait: [{text: Fait}]
  utter_default: [{text: Pardon ?}]
actions: [action_agir, action_suite]
"""
TOLD = """
rules:
- rule: premier
  conversation_start: true
  steps: [{intent: premier}, {action: utter_bienvenue}]
- rule: saluer
  steps: [{intent: saluer}, {action: utter_bonjour}]
- rule: agir
  steps: [{intent: agir}, {action: action_agir}, {action: utter_fait}]
"""


def talk(does: Any = None, *, more: str = "", suite: Any = None) -> Talk:
    return Talk(DOMAIN + more, TOLD, {"action_agir": does, "action_suite": suite} if does else {})


def raises(error: Exception) -> Any:
    def does(tracker: dict[str, Any]) -> list[dict[str, Any]]:
        raise error

    return does


def test_a_first_message_begins_a_session() -> None:
    assert happened(talk().say("saluer", entity("nom", "Léa"))) == [
        "action action_session_start",
        "session_started",
        "action action_listen",
        "user saluer",
        "slot nom=Léa",
        "featurized",
        "action utter_bonjour",
        "bot Bonjour Léa",
        "action action_listen",
    ]


def test_a_turn_gives_what_it_caused_and_no_more() -> None:
    one = talk()
    first, second = one.say("saluer"), one.say("saluer")
    assert list(first.events + second.events) == one.tracker.events
    assert second.messages == tuple(event for event in second.events if event["event"] == "bot")


def test_actions_say_which_policy_chose_them_and_how_sure_it_was() -> None:
    ran = [event for event in talk().say("saluer").events if event["event"] == "action"]
    assert [(event["name"], event["policy"], event["confidence"]) for event in ran] == [
        ("action_session_start", None, 1.0),
        ("action_listen", None, None),
        ("utter_bonjour", "RulePolicy", 1.0),
        ("action_listen", "RulePolicy", 1.0),
    ]


def test_a_message_is_kept_with_its_id_its_channel_and_its_metadata() -> None:
    one = talk()
    one.interpreter.handle(one.tracker, Said("bonjour", parse_of("saluer"), "m7", {"page": "/panier"}))
    message = one.tracker.now.message
    assert (message["text"], message["message_id"], message["input_channel"]) == ("bonjour", "m7", "web")
    assert message["metadata"] == {"page": "/panier"}


def test_a_session_knows_with_which_metadata_it_began() -> None:
    one = talk()
    turn = one.interpreter.handle(one.tracker, Said("bonjour", parse_of("saluer"), "m1", {"page": "/panier"}))
    assert happened(turn)[0] == "slot session_started_metadata={'page': '/panier'}"
    assert one.slot("session_started_metadata") == {"page": "/panier"}
    one.interpreter.handle(one.tracker, Said("bonjour", parse_of("saluer"), "m2", {"page": "/compte"}))
    assert one.slot("session_started_metadata") == {"page": "/panier"}


@pytest.mark.parametrize(
    ("minutes", "config", "begins"),
    [
        (59, "", False),
        (61, "", True),
        (61, "session_config: {session_expiration_time: 90}", False),
        (91, "session_config: {session_expiration_time: 90}", True),
        (100_000, "session_config: {session_expiration_time: 0}", False),
        (1, "session_config: {session_expiration_time: 0.5}", True),
    ],
)
def test_after_a_long_silence_a_session_begins_anew(minutes: float, config: str, begins: bool) -> None:
    one = talk(more=config)
    one.say("saluer", entity("nom", "Léa"))
    one.clock.now += minutes * MINUTE
    turn = one.say("saluer")
    assert ("session_started" in happened(turn)) is begins
    assert texts(turn) == ["Bonjour Léa"]  # what was known is carried over


def test_a_rule_for_the_start_of_a_conversation_holds_in_every_session_and_only_at_its_start() -> None:
    one = talk()
    assert one.answers("premier") == ["Bienvenue"]
    assert one.answers("premier") == ["Pardon ?"]
    one.say("saluer")
    one.clock.now += 61 * MINUTE
    assert one.answers("premier") == ["Bienvenue"]


def test_an_action_may_pause_the_assistant_which_then_says_nothing_more() -> None:
    one = talk(lambda tracker: [{"event": "pause"}])
    assert actions(one.say("agir"))[-1] == "action_agir"
    assert happened(one.say("saluer")) == ["user saluer"]


def test_a_paused_assistant_says_nothing_until_it_is_resumed_or_restarted() -> None:
    one = talk()
    one.say("saluer")
    one.tracker.add({"event": "pause"})
    assert happened(one.say("saluer")) == ["user saluer"]
    one.tracker.add({"event": "resume"})
    assert one.answers("saluer") == ["Bonjour None"]
    one.tracker.add({"event": "pause"})
    assert actions(one.say("restart")) == ["action_restart", "action_session_start", "action_listen"]
    assert one.answers("saluer") == ["Bonjour None"]


def test_slots_are_filled_while_the_assistant_is_paused() -> None:
    one = talk()
    one.tracker.add({"event": "pause"})
    one.tracker.add({"event": "action", "name": "action_listen"})
    one.say("saluer", entity("nom", "Léa"))
    assert one.slot("nom") == "Léa"


def test_an_action_may_say_which_one_follows() -> None:
    one = talk(lambda tracker: [{"event": "followup", "name": "action_suite"}], suite=lambda tracker: sets(nom="Tom"))
    turn = one.say("agir")
    assert actions(turn)[2:5] == ["action_agir", "action_suite", "action_default_fallback"]
    [followed] = [event for event in turn.events if event.get("name") == "action_suite" and event["event"] == "action"]
    assert (followed["policy"], followed["confidence"]) == ("followup_action", 1.0)


def test_a_follow_up_that_does_not_exist_is_passed_over() -> None:
    one = talk(lambda tracker: [{"event": "followup", "name": "action_inconnue"}])
    assert texts(one.say("agir")) == ["Fait"]


def test_at_most_ten_actions_run_in_a_turn() -> None:
    one = talk(lambda tracker: [{"event": "followup", "name": "action_agir"}])
    turn = one.say("agir")
    assert actions(turn).count("action_agir") == 10
    assert actions(turn)[-1] == "action_listen"


def test_two_actions_that_leave_it_to_each_other_do_not_go_on_for_ever() -> None:
    rejects = raises(ActionRejected(action="x"))
    own = DOMAIN.replace("actions: [", "actions: [action_default_fallback, ")
    one = Talk(own, TOLD, {"action_agir": rejects, "action_default_fallback": rejects})
    rejected = [event["name"] for event in one.say("agir").events if event["event"] == "action_execution_rejected"]
    assert rejected == ["action_agir", "action_default_fallback"] * 10
    assert one.answers("saluer") == ["Bonjour None"]


@pytest.mark.parametrize(
    "failure",
    [
        ActionFailed(action="action_agir", reason="panne"),
        ActionTimedOut(action="action_agir", seconds=10),
    ],
)
def test_an_action_that_fails_is_told_and_the_conversation_goes_on(failure: Exception) -> None:
    one = talk(raises(failure))
    turn = one.say("agir")
    assert turn.failures == (failure,)
    assert happened(turn)[-4:] == ["action action_agir", "action utter_fait", "bot Fait", "action action_listen"]
    assert one.say("saluer").failures == ()


def test_an_action_that_nobody_wrote_is_told_and_the_conversation_goes_on() -> None:
    turn = talk().say("agir")
    assert [failure.code for failure in turn.failures] == ["action-not-found"]
    assert texts(turn) == ["Fait"]


def test_an_action_that_does_not_want_to_run_leaves_no_trace_but_that() -> None:
    turn = talk(raises(ActionRejected(action="action_agir"))).say("agir")
    assert turn.failures == ()
    assert happened(turn)[4:] == [
        "rejected action_agir",
        "featurized",
        "action action_default_fallback",
        "bot Pardon ?",
        "rewind",
        "action action_listen",
    ]


def test_an_action_that_returns_that_it_does_not_want_to_run_is_not_counted_as_run() -> None:
    one = talk(lambda tracker: [{"event": "action_execution_rejected", "name": "action_agir"}])
    assert happened(one.say("agir"))[4:7] == ["rejected action_agir", "featurized", "action action_default_fallback"]


def test_what_fails_is_told_once_and_not_in_the_next_turn() -> None:
    one = talk()
    assert len(one.say("agir").failures) == 1
    assert len(one.say("saluer").failures) == 0


def test_an_action_that_takes_the_message_back_leaves_the_conversation_as_it_was_before() -> None:
    one = talk(lambda tracker: Outcome(({"event": "rewind"},), ({"text": "Oublions."},)))
    one.say("saluer", entity("nom", "Léa"))
    assert texts(one.say("agir", entity("nom", "Tom"))) == ["Oublions."]
    assert one.slot("nom") == "Léa"
    assert one.answers("saluer") == ["Bonjour Léa"]


def test_a_conversation_goes_on_from_its_events() -> None:
    one = talk()
    one.say("saluer", entity("nom", "Léa"))
    again = one.interpreter.tracker("visiteur", tuple(one.tracker.events))
    turn = one.interpreter.handle(again, Said("bonjour", parse_of("saluer")))
    assert texts(turn) == ["Bonjour Léa"]


def test_a_message_without_an_intent_or_with_one_that_nobody_knows_is_not_understood() -> None:
    one = talk()
    assert one.answers(None) == ["Pardon ?"]
    assert one.answers("inconnue") == ["Pardon ?"]
