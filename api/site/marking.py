"""Which words of a question were looked for: its pieces, so that a page can mark them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.analysis import Analyser, fold

_WORD = re.compile(r"[^\W_]+")
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; `hit` says that it was looked for."""

    text: str
    hit: bool


def pieces(text: str, terms: Iterable[str], *, lang: str) -> list[Piece]:
    """Cut a text at the words that share their stem, or their beginning, with one of these terms."""
    analyser = Analyser(lang)
    wanted = {fold(term) for term in terms if len(term) >= _LEAST}
    stems = {stem for term in wanted for stem in analyser.stems(term)}
    cut, start = list[Piece](), 0
    for found in _hits(text, wanted, stems, analyser):
        if found.start() > start:
            cut.append(Piece(text[start : found.start()], hit=False))
        cut.append(Piece(found[0], hit=True))
        start = found.end()
    return [*cut, Piece(text[start:], hit=False)] if start < len(text) else cut


def _hits(text: str, wanted: set[str], stems: set[str], analyser: Analyser) -> Iterator[re.Match[str]]:
    for found in _WORD.finditer(text):
        word = fold(found[0])
        if any(word.startswith(term) for term in wanted) or stems.intersection(analyser.stems(word)):
            yield found
