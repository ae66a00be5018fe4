"""What each action that every assistant has does, and what takes its place."""

from typing import Any

import pytest
from fakes.talk import Talk, entity, happened, in_words, texts

from dialogue.assistant.domain import DEFAULT_ACTIONS

DOMAIN = """
intents: [saluer, noter, faire]
entities: [note]
slots:
  note: {type: text, influence_conversation: false, mappings: [{type: from_entity, entity: note}]}
responses:
  utter_bonjour: [{text: Bonjour}]
  utter_restart: [{text: On recommence.}]
  utter_back: [{text: On revient en arrière.}]
  utter_default: [{text: Pardon ?}]
  utter_ask_rephrase: [{text: Autrement ?}]
"""
SALUER = "rules:\n- rule: saluer\n  steps: [{intent: saluer}, {action: utter_bonjour}]\n"


def doing(action: str, **more: Any) -> Talk:
    """A talk in which `faire` runs this action."""
    return Talk(
        DOMAIN + more.pop("domain", ""),
        f"{SALUER}- rule: faire\n  steps: [{{intent: faire}}, {{action: {action}}}]",
        **more,
    )


@pytest.mark.parametrize(
    ("action", "caused"),
    [
        ("action_restart", ["bot On recommence.", "restart"]),
        ("action_back", ["bot On revient en arrière.", "rewind", "rewind"]),
        ("action_default_fallback", ["bot Pardon ?", "rewind"]),
        ("action_deactivate_loop", ["loop None", "slot requested_slot=None"]),
        ("action_revert_fallback_events", ["rewind"]),
        ("action_default_ask_rephrase", ["bot Autrement ?"]),
        ("action_default_ask_affirmation", ["bot Did you mean 'faire'?"]),
        ("action_unlikely_intent", []),
        ("utter_bonjour", ["bot Bonjour"]),
    ],
)
def test_an_action_does_what_it_does_in_rasa(action: str, caused: list[str]) -> None:
    told = happened(doing(action).say("faire"))
    ran = told.index(f"action {action}")
    assert told[ran + 1 : ran + 1 + len(caused)] == caused
    assert told[ran + 1 + len(caused)].startswith("action ")  # and no more than that


@pytest.mark.parametrize("action", sorted(set(DEFAULT_ACTIONS) - {"...", "action_two_stage_fallback"}))
def test_every_action_of_rasa_may_be_run(action: str) -> None:
    turn = doing(action).say("faire")
    assert turn.failures == ()
    assert happened(turn)[-1] in ("action action_listen", "action action_session_start")


@pytest.mark.parametrize("action", ["action_restart", "action_default_fallback", "action_listen"])
def test_the_projects_own_action_takes_the_place_of_a_default_one(action: str) -> None:
    said = [{"event": "bot", "text": "À ma façon.", "data": {}, "metadata": {}}]
    talk = doing(action, domain=f"actions: [{action}]", does={action: lambda tracker: said})
    assert texts(talk.say("faire"))[:1] == ["À ma façon."]


def test_a_response_that_has_no_words_says_nothing() -> None:
    talk = Talk(DOMAIN.replace("utter_default: [{text: Pardon ?}]", "utter_default: []"))
    assert talk.answers("faire") == []


def test_back_takes_back_the_last_message_and_the_one_that_asks_for_it() -> None:
    talk = Talk(DOMAIN, f"{SALUER}- rule: noter\n  steps: [{{intent: noter}}, {{action: utter_bonjour}}]")
    for value in ("un", "deux"):
        talk.say("noter", entity("note", value))
    assert talk.answers("back") == ["On revient en arrière."]
    assert talk.slot("note") == "un"
    assert talk.answers("back") == ["On revient en arrière."]
    assert talk.slot("note") is None
    assert talk.answers("saluer") == ["Bonjour"]


def test_restart_forgets_everything_and_begins_a_session() -> None:
    talk = Talk(DOMAIN, SALUER)
    talk.say("saluer", entity("note", "un"))
    turn = talk.say("restart")
    assert texts(turn) == ["On recommence."]
    assert happened(turn)[-4:] == ["restart", "action action_session_start", "session_started", "action action_listen"]
    assert talk.slot("note") is None
    assert talk.answers("saluer") == ["Bonjour"]


def test_a_new_session_knows_what_the_last_one_learned_each_time_it_was() -> None:
    talk = Talk(DOMAIN, SALUER)
    for value in ("un", "deux"):
        talk.say("saluer", entity("note", value))
    turn = talk.say("session_start")
    assert happened(turn)[-5:] == [
        "action action_session_start",
        "session_started",
        "slot note=un",
        "slot note=deux",
        "action action_listen",
    ]
    assert talk.slot("note") == "deux"


def test_a_new_session_knows_nothing_if_nothing_is_carried_over() -> None:
    talk = Talk(DOMAIN + "session_config: {carry_over_slots_to_new_session: false}", SALUER)
    talk.say("saluer", entity("note", "un"))
    talk.say("session_start")
    assert talk.slot("note") is None


def test_an_affirmation_names_what_comes_second_after_the_fallback() -> None:
    talk = Talk(
        DOMAIN, "rules:\n- rule: r\n  steps: [{intent: nlu_fallback}, {action: action_default_ask_affirmation}]"
    )
    [message] = talk.say("nlu_fallback", ranking=("noter", "saluer")).messages
    assert message["text"] == "Did you mean 'noter'?"
    assert message["metadata"]["utter_action"] == "action_default_ask_affirmation"


def test_slots_are_extracted_again_where_a_rule_says_so() -> None:
    told = f"{SALUER}- rule: faire\n  steps: [{{intent: faire}}, {{action: action_extract_slots}}]"
    turn = Talk(DOMAIN, told).say("faire", entity("note", "un"))
    assert [in_words(event) for event in turn.events].count("slot note=un") == 2
