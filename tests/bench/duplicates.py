"""How many entries that ask the same are told, and how many that do not: intents cut in two entries."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import numpy as np

from api.commands.demo import SAMPLE
from api.settings import Settings
from knowledge.doubts.duplicates import meaning, near
from knowledge.entry_files import read_entries
from nlu.encoders import Encoders
from tests.bench.table import Table, percent

COLUMNS = ("entries", "number", "pairs that ask the same", "told", "right of those told", "found of those there are")
# Of each entry its wordings, and what it asks: two that ask the same are to be told.
Cut = list[tuple[list[str], str]]


def tables(settings: Settings, encoders: Encoders) -> Iterator[Table]:
    cuts = [
        *((f"banking77, wordings: {size}", _banking(settings.data, size), "en") for size in (1, 4, 8)),
        *((f"sample company in halves, {lang}", _halves(lang), lang) for lang in ("fr", "en")),
        ("service-public, titles alone", _titles(settings.data), "fr"),
    ]
    rows = [_row(name, cut, lang, encoders) for name, cut, lang in cuts]
    yield Table("duplicates", "Entries that ask the same, told by what their wordings mean", COLUMNS, rows)


def _row(name: str, cut: Cut, lang: str, encoders: Encoders) -> Sequence[str]:
    vectors = encoders.of(lang).encode([text for wordings, _ in cut for text in wordings])
    ends = np.cumsum([len(wordings) for wordings, _ in cut])
    meanings = np.array([meaning(part) for part in np.split(vectors, ends[:-1])])
    told = near(meanings, vectors)
    right = sum(cut[one][1] == cut[other][1] for one, other in told)
    sizes = np.unique([asked for _, asked in cut], return_counts=True)[1]
    there = int((sizes * (sizes - 1) // 2).sum())
    return name, str(len(cut)), str(there), str(len(told)), percent(right / max(1, len(told))), percent(right / there)


def _banking(data: Path, size: int) -> Cut:
    """Every second intent of the training half is two entries, the others are one."""
    asked = defaultdict(list)
    with (data / "en-banking77" / "train.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            asked[row["category"]].append(row["text"])
    cut, rng = Cut(), Random(1)
    for number, (intent, texts) in enumerate(sorted(asked.items())):
        rng.shuffle(texts)
        cut += [(texts[at * size : (at + 1) * size], intent) for at in range(2 - number % 2)]
    return cut


def _halves(lang: str) -> Cut:
    entries = [entry for entry in read_entries(SAMPLE / "entries.jsonl") if entry.lang == lang]
    halves = ((entry, len(entry.wordings) // 2) for entry in entries)
    return [(list(part), entry.id) for entry, at in halves for part in (entry.wordings[:at], entry.wordings[at:])]


def _titles(data: Path) -> Cut:
    """The titles of all pages, and the other wordings that people gave to some."""
    folder = data / "fr-service-public"
    titles = {page["id"]: page["question"] for page in _lines(folder / "faq_full.jsonl")}
    others = list(_lines(folder / "question_wordings.jsonl"))
    titles = {other["id"]: other["title"] for other in others} | titles
    return [*(([title], id) for id, title in titles.items()), *(([other["wording"]], other["id"]) for other in others)]


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)
