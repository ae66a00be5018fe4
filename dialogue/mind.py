"""What the agent makes of a message before it says anything: understood, searched, decided. The heart of the line."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

from dialogue.company import Company
from dialogue.decide import decide
from dialogue.model import Conversation, Decision, Message
from knowledge.analysis import fold
from knowledge.model import Match
from knowledge.search import Knowledge
from knowledge.shelf import Query
from nlu.model import Understanding
from nlu.reader import Reader

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Thought:
    """A message understood, what the base has for it, and what to do."""

    understanding: Understanding
    matches: tuple[Match, ...]
    decision: Decision


class Mind:
    """Understands, searches and decides, without a word."""

    def __init__(self, *, reader: Reader, knowledge: Knowledge, company: Callable[[], Company]) -> None:
        self._reader = reader
        self._knowledge = knowledge
        self._company = company

    def think(self, conversation: Conversation, message: Message) -> Thought:
        """Return what to do with a message of this conversation, and why."""
        company, base = self._company(), self._knowledge.base
        understanding = self._reader.read(message.text, page=message.lang, conversation=conversation.lang)
        matches = tuple(base.search(query(understanding)))
        decision = decide(
            conversation,
            understanding,
            matches,
            company.policy,
            answer_at=base.threshold(company.policy.wrong_in_100).confidence,
            sensitive=_sensitive_phrase(message.text, tuple(chain.from_iterable(company.sensitive.values()))),
        )
        return Thought(understanding, matches, decision)


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
