"""The distinct sentences of a need's replies: who said each, how much that weighs, and which stand in one reply."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from knowledge.analysis import fold
from knowledge.mining.drafts.model import Piece, Reply

_WORD = re.compile(r"[^\W_]+|[€£$%]")
# A sentence weighs half as much when it is this old; what contradicts another is judged by that, the rest much less.
_HALF_LIFE_DAYS = 180
_UNDATED = 0.5
_OLD_COUNTS = 0.7


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence in one way of writing it; `replies` are the places of those that said it, the newest first.

    `weight` counts its replies, the newer a bit more; `standing` counts them, the newer much more.
    """

    text: str
    replies: tuple[int, ...]
    weight: float
    standing: float


def wordings_of(replies: Sequence[Reply]) -> tuple[list[Wording], list[list[int]]]:
    """Return the distinct wordings of replies, ordered newest first, and those of each reply, in its order."""
    recency = recencies([reply.at for reply in replies])
    said: dict[str, list[tuple[int, str]]] = {}
    for place, reply in enumerate(replies):
        for piece in reply.pieces:
            said.setdefault(_key(piece), []).append((place, piece.text))
    keys = sorted(said)
    row = {key: at for at, key in enumerate(keys)}
    wordings = [_wording(said[key], recency) for key in keys]
    return wordings, [list(dict.fromkeys(row[_key(piece)] for piece in reply.pieces)) for reply in replies]


def recencies(dates: Sequence[datetime | None]) -> list[float]:
    """Return how recent each date is: 1 for the newest, half as much every 180 days; 0.5 where it is unknown."""
    known = [moment(at) for at in dates if at]
    newest = max(known, default=0.0)
    return [0.5 ** ((newest - moment(at)) / 86_400 / _HALF_LIFE_DAYS) if at else _UNDATED for at in dates]


def moment(at: datetime) -> float:
    """Return a date as seconds, one without a zone taken as UTC."""
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()


def weight_of(recency: float) -> float:
    """Return what a reply counts for when nothing contradicts it."""
    return _OLD_COUNTS + (1 - _OLD_COUNTS) * recency


def _wording(said: Sequence[tuple[int, str]], recency: Sequence[float]) -> Wording:
    places = sorted({place for place, _ in said})
    text = max(sorted({text for _, text in said}), key=lambda text: (_care(text), text))
    recent = [recency[place] for place in places]
    return Wording(text, tuple(places), sum(map(weight_of, recent)), sum(recent))


def _key(piece: Piece) -> str:
    return " ".join(_WORD.findall(fold(piece.text))) or piece.text


def _care(text: str) -> tuple[bool, int]:
    """Prefer, among the same words, those written with accents, but not shouted."""
    return (not text.isupper(), sum(not char.isascii() for char in text))
