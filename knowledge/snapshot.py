"""From published entries to a searchable base."""

from collections.abc import Mapping, Sequence

import numpy as np

from knowledge.model import Entry
from knowledge.ports import Encoder, Encoders
from knowledge.shelf import ANSWER_ENCODED, Answers, Learn, Shelf, Wording


def build_shelves(
    entries: Sequence[Entry],
    *,
    languages: Sequence[str],
    encoders: Encoders,
    learn: Learn,
    before: Mapping[str, Shelf] | None = None,
) -> dict[str, Shelf]:
    """Make the base searchable, a shelf a language; in a hurry, go on from the shelves there were `before`.

    Every language gets the entries written in it, and those of other languages that nobody has translated yet.
    """
    last = before or {}
    shelves = {
        lang: shelve(on_shelf(entries, lang), lang=lang, encoders=encoders, learn=learn, before=last.get(lang))
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
    entries: Sequence[Entry], *, lang: str, encoders: Encoders, learn: Learn, before: Shelf | None = None
) -> Shelf | None:
    """Make entries searchable; None when there are none."""
    if not entries:
        return None
    wordings = [Wording(text, owner) for owner, entry in enumerate(entries) for text in entry.wordings]
    encoder = encoders.of(lang, *(entry.lang for entry in entries))
    vectors = encoder.encode([wording.text for wording in wordings])
    answers = _answers(entries, encoder)
    return Shelf(entries, wordings, vectors, answers=answers, lang=lang, encoder=encoder, learn=learn, before=before)


def _answers(entries: Sequence[Entry], encoder: Encoder) -> Answers:
    owners = [owner for owner, entry in enumerate(entries) if entry.answer.strip()]
    vectors = encoder.encode([entries[owner].answer[:ANSWER_ENCODED] for owner in owners])
    return Answers(vectors, np.array(owners, dtype=np.int64))
