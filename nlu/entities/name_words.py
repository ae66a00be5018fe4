"""Which words make a name: how far it goes from where it starts."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from nlu.cues import Cues

WORD = re.compile(r"[ \t]{0,2}(?P<word>[^\W\d_](?:[^\W\d_]|['.-](?=[^\W\d_])){0,30})(?![-_]?\d)\.?")
ELIDED = re.compile(r"(?:j|d|l|c|n|m|s|t|qu|jusqu|lorsqu)'")
LONGEST = 4
# The end of the text, or a mask, a number or a reference behind a comma or a dash.
LAST_END = re.compile(r"[\s.!]{0,3}\Z|[ \t]?[,-]\s{0,2}(?:[<+\d]|[a-z]{1,3}-?\d)")
LINE_END = re.compile(r"[ \t.!]{0,3}(?:$|\n)")
END_OF_LINE = re.compile(r"[ \t.,!)]{0,4}(?:$|\n|<|\(|-|\||/|tel|\+?\d)")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of what may be a name."""

    folded: str
    start: int
    end: int
    capital: bool


class NameWords:
    """Reads a name from a position and returns its end; the position itself when there is none."""

    def __init__(self, cues: Cues, *, stops: frozenset[str]) -> None:
        self._stops, self._particles = stops, cues.name.particles
        self._surnames = frozenset(cues.name.surnames)
        self._sure, self._ambiguous = cues.given_names, cues.ambiguous_names

    def any_case(self, text: str, folded: str, start: int) -> int:
        """Read words in any case, all with capitals if the first has one: behind “je m'appelle”."""
        first = next(self._words(text, folded, start), None)
        return self._read(text, folded, start, _is_capital if first and first.capital else _is_early)

    def titled(self, text: str, folded: str, start: int, *, any_case: bool) -> int:
        """Read a family name, even one that is an ordinary word (“M. Petit”): behind a title."""
        word = WORD.match(folded, start)
        if word and word["word"] in self._surnames and text[word.start("word")].isupper():
            return word.end("word")
        return self.any_case(text, folded, start) if any_case else self.capitalised(text, folded, start)

    def capitalised(self, text: str, folded: str, start: int) -> int:
        """Read words with capitals: behind “Madame”."""
        return self._read(text, folded, start, _is_capital)

    def person(self, text: str, folded: str, start: int) -> int:
        """Read a known first name in any case, or words with capitals: behind “mon fils”."""
        return max(self.likely(text, folded, start), self.capitalised(text, folded, start))

    def likely(self, text: str, folded: str, start: int) -> int:
        """Read a known first name in any case, or two words with capitals: behind “je suis”."""
        first, *rest = [*self._words(text, folded, start), None]
        if first is None:
            return start
        if first.folded in self._sure:
            return self._read(text, folded, start, _is_capital if first.capital else _is_early)
        pair = first.capital and rest[0] is not None and rest[0].capital and rest[0].folded not in self._stops
        return self._read(text, folded, start, _is_capital) if pair or self._is_lone(first) else start

    def called(self, text: str, folded: str, start: int) -> int:
        """Read who is greeted: a known first name, or words with capitals up to the end of the greeting."""
        first = next(self._words(text, folded, start), None)
        if first is None:
            return start
        if first.folded in self._sure and not first.capital:
            return first.end
        end = self._read(text, folded, start, _is_capital)
        return end if first.folded in self._sure or re.match(r"[ \t]?(?:[,!\n]|$)", folded[end : end + 2]) else start

    def signature(self, text: str, folded: str, start: int) -> int:
        """Read a signature behind words also said elsewhere: capitals or a first name, to the end of the line."""
        first = next(self._words(text, folded, start), None)
        if first is None or not (first.capital or first.folded in self._sure):
            return start
        end = self._read(text, folded, start, _is_capital if first.capital else _is_early)
        return end if self.closes(folded, end) else start

    def known(self, text: str, folded: str, start: int) -> int:
        """Read a known first name and the family name behind it, both with capitals."""
        words = list(self._words(text, folded, start))
        if len(words) < 2 or not (words[0].capital and words[1].capital and self._is_first(words[0].folded)):
            return start
        second = words[1].folded
        if len(second) < 2 or (second in self._stops and second not in self._particles):
            return start
        return self._read(text, folded, start, _is_capital)

    def signed(self, text: str, folded: str, start: int) -> int:
        """Read a first name, maybe a family name, that stand alone up to the end of the line."""
        first = next(self._words(text, folded, start), None)
        if first is None or not self._is_lone(first):
            return start
        end = self._read(text, folded, start, _is_capital)
        return end if LINE_END.match(folded, end) else start

    def last(self, text: str, folded: str, start: int) -> int:
        """Read two or three words with capitals that end the text, or stand before a number."""
        words = list(self._words(text, folded, start))
        end = self._read(text, folded, start, _is_capital)
        fits = 2 <= len(words) <= 4 and all(word.capital for word in words) and end == words[-1].end
        return end if fits and LAST_END.match(folded, end) else start

    def closes(self, folded: str, end: int) -> bool:
        """Say whether nothing but a telephone number or the like follows on the line."""
        return END_OF_LINE.match(folded, end) is not None

    def _read(self, text: str, folded: str, start: int, accepts: Callable[[Word, int], bool]) -> int:
        end, count = start, 0
        for word in self._words(text, folded, start):
            if word.folded in self._particles and (count or word.capital):
                continue
            if not accepts(word, count):
                break
            end, count = word.end, count + 1
        return end if end - start > 1 else start

    def _words(self, text: str, folded: str, start: int) -> Iterator[Word]:
        """Yield the words from here that no list forbids, up to the first that one does."""
        position, most = start, LONGEST + 1
        while most and (match := WORD.match(folded, position)):
            word, first = match["word"], match.start("word")
            capital = text[first].isupper()
            if (word in self._stops and word not in self._particles) or (not capital and ELIDED.match(word)):
                return
            yield Word(word, first, match.end("word"), capital)
            position, most = match.end(), most - 1
            if text[match.end() - 1] == "." and len(word) > 2:
                return

    def _is_first(self, word: str) -> bool:
        return word in self._sure or word in self._ambiguous or word.split("-")[0] in self._sure

    def _is_lone(self, word: Word) -> bool:
        return word.capital and self._is_first(word.folded)


def _is_capital(word: Word, count: int) -> bool:
    return word.capital


def _is_early(word: Word, count: int) -> bool:
    return count < 2
