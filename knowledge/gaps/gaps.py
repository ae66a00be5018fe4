"""What visitors asked and did not get: signals into gaps, the one that costs most first. Pure."""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from knowledge.analysis import fold
from knowledge.gaps.groups import Key, group, kept_ids
from knowledge.mining.wording import as_name, is_question, unmasked
from knowledge.ports import Vectors
from knowledge.privacy import MASK

Kind = Literal[
    "handed-over", "answered-by-adviser", "none-of-these", "thumbs-down", "unanswered", "reformulated", "clarified"
]
Action = Literal["entry", "variant", "answer"]
KINDS: tuple[Kind, ...] = get_args(Kind)
# What a signal costs, in answers that failed: an adviser's minutes, a visitor's patience, a click.
COST: Mapping[Kind, float] = {
    "handed-over": 3.0,
    "answered-by-adviser": 3.0,
    "none-of-these": 2.0,
    "thumbs-down": 2.0,
    "unanswered": 2.0,
    "reformulated": 1.0,
    "clarified": 0.5,
}
HALF_LIFE = timedelta(days=14)
WEEK = timedelta(days=7)
MOST_WORDINGS, MOST_REPLIES = 12, 5
VARIANT_FROM = 0.5  # more likely than not what the nearest entry answers
_SHORT, _LONG = 3, 90  # words, characters
_ENOUGH = 20  # characters
_BREAK = re.compile(r"((?<=[.!?…])\s+|\n+)")


@dataclass(frozen=True, slots=True)
class Signal:
    """A question of a visitor that went wrong, in which ways: `text` and `reply`, what an adviser wrote, are masked.

    `shown` is the entry it was answered with, `led_to` the one where the visitor found the answer in the end; `wording`
    is the text without courtesies.
    """

    conversation_id: str
    seq: int
    text: str
    lang: str
    at: datetime
    kinds: tuple[Kind, ...]
    shown: str | None = None
    led_to: str | None = None
    reply: str = ""
    wording: str = ""

    @property
    def key(self) -> Key:
        """What tells the signal from every other."""
        return self.conversation_id, self.seq


@dataclass(frozen=True, slots=True)
class Gap:
    """Signals that ask the same thing. `volume` counts conversations, `week` those of the last seven days and
    `week_before` those of the seven before; `kinds` counts them by kind; `wordings` are the most central first.

    `shown` and `led_to` count conversations by entry; `central` is the place of the name's own vector among the
    signals'.
    """

    id: str
    name: str
    lang: str
    score: float
    volume: int
    week: int
    week_before: int
    kinds: Mapping[Kind, int]
    wordings: tuple[str, ...]
    replies: tuple[str, ...]
    shown: Mapping[str, int]
    led_to: Mapping[str, int]
    signals: tuple[Signal, ...]
    central: Key

    @property
    def draft_answer(self) -> str:
        """The reply that advisers gave most, without its sentences about one customer; empty where they wrote none."""
        return without_masks(self.replies[0]) if self.replies else ""

    def since(self, at: datetime) -> int:
        """Return how many conversations asked for it after this time."""
        return len({signal.conversation_id for signal in self.signals if signal.at > at})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to do about a gap: a new entry, a variant of an entry, or a better answer of the one that was shown."""

    action: Action
    entry_id: str | None = None


def gaps_of(
    signals: Iterable[Signal],
    vectors: Mapping[Key, NDArray[np.float32]],
    *,
    reference: Vectors,
    before: Mapping[Key, str],
    now: datetime,
) -> list[Gap]:
    """Group signals of one language by what they ask, the highest score first; their order does not matter.

    `vectors` are those of the wordings; `reference`, shape (n, d), is what texts of the company and of the world look
    like; `before` is the gap that a signal was in, so that gaps keep their ids.

    A gap's score adds up, over its conversations, the highest cost among their signals times 2^(-age / 14 days), the
    age being that of the latest: a visitor who repeats himself counts once.
    """
    ordered = sorted(signals, key=lambda signal: (signal.at, signal.key))
    if not ordered:
        return []
    same: dict[str, list[Signal]] = {}
    for signal in ordered:
        same.setdefault(_said(signal.wording), []).append(signal)
    said = list(same.values())
    rows = np.stack([vectors[each[0].key] for each in said])
    members: dict[int, list[int]] = {}
    for place, label in enumerate(group(rows, reference).tolist()):
        members.setdefault(label, []).append(place)
    parts = [[signal.key for place in places for signal in said[place]] for places in members.values()]
    ids = kept_ids(parts, before)
    found = [
        _gap(id, [said[place] for place in places], rows[places], now)
        for id, places in zip(ids, members.values(), strict=True)
    ]
    return ranked(found)


def ranked(gaps: Iterable[Gap]) -> list[Gap]:
    """Return the gaps, the highest score first."""
    return sorted(gaps, key=lambda gap: (-gap.score, gap.id))


def suggested(gap: Gap, nearest: str | None, confidence: float, *, known: Container[str]) -> Suggestion:
    """Suggest what to do: what half of the conversations say, else what the nearest entry is likely to answer.

    Only `known` entries are suggested: one that visitors were shown may be gone.
    """
    shown, found = _most(gap.shown, known), _most(gap.led_to, known)
    if shown and 2 * gap.kinds.get("thumbs-down", 0) >= gap.volume:
        return Suggestion("answer", shown)
    if found and 2 * gap.led_to[found] >= gap.volume:
        return Suggestion("variant", found)
    if nearest is not None and confidence >= VARIANT_FROM:
        return Suggestion("variant", nearest)
    return Suggestion("entry")


def without_masks(reply: str) -> str:
    """Leave out the sentences about one customer, unless hardly anything else remains."""
    pieces = _BREAK.split(reply)
    sentences = zip(pieces[::2], [*pieces[1::2], ""], strict=True)
    kept = "".join(sentence + gap for sentence, gap in sentences if not MASK.search(sentence)).strip()
    return kept if len(kept) >= _ENOUGH else reply


def _gap(id: str, said: Sequence[Sequence[Signal]], rows: Vectors, now: datetime) -> Gap:
    signals = sorted((signal for same in said for signal in same), key=lambda signal: (signal.at, signal.key))
    central = _central(said, rows)
    named = max(range(len(said)), key=lambda place: (central[place] + _fitness(said[place][0]), -place))
    lang, order = signals[0].lang, np.argsort(-central, kind="stable").tolist()
    return Gap(
        id=id,
        name=as_name(unmasked(said[named][0].wording) or said[named][0].wording, lang),
        lang=lang,
        score=_score(signals, now),
        volume=_conversations(signals),
        week=_conversations(signal for signal in signals if signal.at > now - WEEK),
        week_before=_conversations(signal for signal in signals if now - 2 * WEEK < signal.at <= now - WEEK),
        kinds=_kinds(signals),
        wordings=tuple(said[place][0].wording for place in order)[:MOST_WORDINGS],
        replies=_replies(said, order),
        shown=_entries(signals, lambda signal: signal.shown),
        led_to=_entries(signals, lambda signal: signal.led_to),
        signals=tuple(signals),
        central=said[named][0].key,
    )


def _score(signals: Iterable[Signal], now: datetime) -> float:
    latest: dict[str, tuple[datetime, float]] = {}
    for signal in signals:
        cost = max(COST[kind] for kind in signal.kinds)
        at, most = latest.get(signal.conversation_id, (signal.at, 0.0))
        latest[signal.conversation_id] = max(at, signal.at), max(most, cost)
    # In one order whatever the order of the signals: sums of fractions depend on it.
    return sum(sorted(cost * float(0.5 ** (max(now - at, timedelta()) / HALF_LIFE)) for at, cost in latest.values()))


def _central(said: Sequence[Sequence[Signal]], rows: Vectors) -> NDArray[np.float32]:
    """Return how near each wording is to the middle of all, each counting as often as conversations say it."""
    counts = np.array([_conversations(same) for same in said], dtype=np.float32)
    centre = counts @ rows / counts.sum()
    return np.asarray(rows @ centre / max(float(np.linalg.norm(centre)), 1e-9), dtype=np.float32)


def _fitness(signal: Signal) -> float:
    """Weigh what makes a title, in cosines: a question, neither three words nor a story, without masks."""
    wording = signal.wording
    asks = 0.05 * ("?" in wording or is_question(wording, signal.lang))
    length = 0.1 * (len(wording.split()) < _SHORT) + 0.1 * (len(wording) > _LONG)
    return asks - length - 0.1 * (unmasked(wording) != " ".join(wording.split()))


def _replies(said: Sequence[Sequence[Signal]], order: Iterable[int]) -> tuple[str, ...]:
    """Return what advisers wrote, those given to the most conversations first, then to the most central wordings."""
    given = Counter(signal.reply for place in order for signal in said[place] if signal.reply)
    return tuple(reply for reply, _ in given.most_common(MOST_REPLIES))


def _kinds(signals: Sequence[Signal]) -> dict[Kind, int]:
    counted: dict[Kind, int] = {
        kind: _conversations(signal for signal in signals if kind in signal.kinds) for kind in KINDS
    }
    return {kind: count for kind, count in counted.items() if count}


def _entries(signals: Iterable[Signal], entry: Callable[[Signal], str | None]) -> dict[str, int]:
    found = {(signal.conversation_id, id) for signal in signals if (id := entry(signal))}
    return dict(sorted(Counter(id for _, id in found).items()))


def _conversations(signals: Iterable[Signal]) -> int:
    return len({signal.conversation_id for signal in signals})


def _most(counted: Mapping[str, int], known: Container[str]) -> str | None:
    return min((id for id in counted if id in known), key=lambda id: (-counted[id], id), default=None)


def _said(wording: str) -> str:
    return " ".join(fold(wording).split()).strip(" ?!.…")
