"""The virtual agent: one message in, the events it causes out. The straight line of the house."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from dialogue.company import Company
from dialogue.compose import BUTTON, Composer, wish
from dialogue.errors import EmptyMessage, EventNotFound, MessageTooLong, UnknownChoice
from dialogue.flows import Flows, Step
from dialogue.handoff import Situation, hand_off
from dialogue.mind import Mind, Thought
from dialogue.model import Change, Conversation, Decision, Draft, Event, Handoff, Message, Reason
from dialogue.ports import Journal
from dialogue.turns import take_turn
from dialogue.wording import Wording
from knowledge.audience import Audience
from knowledge.model import Entry
from knowledge.search import Knowledge

LONGEST_MESSAGE = 10_000
_PATIENCE = 2  # times in a row that a flow may ask the same before a human is offered beside


class Agent:
    """Answers visitors from the published base, and knows when not to."""

    def __init__(
        self,
        *,
        mind: Mind,
        knowledge: Knowledge,
        journal: Journal,
        flows: Flows,
        company: Callable[[], Company],
        clock: Callable[[], datetime],
    ) -> None:
        self._mind = mind
        self._knowledge = knowledge
        self._journal = journal
        self._flows = flows
        self._company = company
        self._clock = clock

    def open(self, conversation: Conversation, *, token_digest: str) -> tuple[Event, ...]:
        """Start a conversation and greet."""
        self._journal.open(conversation, token_digest=token_digest)
        composer = composer_for(self._company(), conversation.lang)
        welcome = composer.welcome(self._company().welcome.get(conversation.lang, ""))
        return self._journal.record(Change(conversation, conversation, (welcome,)))

    def handle(self, conversation_id: str, message: Message) -> tuple[Event, ...]:
        """Answer a message, and return the events it caused; the same message again causes nothing new.

        Raises EmptyMessage, MessageTooLong, ConversationNotFound.
        """
        check_text(message.text)
        return take_turn(self._journal, conversation_id, message.id, partial(self._reply, message=message))

    def exits(self, conversation: Conversation) -> Handoff:
        """Return the exits that work now for this conversation."""
        company = self._company()
        waiting = {team.id: self._journal.waiting(team.id) for team in company.teams}
        return hand_off(company, Situation(conversation.topic, conversation.lang, self._clock(), waiting))

    def choose(self, conversation_id: str, message_id: str, entry_id: str | None) -> tuple[Event, ...]:
        """Answer with the entry the visitor picked, or do what the button they pressed means; None is “none of these”.

        Raises UnknownChoice.
        """

        def plan(held: Conversation) -> Change:
            if entry_id and entry_id.startswith(BUTTON):
                return self._pressed(held, message_id, entry_id)
            return self._picked(held, message_id, entry_id)

        return take_turn(self._journal, conversation_id, message_id, plan)

    def ask_human(self, conversation_id: str, message_id: str, *, because: Reason) -> tuple[Event, ...]:
        """Offer the exits that work now."""
        return take_turn(
            self._journal,
            conversation_id,
            message_id,
            lambda held: Change(held, held, self._unless_held(held, lambda: self._offer(held, because)), message_id),
        )

    def apologise(self, conversation_id: str, message: Message, *, error: str) -> tuple[Event, ...]:
        """Keep a message that could not be answered because of an incident, and offer the exits: never a dead end."""
        because = Reason("failure", {"error": error})
        return take_turn(
            self._journal,
            conversation_id,
            message.id,
            lambda held: Change(
                held,
                replace(held, question=message.text),
                (_said(message), *self._unless_held(held, lambda: self._offer(held, because))),
                message.id,
            ),
        )

    def rate_answer(
        self, conversation_id: str, message_id: str, *, seq: int, helpful: bool, comment: str
    ) -> tuple[Event, ...]:
        """Keep a visitor's yes or no on an answer; a no is offered the exits. Raises EventNotFound."""
        rated = self._journal.events(conversation_id, after=seq - 1, limit=1)
        if not any(event.seq == seq and event.kind == "answer" for event in rated):
            raise EventNotFound(seq=seq)
        payload = {"seq": seq, "helpful": helpful, "comment": comment}
        return self._noted(conversation_id, message_id, "feedback", payload, offer=not helpful)

    def rate(self, conversation_id: str, message_id: str, *, stars: int, comment: str) -> tuple[Event, ...]:
        """Keep a visitor's satisfaction, 1 to 5 stars."""
        return self._noted(conversation_id, message_id, "rating", {"stars": stars, "comment": comment}, offer=False)

    def _reply(self, conversation: Conversation, message: Message) -> Change:
        if conversation.held:
            return Change(conversation, conversation, (_said(message),), message.id)
        thought = self._mind.think(conversation, message)
        after = _moved(conversation, thought, message)
        step = self._flows.step(conversation, message, thought)
        if step:
            return self._stepped(conversation, after, step, _said(message), message.id, thought)
        words = self._each(after, thought.parts) if thought.parts else self._words(after, thought)
        change = Change(conversation, after, (_said(message), *words), message.id)
        return self._going_on(change, thought.parts) if thought.parts else change

    def _each(self, conversation: Conversation, parts: tuple[Thought, ...]) -> tuple[Draft, ...]:
        """Answer what can be answered; ask back about the one question left, or offer the exits for those left."""
        answers = [part for part in parts if part.decision.kind == "answer"]
        words = [draft for part in answers for draft in self._words(conversation, part)]
        left = [part for part in parts if part.decision.kind != "answer"]
        questions = " ; ".join(part.asked for part in left)
        match left:
            case []:
                return tuple(words)
            case [Thought(decision=Decision(kind="clarify") as decision)]:
                return (*words, composer_for(self._company(), conversation.lang).clarify(decision, about=questions))
            case _:
                return (*words, *self._offer(conversation, Reason("rest", {"questions": questions})))

    def _words(self, conversation: Conversation, thought: Thought) -> tuple[Draft, ...]:
        decision, composer = thought.decision, composer_for(self._company(), conversation.lang)
        match decision.kind:
            case "answer":
                best, *others = decision.answers
                how_sure, because = decision.confidence, decision.reason
                to = Audience(conversation.segment, conversation.page)
                return (composer.answer(best.entry, confidence=how_sure, reason=because, others=others, audience=to),)
            case "clarify":
                return (composer.clarify(decision),)
            case "say":
                return (composer.say(decision.phrase, decision.reason),)
            case "handoff":
                return self._offer(conversation, decision.reason)
            case "silent":
                return ()

    def _going_on(self, change: Change, parts: tuple[Thought, ...]) -> Change:
        """Return the change with the flow that one of several answers goes on with: the first."""
        for part in parts:
            best = part.decision.answers[0].entry if part.decision.kind == "answer" else None
            if best and best.follow_up:
                step = self._flows.begin(change.after, change.message_id or "", part.asked, best.follow_up)
                if step:
                    begun = self._stepped(change.before, change.after, step, change.drafts[0], change.message_id or "")
                    return replace(begun, drafts=(*change.drafts, *begun.drafts[1:]))
        return change

    def _stepped(
        self,
        before: Conversation,
        after: Conversation,
        step: Step,
        said: Draft,
        message_id: str,
        thought: Thought | None = None,
    ) -> Change:
        """Return what a turn with the assistant changes: what it says, the flow it is in, what it remembers."""
        failures = before.failures + 1 if step.stuck else 0
        after = replace(after, flow=step.flow, buttons=step.buttons, failures=failures)
        if before.flow:
            # What is said to a form is no new question: a human is told what it was begun for.
            after = replace(after, question=before.question, topic=before.topic)
        drafts = (said, *self._spoken(after, step, thought))
        if failures >= _PATIENCE:
            drafts = (*drafts, *self._offer(after, Reason("not-understood"), step.slots))
        return Change(before, after, drafts, message_id, assistant_events=step.events)

    def _spoken(self, conversation: Conversation, step: Step, thought: Thought | None) -> Iterator[Draft]:
        composer = composer_for(self._company(), conversation.lang)
        answers = thought is not None and thought.decision.kind == "answer"
        if thought and answers and step.follows:
            yield from self._words(conversation, thought)
        for event in step.said:
            match wish(event):
                case "answer":
                    yield from self._words(conversation, thought) if thought and answers else ()
                case "handoff":
                    yield from self._offer(conversation, Reason("asked-for-human"), step.slots)
                case _:
                    yield composer.flow(event, step.flow)
        if step.failed:
            yield from self._offer(conversation, Reason("failure", {"error": step.failed}), step.slots)
        elif not step.said and not step.follows:
            yield composer.say("not_understood", Reason("not-understood"))

    def _pressed(self, conversation: Conversation, message_id: str, button: str) -> Change:
        number = button.removeprefix(BUTTON)
        if not number.isdecimal() or int(number) >= len(conversation.buttons):
            raise UnknownChoice(choice=button)
        title, payload = conversation.buttons[int(number)]
        said = Draft("press", "visitor", {"text": title})
        if conversation.held:
            return Change(conversation, conversation, (said,), message_id)
        step = self._flows.begin(conversation, message_id, title, payload) if payload.startswith("/") else None
        if step is None:
            # A button may stand for words, as if the visitor had written them.
            change = self._reply(conversation, Message(message_id, payload.lstrip("/") or title))
            return replace(change, drafts=(said, *change.drafts[1:]))
        return self._stepped(conversation, replace(conversation, owner="agent"), step, said, message_id)

    def _picked(self, conversation: Conversation, message_id: str, entry_id: str | None) -> Change:
        entry = self._entry(entry_id)
        composer = composer_for(self._company(), conversation.lang)
        owner = "agent" if conversation.owner == "closed" else conversation.owner
        after = replace(conversation, owner=owner, asked=(), failures=0 if entry else conversation.failures + 1)
        after = replace(after, topic=entry.category) if entry else after
        reply = self._unless_held(after, lambda: self._answer_pick(after, entry))
        begins = entry is not None and entry.follow_up and not conversation.held
        step = self._flows.begin(after, message_id, entry.question, entry.follow_up) if entry and begins else None
        if step is None:
            return Change(conversation, after, (composer.choice(entry), *reply), message_id)
        change = self._stepped(conversation, after, step, composer.choice(entry), message_id)
        return replace(change, drafts=(change.drafts[0], *reply, *change.drafts[1:]))

    def _entry(self, id: str | None) -> Entry | None:
        if id is None:
            return None
        entry = self._knowledge.base.entries.get(id)
        if entry is None:
            raise UnknownChoice(choice=id)
        return entry

    def _answer_pick(self, conversation: Conversation, entry: Entry | None) -> tuple[Draft, ...]:
        if entry is None:
            return self._offer(conversation, Reason("none-of-these"))
        composer = composer_for(self._company(), conversation.lang)
        audience = Audience(conversation.segment, conversation.page)
        return (composer.answer(entry, confidence=1.0, reason=Reason("picked"), audience=audience),)

    def _offer(
        self, conversation: Conversation, because: Reason, slots: Mapping[str, Any] | None = None
    ) -> tuple[Draft, ...]:
        """Offer the exits that work now; what the visitor told a flow goes along, so that nobody asks it again."""
        composer = composer_for(self._company(), conversation.lang)
        known = self._flows.known(conversation) if slots is None else slots
        form = (composer.form(conversation.flow, known),) if known else ()
        return (*form, composer.offer(self.exits(conversation), because, now=self._clock()))

    def _unless_held(self, conversation: Conversation, reply: Callable[[], tuple[Draft, ...]]) -> tuple[Draft, ...]:
        return () if conversation.held else reply()

    def _noted(
        self, conversation_id: str, message_id: str, kind: str, payload: dict[str, Any], *, offer: bool
    ) -> tuple[Event, ...]:
        def plan(held: Conversation) -> Change:
            words = self._unless_held(held, lambda: self._offer(held, Reason("not-helpful"))) if offer else ()
            return Change(held, held, (Draft(kind, "visitor", payload), *words), message_id)

        return take_turn(self._journal, conversation_id, message_id, plan)


def composer_for(company: Company, lang: str) -> Composer:
    """Return the composer of a conversation in this language."""
    staff = Wording(company.languages[0], company.timezone)
    return Composer(Wording(lang, company.timezone), staff, company.name)


def check_text(text: str) -> None:
    """Refuse what cannot be a message. Raises EmptyMessage, MessageTooLong."""
    if not text.strip():
        raise EmptyMessage
    if len(text) > LONGEST_MESSAGE:
        raise MessageTooLong(length=len(text), most=LONGEST_MESSAGE)


def _said(message: Message) -> Draft:
    page = {"page": message.page} if message.page else {}
    return Draft("message", "visitor", {"text": message.text} | page)


def _moved(conversation: Conversation, thought: Thought, message: Message) -> Conversation:
    """Return the conversation after a message was understood."""
    kind = thought.decision.kind
    if kind == "silent":
        return conversation
    after = replace(conversation, owner="agent", lang=thought.understanding.language.code)
    if thought.decision.reason.code == "not-understood":
        return replace(after, failures=conversation.failures + 1)
    if kind == "say" or thought.decision.reason.code == "asked-for-human":
        return after
    if thought.decision.reason.code == "none-of-these":
        return replace(after, asked=(), failures=conversation.failures + 1)
    open_end = _open_end(thought)
    return replace(
        after,
        question=message.text,
        topic=open_end.matches[0].entry.category if open_end.matches else "",
        asked=tuple(match.entry.id for match in open_end.decision.answers)
        if open_end.decision.kind == "clarify"
        else (),
        failures=conversation.failures + 1 if open_end.decision.kind == "handoff" else 0,
        page=message.page or conversation.page,
    )


def _open_end(thought: Thought) -> Thought:
    """Return the thought that the conversation goes on from: of several, the first that is not an answer."""
    left = [part for part in thought.parts if part.decision.kind != "answer"]
    return (left or thought.parts or (thought,))[0]
