"""Names of persons: announced by a word, signed, or told by a known first name."""

import re
from collections.abc import Iterator
from functools import partial

from nlu.cues import Cues, either
from nlu.entities.found import Found, Strength
from nlu.entities.name_words import NameWords

GAP = r"[ \t]{1,3}"
LINE_BREAKS = re.compile(r"[ \t,.!;:-]{0,4}(?:\n[ \t]{0,8}){0,4}")
# Behind a sentence or on a line of its own.
LAST = re.compile(r"(?:(?<=[.!?)])[ \t]{1,3}|^[ \t]{0,4})(?=[^\W\d_])", re.MULTILINE)
WORD = re.compile(r"(?<![\w@.'-])[^\W\d_]{2,31}")


class Names:
    """Reads the words behind “je m'appelle”, “Mme”, “Bonjour” or “Cordialement,”, and known first names."""

    def __init__(self, cues: Cues, *, stops: frozenset[str]) -> None:
        self._words = NameWords(cues, stops=stops)
        name = cues.name
        titles, loose = (*name.titles, *name.long_titles), (*name.closings, *name.weak_closings)
        self._introductions = _before(name.introductions)
        self._hints, self._persons = _before(name.hints), _before(name.persons)
        self._titles = _before(titles)
        self._greetings = re.compile(
            rf"(?:^|[\n.!?,;])[ \t]{{0,4}}(?P<cue>{either(name.greetings)}){GAP}", re.MULTILINE
        )
        self._closings = re.compile(rf"(?<!\w)(?P<cue>{either(loose)})(?!\w)")
        self._headers = re.compile(
            rf"^[ \t>*]{{0,4}}(?P<cue>{either(name.headers)})[ \t]?:\*?[ \t]{{0,4}}[\"']?", re.MULTILINE
        )
        self._signatures = (
            (self._words.signed, "a first name that signs"),
            (self._words.last, "words with capitals that sign"),
        )
        self._weak = frozenset(name.weak_closings)
        self._short_titles = frozenset(name.titles)

    def find(self, text: str, folded: str) -> Iterator[Found]:
        """Yield the names without their titles."""
        yield from self._announced(text, folded)
        yield from self._signed(text, folded)
        yield from self._known(text, folded)

    def _announced(self, text: str, folded: str) -> Iterator[Found]:
        for match in self._introductions.finditer(folded):
            yield from _found(match, match.end(), self._words.any_case(text, folded, match.end()))
        for match in self._titles.finditer(folded):
            short = match["cue"] in self._short_titles
            # “taille M Noir”: without its full stop, M is a size too.
            read = self._words.capitalised if match["cue"] == "m" else partial(self._words.titled, any_case=short)
            yield from _found(match, match.end(), read(text, folded, match.end()))
        for match in self._persons.finditer(folded):
            yield from _found(match, match.end(), self._words.person(text, folded, match.end()))
        for match in self._hints.finditer(folded):
            yield from _found(match, match.end(), self._words.likely(text, folded, match.end()))
        for match in self._greetings.finditer(folded):
            yield from _found(match, match.end(), self._words.called(text, folded, match.end()))
        for match in self._headers.finditer(folded):
            yield from _found(match, match.end(), self._words.capitalised(text, folded, match.end()))

    def _signed(self, text: str, folded: str) -> Iterator[Found]:
        for match in self._closings.finditer(folded):
            gap = LINE_BREAKS.match(folded, match.end())
            start = gap.end() if gap else match.end()
            if start > match.end():
                read = self._words.signature if match["cue"] in self._weak else self._words.any_case
                end = read(text, folded, start)
                if self._words.closes(folded, end) or (end > start and text[start].isupper()):
                    yield from _found(match, start, end)

        for match in LAST.finditer(folded):
            for read, reason in self._signatures:
                end = read(text, folded, match.end())
                if end > match.end():
                    yield Found("NAME", match.end(), end, Strength.SHAPED, reason)

    def _known(self, text: str, folded: str) -> Iterator[Found]:
        for match in WORD.finditer(folded):
            end = self._words.known(text, folded, match.start())
            if end > match.start():
                yield Found("NAME", match.start(), end, Strength.SHAPED, f"“{match.group()}” is a first name")


def _before(cues: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'-])(?P<cue>{either(cues)})(?:(?<=[.:])[ \t]{{0,3}}|{GAP})")


def _found(match: re.Match[str], start: int, end: int) -> Iterator[Found]:
    if end > start:
        yield Found("NAME", start, end, Strength.CUED, f"after “{match['cue']}”")
