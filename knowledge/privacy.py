"""Personal data out of a text, before anything is kept: what was there stays readable as a typed mask."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

MASKED_KINDS = frozenset({"NAME", "EMAIL", "PHONE", "IBAN", "CARD", "ADDRESS", "ORDER_NUMBER", "CUSTOMER_NUMBER"})
MASK = re.compile(r"<[A-Z][A-Z_]{1,30}>")
# A mask may show what it hid before (“<NAME> Martin”); two rounds nearly always end it.
MOST_ROUNDS = 8


class Span(Protocol):
    """Something named in a text, from `start` to `end` in characters."""

    @property
    def kind(self) -> str: ...

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


# Takes texts and their languages; returns for each text its spans, sorted and not overlapping.
Recognise = Callable[[Sequence[str], Sequence[str]], Sequence[Sequence[Span]]]


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without personal data; `counts` says how much of each kind was there."""

    text: str
    counts: Counter[str] = field(default_factory=Counter)


class Mask:
    """Replaces personal data by `<PHONE>`, `<NAME>` and the like; a masked text masks to itself."""

    def __init__(self, recognise: Recognise, *, kinds: Iterable[str] = MASKED_KINDS) -> None:
        self._recognise = recognise
        self._kinds = frozenset(kinds)

    def mask(self, text: str, lang: str) -> Masked:
        """Return the text, masked."""
        return self.mask_many((text,), (lang,))[0]

    def mask_many(self, texts: Sequence[str], langs: Sequence[str]) -> list[Masked]:
        """Return the texts, masked, in order; faster than one by one."""
        masked = [Masked(text) for text in texts]
        pending = list(range(len(texts)))
        for _ in range(MOST_ROUNDS):
            found = self._recognise([masked[place].text for place in pending], [langs[place] for place in pending])
            before = {place: masked[place] for place in pending}
            for place, spans in zip(pending, found, strict=True):
                masked[place] = self._masked(before[place], spans)
            pending = [place for place in pending if masked[place] is not before[place]]
            if not pending:
                break
        return masked

    def _masked(self, masked: Masked, spans: Sequence[Span]) -> Masked:
        kept = [match.span() for match in MASK.finditer(masked.text)]
        hidden = [span for span in spans if span.kind in self._kinds and not _touches(span, kept)]
        if not hidden:
            return masked
        return Masked(_replaced(masked.text, hidden), masked.counts + Counter(span.kind for span in hidden))


def _touches(span: Span, kept: Iterable[tuple[int, int]]) -> bool:
    return any(span.start < end and start < span.end for start, end in kept)


def _replaced(text: str, spans: Sequence[Span]) -> str:
    pieces: list[str] = []
    position = 0
    for span in spans:
        pieces += text[position : span.start], f"<{span.kind}>"
        position = span.end
    return "".join((*pieces, text[position:]))
