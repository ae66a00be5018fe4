"""What is known of each language: its little words, its abbreviations, the phrases of visitors who ask nothing."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

WORD_LISTS = ("function_words", "courtesies", "question_words", "angry_words", "insult_words")
MOST_CONSONANTS = 5  # in a row, where a language says nothing else
WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class HumanCues:
    """The words of a visitor who wants a human: a verb, then a person or, under a negation, a machine."""

    verbs: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    machines: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    unable: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words, folded, except those that abbreviations stand for.

    `consonants` are too many in a row for a word. `phrases` are by intent; `exact` are the intents never recognised by
    resemblance; `questions` are no intent at all.
    """

    lang: str
    function_words: frozenset[str] = frozenset()
    courtesies: frozenset[str] = frozenset()
    question_words: frozenset[str] = frozenset()
    angry_words: frozenset[str] = frozenset()
    insult_words: frozenset[str] = frozenset()
    human: HumanCues = HumanCues()
    abbreviations: Mapping[str, str] | None = None
    phrases: Mapping[str, tuple[str, ...]] | None = None
    exact: frozenset[str] = frozenset()
    questions: tuple[str, ...] = ()
    consonants: int = MOST_CONSONANTS


def load_lexicon(lang: str) -> Lexicon:
    """Read what is known of `lang`: nothing for a language without a file, which is then served by vectors alone."""
    file = resources.files("nlu").joinpath("languages", f"{lang}.toml")
    if not re.fullmatch(r"[a-z]{2,3}", lang) or not file.is_file():
        return Lexicon(lang)
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    intents: dict[str, Any] = data.get("intents", {})
    return Lexicon(
        lang=lang,
        **{
            name: _folded(data.get(name, ()))
            for name in ("function_words", "courtesies", "question_words", "angry_words", "insult_words")
        },
        human=HumanCues(**{name: _folded(words) for name, words in data.get("human", {}).items()}),
        abbreviations={**data.get("colloquial", {}), **data.get("abbreviations", {})},
        phrases={name: tuple(intent["phrases"]) for name, intent in intents.items()},
        exact=frozenset(name for name, intent in intents.items() if intent.get("exact")),
        questions=tuple(data.get("questions", {}).get("phrases", ())),
        consonants=data.get("consonants", MOST_CONSONANTS),
    )


def words(text: str) -> tuple[str, ...]:
    """Return the words of the text, folded; an apostrophe or hyphen inside stays."""
    return tuple(WORD.findall(fold(text)))


def within_courtesies(listed: Sequence[str], courtesies: frozenset[str]) -> tuple[int, int]:
    """Return where the words start and end without the courtesies around them: at one place when those are all."""
    longest = max((phrase.count(" ") + 1 for phrase in courtesies), default=0)
    start, end, sizes = 0, len(listed), range(longest, 0, -1)
    while size := next((size for size in sizes if " ".join(listed[start : min(end, start + size)]) in courtesies), 0):
        start += size
    while size := next((size for size in sizes if " ".join(listed[max(start, end - size) : end]) in courtesies), 0):
        end -= size
    return start, max(start, end)


def holds(listed: Sequence[str], phrases: frozenset[str]) -> str | None:
    """Return the first, in alphabetical order, of the folded phrases that the words hold, or None."""
    line = f" {' '.join(listed)} "
    return min((phrase for phrase in phrases if f" {phrase} " in line), default=None)


def fold(text: str) -> str:
    """Return the text in lower case and without accents."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("’", "'"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _folded(listed: list[str] | tuple[str, ...]) -> frozenset[str]:
    return frozenset(" ".join(words(phrase)) for phrase in listed)
