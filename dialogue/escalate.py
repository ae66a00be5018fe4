"""The visitor takes an exit: a chat in the same window, an answer by e-mail, a call back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from dialogue.agent import Agent, check_text, composer_for
from dialogue.company import Company
from dialogue.compose import ticket
from dialogue.contact import checked
from dialogue.errors import ExitNotOpen, SlotNotOpen
from dialogue.model import Change, Contact, Conversation, Draft, Escalation, Event, Exit, Handoff, Job, Offer
from dialogue.ports import Journal
from dialogue.turns import take_turn
from dialogue.wording import Wording

_SUBJECT = 280
_RECENT = 200


@dataclass(frozen=True, slots=True)
class ExitRequest:
    """What the visitor chose and typed. `slot` is one of the offered times, for a call back."""

    id: str
    exit: Exit
    contact: Contact
    text: str = ""
    slot: datetime | None = None


class Escalator:
    """Turns the visitor's choice of an exit into an escalation that a human will take."""

    def __init__(
        self,
        *,
        agent: Agent,
        journal: Journal,
        company: Callable[[], Company],
        clock: Callable[[], datetime],
    ) -> None:
        self._agent = agent
        self._journal = journal
        self._company = company
        self._clock = clock

    def take_exit(self, conversation_id: str, request: ExitRequest) -> tuple[Event, ...]:
        """Escalate the conversation by this exit.

        Raises ExitNotOpen or SlotNotOpen when it is not possible now, ContactMissing when the customer could not be
        reached, MessageTooLong.
        """
        if request.text:
            check_text(request.text)
        return take_turn(self._journal, conversation_id, request.id, lambda held: self._plan(held, request))

    def _plan(self, conversation: Conversation, request: ExitRequest) -> Change:
        if conversation.held and request.exit == "chat":
            return Change(conversation, conversation, (), request.id)
        handoff = self._agent.exits(conversation)
        offer = _offered(handoff, request.exit)
        escalation = self._escalation(conversation, request, offer)
        after = _handed(conversation, escalation)
        now, composer = self._clock(), composer_for(self._company(), conversation.lang)
        confirmed = composer.escalated(escalation, position=offer.waiting + 1, now=now)
        said = [Draft("message", "visitor", {"text": request.text.strip()})] if request.text.strip() else []
        jobs = (self._receipt(escalation),) if escalation.exit == "email" else ()
        return Change(conversation, after, (*said, confirmed), request.id, escalation, jobs)

    def _escalation(self, conversation: Conversation, request: ExitRequest, offer: Offer) -> Escalation:
        company = self._company()
        subject = " ".join((request.text.strip() or conversation.question).split())
        return Escalation(
            id=uuid5(UUID(conversation.id), request.id).hex,
            conversation_id=conversation.id,
            exit=request.exit,
            team=offer.team,
            lang=conversation.lang,
            subject=subject[:_SUBJECT],
            reason=self._why(conversation),
            contact=checked(request.contact, request.exit, country=company.holidays.country or "FR"),
            callback_at=_slot(offer, request) if request.exit == "callback" else None,
            created_at=self._clock(),
        )

    def _why(self, conversation: Conversation) -> str:
        events = reversed(self._journal.events(conversation.id, after=max(0, conversation.seq - _RECENT)))
        return next((str(event.payload.get("reason", "")) for event in events if event.kind == "offer"), "")

    def _receipt(self, escalation: Escalation) -> Job:
        wording = Wording(escalation.lang)
        details = {"ticket": ticket(escalation), "subject": escalation.subject, "company": self._company().name}
        key = f"received:{escalation.id}"
        mail = {
            "key": key,
            "to": escalation.contact.email,
            "subject": wording.say("mail.received_subject", **details),
            "text": wording.say("mail.received", **details),
        }
        return Job("mail", key, mail)


def _handed(conversation: Conversation, escalation: Escalation) -> Conversation:
    """A chat waits for a human in this window; after an e-mail or a call back the agent stays at the visitor's side."""
    after = replace(conversation, escalation_id=escalation.id, asked=(), failures=0)
    return replace(after, owner="queue") if escalation.exit == "chat" else after


def _offered(handoff: Handoff, exit: Exit) -> Offer:
    offer = next((offer for offer in handoff.offers if offer.exit == exit), None)
    if offer is None:
        raise ExitNotOpen(exit=exit, offers=", ".join(offer.exit for offer in handoff.offers))
    return offer


def _slot(offer: Offer, request: ExitRequest) -> datetime:
    if request.slot is None:
        return offer.slots[0]
    if request.slot not in offer.slots:
        raise SlotNotOpen(slot=request.slot.isoformat(), slots=", ".join(slot.isoformat() for slot in offer.slots))
    return request.slot
