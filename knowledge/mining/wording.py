"""A customer's message as a wording: short, on one line, written as a title when it names a need."""

import re
from functools import cache

from knowledge.analysis import Analyser, fold, language_words
from knowledge.privacy import MASK

LONGEST_WORDING = 300
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
_TELLING_WORDS = 4
_SHOUTED = 0.6
_LONGEST_START = 40
_LEFT_BY_MASKS = re.compile(r"\s*\(\s*\)|(?<=[,;:])\s*[,;:]|\s+(?=[,.)])")
_QUESTION_END = re.compile(r"\s*\?[\s?!.]*$")


def as_wording(text: str, analyser: Analyser) -> str:
    """Return a message on one line, at most 300 characters: of a long one, the sentences that ask."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_WORDING else _asking(text, analyser)


def unmasked(text: str) -> str:
    """Return a text on one line without its masks, nor the punctuation that stood around them."""
    return " ".join(_LEFT_BY_MASKS.sub("", " ".join(MASK.sub(" ", text).split())).split())


def mended(text: str, lang: str) -> str:
    """Return a text with the small slips of writing mended that its language lists: a hyphen or an accent left out."""
    for slip, right in _slips(lang):
        found = slip.search(text)
        if found:
            capital = found[0][:1].isupper()
            text = slip.sub(right.capitalize() if capital else right, text)
    return text


def as_name(wording: str, lang: str) -> str:
    """Return a wording as a title: capital first, not shouted, with its question mark when it asks."""
    name = _unshouted(wording.strip(' -–—,;:"«»“”'))
    name = name[:1].upper() + name[1:]
    if name.endswith("?") or is_question(name, lang):
        mark = language_words(lang).get("question_mark", ["?"])[0]
        return _QUESTION_END.sub("", name).rstrip(" .!,;:…") + mark
    return name.rstrip(" .!,;:…")


def is_question(text: str, lang: str) -> bool:
    """Say whether a text starts the way a question does in its language."""
    return _starts(text, lang, "question_starts")


def is_request(text: str, lang: str) -> bool:
    """Say whether a text starts the way an ask does in its language, question or not."""
    return is_question(text, lang) or _starts(text, lang, "request_starts")


def _asking(text: str, analyser: Analyser) -> str:
    sentences = [" ".join(part.split()) for part in _SENTENCE_END.split(text) if part.strip()]
    asks = [at for at, sentence in enumerate(sentences) if "?" in sentence]
    asks = asks or [at for at, sentence in enumerate(sentences) if is_request(sentence, analyser.lang)] or [0]
    end = asks[0] + 1
    start = _grown(sentences, asks[0], analyser)
    while end in asks and _length(sentences[start : end + 1]) <= LONGEST_WORDING:
        end += 1
    return _shortened(" ".join(sentences[start:end]))


def _grown(sentences: list[str], start: int, analyser: Analyser) -> int:
    """Go back far enough to know what "may I refuse?" is about: one sentence, more when they say little."""
    end, asked = start + 1, start
    while start and _length(sentences[start - 1 : end]) <= LONGEST_WORDING:
        if start < asked and len(analyser.terms(" ".join(sentences[start:end]))) >= _TELLING_WORDS:
            break
        start -= 1
    return start


def _length(sentences: list[str]) -> int:
    return len(" ".join(sentences))


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_WORDING else text[: LONGEST_WORDING - 1].rsplit(" ", 1)[0] + "…"


def _unshouted(text: str) -> str:
    letters = [char for char in text if char.isalpha()]
    shouted = len(letters) > 10 and sum(char.isupper() for char in letters) > _SHOUTED * len(letters)
    return text.lower() if shouted else text


def _starts(text: str, lang: str, key: str) -> bool:
    folded = fold(text[:_LONGEST_START])
    return any(
        folded.startswith(phrase) and not folded[len(phrase) : len(phrase) + 1].isalnum()
        for phrase in _phrases(lang, key)
    )


@cache
def _phrases(lang: str, key: str) -> tuple[str, ...]:
    return tuple(fold(phrase) for phrase in language_words(lang).get(key, ()))


@cache
def _slips(lang: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    slips = (line.partition(" -> ") for line in language_words(lang).get("slips", ()))
    return tuple((re.compile(pattern, re.IGNORECASE), right) for pattern, _, right in slips)
