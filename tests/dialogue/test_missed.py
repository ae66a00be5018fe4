"""What went wrong in a conversation, told from its events alone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from fakes.desk import LEA, Desk

from dialogue.missed import missed
from dialogue.model import Event
from knowledge.gaps.gaps import Signal

UNKNOWN = "qui a peint la joconde"


def heard(desk: Desk, id: str) -> list[Signal]:
    return missed(desk.journal.events(id), "fr")


def one(desk: Desk, id: str) -> Signal:
    (signal,) = heard(desk, id)
    return signal


def vote(desk: Desk, id: str, answer: Event, *, helpful: bool) -> None:
    desk.agent.rate_answer(id, uuid4().hex, seq=answer.seq, helpful=helpful, comment="")


@pytest.fixture
def id(desk: Desk) -> str:
    return desk.open()


@pytest.mark.parametrize("text", ["bonjour", "un conseiller", "quand arrive mon colis", "porter plainte"])
def test_courtesies_answers_requests_for_a_human_and_sensitive_words_are_no_gaps(
    desk: Desk, id: str, text: str
) -> None:
    desk.say(id, text)
    desk.leave(id, "chat")
    assert [signal for signal in heard(desk, id) if signal.kinds != ("handed-over",)] == []
    assert all(signal.text == "quand arrive mon colis" for signal in heard(desk, id))


def test_an_unanswered_question_is_heard_with_its_place_and_time(desk: Desk, id: str) -> None:
    asked = desk.say(id, UNKNOWN)[0]
    signal = one(desk, id)
    assert (signal.key, signal.text, signal.at) == ((id, asked.seq), UNKNOWN, asked.at)
    assert (signal.kinds, signal.shown, signal.led_to, signal.reply) == (("unanswered",), None, None, "")


def test_a_question_asked_back_leads_to_what_was_picked(desk: Desk, id: str) -> None:
    desk.say(id, "livraison")
    assert one(desk, id).kinds == ("clarified",)
    desk.agent.choose(id, uuid4().hex, "frais")
    assert (one(desk, id).kinds, one(desk, id).led_to) == (("clarified",), "frais")


@pytest.mark.parametrize("said", [True, False])
def test_none_of_these_is_said_or_picked(desk: Desk, id: str, said: bool) -> None:
    desk.say(id, "livraison")
    if said:
        desk.say(id, "aucune")
    else:
        desk.agent.choose(id, uuid4().hex, None)
    assert (one(desk, id).text, one(desk, id).kinds) == ("livraison", ("none-of-these", "clarified"))


def test_the_last_vote_on_an_answer_is_what_the_visitor_thinks(desk: Desk, id: str) -> None:
    answer = desk.say(id, "quand arrive mon colis")[-1]
    vote(desk, id, answer, helpful=False)
    assert (one(desk, id).kinds, one(desk, id).shown) == (("thumbs-down",), "delai")
    vote(desk, id, answer, helpful=True)
    assert heard(desk, id) == []


def test_a_picked_answer_that_did_not_help_is_held_against_the_question(desk: Desk, id: str) -> None:
    desk.say(id, "livraison")
    answer = desk.agent.choose(id, uuid4().hex, "frais")[-1]
    vote(desk, id, answer, helpful=False)
    signal = one(desk, id)
    assert (signal.text, signal.kinds) == ("livraison", ("thumbs-down", "clarified"))
    assert (signal.shown, signal.led_to) == ("frais", None)


def test_a_question_put_otherwise_leads_to_the_answer_found_then(desk: Desk, id: str) -> None:
    desk.say(id, "mon colis quand")
    desk.say(id, "quand arrive mon colis")
    signal = one(desk, id)
    assert (signal.text, signal.kinds, signal.led_to) == ("mon colis quand", ("unanswered", "reformulated"), "delai")


def test_another_question_or_one_asked_much_later_is_not_the_same_put_otherwise(desk: Desk, id: str) -> None:
    desk.say(id, UNKNOWN)
    desk.say(id, "quand arrive mon colis")
    assert [signal.kinds for signal in heard(desk, id)] == [("unanswered",)]
    other = desk.open()
    desk.say(other, "mon colis quand")
    desk.clock.now += timedelta(minutes=11)
    desk.say(other, "quand arrive mon colis")
    assert one(desk, other).kinds == ("unanswered",)


def test_what_advisers_write_is_the_reply_to_what_was_handed_over(desk: Desk, id: str) -> None:
    desk.say(id, UNKNOWN)
    escalation = str(desk.leave(id, "chat")[-1].payload["escalation_id"])
    desk.takeover.claim(escalation, LEA, "m1")
    for number, text in enumerate(("Bonjour", "De quel tableau parlez-vous ?", "C'est Léonard de Vinci.", "Merci !")):
        desk.takeover.write(escalation, LEA, f"w{number}", text)
    signal = one(desk, id)
    assert signal.kinds == ("handed-over", "answered-by-adviser", "unanswered")
    assert signal.reply == "C'est Léonard de Vinci."


def test_each_question_asked_of_an_adviser_has_its_own_reply(desk: Desk, id: str) -> None:
    desk.say(id, UNKNOWN)
    escalation = str(desk.leave(id, "chat")[-1].payload["escalation_id"])
    desk.takeover.claim(escalation, LEA, "m1")
    desk.takeover.write(escalation, LEA, "w1", "C'est Léonard de Vinci.")
    desk.say(id, "d'accord")
    desk.takeover.write(escalation, LEA, "w2", "Vers 1503.")
    desk.say(id, "où peut-on voir le tableau ?")
    desk.takeover.write(escalation, LEA, "w3", "Au Louvre.")
    assert [(signal.text, signal.reply) for signal in heard(desk, id)] == [
        (UNKNOWN, "C'est Léonard de Vinci.\n\nVers 1503."),
        ("où peut-on voir le tableau ?", "Au Louvre."),
    ]


def test_an_e_mail_is_answered_for_what_it_asked_whatever_is_said_meanwhile(desk: Desk, id: str) -> None:
    desk.say(id, "bonjour")
    sent = desk.leave(id, "email", text="Mon cadre est arrivé fendu, que faire ?")[-1]
    desk.say(id, "quand arrive mon colis")
    escalation = str(sent.payload["escalation_id"])
    desk.takeover.claim(escalation, LEA, "m1")
    desk.takeover.write(escalation, LEA, "w1", "Nous vous en envoyons un autre.")
    signal = one(desk, id)
    assert signal.text == "Mon cadre est arrivé fendu, que faire ?"
    assert (signal.kinds, signal.reply) == (
        ("handed-over", "answered-by-adviser"),
        "Nous vous en envoyons un autre.",
    )


def test_what_only_a_human_may_answer_has_no_reply_to_reuse(desk: Desk, id: str) -> None:
    desk.say(id, "je vais porter plainte")
    escalation = str(desk.leave(id, "chat", text="je vais porter plainte")[-1].payload["escalation_id"])
    desk.takeover.claim(escalation, LEA, "m1")
    desk.takeover.write(escalation, LEA, "w1", "Nous regrettons beaucoup.")
    assert heard(desk, id) == []


def test_the_order_of_events_is_that_of_their_numbers(desk: Desk, id: str) -> None:
    desk.say(id, "livraison")
    desk.agent.choose(id, uuid4().hex, None)
    events = desk.journal.events(id)
    assert missed(reversed(events), "fr") == missed(events, "fr")
