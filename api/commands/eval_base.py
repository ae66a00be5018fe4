"""A base made of a file, for an evaluation: searched, judged and decided on as a published one, with nothing stored."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import chain
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, get_args

from api.commands.eval_files import Row, is_text, is_text_or_null, is_texts, read_rows
from api.errors import UnknownCode
from api.publication.judging import Judgement, judge
from api.publication.publishing import base_of
from api.settings import Settings
from api.wiring import PRIOR, open_encoders
from dialogue.company import Company, Policy
from dialogue.mind import Mind, query
from knowledge.model import Entry, Variant
from knowledge.quality import Trial, trials
from knowledge.search import Knowledge
from knowledge.shelf import Query
from knowledge.snapshot import build_shelves
from nlu.head import learn
from nlu.intent import IntentRecogniser
from nlu.language import LanguageDetector, LettersBy, known_languages
from nlu.reader import Reader

if TYPE_CHECKING:
    from nlu.entities.recogniser import EntityRecogniser

ENTRY_ROW = '{"id": "tracking", "lang": "fr", "question": "Où est mon colis ?", "variants": ["suivi"], "answer": "..."}'
_DEPTH = 10


class Bench:
    """A base of these entries, in service. `unknown` are questions that none of them answers, to learn from."""

    def __init__(
        self, entries: Sequence[Entry], *, settings: Settings, promise: float, seed: int, unknown: Sequence[str] = ()
    ) -> None:
        languages = tuple(sorted({entry.lang for entry in entries}))
        encoders = open_encoders(settings, languages)
        detector = LanguageDetector(languages, letters=settings.language_detector, seed=seed)
        prior = Judgement.from_json(PRIOR.read_text(encoding="utf-8"))
        self.company = Company(languages=languages, policy=Policy(wrong_in_100=promise))
        self.reader = Reader(encoders, detector, _entities, IntentRecogniser(languages, encoders))
        self.knowledge = Knowledge()
        shelves = build_shelves(entries, languages=languages, encoders=encoders, learn=learn)
        asked = list(chain.from_iterable(map(partial(trials, seed=seed), shelves.values())))
        asked += [Trial.of(shelves[languages[0]], self.query(text), None) for text in unknown]
        self.knowledge.base = base_of(1, shelves, judge(asked, prior=prior.calibration), prior=prior)
        self.mind = Mind(reader=self.reader, knowledge=self.knowledge, company=lambda: self.company)

    def query(self, text: str) -> Query:
        """Return a text as it is searched for."""
        understanding = self.reader.read(text, page=None, conversation=None)
        return query(understanding)


def read_base(path: Path) -> list[Entry]:
    """Return the entries of a JSONL file, whatever their ids. Raises UnknownCode and the errors of read_rows."""
    fields = {"id": is_text, "lang": is_text, "question": is_text, "variants": is_texts, "answer": is_text}
    fields |= {"translation_of": is_text_or_null}
    defaults: Row = {"variants": [], "answer": "", "translation_of": None}
    rows = read_rows(path, fields, form=ENTRY_ROW, defaults=defaults)
    for number, row in rows:
        if row["lang"] not in language_codes():
            raise UnknownCode(line=number, file=path.name, lang=row["lang"])
    return [
        Entry(
            row["id"],
            row["lang"],
            row["question"],
            row["answer"],
            tuple(map(Variant, row["variants"])),
            translation_of=row["translation_of"],
        )
        for _, row in rows
    ]


@cache
def language_codes() -> frozenset[str]:
    """Return the codes of the languages that can be told."""
    return frozenset().union(*(known_languages(letters) for letters in get_args(LettersBy)))


def labelled(rows: Sequence[Row], lang: str) -> list[Entry]:
    """Return an entry a label, whose question is the first of its texts."""
    texts: dict[str, dict[str, None]] = {}
    for row in rows:
        if row["label"] is not None:
            texts.setdefault(row["label"], {})[row["text"]] = None
    return [
        Entry(label, lang, question, "", tuple(map(Variant, others))) for label, (question, *others) in texts.items()
    ]


def cut(entry: Entry, shots: int | None, seed: int) -> Entry:
    """Return the entry with so many of its wordings, drawn by chance."""
    wordings = list(entry.wordings)
    if shots is None or len(wordings) <= shots:
        return entry
    question, *others = Random(f"{seed} {entry.id}").sample(wordings, shots)  # noqa: S311
    return replace(entry, question=question, variants=tuple(map(Variant, others)))


def _entities() -> "EntityRecogniser":
    from nlu.entities.recogniser import EntityRecogniser

    return EntityRecogniser(patterns={}, pipelines={})
