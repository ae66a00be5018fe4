"""Decisions into events: the agent's words, in the conversation's language."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from dialogue.assistant.events import Event
from dialogue.model import Decision, Draft, Escalation, Handoff, Offer, Reason
from dialogue.wording import Wording
from knowledge.audience import ANYBODY, Audience, alternative_for
from knowledge.model import Entry, Match

# What a button is chosen by: its number among those last shown.
BUTTON = "button:"
_RELATED = 2
_RELATED_FROM = 0.05


class Composer:
    """Writes the agent's side of one conversation; reasons, which only staff reads, are in the staff's language."""

    def __init__(self, wording: Wording, staff: Wording, company: str) -> None:
        self._wording = wording
        self._staff = staff
        self._company = company

    def welcome(self, text: str = "") -> Draft:
        """Greet a visitor who has just come."""
        return Draft("say", "agent", {"text": text or self._say("welcome", company=self._company), "intent": "welcome"})

    def say(self, phrase: str, reason: Reason) -> Draft:
        """Say one of the set phrases."""
        return Draft("say", "agent", self._payload(phrase, reason, intent=phrase))

    def answer(
        self,
        entry: Entry,
        *,
        confidence: float,
        reason: Reason,
        others: Sequence[Match] = (),
        audience: Audience = ANYBODY,
    ) -> Draft:
        """Give the curated answer for this audience, word for word, with the questions that come next."""
        other = alternative_for(entry, audience) if entry.alternatives else None
        foreign = f"{self._say('other_language')}\n\n" if entry.lang != self._wording.lang else ""
        related = [match.entry for match in others if match.confidence >= _RELATED_FROM][:_RELATED]
        payload = {
            "text": foreign + (other.answer if other else entry.answer),
            "entry_id": entry.id,
            "question": entry.question,
            "lang": entry.lang,
            "confidence": round(confidence, 3),
            "reason": self._staff.why(reason),
            "because": reason.code,
            "topic": entry.category,
            "related": [_named(each) for each in related],
        }
        if other:
            payload["alternative"] = {"segment": other.segment, "page": other.page}
        return Draft("answer", "agent", payload)

    def flow(self, message: Event, flow: str) -> Draft:
        """Say what the assistant says, with its image and its buttons."""
        data = message["data"]
        image = f"![]({data['image']})" if data.get("image") else ""
        payload = {
            "text": "\n\n".join(part for part in (message["text"], image) if part),
            "reason": self._staff.why(Reason("flow", {"flow": flow})),
            "because": "flow",
        }
        if data.get("custom"):
            payload["custom"] = data["custom"]
        pressed = buttons_of(message)
        if not pressed:
            return Draft("say", "agent", payload)
        choices = [{"entry_id": f"{BUTTON}{i}", "question": title} for i, (title, _) in enumerate(pressed)]
        return Draft("ask", "agent", payload | {"choices": choices})

    def form(self, flow: str, slots: Mapping[str, Any]) -> Draft:
        """Show staff what a visitor told the assistant."""
        return Draft("form", "agent", {"flow": flow, "slots": dict(slots)})

    def clarify(self, decision: Decision, *, about: str = "") -> Draft:
        """Ask which of a few close questions is meant, by the whole message or by what it asks `about`."""
        choices = [_named(match.entry) for match in decision.answers]
        topic = decision.answers[0].entry.category
        text = {"text": self._say("clarify_rest", question=about)} if about else {}
        return Draft(
            "clarify", "agent", self._payload("clarify", decision.reason, choices=choices, topic=topic, **text)
        )

    def choice(self, entry: Entry | None) -> Draft:
        """Show what the visitor picked."""
        text = entry.question if entry else self._say("picked_none")
        return Draft("choice", "visitor", {"entry_id": entry.id if entry else None, "text": text})

    def offer(self, handoff: Handoff, reason: Reason, *, now: datetime) -> Draft:
        """Offer the exits that work now."""
        text = self._say(f"offer.{reason.code}", **reason.details)
        if handoff.opens_at:
            text += " " + self._say("offer.closed", opens_at=self._wording.moment(handoff.opens_at, now=now))
        payload = {
            "text": text,
            "exits": [self._exit(offer, now) for offer in handoff.offers],
            "opens_at": handoff.opens_at.isoformat() if handoff.opens_at else None,
            "reason": f"{self._staff.why(reason)} ; {self._staff.why(handoff.reason)}",
            "because": reason.code,
            "topic": handoff.topic,
        }
        return Draft("offer", "agent", payload)

    def escalated(self, escalation: Escalation, *, position: int, now: datetime) -> Draft:
        """Confirm what happens now."""
        at = escalation.callback_at
        details = {
            "position": position,
            "email": escalation.contact.email,
            "phone": escalation.contact.phone,
            "ticket": ticket(escalation),
            "slot": self._wording.moment(at, now=now) if at else "",
        }
        payload = {
            "escalation_id": escalation.id,
            "exit": escalation.exit,
            "team": escalation.team,
            "text": self._say(f"escalated.{escalation.exit}", **details),
            "position": position if escalation.exit == "chat" else None,
            "callback_at": at.isoformat() if at else None,
        }
        return Draft("escalated", "system", payload)

    def _exit(self, offer: Offer, now: datetime) -> dict[str, Any]:
        details = {"chat": self._waiting(offer), "email": self._say("exit.email_detail"), "callback": ""}
        if offer.slots:
            slot = self._wording.moment(offer.slots[0], now=now)
            details["callback"] = self._say("exit.callback_detail", slot=slot)
        return {
            "exit": offer.exit,
            "team": offer.team,
            "waiting": offer.waiting,
            "slots": [slot.isoformat() for slot in offer.slots],
            "label": self._say(f"exit.{offer.exit}"),
            "detail": details[offer.exit],
        }

    def _waiting(self, offer: Offer) -> str:
        return self._say("exit.chat_waiting", count=offer.waiting) if offer.waiting else self._say("exit.chat_free")

    def _payload(self, phrase: str, reason: Reason, **more: object) -> dict[str, Any]:
        return {"text": self._say(phrase), "reason": self._staff.why(reason), "because": reason.code, **more}

    def _say(self, phrase: str, /, **details: object) -> str:
        return self._wording.say(phrase, **details)


def buttons_of(message: Event) -> tuple[tuple[str, str], ...]:
    """Return the title and the payload of each button of what the assistant says."""
    data = message["data"]
    found = data.get("buttons") or data.get("quick_replies") or ()
    return tuple((str(each.get("title", "")), str(each.get("payload", ""))) for each in found)


def wish(message: Event) -> str | None:
    """Return what the assistant wants the engine to do in the place of a message: `answer` or `handoff`."""
    custom = message["data"].get("custom")
    found: str | None = custom.get("comptoir") if isinstance(custom, dict) else None
    return found


def ticket(escalation: Escalation) -> str:
    """Return the number a customer can quote."""
    return escalation.id[:8].upper()


def _named(entry: Entry) -> dict[str, str]:
    return {"entry_id": entry.id, "question": entry.question}
