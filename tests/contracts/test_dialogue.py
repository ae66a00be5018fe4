"""Whoever takes the turns of flows: the interpreter in the process, or a Rasa server."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from fakes.journal import MemoryJournal
from fakes.own_actions import OwnActions
from fakes.rasa_server import TOKEN, RasaServer, serve
from fakes.talk import written

from dialogue.assistant.interpreter import Interpreter
from dialogue.assistant.messages import parse_of
from dialogue.assistant.turn import Said, Turn
from dialogue.embedded import EmbeddedDialogue
from dialogue.errors import DialogueAway
from dialogue.model import Change, Conversation
from dialogue.ports import Dialogue
from dialogue.rasa.remote import Heard, RasaDialogue

DOMAIN = """
intents: [track, inform]
slots:
  number: {type: text, influence_conversation: false, mappings: [{type: from_text, conditions: [
    {active_loop: order_form, requested_slot: number}]}]}
forms: {order_form: {required_slots: [number]}}
responses:
  utter_ask_number: [{text: "Quel numéro ?", buttons: [{title: Le dernier, payload: /inform}]}]
  utter_done: [{text: "C’est noté.", custom: {card: order}}]
"""
TOLD = """
rules:
- rule: start
  steps: [{intent: track}, {action: order_form}, {active_loop: order_form}]
- rule: done
  condition: [{active_loop: order_form}]
  steps: [{action: order_form}, {active_loop: null}, {slot_was_set: [{requested_slot: null}]}, {action: utter_done}]
"""
Say = Callable[[str, str], Turn]


def interpreter() -> Interpreter:
    return Interpreter(written(DOMAIN, TOLD), OwnActions({}), clock=lambda: 0.0, channel="comptoir")


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def rasa(heard: Heard) -> Iterator[RasaServer]:
    with serve(RasaServer(interpreter(), lambda text, sender: heard.find(sender, text) or {})) as rasa:
        yield rasa


def remote(rasa: RasaServer, heard: Heard, *, token: str = TOKEN) -> RasaDialogue:
    return RasaDialogue(rasa.url, token=token, heard=heard, timeout=0.5)


@pytest.fixture(params=["embedded", "rasa"])
def dialogue(request: pytest.FixtureRequest) -> Iterator[Dialogue]:
    if request.param == "embedded":
        journal = MemoryJournal()
        journal.open(Conversation("c1", "fr"), token_digest="")
        yield Keeping(EmbeddedDialogue(interpreter(), journal), journal)
    else:
        with closing(remote(request.getfixturevalue("rasa"), request.getfixturevalue("heard"))) as dialogue:
            yield dialogue


class Keeping:
    """Keeps what a turn caused, as the agent does with its change."""

    def __init__(self, dialogue: EmbeddedDialogue, journal: MemoryJournal) -> None:
        self._dialogue, self._journal = dialogue, journal

    def open(self, conversation_id: str) -> "Keeping":
        self._id, self._talk = conversation_id, self._dialogue.open(conversation_id)
        return self

    def take(self, said: Said) -> Turn:
        turn = self._talk.take(said)
        before = self._journal.load(self._id)
        self._journal.record(Change(before, before, (), assistant_events=turn.events))
        return turn

    def __getattr__(self, name: str) -> object:
        return getattr(self._talk, name)


def say(dialogue: Dialogue, text: str, intent: str, *, id: str) -> Turn:
    return dialogue.open("c1").take(Said(text, parse_of(intent, text=text), id))


def test_a_form_is_begun_asked_and_ended(dialogue: Dialogue) -> None:
    assert dialogue.open("c1").flow == ""
    first = say(dialogue, "où est ma commande", "track", id="m1")
    assert [event["text"] for event in first.messages] == ["Quel numéro ?"]
    assert first.messages[0]["data"]["buttons"] == [{"title": "Le dernier", "payload": "/inform"}]
    talk = dialogue.open("c1")
    assert (talk.flow, talk.slots["requested_slot"]) == ("order_form", "number")
    last = say(dialogue, "MP-20922871", "inform", id="m2")
    assert [event["text"] for event in last.messages] == ["C’est noté."]
    assert last.messages[0]["data"]["custom"] == {"card": "order"}
    talk = dialogue.open("c1")
    assert (talk.flow, talk.slots["number"]) == ("", "MP-20922871")


def test_a_message_planned_twice_is_said_to_rasa_once(rasa: RasaServer, heard: Heard) -> None:
    with closing(remote(rasa, heard)) as dialogue:
        first = say(dialogue, "où est ma commande", "track", id="m1")
        assert say(dialogue, "où est ma commande", "track", id="m1").messages == first.messages
        assert rasa.said == ["où est ma commande"]
        assert dialogue.open("c1").flow == "order_form"


@pytest.mark.parametrize("mood", ["slow", "broken", "odd"])
def test_a_rasa_that_does_not_answer_is_told_and_goes_on_later(rasa: RasaServer, heard: Heard, mood: str) -> None:
    with closing(remote(rasa, heard)) as dialogue:
        say(dialogue, "où est ma commande", "track", id="m1")
        talk = dialogue.open("c1")
        rasa.mood = mood
        failed = talk.take(Said("MP-20922871", parse_of("inform", text="MP-20922871"), "m2"))
        assert [type(each) for each in failed.failures] == [DialogueAway]
        with pytest.raises(DialogueAway):
            dialogue.open("c1")
        rasa.mood = ""
        assert dialogue.open("c1").flow in ("order_form", "")


def test_a_rasa_that_is_not_there_or_knows_another_token_is_away(rasa: RasaServer, heard: Heard) -> None:
    with closing(remote(rasa, heard, token="another")) as dialogue, pytest.raises(DialogueAway, match="401"):
        dialogue.open("c1")
    with closing(RasaDialogue("http://127.0.0.1:1", token=TOKEN, heard=heard, timeout=0.5)) as dialogue:
        with pytest.raises(DialogueAway) as away:
            dialogue.open("c1")
        assert TOKEN not in str(away.value)


def test_what_was_heard_is_forgotten_before_it_fills_the_memory() -> None:
    heard = Heard(most=2)
    for id in ("a", "b", "a", "c"):
        heard.keep(id, {"text": id})
    assert heard.find("b", "b") is None
    assert heard.find("a", "a") == {"text": "a"}
    assert heard.find("a", "another text") is None
