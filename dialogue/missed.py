"""What a conversation missed: from its events to the questions that went wrong, and in which ways. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dialogue.model import Event
from knowledge.analysis import Analyser
from knowledge.gaps.gaps import KINDS, Kind, Signal
from knowledge.mining.courtesies import strip_courtesies
from knowledge.mining.wording import is_question

# Events that tell something; the others are courtesies of the house.
TELLING = ("message", "answer", "clarify", "choice", "offer", "say", "ask", "escalated", "feedback")
_ON_KNOWLEDGE = ("sure", "close", "unsure", "nothing-found", "rest")
_SAID_AGAIN = timedelta(minutes=10)
_SHARED = 0.5  # of the words of the shorter question
_FEWEST_WORDS = 2  # that tell something, for what nobody but a human read to be a question


def missed(events: Iterable[Event], lang: str) -> list[Signal]:
    """Return the questions of one conversation that were not answered well, the oldest first; nothing is masked yet.

    What only a human may answer (the company's sensitive phrases) is no question for the base, and is left out; so are
    questions whose answer was found helpful.
    """
    walk = _Walk(lang)
    for event in sorted(events, key=lambda event: event.seq):
        walk.see(event)
    return walk.signals()


@dataclass(slots=True)
class _Question:
    """A question as the walk goes on."""

    event: Event
    kinds: set[Kind] = field(default_factory=set)
    shown: str | None = None
    led_to: str | None = None
    helpful: bool | None = None
    replies: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return str(self.event.payload.get("text", ""))

    @property
    def at(self) -> datetime:
        return self.event.at

    @property
    def open(self) -> bool:
        """Whether nothing that was said answers it surely."""
        return self.led_to is None and self.helpful is not True


class _Walk:
    """Goes through a conversation, event by event, and remembers which question it is about."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._analyser = Analyser(lang)
        self._questions: list[_Question] = []
        self._answers: dict[int, tuple[_Question, str]] = {}
        self._last: _Question | None = None
        self._handed: _Question | None = None
        self._said: Event | None = None
        self._sensitive = False

    def see(self, event: Event) -> None:
        match event.kind, event.author:
            case "message", "visitor":
                self._said = event
            case "message", "adviser":
                self._replied(event)
            case "answer" | "clarify" | "offer" | "say" | "ask", _:
                self._decided(event)
            case "choice", _:
                self._chose(event)
            case "escalated", _:
                self._escalated(event)
            case "feedback", _:
                self._voted(event)

    def signals(self) -> list[Signal]:
        wrong = [each for each in self._questions if each.kinds and each.helpful is not True]
        return [_signal(each, self._lang) for each in sorted(wrong, key=lambda each: each.event.seq)]

    def _decided(self, event: Event) -> None:
        because = event.payload.get("because")
        if because in _ON_KNOWLEDGE:
            self._about(self._asked(event), event)
        elif because == "none-of-these":
            self._blame("none-of-these")
        elif because == "picked" and self._last:
            self._answers[event.seq] = self._last, str(event.payload.get("entry_id"))
        elif because == "sensitive":
            self._last, self._sensitive = None, True
        if because not in _ON_KNOWLEDGE and self._said and self._said.message_id == event.message_id:
            self._said = None  # a courtesy, a request for a human: no question

    def _asked(self, event: Event) -> _Question | None:
        """Return the question that an event decides on: several events may decide on one message."""
        said = self._said
        if said is None or said.message_id != event.message_id:
            return self._last
        if self._last is None or self._last.event.seq != said.seq:
            before, self._last, self._sensitive = self._last, self._begun(said), False
            if before and self._again(before, self._last):
                before.kinds.add("reformulated")
        return self._last

    def _about(self, question: _Question | None, event: Event) -> None:
        if question is None:
            return
        if event.kind == "answer":
            question.shown = str(event.payload.get("entry_id"))
            self._answers[event.seq] = question, question.shown
            self._led(question)
        else:
            question.kinds.add("clarified" if event.kind == "clarify" else "unanswered")

    def _led(self, answered: _Question) -> None:
        """Let the question that was only put otherwise lead to the same answer."""
        place = self._questions.index(answered)
        before = self._questions[place - 1] if place else None
        if before and "reformulated" in before.kinds and before.shown != answered.shown:
            before.led_to = answered.shown

    def _chose(self, event: Event) -> None:
        entry_id = event.payload.get("entry_id")
        if entry_id is None:
            self._blame("none-of-these")
        elif self._last and self._last.shown != entry_id:
            self._last.led_to = str(entry_id)

    def _escalated(self, event: Event) -> None:
        said = self._said
        wrote = said is not None and said.message_id == event.message_id and len(self._words(said)) >= _FEWEST_WORDS
        if said and wrote and not self._sensitive:
            self._last = self._begun(said)
        self._handed = self._last if self._last and self._last.open else None
        if self._handed:
            self._handed.kinds.add("handed-over")

    def _replied(self, event: Event) -> None:
        """Note what an adviser wrote, for the question that was handed over; a question back is no reply."""
        text, said = str(event.payload.get("text", "")).strip(), self._said
        if said and self._undecided(said) and (self._asks(said) or self._handed is None):
            self._last = self._handed = self._begun(said)
        question = self._handed
        if question is None or self._sensitive or text.endswith("?"):
            return
        if strip_courtesies(text, self._lang):
            question.replies.append(text)
            question.kinds.add("answered-by-adviser")

    def _voted(self, event: Event) -> None:
        question, entry_id = self._answers.get(event.payload.get("seq", 0), (None, ""))
        if question is None:
            return
        question.helpful = bool(event.payload.get("helpful"))
        question.kinds.discard("thumbs-down")
        if not question.helpful:
            question.kinds.add("thumbs-down")
            question.shown = entry_id
            question.led_to = None

    def _blame(self, kind: Kind) -> None:
        if self._last:
            self._last.kinds.add(kind)
            self._last.led_to = None

    def _begun(self, said: Event) -> _Question:
        self._questions.append(_Question(said))
        return self._questions[-1]

    def _undecided(self, said: Event) -> bool:
        """Say whether the agent kept silent on a message, as it does while a human has the conversation."""
        return len(self._words(said)) >= _FEWEST_WORDS and all(
            question.event.seq != said.seq for question in self._questions
        )

    def _asks(self, said: Event) -> bool:
        text = str(said.payload.get("text", ""))
        return "?" in text or is_question(text, self._lang)

    def _words(self, said: Event) -> set[str]:
        return set(self._analyser.stems(str(said.payload.get("text", ""))))

    def _again(self, before: _Question, after: _Question) -> bool:
        """Say whether a question was put otherwise: soon after, in words of which half are the same."""
        one, other = self._words(before.event), self._words(after.event)
        shared = len(one & other) / max(1, min(len(one), len(other)))
        return before.open and one != other and after.at - before.at <= _SAID_AGAIN and shared >= _SHARED


def _signal(question: _Question, lang: str) -> Signal:
    return Signal(
        conversation_id=question.event.conversation_id,
        seq=question.event.seq,
        text=question.text,
        lang=lang,
        at=question.at,
        kinds=tuple(kind for kind in KINDS if kind in question.kinds),
        shown=question.shown,
        led_to=question.led_to,
        reply="\n\n".join(question.replies),
    )
