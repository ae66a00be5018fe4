"""What the agent makes of a message before it says anything: understood, searched, decided. The heart of the line."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain
from typing import Protocol

from dialogue.company import Company
from dialogue.decide import decide
from dialogue.model import Conversation, Decision, Message
from knowledge.analysis import fold
from knowledge.asks import FEWEST_WORDS, asks, body
from knowledge.model import Match
from knowledge.search import Knowledge, Threshold
from knowledge.shelf import Query
from nlu.model import Understanding

_WORD = re.compile(r"\w+")
# In a chat message, questions stand for themselves; in a longer one they need the story around them (measured on the
# sample's long messages: of 60 words or fewer, 6 more right answers and no wrong one; of more, 0 and 2).
_SEVERAL_WORDS = range(2 * FEWEST_WORDS, 61)
_FEW_WORDS = 25  # up to so many, in one line, a message has no greeting or signature that weighs on it
_NO_QUESTION = ("sensitive", "asked-for-human", "none-of-these")


@dataclass(frozen=True, slots=True)
class Thought:
    """What is `asked`, understood, what the base has for it, what to do, and how sure an answer had to be.

    `parts` are the thoughts on each question of a message that asks several, when one of them at least can be answered:
    they then stand for the whole, and the decision is that on the surest.
    """

    asked: str
    understanding: Understanding
    matches: tuple[Match, ...]
    decision: Decision
    threshold: Threshold
    parts: tuple["Thought", ...] = ()


class Reads(Protocol):
    """Reads a text: see nlu.reader.Reader."""

    def read(self, text: str, *, page: str | None, conversation: str | None) -> Understanding: ...


class Mind:
    """Understands, searches and decides, without a word."""

    def __init__(self, *, reader: Reads, knowledge: Knowledge, company: Callable[[], Company]) -> None:
        self._reader = reader
        self._knowledge = knowledge
        self._company = company

    def think(self, conversation: Conversation, message: Message) -> Thought:
        """Return what to do with a message of this conversation, and why."""
        long = len(message.text.split()) > _FEW_WORDS or "\n" in message.text.strip()
        said = body(message.text, message.lang or conversation.lang) if long else message.text
        whole = self._thought(conversation, message, said)
        asks_one = len(said.split()) not in _SEVERAL_WORDS or whole.decision.reason.code in _NO_QUESTION
        if asks_one or whole.decision.kind in ("silent", "say"):
            return whole
        parts = self._parts(replace(conversation, lang=whole.understanding.language.code), message, said)
        return _of_parts(whole, parts) if parts else whole

    def _parts(self, conversation: Conversation, message: Message, said: str) -> tuple[Thought, ...]:
        """Return a thought for each of several questions, in order, each answer once; none when none is answered."""
        asked = asks(said, conversation.lang)
        by_outcome: dict[str, Thought] = {}
        for text in asked if len(asked) > 1 else ():
            thought = self._thought(conversation, message, text)
            if thought.decision.kind in ("answer", "clarify", "handoff"):
                answered = thought.decision.kind == "answer"
                by_outcome.setdefault(thought.matches[0].entry.id if answered else text, thought)
        parts = tuple(by_outcome.values())
        return parts if any(part.decision.kind == "answer" for part in parts) else ()

    def _thought(self, conversation: Conversation, message: Message, text: str) -> Thought:
        company, base = self._company(), self._knowledge.base
        understanding = self._reader.read(text, page=message.lang, conversation=conversation.lang)
        matches = tuple(base.search(query(understanding)))
        topic = matches[0].entry.category if matches else ""
        own = company.policy.topics.get(topic)
        kept = base.threshold(company.policy.wrong_in_100) if own is None else base.threshold(own, topic)
        decision = decide(
            conversation,
            understanding,
            matches,
            company.policy,
            answer_at=kept.confidence,
            sensitive=_sensitive_phrase(message.text, tuple(chain.from_iterable(company.sensitive.values()))),
        )
        return Thought(text, understanding, matches, decision, kept)


def _of_parts(whole: Thought, parts: tuple[Thought, ...]) -> Thought:
    """Return the thought on a message whose parts stand for it: as sure as of the surest, with all that was found."""
    surest = max(parts, key=lambda part: part.decision.kind == "answer" and part.decision.confidence)
    found: dict[str, Match] = {}
    for match in sorted(chain(whole.matches, *(part.matches for part in parts)), key=lambda match: -match.confidence):
        found.setdefault(match.entry.id, match)
    return replace(
        whole, matches=tuple(found.values()), decision=surest.decision, threshold=surest.threshold, parts=parts
    )


def query(understanding: Understanding, *, lang: str = "", typing: bool = False) -> Query:
    """Return what is understood as it is searched for, in its own language or in `lang`."""
    code = lang or understanding.language.code
    return Query(understanding.text, code, understanding.vector, understanding.encoder, typing)


def _sensitive_phrase(text: str, phrases: tuple[str, ...]) -> str | None:
    """Return the first of the company's sensitive phrases in this text, whole words, accents aside."""
    said = _spaced(text)
    return next((phrase for phrase in phrases if _spaced(phrase) in said), None)


def _spaced(text: str) -> str:
    return f" {' '.join(_WORD.findall(fold(text)))} "
