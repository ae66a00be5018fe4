"""Signals from the events of conversations: masked and encoded once, a few hundred at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from api.storage.clock import Clock
from api.storage.gaps import Heard, SqlGaps
from dialogue.missed import missed
from knowledge.analysis import Analyser
from knowledge.gaps.gaps import Signal
from knowledge.gaps.groups import Key
from knowledge.mining.courtesies import strip_courtesies
from knowledge.mining.wording import as_wording, unmasked
from knowledge.ports import Encoders
from knowledge.privacy import Mask
from knowledge.vectors import forgetful

MOST = 5_000  # conversations, and signals, the newest
AT_ONCE = 200  # signals masked and encoded a call: two seconds or so
_LONGEST = 5_000  # characters of a message, or of a reply, that are read


@dataclass(frozen=True, slots=True)
class Told:
    """Signals with their masked words, the vectors of their wordings, and the gap each was in; `pending` are left."""

    signals: tuple[Signal, ...]
    vectors: Mapping[Key, NDArray[np.float32]]
    before: Mapping[Key, str]
    pending: int


class Hearing:
    """Reads what went wrong in the last days. What a visitor typed is kept masked, and goes with its conversation."""

    def __init__(self, store: SqlGaps, encoders: Encoders, mask: Callable[[], Mask], *, clock: Clock) -> None:
        self._store = store
        self._encoders = encoders
        self._mask = mask
        self._clock = clock

    def last(self, days: int) -> Told:
        """Return the signals of the last so many days; those never heard before are masked first, 200 at most."""
        since = self._clock() - timedelta(days=days)
        signals = self._signals(since)
        known = self._store.heard(signal.key for signal in signals)
        new = [signal for signal in signals if not self._hears(signal, known.get(signal.key))]
        fresh = {each.key: each for each in self._take_in(new[:AT_ONCE])}
        late = {signal.key for signal in new[AT_ONCE:]}
        heard = {key: each for key, each in {**known, **fresh}.items() if key not in late and each.wording}
        return Told(
            signals=tuple(_worded(signal, heard[signal.key]) for signal in signals if signal.key in heard),
            vectors={key: each.vector for key, each in heard.items()},
            before={key: known[key].gap_id or "" for key in heard if key in known and known[key].gap_id},
            pending=len(late),
        )

    def _signals(self, since: datetime) -> list[Signal]:
        found = (
            signal
            for lang, events in self._store.conversations(since, most=MOST)
            for signal in missed(events, lang)
            if signal.at >= since
        )
        return sorted(found, key=lambda signal: (signal.at, signal.key), reverse=True)[:MOST]

    def _hears(self, signal: Signal, known: Heard | None) -> bool:
        encoder = self._encoders.of(signal.lang).name
        return known is not None and known.source == _source(signal) and known.encoder == encoder

    def _take_in(self, signals: Sequence[Signal]) -> list[Heard]:
        ordered = sorted(signals, key=lambda signal: signal.lang)
        read = [each for lang, its in groupby(ordered, lambda signal: signal.lang) for each in self._read(lang, [*its])]
        if read:
            self._store.keep(read)
        return read

    def _read(self, lang: str, signals: Sequence[Signal]) -> Iterator[Heard]:
        """Mask what these signals say, and encode what is left of it; no vector is kept but here."""
        texts = self._masked([signal.text for signal in signals], lang)
        replies = self._masked([signal.reply for signal in signals], lang)
        analyser, encoder = Analyser(lang), forgetful(self._encoders.of(lang))
        wordings = [_wording(text, analyser) for text in texts]
        vectors = encoder.encode([unmasked(wording) for wording in wordings])
        for signal, text, wording, reply, vector in zip(signals, texts, wordings, replies, vectors, strict=True):
            said = strip_courtesies(reply, lang)
            yield Heard(*signal.key, _source(signal), text, wording, said[:1].upper() + said[1:], encoder.name, vector)

    def _masked(self, texts: Sequence[str], lang: str) -> list[str]:
        masked = self._mask().mask_many([text[:_LONGEST] for text in texts], [lang] * len(texts))
        return [each.text for each in masked]


def _worded(signal: Signal, heard: Heard) -> Signal:
    return replace(signal, text=heard.text, wording=heard.wording, reply=heard.reply)


def _wording(text: str, analyser: Analyser) -> str:
    """Return what a masked message asks; nothing where it holds courtesies and masks alone."""
    said = strip_courtesies(text, analyser.lang)
    return as_wording(said, analyser) if unmasked(said) else ""


def _source(signal: Signal) -> str:
    words = "\0".join((signal.lang, signal.text, signal.reply))
    return blake2b(words.encode(), digest_size=16).hexdigest()
