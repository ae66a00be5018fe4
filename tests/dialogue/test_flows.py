"""The base and the assistant in one conversation: answers, forms, questions in between, a human at any time."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from fakes.desk import ENTRIES, FOUND, LEA, Desk
from fakes.reading import FakeKnowledge

from dialogue.actions.built_in import BuiltIn
from dialogue.assistant.errors import ActionFailed
from dialogue.assistant.interpreter import Interpreter
from dialogue.assistant.ports import Outcome
from dialogue.assistant.project import load
from dialogue.embedded import EmbeddedDialogue
from dialogue.errors import DialogueAway, UnknownChoice
from dialogue.flows import Assistant
from dialogue.model import Event
from dialogue.ports import Talk
from knowledge.model import Entry

DOMAIN = """
intents: [track_order, cancel, question, inform, affirm, deny]
entities: [order_number, {lang: {influence_conversation: false}}]
slots:
  order_number: {type: text, influence_conversation: false, mappings: [{type: from_entity, entity: order_number}]}
  sure:
    type: bool
    influence_conversation: false
    mappings:
    - {type: from_intent, intent: affirm, value: true, conditions: [{active_loop: order_form, requested_slot: sure}]}
    - {type: from_intent, intent: deny, value: false, conditions: [{active_loop: order_form, requested_slot: sure}]}
  lang: {type: text, influence_conversation: false, mappings: [{type: from_entity, entity: lang}]}
forms: {order_form: {required_slots: [order_number, sure]}}
responses:
  utter_ask_order_number:
  - text: "Quel est votre numéro de commande ?"
  - {text: "What is your order number?", condition: [{type: slot, name: lang, value: en}]}
  utter_ask_sure:
  - text: "La commande {order_number}, c’est bien cela ?"
    buttons: [{title: Oui, payload: /affirm}, {title: Non, payload: /deny}]
  utter_left: [{text: "D’accord, j’arrête là."}]
actions: [action_answer, action_hand_off, action_status]
"""
RULES = """
rules:
- rule: start
  steps: [{intent: track_order}, {action: order_form}, {active_loop: order_form}]
- rule: done
  condition: [{active_loop: order_form}]
  steps: [{action: order_form}, {active_loop: null}, {slot_was_set: [{requested_slot: null}]}, {action: action_status}]
- rule: leave
  condition: [{active_loop: order_form}]
  steps: [{intent: cancel}, {action: action_deactivate_loop}, {active_loop: null}, {action: utter_left}]
- rule: question
  steps: [{intent: question}, {action: action_answer}]
"""
NLU = """
nlu:
- {intent: cancel, examples: "- laisse tomber\\n- stop"}
- {intent: affirm, examples: "- oui"}
- {regex: order_number, examples: "- MP-\\\\d{8}"}
"""
TRACK = Entry("suivi", "fr", "Où en est ma commande ?", "Je regarde avec vous.", follow_up="track_order")
TRACK_EN = Entry("tracking", "en", "Where is my order?", "Let me look.", follow_up="track_order")


@dataclass
class Orders:
    """Tells where an order is, or breaks."""

    broken: bool = False
    asked: list[dict[str, Any]] = field(default_factory=list)

    def run(self, name: str, tracker: dict[str, Any], domain: dict[str, Any]) -> Outcome:
        self.asked.append({"slots": dict(tracker["slots"]), "message": tracker["latest_message"]["message_id"]})
        if self.broken:
            raise ActionFailed(action=name, reason="the carrier is away")
        emptied = tuple({"event": "slot", "name": each, "value": None} for each in ("order_number", "sure"))
        return Outcome(events=emptied, responses=({"text": "Votre colis arrive demain."},))


@pytest.fixture
def orders() -> Orders:
    return Orders()


@pytest.fixture
def desk(orders: Orders) -> Desk:
    found = FOUND | {"où est ma commande": [("suivi", 0.9)], "where is my order": [("tracking", 0.95)]}
    desk = Desk(knowledge=FakeKnowledge((*ENTRIES, TRACK, TRACK_EN), found))
    project = load({"domain.yml": DOMAIN, "data/rules.yml": RULES, "data/nlu.yml": NLU})
    interpreter = Interpreter(project, BuiltIn(orders), clock=lambda: desk.clock().timestamp())
    desk.assistant = Assistant(project, EmbeddedDialogue(interpreter, desk.journal))
    return desk


def said(events: tuple[Event, ...]) -> list[tuple[str, str]]:
    return [(event.kind, str(event.payload.get("text", ""))) for event in events]


def in_form(desk: Desk) -> str:
    id = desk.open()
    desk.say(id, "où est ma commande")
    return id


def test_an_answer_goes_on_with_the_flow_it_starts(desk: Desk) -> None:
    id = desk.open()
    assert said(desk.say(id, "où est ma commande")) == [
        ("message", "où est ma commande"),
        ("answer", "Je regarde avec vous."),
        ("say", "Quel est votre numéro de commande ?"),
    ]
    assert desk.journal.load(id).flow == "order_form"


def test_the_flow_speaks_the_language_of_the_message(desk: Desk) -> None:
    desk.reader.languages["where is my order"] = "en"
    assert said(desk.say(desk.open(), "where is my order"))[-1] == ("say", "What is your order number?")


def test_an_entry_that_was_picked_starts_its_flow_too(desk: Desk) -> None:
    id = desk.open()
    kinds = [event.kind for event in desk.agent.choose(id, "m1", "suivi")]
    assert kinds == ["choice", "answer", "say"]
    assert desk.journal.load(id).flow == "order_form"


def test_a_form_is_filled_and_its_action_knows_what_was_said(desk: Desk, orders: Orders) -> None:
    id = in_form(desk)
    ask = desk.say(id, "c’est la MP-20922871")[-1]
    assert (ask.kind, ask.payload["text"]) == ("ask", "La commande MP-20922871, c’est bien cela ?")
    assert said(desk.say(id, "oui", id="m9"))[1:] == [("say", "Votre colis arrive demain.")]
    assert orders.asked[0]["slots"]["order_number"] == "MP-20922871"
    assert orders.asked[0]["message"] == "m9"
    assert desk.journal.load(id).flow == ""


def test_a_question_inside_a_form_is_answered_and_the_form_resumes(desk: Desk) -> None:
    id = in_form(desk)
    assert said(desk.say(id, "quand arrive mon colis"))[1:] == [
        ("answer", "Comptez 3 jours."),
        ("say", "Quel est votre numéro de commande ?"),
    ]


def test_what_the_form_asked_for_is_not_taken_for_a_question(desk: Desk) -> None:
    id = in_form(desk)
    desk.knowledge.found["ma commande MP-20922871"] = [("delai", 0.9)]
    assert said(desk.say(id, "ma commande MP-20922871"))[1:] == [("ask", "La commande MP-20922871, c’est bien cela ?")]


def test_the_visitor_leaves_a_form_whenever_they_want(desk: Desk) -> None:
    id = in_form(desk)
    assert said(desk.say(id, "non laisse tomber"))[1:] == [("say", "D’accord, j’arrête là.")]
    assert desk.journal.load(id).flow == ""
    assert [event.kind for event in desk.say(id, "quand arrive mon colis")] == ["message", "answer"]


def test_nonsense_in_a_form_is_asked_again_and_never_met_with_silence(desk: Desk) -> None:
    id = in_form(desk)
    for nonsense in ("xyzzy", "/track_order", '/inform{"order_number": "MP-00000000"}', "{order_number}"):
        replies = said(desk.say(id, nonsense))[1:]
        assert replies, nonsense
        assert desk.journal.load(id).flow == "order_form"


def test_a_flow_that_asks_the_same_twice_offers_a_human_beside(desk: Desk) -> None:
    id = in_form(desk)
    assert [event.kind for event in desk.say(id, "xyzzy")] == ["message", "say"]
    assert [event.kind for event in desk.say(id, "blorp")] == ["message", "say", "offer"]
    desk.say(id, "MP-20922871")
    assert desk.journal.load(id).failures == 0


def test_an_intent_that_a_visitor_types_is_plain_text(desk: Desk, orders: Orders) -> None:
    id = in_form(desk)
    desk.say(id, '/inform{"order_number": "MP-00000000"} MP-20922871')
    desk.say(id, "/affirm")
    assert orders.asked == []
    assert desk.journal.load(id).flow == "order_form"


def test_a_button_means_what_the_flow_says_and_shows_its_words(desk: Desk, orders: Orders) -> None:
    id = in_form(desk)
    ask = desk.say(id, "MP-20922871")[-1]
    assert ask.payload["choices"] == [
        {"entry_id": "button:0", "question": "Oui"},
        {"entry_id": "button:1", "question": "Non"},
    ]
    assert said(desk.agent.choose(id, "m1", "button:0")) == [("press", "Oui"), ("say", "Votre colis arrive demain.")]
    with pytest.raises(UnknownChoice):
        desk.agent.choose(id, "m2", "button:0")


@pytest.mark.parametrize("button", ["button:2", "button:-1", "button:", "button:x", "button:²"])
def test_a_button_that_was_not_shown_is_refused(desk: Desk, button: str) -> None:
    id = in_form(desk)
    desk.say(id, "MP-20922871")
    with pytest.raises(UnknownChoice):
        desk.agent.choose(id, "m1", button)


def test_a_human_is_asked_for_inside_a_form_and_is_told_what_was_said(desk: Desk) -> None:
    id = in_form(desk)
    desk.say(id, "MP-20922871")
    _, form, offer = desk.say(id, "un conseiller")
    assert form.payload == {"flow": "order_form", "slots": {"order_number": "MP-20922871"}}
    assert offer.kind == "offer"
    assert desk.journal.load(id).question == "où est ma commande"
    assert said(desk.say(id, "oui"))[1:] == [("say", "Votre colis arrive demain.")]


def test_an_action_that_fails_is_told_and_the_exits_are_offered(desk: Desk, orders: Orders) -> None:
    orders.broken = True
    id = in_form(desk)
    desk.say(id, "MP-20922871")
    caused = desk.say(id, "oui")
    assert [event.kind for event in caused] == ["message", "form", "offer"]
    assert caused[-1].payload["because"] == "failure"


def test_a_message_sent_twice_runs_its_action_once(desk: Desk, orders: Orders) -> None:
    id = in_form(desk)
    desk.say(id, "MP-20922871")
    assert desk.say(id, "oui", id="m7") == desk.say(id, "oui", id="m7")
    assert len(orders.asked) == 1


def test_an_adviser_who_has_the_conversation_is_not_talked_over_by_a_flow(desk: Desk) -> None:
    id = in_form(desk)
    desk.say(id, "MP-20922871")
    escalated = desk.leave(id, "chat")[-1]
    desk.takeover.claim(str(escalated.payload["escalation_id"]), LEA, "c1")
    assert [event.kind for event in desk.say(id, "oui")] == ["message"]
    assert said(desk.agent.choose(id, "m1", "button:0")) == [("press", "Oui")]


def test_without_an_assistant_answers_are_given_as_ever(desk: Desk) -> None:
    desk.assistant = None
    id = desk.open()
    assert said(desk.say(id, "où est ma commande"))[1:] == [("answer", "Je regarde avec vous.")]
    assert desk.journal.assistant_events(id) == ()


def test_a_message_that_is_nothing_for_a_flow_leaves_no_trace_there(desk: Desk) -> None:
    id = desk.open()
    desk.say(id, "quand arrive mon colis")
    desk.say(id, "livraison")
    desk.say(id, "bonjour")
    assert desk.journal.assistant_events(id) == ()


class Away:
    """A server that does not answer."""

    def open(self, conversation_id: str) -> Talk:
        raise DialogueAway(reason="it was stopped")


def test_a_server_of_flows_that_is_away_is_told_and_a_human_offered(desk: Desk) -> None:
    id = in_form(desk)
    assert desk.assistant is not None
    desk.assistant.dialogue = Away()
    caused = desk.say(id, "MP-20922871")
    assert [event.kind for event in caused] == ["message", "offer"]
    assert desk.journal.load(id).flow == "order_form"
