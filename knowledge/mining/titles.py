"""The titles that messages offer for what they ask, and what makes one of them good: typical, and written with care."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from math import sqrt
from unicodedata import normalize

from rapidfuzz.distance import OSA

from knowledge.analysis import analyser_of, fold, language_words
from knowledge.asks import asks
from knowledge.mining.courtesies import strip_courtesies
from knowledge.mining.messages import Message
from knowledge.mining.wording import is_question, is_request, mended, unmasked
from knowledge.privacy import MASK

BEST = 0.2  # what a title may weigh at most
_SHORT, _LONG, _VERY_LONG = 3, 90, 160  # words, characters, characters
_WORD = re.compile(r"[^\W\d_]{4,}")
_TOLD_FIRST = re.compile(r"[.!?…]\s+\S")
_TYPICAL = 0.1  # weight of being typical, beside the cosine with the centre
_STORY = 0.05  # what a title loses that tells before it asks
_SAYS_AS_MUCH = 0.8  # of the words of a whole story, for a question in it to stand for it
_TWO = 2  # lines: the first is a subject
_USUAL = 3  # times a word is written before one that is written once, a letter apart, is taken for a slip
_USUAL_ACCENT = 2  # times as often
_MOST_SLIPS = 2


class Titles:
    """Weighs titles for messages of one language that ask the same, in cosines."""

    def __init__(self, messages: Sequence[Message], lang: str) -> None:
        self._lang, self._analyser = lang, analyser_of(lang)
        self._spellings = Counter(word for message in messages for word in set(_words(message.wording)))
        self._common = [word for word, count in self._spellings.items() if count >= _USUAL]
        self._usual: dict[str, Counter[str]] = {}
        for word, count in self._spellings.items():
            self._usual.setdefault(fold(word), Counter())[word] = count
        self._stems = Counter(stem for message in messages for stem in self._stems_of(message.spoken))
        self._norm = sqrt(sum(count**2 for count in self._stems.values())) or 1.0

    def offered(self, message: Message) -> dict[str, float]:
        """Return what may be a title, with its weight: the message as it is shown; of a story, its subject and each
        question in it that stands by itself.
        """
        whole = mended(message.wording, self._lang)
        lines = [mended(line, self._lang) for line in self._lines(message)]
        story = len(lines) >= _TWO or _TOLD_FIRST.search(whole) is not None
        titles = {whole: self.weight(whole) - _STORY * story}
        if not story and len(whole) <= _LONG and is_question(whole, self._lang):
            return titles
        least = _SAYS_AS_MUCH * self._typical(whole)
        parts = (part for part in self._parts(lines) if self._typical(part) >= least)
        return {part: self.weight(part) for part in parts} | titles

    def _parts(self, lines: Sequence[str]) -> list[str]:
        subject = lines[:1] if len(lines) >= _TWO and len(lines[0].split()) >= _SHORT else []
        questions = (each[:1].upper() + each[1:] for each in asks("\n".join(lines), self._lang))
        return [*subject, *(each for each in questions if not _points_back(self._lang).search(_lower(each)))]

    def _lines(self, message: Message) -> list[str]:
        text = message.requests[0].text
        told = strip_courtesies(text, self._lang) if "\n" in text else message.wording
        return [" ".join(line.split()) for line in told.split("\n") if line.strip()]

    def weight(self, title: str) -> float:
        """Say how good a title is, in cosines: typical of what is asked, a question, short, without slips."""
        return _TYPICAL * self._typical(title) + self._form(title) - self._carelessness(title)

    def _typical(self, title: str) -> float:
        """Return the cosine of the title's words with those of all messages, each counted by the messages it is in."""
        stems = self._stems_of(unmasked(title))
        return sum(self._stems[stem] for stem in stems) / (sqrt(len(stems)) or 1.0) / self._norm

    def _form(self, title: str) -> float:
        words = len(title.split())
        asking = 0.1 if "?" in title or is_question(title, self._lang) else 0.03 * is_request(title, self._lang)
        length = 0.15 * (words < _SHORT) + 0.15 * (len(title) > _LONG) + 0.2 * (len(title) > _VERY_LONG)
        return asking - length

    def _carelessness(self, title: str) -> float:
        hasty = 0.1 * bool(set(fold(title).split()) & set(language_words(self._lang).get("hasty", ())))
        joined = 0.05 * (_careless(self._lang).search(_lower(title)) is not None)
        slips = 0.05 * min(sum(map(self._is_slip, _words(title))), _MOST_SLIPS)
        return hasty + joined + slips + 0.03 * (not title[:1].isupper()) + 0.15 * len(MASK.findall(title))

    def _is_slip(self, word: str) -> bool:
        """Say whether others write a word with an accent it lacks, or with another letter, and clearly more often."""
        count = self._spellings[word]
        if word.isascii() and any(
            other >= _USUAL_ACCENT * count for each, other in self._usual.get(word, {}).items() if each != word
        ):
            return True
        return count <= 1 and any(
            abs(len(each) - len(word)) <= 1
            and OSA.distance(word, each, score_cutoff=1) == 1
            and not self._inflected(word, each)
            for each in self._common
        )

    def _inflected(self, word: str, other: str) -> bool:
        return not self._stems_of(word).isdisjoint(self._stems_of(other))

    def _stems_of(self, text: str) -> frozenset[str]:
        return frozenset(term.stem for term in self._analyser.terms(text))


def _lower(text: str) -> str:
    return normalize("NFC", text).lower().replace("’", "'")


def _words(text: str) -> list[str]:
    return _WORD.findall(_lower(MASK.sub(" ", text)))


@cache
def _careless(lang: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){_any_of(lang, 'careless')}(?![\w-])|^{_any_of(lang, 'careless_starts')}(?!\w)")


@cache
def _points_back(lang: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-]){_any_of(lang, 'points_back')}(?![\w-])|^{_any_of(lang, 'points_back_starts')}(?!\w)"
    )


def _any_of(lang: str, key: str) -> str:
    return f"(?:{'|'.join(map(re.escape, language_words(lang).get(key, ()))) or '(?!)'})"
