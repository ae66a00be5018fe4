"""The questions to answer next: what the engine finds, and what managers decide about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from api.errors import GapNotFound
from api.gaps.hearing import Hearing, Told
from api.gaps.standing import Near, Standing, state_of
from api.storage.clock import Clock
from api.storage.entries import SqlEntries
from api.storage.gaps import Decided, SqlGaps
from dialogue.company import Company
from knowledge.analysis import language_words
from knowledge.curation import LONGEST_ANSWER, LONGEST_QUESTION, Curation
from knowledge.gaps.gaps import Gap, Signal, gaps_of, ranked, suggested
from knowledge.mining.wording import unmasked
from knowledge.model import Entry, Variant
from knowledge.ports import Encoders, Vectors
from knowledge.search import Base, Knowledge
from knowledge.shelf import Query

LOOKED_AT = 500  # gaps whose nearest entry is looked for, those that cost most
_STAYS = timedelta(minutes=1)
_REFERENCE = 1_000  # wordings of the base that tell how near unrelated texts are


@dataclass(frozen=True, slots=True)
class Found:
    """Gaps, those that cost most first, and how many signals wait to be read."""

    standings: tuple[Standing, ...]
    pending: int


@dataclass(frozen=True, slots=True)
class _Grouped:
    """Gaps as they were found at a time; grouping 5,000 questions takes seconds."""

    signals: tuple[Signal, ...]
    gaps: list[Gap]
    at: datetime


class Gaps:
    """Finds gaps in what visitors asked lately, and turns them into entries and variants."""

    def __init__(
        self,
        *,
        hearing: Hearing,
        store: SqlGaps,
        entries: SqlEntries,
        curation: Curation,
        knowledge: Knowledge,
        encoders: Encoders,
        company: Callable[[], Company],
        clock: Clock,
    ) -> None:
        self._hearing = hearing
        self._store = store
        self._entries = entries
        self._curation = curation
        self._knowledge = knowledge
        self._encoders = encoders
        self._company = company
        self._clock = clock
        self._seen: Base | None = None
        self._near: dict[tuple[str, str], Near] = {}
        self._references: dict[str, Vectors] = {}
        self._last: _Grouped | None = None

    def find(self, days: int) -> Found:
        """Return the gaps of the last so many days, wherever they stand."""
        told = self._hearing.last(days)
        gaps = self._grouped(told)[:LOOKED_AT]
        decisions, entries = self._store.decisions(), {entry.id: entry for entry in self._entries.all()}
        near = self._nearest(gaps, told)
        return Found(tuple(_standing(gap, near[gap.id], decisions.get(gap.id), entries) for gap in gaps), told.pending)

    def catch_up(self, days: int) -> None:
        """Read every signal that waits."""
        while self._hearing.last(days).pending:
            continue

    def get(self, id: str, days: int) -> Standing:
        """Return one gap. Raises GapNotFound."""
        found = next((each for each in self.find(days).standings if each.gap.id == id), None)
        if found is None:
            raise GapNotFound(id=id, days=days)
        return found

    def dismiss(self, id: str, days: int, *, by: str) -> None:
        """Leave a gap out until it has grown by as much again. Raises GapNotFound."""
        gap = self.get(id, days).gap
        self._store.decide(Decided(id, "dismissed", gap.volume, by, self._clock()))

    def reopen(self, id: str, days: int) -> None:
        """Take back what was decided about a gap. Raises GapNotFound."""
        self._store.reopen(self.get(id, days).gap.id)

    def draft(self, id: str, days: int, *, by: str) -> Entry:
        """Write a draft entry from a gap, or return the one already written. Raises GapNotFound."""
        standing = self.get(id, days)
        if standing.state == "drafted" and standing.entry and standing.entry.published_revision is None:
            return standing.entry
        return self._answered(standing.gap, self._curation.create(_draft(standing.gap), author=by), by)

    def add(
        self, id: str, days: int, *, entry_id: str, wordings: Sequence[str], revision: int | None, by: str
    ) -> Entry:
        """Add wordings of a gap to an entry, read at a revision. Raises GapNotFound, EntryNotFound, EditConflict."""
        gap, kept = self.get(id, days).gap, self._entries.get(entry_id)
        variants = (*kept.variants, *(Variant(wording, "visitor") for wording in wordings))
        changed = replace(kept, variants=variants, revision=kept.revision if revision is None else revision)
        return self._answered(gap, self._curation.edit(changed, author=by), by)

    def _answered(self, gap: Gap, entry: Entry, by: str) -> Entry:
        self._store.decide(Decided(gap.id, "entry", gap.volume, by, self._clock(), entry.id, entry.revision))
        return entry

    def _grouped(self, told: Told) -> list[Gap]:
        """Return the gaps found a moment ago where the signals are the same."""
        now, last = self._clock(), self._last
        if last and last.signals == told.signals and last.at <= now < last.at + _STAYS:
            return last.gaps
        self._last = _Grouped(told.signals, self._gaps(told), now)
        return self._last.gaps

    def _gaps(self, told: Told) -> list[Gap]:
        found: list[Gap] = []
        for lang in sorted({signal.lang for signal in told.signals}):
            its = [signal for signal in told.signals if signal.lang == lang]
            reference = self._reference(lang)
            found += gaps_of(its, told.vectors, reference=reference, before=told.before, now=self._clock())
        ids = {signal.key: gap.id for gap in found for signal in gap.signals}
        self._store.group({key: id for key, id in ids.items() if told.before.get(key) != id})
        return ranked(found)

    def _reference(self, lang: str) -> Vectors:
        """Return the vectors of what the company's texts, and texts about anything else, look like."""
        self._follow()
        if lang not in self._references:
            shelf = self._knowledge.base.shelves.get(lang)
            texts = [wording.text for wording in shelf.wordings] if shelf else []
            few = texts[:: max(1, len(texts) // _REFERENCE)] + language_words(lang).get("strange", [])
            self._references[lang] = self._encoders.of(lang).encode(few)
        return self._references[lang]

    def _follow(self) -> None:
        """Forget what was found in a base that is no longer in service."""
        if self._seen is not self._knowledge.base:
            self._seen, self._near, self._references = self._knowledge.base, {}, {}

    def _nearest(self, gaps: Sequence[Gap], told: Told) -> dict[str, Near]:
        self._follow()
        return {gap.id: self._near_to(gap, told.vectors[gap.central]) for gap in gaps}

    def _near_to(self, gap: Gap, vector: NDArray[np.float32]) -> Near:
        place = gap.lang, gap.name
        if place not in self._near:
            encoder = self._encoders.of(gap.lang).name
            matches = self._knowledge.base.search(Query(gap.name, gap.lang, vector, encoder), limit=1)
            best = matches[0] if matches else None
            self._near[place] = Near(best, bool(best and best.confidence >= self._answer_at(best.entry.category)))
        return self._near[place]

    def _answer_at(self, topic: str) -> float:
        policy, base = self._company().policy, self._knowledge.base
        own = policy.topics.get(topic)
        kept = base.threshold(policy.wrong_in_100) if own is None else base.threshold(own, topic)
        return kept.confidence


def _standing(gap: Gap, near: Near, decided: Decided | None, entries: dict[str, Entry]) -> Standing:
    entry = entries.get(decided.entry_id or "") if decided else None
    state = state_of(gap, near, decided, entry)
    best, sure = (near.match.entry.id, near.match.confidence) if near.match else (None, 0.0)
    suggestion = suggested(gap, best, sure, known=entries)
    if state == "done" and entry is None and near.match:
        entry = entries.get(near.match.entry.id)
    return Standing(gap, state, near, suggestion, decided, entry, entries.get(suggestion.entry_id or ""))


def _draft(gap: Gap) -> Entry:
    wordings = dict.fromkeys(filter(None, map(unmasked, gap.wordings)))
    return Entry(
        id="",
        lang=gap.lang,
        question=gap.name[:LONGEST_QUESTION],
        answer=gap.draft_answer[:LONGEST_ANSWER],
        variants=tuple(Variant(wording, "visitor") for wording in wordings),
    )
