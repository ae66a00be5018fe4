"""Entries that ask the same as others, and what their answers say otherwise: told at every save, never in its way."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

import numpy as np

from knowledge.doubts.contradictions import Contradiction, contradictions, mistranslations
from knowledge.doubts.contradictions import Kind as About
from knowledge.doubts.duplicates import Duplicate, meaning, near, near_pair, same_wordings
from knowledge.model import Entry
from knowledge.ports import Encoder, Encoders, Entries, Vectors
from knowledge.vectors import quick

Kind = Literal["same-question", "shared-wording", "near-question", "contradiction", "mistranslation"]
Progress = Callable[[float], None]

_BATCH = 64
# New wordings that a save may wait for, at some 5 ms each; the others are read in the background.
_READ_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a person should know of an entry: `other` asks the same (`ours`, `theirs`: the wordings), or answers it
    otherwise (the words that differ, and the passages they stand in; `about` says what they are).
    """

    kind: Kind
    entry: Entry
    other: Entry
    ours: str
    theirs: str
    about: About | None = None
    our_passage: str = ""
    their_passage: str = ""


@dataclass(frozen=True, slots=True)
class Doubts:
    """What was found; `unread` entries were compared word for word only, their wordings have no vectors yet."""

    found: tuple[Doubt, ...]
    unread: int = 0


@dataclass(frozen=True, slots=True)
class _Read:
    """The entries of one language whose vectors are there: those of their wordings, and what each means."""

    entries: tuple[Entry, ...]
    wordings: Vectors
    meanings: Vectors
    unread: int


class Lookalikes:
    """Compares entries with the rest of the base, as last saved; hidden ones are left out."""

    def __init__(self, entries: Entries, encoders: Encoders) -> None:
        self._entries = entries
        self._encoders = encoders
        # By language and id: the wordings that were read, and their vectors. A save reads again only what changed.
        self._kept: dict[str, dict[str, tuple[tuple[str, ...], Vectors]]] = {}

    def of(self, ids: Collection[str]) -> Doubts:
        """Return what is to be said of these entries."""
        entries = self._compared(ids)
        asked = [entry for entry in entries if entry.id in ids]
        return self._doubts(asked, entries, {entry.lang for entry in asked})

    def all(self) -> Doubts:
        """Return what is to be said of the whole base, each pair of entries once."""
        entries = self._compared(())
        return self._doubts(entries, entries, {entry.lang for entry in entries})

    def read(self, *, progress: Progress = lambda done: None) -> int:
        """Encode the wordings that were never read, and return how many there were."""
        entries = self._compared(())
        waiting = [
            (lang, text) for lang in sorted({entry.lang for entry in entries}) for text in self._new(entries, lang)
        ]
        for start in range(0, len(waiting), _BATCH):
            for lang, text in waiting[start : start + _BATCH]:
                self._encoders.of(lang).encode([text])
            progress(min(1.0, (start + _BATCH) / len(waiting)))
        return len(waiting)

    def _compared(self, ids: Collection[str]) -> list[Entry]:
        return [entry for entry in self._entries.all() if not entry.retired or entry.id in ids]

    def _new(self, entries: Iterable[Entry], lang: str) -> list[str]:
        texts = dict.fromkeys(text for entry in entries if entry.lang == lang for text in entry.wordings)
        known = quick(self._encoders.of(lang), texts)
        return [text for text in texts if text not in known]

    def _doubts(self, asked: Sequence[Entry], entries: Sequence[Entry], langs: Iterable[str]) -> Doubts:
        same = list(same_wordings(asked, among=entries))
        seen = {frozenset((each.entry.id, each.other.id)) for each in same}
        found: list[Duplicate] = list(same)
        unread = 0
        for lang in sorted(langs):
            read = self._read(entries, lang, first={entry.id for entry in asked})
            unread += read.unread
            found += [pair for pair in _near(read, asked) if frozenset((pair.entry.id, pair.other.id)) not in seen]
        told = chain.from_iterable(map(_told, found))
        return Doubts((*told, *_translations(asked, entries)), unread)

    def _read(self, entries: Sequence[Entry], lang: str, *, first: Collection[str]) -> _Read:
        own = sorted((entry for entry in entries if entry.lang == lang), key=lambda entry: entry.id not in first)
        encoder, kept = self._encoders.of(lang), self._kept.get(lang, {})
        fresh = [entry for entry in own if kept.get(entry.id, ((),))[0] != entry.wordings]
        old = {entry.id for entry in own} - {entry.id for entry in fresh}
        now = {id: kept[id] for id in old} | _vectors(fresh, encoder)
        self._kept[lang] = now
        read = tuple(sorted((entry for entry in own if entry.id in now), key=lambda entry: entry.id))
        parts = [now[entry.id][1] for entry in read]
        empty = np.zeros((0, encoder.dimension), dtype=np.float32)
        means = np.array([meaning(part) for part in parts], dtype=np.float32) if parts else empty
        return _Read(read, np.concatenate(parts) if parts else empty, means, len(own) - len(read))


def _vectors(entries: Sequence[Entry], encoder: Encoder) -> dict[str, tuple[tuple[str, ...], Vectors]]:
    """Return the vectors of the wordings of entries that are known, or few enough to be read at once."""
    known = quick(encoder, {text for entry in entries for text in entry.wordings}) if entries else set()
    left, taken = _READ_AT_ONCE, list[Entry]()
    for entry in entries:
        new = sum(text not in known for text in entry.wordings)
        if new <= left:
            left -= new
            taken.append(entry)
    encoded = encoder.encode([text for entry in taken for text in entry.wordings]) if taken else None
    found, at = {}, 0
    for entry in taken:
        assert encoded is not None
        found[entry.id] = (entry.wordings, encoded[at : at + len(entry.wordings)])
        at += len(entry.wordings)
    return found


def _near(read: _Read, asked: Sequence[Entry]) -> Iterator[Duplicate]:
    wanted = {entry.id for entry in asked}
    positions = [at for at, entry in enumerate(read.entries) if entry.id in wanted]
    whole = len(positions) == len(read.entries)
    for one, other in near(read.meanings, read.wordings, of=None if whole else positions):
        yield near_pair(read.entries[one], read.entries[other])


def _told(pair: Duplicate) -> Iterator[Doubt]:
    yield Doubt(pair.kind, pair.entry, pair.other, pair.ours, pair.theirs)
    found = contradictions(pair.entry.answer, pair.other.answer, lang=pair.entry.lang)
    yield from (_otherwise("contradiction", pair.entry, pair.other, each) for each in found)


def _translations(asked: Sequence[Entry], entries: Sequence[Entry]) -> Iterator[Doubt]:
    """Yield the values that entries and their translations give otherwise, each pair once."""
    families = _families(entries)
    seen: set[frozenset[str]] = set()
    for entry in asked:
        for other in families.get(entry.translation_of or entry.id, ()):
            pair = frozenset((entry.id, other.id))
            if other.lang != entry.lang and pair not in seen:
                seen.add(pair)
                found = mistranslations(entry.answer, other.answer, langs=(entry.lang, other.lang))
                yield from (_otherwise("mistranslation", entry, other, each) for each in found)


def _families(entries: Iterable[Entry]) -> Mapping[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.translation_of or entry.id, []).append(entry)
    return found


def _otherwise(kind: Kind, entry: Entry, other: Entry, found: Contradiction) -> Doubt:
    return Doubt(kind, entry, other, found.ours, found.theirs, found.kind, found.our_passage, found.their_passage)
