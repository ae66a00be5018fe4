"""Courtesies out of a message: the greeting, the thanks, the formula at the end and the signature below it."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from knowledge.analysis import fold, language_words
from knowledge.mining.signature import CAPITALISED, NAME, without_letterhead, without_signature

_SENTENCE_END = re.compile(r"(?<=[.!?…])(?<!\bM\.)(?<!\bMM\.)(?<!\bMr\.)(?<!\bMrs\.)\s+")
_LAST_BREAK = re.compile(rf"{_SENTENCE_END.pattern}|\n\s*")
_PUNCTUATION = " \t,;:.!?…-–—"
# A name after a greeting: masked, or at most three capitalised words up to a comma or the end of the line.
_NAME = re.compile(rf"\s*(?:<NAME>\s*)*(?:\b{CAPITALISED}(?:\s+{CAPITALISED}){{0,2}}\s*(?=[,!:\n]|$))?")
_SIGN_OFF_WORDS = 18
_LONGEST_OPENING = 200
_LONGEST_LETTERHEAD = 12  # lines


def strip_courtesies(text: str, lang: str) -> str:
    """Return what a message says without its courtesies, line breaks kept; empty when it says nothing else."""
    kept: list[str] = []
    for line in _unheaded(text.splitlines(), lang):
        sentences = _SENTENCE_END.split(line.strip())
        telling, signed = _telling(sentences, lang, started=any(kept))
        kept.append(" ".join(telling))
        if signed:
            break
    said = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    return _unsigned(without_signature(said, lang))


def _unheaded(lines: list[str], lang: str) -> list[str]:
    """Drop the letterhead above the greeting."""
    for at, line in enumerate(lines[:_LONGEST_LETTERHEAD]):
        found = _beginning(lang, "greetings").match(plain(line[:_LONGEST_OPENING]))
        if at and found:
            return without_letterhead(lines, at, lang)
    return lines


def _unsigned(text: str) -> str:
    """Drop a name that stands alone after the last sentence."""
    ends = [found.end() for found in _LAST_BREAK.finditer(text)]
    if not ends or text.endswith(("?", "!")) or not NAME.fullmatch(text[ends[-1] :]):
        return text
    return text[: ends[-1]].rstrip()


def _telling(sentences: Iterable[str], lang: str, *, started: bool) -> tuple[list[str], bool]:
    telling: list[str] = []
    for sentence in sentences:
        if (started or telling) and _signs_off(sentence, lang):
            return telling, True
        rest = _without_opening(_without_greeting(sentence, lang), lang)
        if rest.strip(_PUNCTUATION) and not _only_thanks(rest, lang) and not _only_signs_off(rest, lang):
            telling.append(rest)
    return telling, False


def _without_greeting(sentence: str, lang: str) -> str:
    found = _beginning(lang, "greetings").match(plain(sentence[:_LONGEST_OPENING]))
    if not found:
        return sentence
    rest = sentence[found.end() :]
    name = _NAME.match(rest)
    return _uncut(rest[name.end() :] if name else rest)


def _without_opening(sentence: str, lang: str) -> str:
    found = _beginning(lang, "openings").match(plain(sentence[:_LONGEST_OPENING]))
    return _uncut(sentence[found.end() :]) if found else sentence


def _uncut(rest: str) -> str:
    return rest.lstrip(_PUNCTUATION)


def _only_thanks(sentence: str, lang: str) -> bool:
    return len(sentence) < _LONGEST_OPENING and fold(sentence).strip(_PUNCTUATION) in _phrases(lang, "thanks")


def _only_signs_off(sentence: str, lang: str) -> bool:
    return _beginning(lang, "sign_offs").fullmatch(plain(sentence[:_LONGEST_OPENING])) is not None


def _signs_off(sentence: str, lang: str) -> bool:
    if len(sentence.split()) > _SIGN_OFF_WORDS:
        return False
    said = plain(sentence)
    thanks = _beginning(lang, "thanks").match(said)
    formula = _beginning(lang, "sign_offs").match(said, thanks.end() if thanks else 0)
    return formula is not None


@cache
def _beginning(lang: str, key: str) -> re.Pattern[str]:
    phrases = sorted(_phrases(lang, key), key=len, reverse=True)
    if not phrases:
        return re.compile(r"(?!)")
    any_of = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases)
    return re.compile(rf"[\s,;:.!-]*(?:(?:{any_of})(?!\w)[\s,;:.!-]*)+")


@cache
def _phrases(lang: str, key: str) -> frozenset[str]:
    return frozenset(fold(phrase) for phrase in language_words(lang).get(key, ()))


def plain(text: str) -> str:
    """Fold character by character: the result has the text's length, so that offsets found in it hold in the text."""
    return "".join(map(_plain_char, text))


@lru_cache(maxsize=4_096)
def _plain_char(char: str) -> str:
    return (fold(char) or char)[0]
