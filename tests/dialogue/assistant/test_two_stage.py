"""Two-stage fallback: ask what was meant, ask to say it otherwise, then give up; every way out of it."""

import pytest
from fakes.talk import Talk, entity, happened, texts

DOMAIN = """
intents: [saluer, suivre]
entities: [numero]
slots:
  numero: {type: text, influence_conversation: false, mappings: [{type: from_entity, entity: numero}]}
responses:
  utter_bonjour: [{text: Bonjour}]
  utter_suivi: [{text: "La commande {numero} est partie."}]
  utter_ask_rephrase: [{text: Pouvez-vous le dire autrement ?}]
  utter_default: [{text: Je n'ai pas compris.}]
"""
TOLD = """
rules:
- rule: saluer
  steps: [{intent: saluer}, {action: utter_bonjour}]
- rule: suivre
  steps: [{intent: suivre}, {action: utter_suivi}]
- rule: repli
  steps: [{intent: nlu_fallback}, {action: action_two_stage_fallback}, {active_loop: action_two_stage_fallback}]
"""
UNSURE, NO, YES = "nlu_fallback", "out_of_scope", "suivre"
MEANT, REPHRASE = "Did you mean 'suivre'?", "Pouvez-vous le dire autrement ?"
GAVE_UP = "Je n'ai pas compris."


def talk() -> Talk:
    return Talk(DOMAIN, TOLD)


@pytest.mark.parametrize(
    ("said", "answered", "goes_on"),
    [
        ([UNSURE], [MEANT], True),
        ([UNSURE, YES], [MEANT, "La commande None est partie."], False),
        ([UNSURE, "saluer"], [MEANT, "Bonjour"], False),
        ([UNSURE, UNSURE], [MEANT, GAVE_UP], False),
        ([UNSURE, NO], [MEANT, REPHRASE], True),
        ([UNSURE, NO, "saluer"], [MEANT, REPHRASE, "Bonjour"], False),
        ([UNSURE, NO, UNSURE], [MEANT, REPHRASE, MEANT], True),
        ([UNSURE, NO, UNSURE, YES], [MEANT, REPHRASE, MEANT, "La commande None est partie."], False),
        ([UNSURE, NO, UNSURE, NO], [MEANT, REPHRASE, MEANT, GAVE_UP], False),
        ([UNSURE, NO, UNSURE, UNSURE], [MEANT, REPHRASE, MEANT, GAVE_UP], False),
    ],
)
def test_the_visitor_is_asked_and_asked_again_until_the_assistant_knows_or_gives_up(
    said: list[str], answered: list[str], goes_on: bool
) -> None:
    one = talk()
    assert [text for intent in said for text in one.answers(intent, ranking=("suivre",))] == answered
    assert (one.form is not None) is goes_on


def test_after_giving_up_the_next_message_is_a_new_one() -> None:
    one = talk()
    for intent in (UNSURE, UNSURE):
        one.say(intent, ranking=("suivre",))
    assert one.answers("saluer") == ["Bonjour"]
    assert one.answers(UNSURE, ranking=("suivre",)) == [MEANT]


def test_what_was_meant_may_be_chosen_by_a_button() -> None:
    [message] = talk().say(UNSURE, ranking=("suivre", "saluer")).messages
    assert [button["payload"] for button in message["data"]["buttons"]] == ["/suivre", "/out_of_scope"]


def test_without_a_second_choice_the_question_names_the_fallback_as_rasa_does() -> None:
    assert talk().answers(UNSURE) == ["Did you mean 'nlu_fallback'?"]


def test_a_message_that_is_understood_at_last_counts_as_if_the_fallback_had_not_been() -> None:
    one = talk()
    one.say(UNSURE)
    turn = one.say(YES, entity("numero", "A12"), text="où est A12 ?")
    assert texts(turn) == ["La commande A12 est partie."]
    assert happened(turn) == [
        "user suivre",
        "slot numero=A12",
        "featurized",
        "action action_two_stage_fallback",
        "loop None",
        "rewind",
        "action action_listen",
        "user suivre",
        "slot numero=A12",
        "featurized",
        "action utter_suivi",
        "bot La commande A12 est partie.",
        "action action_listen",
    ]
    again = [event for event in turn.events if event["event"] == "user"][-1]
    assert again["parse_data"]["intent"]["confidence"] == 1.0
    assert again["text"] == "où est A12 ?"
    assert again["timestamp"] > turn.events[0]["timestamp"]


def test_the_question_may_be_the_projects_own() -> None:
    asks = "actions: [action_default_ask_affirmation]"
    one = Talk(
        DOMAIN + asks,
        TOLD,
        {
            "action_default_ask_affirmation": lambda tracker: [
                {"event": "bot", "text": "Suivre une commande ?", "data": {}, "metadata": {}}
            ]
        },
    )
    assert one.answers(UNSURE) == ["Suivre une commande ?"]
    assert one.answers(YES) == ["La commande None est partie."]


def test_a_restart_forgets_that_something_was_not_understood() -> None:
    one = talk()
    one.say(UNSURE, ranking=("suivre",))
    one.say("restart")
    assert one.answers(UNSURE, ranking=("suivre",)) == [MEANT]
