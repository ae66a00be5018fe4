"""Past requests as distinct messages: courtesies out, the same words asked by many counted once."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.analysis import Analyser, fold
from knowledge.mining.courtesies import strip_courtesies
from knowledge.mining.wording import as_wording, unmasked
from knowledge.model import Request
from knowledge.privacy import MASK

_LONGEST_SPOKEN = 1_000
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Message:
    """What one or many requests say in the same words.

    `spoken` is what is understood (no masks, cut at 1,000 characters), `wording` what is shown.
    """

    spoken: str
    wording: str
    requests: tuple[Request, ...]


def by_language(requests: Iterable[Request]) -> dict[str, list[Request]]:
    """Return the requests of each language, each request once, ordered by id, so that no order of reading matters."""
    found = {request.id: request for request in requests}
    languages: dict[str, list[Request]] = {}
    for _, request in sorted(found.items()):
        languages.setdefault(request.lang, []).append(request)
    return dict(sorted(languages.items()))


def distinct(requests: Sequence[Request], analyser: Analyser) -> list[Message]:
    """Return the messages that ask something, those in the same words (case, accents, punctuation apart) as one."""
    together: dict[str, list[tuple[str, Request]]] = {}
    for request in requests:
        text = strip_courtesies(request.text, analyser.lang)
        key = " ".join(_WORD.findall(fold(MASK.sub(" ", text))))
        if key:
            together.setdefault(key, []).append((text, request))
    return [_message(same, analyser) for same in together.values()]


def _message(same: Sequence[tuple[str, Request]], analyser: Analyser) -> Message:
    text = max((text for text, _ in same), key=_care)
    spoken = unmasked(text)[:_LONGEST_SPOKEN]
    return Message(spoken, as_wording(text, analyser), tuple(request for _, request in same))


def _care(text: str) -> tuple[bool, int, str]:
    """Prefer, among the same words, those written with accents and punctuation, but not shouted."""
    accents = len(text) - sum(char.isascii() for char in text)
    return (not text.isupper(), accents + text.count("?"), text)
