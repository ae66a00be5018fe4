"""What a message asks: one thing, or several questions, each as it could be asked by itself."""

import re
from functools import cache
from itertools import pairwise

from knowledge.analysis import analyser_of, fold, language_words
from knowledge.mining.courtesies import plain, strip_courtesies
from knowledge.mining.wording import is_request
from knowledge.sources.mail_text import new_text

MOST = 5
_SENTENCE = re.compile(r"(?<=[.!?…;])\s+|\n+")
_BULLET = re.compile(r"^\s*(?:[-–—*•]|\d{1,2}\s?[.)°/]|[a-d]\))\s*")
FEWEST_WORDS = 4  # from which a question may say by itself what it is about


def body(text: str, lang: str) -> str:
    """Return what a mail says: without what it quotes, its greeting, its thanks and its signature."""
    return strip_courtesies(new_text(text), lang) or text


def asks(said: str, lang: str) -> tuple[str, ...]:
    """Return the questions in what is said, in order, each as it could be asked alone; at most 5, or none."""
    sentences = [part for line in _SENTENCE.split(said) for part in _parts(_BULLET.sub("", line), lang) if part]
    found = dict.fromkeys(sentence for sentence in sentences if _asks(sentence, lang))
    return tuple(found)[:MOST]


def _asks(sentence: str, lang: str) -> bool:
    return ("?" in sentence or is_request(sentence, lang)) and _by_itself(sentence, lang)


def _by_itself(sentence: str, lang: str) -> bool:
    """Say whether a question tells what it is about: "trop tard ?" does not."""
    analyser = analyser_of(lang)
    return len(sentence.split()) >= FEWEST_WORDS and any(
        term.surface not in analyser.stops for term in analyser.terms(sentence)
    )


def _parts(sentence: str, lang: str) -> list[str]:
    """Cut a sentence before each question that a word such as "et" joins to the one before."""
    cuts = [0, *(found.start() for found in _joint(lang).finditer(plain(sentence))), len(sentence)]
    return [_alone(sentence[start:end].strip(" ,;:"), lang) for start, end in pairwise(cuts)]


def _alone(question: str, lang: str) -> str:
    joined = _joined(lang).match(plain(question))
    return question[joined.end() :] if joined else question


@cache
def _joint(lang: str) -> re.Pattern[str]:
    joints, starts = _any_of(lang, "joints"), _any_of(lang, "joined_starts")
    return re.compile(rf"(?:\s+(?:{joints})|,)[\s,:]+(?:(?:{joints})[\s,:]+)*(?=(?:{starts})(?!\w))")


@cache
def _joined(lang: str) -> re.Pattern[str]:
    return re.compile(rf"^[\s,;:]*(?:(?:{_any_of(lang, 'joints')})(?![\w-])[\s,;:]*)+")


def _any_of(lang: str, *keys: str) -> str:
    phrases = {fold(phrase) for key in keys for phrase in language_words(lang).get(key, ())}
    return "|".join(map(re.escape, sorted(phrases, key=len, reverse=True))) or "(?!)"
