"""A visitor takes an exit once, and only one that works."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from fakes.desk import CLOSED, LEA, Desk, kinds

from dialogue.agent import LONGEST_MESSAGE
from dialogue.errors import ContactMissing, DialogueError, ExitNotOpen, MessageTooLong, SlotNotOpen
from dialogue.model import Contact, Exit, Owner


def offered_slots(desk: Desk, id: str) -> tuple[datetime, ...]:
    offers = desk.agent.exits(desk.journal.load(id)).offers
    return next(offer.slots for offer in offers if offer.exit == "callback")


def test_a_chat_waits_in_the_same_window_with_its_place_in_the_queue(desk: Desk) -> None:
    first, second = desk.open(), desk.open()
    for id in (first, second):
        desk.say(id, "quand arrive mon colis")
    assert desk.leave(first, "chat")[-1].payload["position"] == 1
    (escalated,) = desk.leave(second, "chat")
    assert (escalated.kind, escalated.author) == ("escalated", "system")
    assert (escalated.payload["position"], escalated.payload["team"]) == (2, "ventes")
    held = desk.journal.load(second)
    assert (held.owner, held.escalation_id) == ("queue", escalated.payload["escalation_id"])
    assert desk.journal.waiting("ventes") == 2
    assert desk.journal.jobs == []


def test_the_escalation_holds_what_an_adviser_needs(desk: Desk) -> None:
    id = desk.open()
    desk.say(id, "rendre")
    desk.leave(id, "email", text="  Mon vase est arrivé\n cassé  ")
    (escalation,) = desk.journal.escalations(statuses=["waiting"])
    assert (escalation.conversation_id, escalation.exit, escalation.team) == (id, "email", "ventes")
    assert (escalation.subject, escalation.lang, escalation.status) == ("Mon vase est arrivé cassé", "fr", "waiting")
    assert escalation.reason.startswith("confiance de 20 %, sous le seuil de 65 %")
    assert escalation.contact == Contact("Léa Petit", "lea@exemple.fr", "+33612345678")
    assert escalation.created_at is not None
    assert desk.journal.load(id).owner == "agent"
    assert kinds(desk.say(id, "quand arrive mon colis")) == ["message", "answer"]


def test_the_request_is_the_last_question_when_nothing_more_is_typed(desk: Desk) -> None:
    id = desk.open()
    desk.say(id, "rendre")
    desk.say(id, "un conseiller")
    assert kinds(desk.leave(id, "chat")) == ["escalated"]
    (escalation,) = desk.journal.escalations(statuses=["waiting"])
    assert escalation.subject == "rendre"


def test_what_is_typed_with_the_exit_is_part_of_the_conversation(desk: Desk) -> None:
    id = desk.open()
    message, escalated = desk.leave(id, "chat", text=" Mon vase est cassé ")
    assert (message.kind, message.author, message.payload) == ("message", "visitor", {"text": "Mon vase est cassé"})
    assert escalated.seq == message.seq + 1


def test_a_very_long_request_gets_a_short_subject(desk: Desk) -> None:
    desk.leave(desk.open(), "chat", text="mot " * 2_000)
    (escalation,) = desk.journal.escalations(statuses=["waiting"])
    assert len(escalation.subject) == 280


def test_the_reason_of_the_last_offer_is_found_in_a_long_conversation(desk: Desk) -> None:
    id = desk.open()
    for _ in range(520):
        desk.say(id, "quand arrive mon colis")
    desk.say(id, "un conseiller")
    desk.leave(id, "chat")
    (escalation,) = desk.journal.escalations(statuses=["waiting"])
    assert escalation.reason.startswith("le visiteur demande un humain")


def test_an_e_mail_promises_an_answer_and_sends_a_receipt(desk: Desk) -> None:
    id = desk.open()
    (escalated,) = desk.leave(id, "email", contact=Contact("Léa", " lea@exemple.fr "))
    assert "lea@exemple.fr" in escalated.payload["text"]
    assert (escalated.payload["position"], desk.journal.load(id).owner) == (None, "agent")
    (job,) = desk.journal.jobs
    ticket = escalated.payload["escalation_id"][:8].upper()
    assert (job.kind, job.key) == ("mail", f"received:{escalated.payload['escalation_id']}")
    assert job.payload["to"] == "lea@exemple.fr"
    assert ticket in job.payload["subject"]
    assert "Maison Test" in job.payload["text"]


def test_a_receipt_is_written_in_the_language_of_the_conversation(desk: Desk) -> None:
    id = desk.open(lang="en")
    desk.leave(id, "email", text="Where is my parcel?")
    assert "We received your request:\n\nWhere is my parcel?" in desk.journal.jobs[0].payload["text"]


def test_a_call_back_is_at_a_time_that_was_offered(desk: Desk) -> None:
    id = desk.open()
    slots = offered_slots(desk, id)
    (escalated,) = desk.leave(id, "callback", slot=slots[2])
    assert escalated.payload["callback_at"] == slots[2].isoformat()
    (escalation,) = desk.journal.escalations(statuses=["waiting"])
    assert (escalation.callback_at, escalation.contact.phone) == (slots[2], "+33612345678")
    assert desk.journal.load(id).owner == "agent"
    assert desk.journal.jobs == []


def test_a_call_back_without_a_time_is_at_the_first_one(desk: Desk) -> None:
    id = desk.open()
    slots = offered_slots(desk, id)
    assert desk.leave(id, "callback")[-1].payload["callback_at"] == slots[0].isoformat()


@pytest.mark.parametrize(
    "shift", [timedelta(minutes=1), timedelta(days=-1), timedelta(days=90), timedelta(hours=12), -timedelta(hours=2)]
)
def test_nobody_is_called_at_a_time_that_was_not_offered(desk: Desk, shift: timedelta) -> None:
    id = desk.open()
    slot = offered_slots(desk, id)[0] + shift
    with pytest.raises(SlotNotOpen) as refused:
        desk.leave(id, "callback", slot=slot)
    assert refused.value.details["slot"] == slot.isoformat()
    assert desk.journal.load(id).seq == 1


def test_a_time_that_has_passed_meanwhile_is_refused(desk: Desk) -> None:
    id = desk.open()
    slot = offered_slots(desk, id)[0]
    desk.clock.now += timedelta(hours=1)
    with pytest.raises(SlotNotOpen):
        desk.leave(id, "callback", slot=slot)


def test_a_time_means_the_same_in_any_time_zone(desk: Desk) -> None:
    id = desk.open()
    slot = offered_slots(desk, id)[1]
    tokyo = datetime.fromisoformat(slot.isoformat()).astimezone(tz=None)
    assert desk.leave(id, "callback", slot=tokyo)[-1].payload["callback_at"] == slot.isoformat()


@pytest.mark.parametrize(
    ("exit", "contact", "field"),
    [
        ("email", Contact("Léa", "", "0612345678"), "email"),
        ("email", Contact("Léa", "lea@"), "email"),
        ("callback", Contact("Léa", "lea@exemple.fr"), "phone"),
        ("callback", Contact("Léa", phone="12"), "phone"),
    ],
)
def test_nobody_is_promised_an_answer_where_none_can_arrive(
    desk: Desk, exit: Exit, contact: Contact, field: str
) -> None:
    id = desk.open()
    with pytest.raises(ContactMissing) as refused:
        desk.leave(id, exit, contact=contact)
    assert refused.value.details == {"exit": exit, "field": field}
    assert (desk.journal.load(id).seq, desk.journal.jobs) == (1, [])


def test_an_exit_that_closed_meanwhile_is_refused_with_those_that_work(desk: Desk) -> None:
    id = desk.open()
    desk.clock.now = CLOSED
    with pytest.raises(ExitNotOpen) as refused:
        desk.leave(id, "chat", text="au secours")
    assert refused.value.details == {"exit": "chat", "offers": "callback, email"}
    assert desk.journal.load(id).seq == 1
    assert desk.journal.escalations(statuses=["waiting"]) == []


def test_what_is_typed_with_the_exit_has_a_limit(desk: Desk) -> None:
    id = desk.open()
    with pytest.raises(MessageTooLong):
        desk.leave(id, "chat", text="a" * (LONGEST_MESSAGE + 1))
    assert desk.journal.load(id).seq == 1


@pytest.mark.parametrize("exit", ["chat", "email", "callback"])
def test_a_double_click_makes_one_escalation(desk: Desk, exit: Exit) -> None:
    id = desk.open()
    first = desk.leave(id, exit, id="x1")
    jobs = list(desk.journal.jobs)
    desk.clock.now = CLOSED
    assert desk.leave(id, exit, id="x1") == first
    assert len(desk.journal.escalations(statuses=["waiting"])) == 1
    assert desk.journal.jobs == jobs


@pytest.mark.parametrize("owner", ["queue", "adviser"])
def test_asking_for_a_chat_again_while_one_is_under_way_makes_nothing(desk: Desk, owner: Owner) -> None:
    id, escalation = desk.queued()
    if owner == "adviser":
        desk.takeover.claim(escalation, LEA, "claim")
    before = desk.journal.load(id)
    assert desk.leave(id, "chat", id="x2") == ()
    assert desk.leave(id, "chat", id="x2") == ()
    assert desk.journal.load(id).seq == before.seq
    assert [each.id for each in desk.journal.escalations(statuses=["waiting", "claimed"])] == [escalation]


def test_a_visitor_tired_of_waiting_can_leave_an_e_mail_and_keeps_the_place(desk: Desk) -> None:
    id, chat = desk.queued()
    assert kinds(desk.leave(id, "email")) == ["escalated"]
    waiting = {each.id: each.exit for each in desk.journal.escalations(statuses=["waiting"])}
    assert sorted(waiting.values()) == ["chat", "email"]
    assert desk.journal.load(id).owner == "queue"
    desk.takeover.claim(chat, LEA, "claim")
    assert desk.journal.load(id).owner == "adviser"


def test_two_visitors_who_send_the_same_id_have_two_escalations(desk: Desk) -> None:
    for id in (desk.open(), desk.open()):
        desk.leave(id, "chat", id="x1")
    assert len({each.id for each in desk.journal.escalations(statuses=["waiting"])}) == 2


REFUSALS: list[tuple[Callable[[Desk], dict[str, Any]], type[DialogueError]]] = [
    (lambda desk: {"exit": "email", "contact": Contact(email="lea")}, ContactMissing),
    (lambda desk: {"exit": "callback", "slot": desk.clock.now}, SlotNotOpen),
]


@pytest.mark.parametrize(("request_of", "refusal"), REFUSALS)
def test_what_was_refused_can_be_sent_again_corrected_under_the_same_id(
    desk: Desk, request_of: Callable[[Desk], dict[str, Any]], refusal: type[DialogueError]
) -> None:
    id = desk.open()
    request = request_of(desk)
    with pytest.raises(refusal):
        desk.leave(id, id="x1", **request)
    assert kinds(desk.leave(id, request["exit"], id="x1")) == ["escalated"]
