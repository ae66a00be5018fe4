"""From published entries to a searchable base."""

from collections.abc import Mapping, Sequence

import numpy as np

from knowledge.model import Entry
from knowledge.ports import Encoder, Encoders, Vectors
from knowledge.scoring import Learn, Learned, Positions, Score, Start
from knowledge.shelf import ANSWER_ENCODED, Answers, Shelf, Wording


def build_shelves(
    entries: Sequence[Entry],
    *,
    languages: Sequence[str],
    encoders: Encoders,
    learn: Learn,
    before: Mapping[str, Shelf] | None = None,
    learned: Mapping[str, Learned] | None = None,
) -> dict[str, Shelf]:
    """Make the base searchable, a shelf a language; shelves there were `before`, and what was `learned`, spare work.

    Every language gets the entries written in it, and those of other languages that nobody has translated yet.
    """
    last, known, once = before or {}, learned or {}, _Once(learn)
    shelves = {
        lang: shelve(
            on_shelf(entries, lang),
            lang=lang,
            encoders=encoders,
            learn=once,
            before=last.get(lang),
            learned=known.get(lang),
        )
        for lang in languages
    }
    return {lang: shelf for lang, shelf in shelves.items() if shelf}


def on_shelf(entries: Sequence[Entry], lang: str) -> list[Entry]:
    """Return the entries a visitor of this language can be answered with; a foreign question comes as first written."""
    own = [entry for entry in entries if entry.lang == lang]
    told = {entry.translation_of or entry.id for entry in own}
    foreign: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda entry: entry.translation_of is not None):
        if entry.lang != lang and (entry.translation_of or entry.id) not in told:
            foreign.setdefault(entry.translation_of or entry.id, entry)
    return [*own, *foreign.values()]


def shelve(
    entries: Sequence[Entry],
    *,
    lang: str,
    encoders: Encoders,
    learn: Learn,
    before: Shelf | None = None,
    learned: Learned | None = None,
) -> Shelf | None:
    """Make entries searchable; None when there are none."""
    if not entries:
        return None
    wordings = [Wording(text, owner) for owner, entry in enumerate(entries) for text in entry.wordings]
    encoder = encoders.of(lang, *(entry.lang for entry in entries))
    encoded = _Encoded(encoder, before)
    vectors = encoded([wording.text for wording in wordings])
    owners = [owner for owner, entry in enumerate(entries) if entry.answer.strip()]
    said = encoded([entries[owner].answer[:ANSWER_ENCODED] for owner in owners])
    answers = Answers(said, np.array(owners, dtype=np.int64))
    return Shelf(
        entries,
        wordings,
        vectors,
        answers=answers,
        lang=lang,
        encoder=encoder,
        learn=learn,
        before=before,
        learned=learned,
    )


class _Once:
    """Learns from the same vectors once: entries that nobody translated are on the shelf of every language."""

    def __init__(self, learn: Learn) -> None:
        self._learn = learn
        self._known: list[tuple[Vectors, Positions, Score]] = []

    def __call__(self, vectors: Vectors, owners: Positions, entries: int, *, start: Start | None = None) -> Score:
        for seen, owned, score in self._known:
            if np.array_equal(seen, vectors) and np.array_equal(owned, owners):
                return score
        score = self._learn(vectors, owners, entries, start=start)
        self._known.append((vectors, owners, score))
        return score


class _Encoded:
    """Vectors of texts; those that a shelf holds are taken from there."""

    def __init__(self, encoder: Encoder, before: Shelf | None) -> None:
        self._encoder = encoder
        self._before = before if before and before.encoder is encoder else None
        self._places = {text: place for place, text in enumerate(self._before.texts)} if self._before else {}

    def __call__(self, texts: Sequence[str]) -> Vectors:
        known = np.array([self._places.get(text, -1) for text in texts], dtype=np.int64)
        vectors = np.empty((len(texts), self._encoder.dimension), dtype=np.float32)
        if self._before:
            vectors[known >= 0] = self._before.vectors[known[known >= 0]]
        vectors[known < 0] = self._encoder.encode([text for text, place in zip(texts, known, strict=True) if place < 0])
        return vectors
