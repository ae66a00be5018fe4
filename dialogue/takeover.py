"""An adviser takes over: claims, writes, notes, transfers, returns, closes. Nobody else speaks meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from dialogue.agent import check_text
from dialogue.company import Company
from dialogue.compose import ticket
from dialogue.errors import AlreadyClaimed, EscalationClosed, NotYours, UnknownTeam
from dialogue.model import Adviser, Change, Conversation, Draft, Escalation, Event, Job, Owner
from dialogue.ports import Journal
from dialogue.turns import take_turn
from dialogue.wording import Wording

STAFF_ONLY = frozenset({"note", "claimed", "settled", "form"})

Plan = Callable[[Conversation, Escalation], Change]


class Takeover:
    """The adviser's side of an escalation. Every step is safe to send again with the same message id."""

    def __init__(self, *, journal: Journal, company: Callable[[], Company], clock: Callable[[], datetime]) -> None:
        self._journal = journal
        self._company = company
        self._clock = clock

    def claim(self, id: str, adviser: Adviser, message_id: str) -> tuple[Event, ...]:
        """Take an escalation; of two who try, one does. Raises AlreadyClaimed, EscalationClosed, EscalationNotFound."""

        def plan(held: Conversation, escalation: Escalation) -> Change:
            if escalation.status == "claimed" and escalation.adviser_id != adviser.id:
                raise AlreadyClaimed(adviser=escalation.adviser_name)
            if escalation.status == "claimed":
                return Change(held, held, (), message_id)
            mine = replace(
                escalation,
                status="claimed",
                adviser_id=adviser.id,
                adviser_name=adviser.name,
                claimed_at=escalation.claimed_at or self._clock(),
            )
            draft = self._told(held, escalation, "joined", "claimed", adviser, name=adviser.name)
            return Change(held, _owned(held, escalation, "adviser"), (draft,), message_id, mine)

        return self._step(id, message_id, plan)

    def write(self, id: str, adviser: Adviser, message_id: str, text: str) -> tuple[Event, ...]:
        """Write to the customer, in the window or by e-mail. Raises NotYours, EmptyMessage, MessageTooLong."""
        check_text(text)

        def plan(held: Conversation, escalation: Escalation) -> Change:
            _must_hold(escalation, adviser)
            said = Draft("message", "adviser", {"text": text}, adviser.name)
            jobs = (self._mail(escalation, adviser, message_id, text),) if escalation.exit == "email" else ()
            return Change(held, held, (said,), message_id, None, jobs)

        return self._step(id, message_id, plan)

    def note(self, id: str, adviser: Adviser, message_id: str, text: str) -> tuple[Event, ...]:
        """Leave a note that only staff sees. Raises EmptyMessage, MessageTooLong."""
        check_text(text)

        def plan(held: Conversation, escalation: Escalation) -> Change:
            return Change(held, held, (Draft("note", "adviser", {"text": text}, adviser.name),), message_id)

        return self._step(id, message_id, plan)

    def transfer(self, id: str, adviser: Adviser, message_id: str, *, team: str) -> tuple[Event, ...]:
        """Put the escalation back in the queue, of another team. Raises NotYours, UnknownTeam."""
        target = self._company().team(team)
        if target is None:
            raise UnknownTeam(team=team, teams=", ".join(known.id for known in self._company().teams))

        def plan(held: Conversation, escalation: Escalation) -> Change:
            _must_hold(escalation, adviser)
            waiting = replace(escalation, status="waiting", team=team, adviser_id=None, adviser_name="")
            name = target.name.get(held.lang, team)
            draft = self._told(held, escalation, "transferred", "note", adviser, name=adviser.name, team=name)
            return Change(held, _owned(held, escalation, "queue"), (draft,), message_id, waiting)

        return self._step(id, message_id, plan)

    def give_back(self, id: str, adviser: Adviser, message_id: str) -> tuple[Event, ...]:
        """Return the conversation to the agent. Raises NotYours."""

        def plan(held: Conversation, escalation: Escalation) -> Change:
            draft = self._told(held, escalation, "returned", "settled", adviser, name=adviser.name)
            return Change(
                held, _owned(held, escalation, "agent"), (draft,), message_id, self._ended(escalation, adviser)
            )

        return self._step(id, message_id, plan)

    def close(self, id: str, adviser: Adviser, message_id: str) -> tuple[Event, ...]:
        """End the escalation, with one closing word. Raises NotYours."""

        def plan(held: Conversation, escalation: Escalation) -> Change:
            draft = self._told(held, escalation, "closed", "settled", adviser, name=adviser.name)
            return Change(
                held, _owned(held, escalation, "closed"), (draft,), message_id, self._ended(escalation, adviser)
            )

        return self._step(id, message_id, plan)

    def _step(self, id: str, message_id: str, plan: Plan) -> tuple[Event, ...]:
        conversation_id = self._journal.escalation(id).conversation_id

        def plan_anew(held: Conversation) -> Change:
            escalation = self._journal.escalation(id)
            if escalation.status == "closed":
                raise EscalationClosed
            return plan(held, escalation)

        return take_turn(self._journal, conversation_id, message_id, plan_anew)

    def _told(
        self, held: Conversation, escalation: Escalation, kind: str, staff_kind: str, adviser: Adviser, **details: str
    ) -> Draft:
        """Tell the visitor in the chat window; an e-mail or a call back has staff only to tell."""
        text = Wording(held.lang).say(f"takeover.{kind}", **details)
        return Draft(
            kind if escalation.exit == "chat" else staff_kind, "adviser", {"text": text} | details, adviser.name
        )

    def _ended(self, escalation: Escalation, adviser: Adviser) -> Escalation:
        _must_hold(escalation, adviser)
        return replace(escalation, status="closed", closed_at=self._clock())

    def _mail(self, escalation: Escalation, adviser: Adviser, message_id: str, text: str) -> Job:
        wording, company = Wording(escalation.lang), self._company()
        details = {"ticket": ticket(escalation), "subject": escalation.subject, "text": text}
        key = f"reply:{escalation.id}:{message_id}"
        mail = {
            "key": key,
            "to": escalation.contact.email,
            "subject": wording.say("mail.reply_subject", **details),
            "text": wording.say("mail.reply", name=adviser.name, company=company.name, **details),
        }
        return Job("mail", key, mail)


def _owned(conversation: Conversation, escalation: Escalation, owner: Owner) -> Conversation:
    """Only a chat takes the conversation out of the agent's hands."""
    return replace(conversation, owner=owner) if escalation.exit == "chat" else conversation


def _must_hold(escalation: Escalation, adviser: Adviser) -> None:
    if escalation.status != "claimed" or escalation.adviser_id != adviser.id:
        raise NotYours
