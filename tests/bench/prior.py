"""Fit nlu/calibration.json, the confidence of a base too young to have taught its own: python -m tests.bench.prior.

Fitted on the sample company and on training splits of public sets, never on a split that a benchmark reports.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np

from api.commands.demo import SAMPLE
from api.publication.judging import Judgement, record_of
from api.settings import Settings
from api.wiring import PRIOR, open_encoders
from knowledge.entry_files import read_entries
from knowledge.evidence import FEATURES
from knowledge.model import Entry, Variant
from knowledge.quality import Trial, lessons, trials
from knowledge.snapshot import build_shelves
from nlu.calibration import Calibration, expected_calibration_error
from nlu.head import learn
from nlu.promise import Record

_WORDINGS = 8
_TRIALS = 400


def main() -> int:
    settings = Settings.load()
    encoders = open_encoders(settings, ("fr", "en"))
    asked: dict[str, list[Trial]] = {}
    for name, entries in _bases(settings.data).items():
        shelves = build_shelves(entries, languages=("fr", "en"), encoders=encoders, learn=learn)
        own = [shelf for lang, shelf in shelves.items() if any(entry.lang == lang for entry in shelf.entries)]
        asked[name] = list(chain.from_iterable(trials(shelf, most=_TRIALS) for shelf in own))
    left_out = {name: _fit([trial for other in asked if other != name for trial in asked[other]]) for name in asked}
    for name, others in left_out.items():
        features, right = lessons(asked[name])
        error = expected_calibration_error(others.probability(features), right)
        print(f"{name}: {len(right)} lessons, calibration error when left out {error:.3f}")
    fitted = _fit(list(chain.from_iterable(asked.values())))
    records = [record_of(asked[name], [left_out[name]]) for name in asked]
    judged = Judgement(fitted, Record(*(tuple(map(sum, zip(*counts, strict=True))) for counts in _columns(records))))
    PRIOR.write_text(judged.to_json() + "\n", encoding="utf-8")
    print(dict(zip(FEATURES, np.round(fitted.weights, 2), strict=True)), round(fitted.intercept, 2))
    print({promise: judged.record.usual(promise) for promise in (2, 5, 10)})
    return 0


def _columns(records: Sequence[Record]) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]]:
    return [record.asked for record in records], [record.wrong for record in records]


def _fit(asked: Sequence[Trial]) -> Calibration:
    return Calibration.fit(*lessons(asked), names=FEATURES)


def _bases(data: Path) -> dict[str, list[Entry]]:
    bases = _full_bases(data)
    return bases | {f"{name}, 2 wordings": [_cut(entry) for entry in entries] for name, entries in bases.items()}


def _cut(entry: Entry) -> Entry:
    return replace(entry, variants=entry.variants[:1])


def _full_bases(data: Path) -> dict[str, list[Entry]]:
    bitext = data / "en-bitext-customer-support/data/train/Bitext_Sample_Customer_Service_Training_Dataset.csv"
    return {
        "sample company": read_entries(SAMPLE / "entries.jsonl"),
        "banking77, train": _entries(_pairs(data / "en-banking77/train.csv", "text", "category")),
        "sofmattress, train": _entries(_pairs(data / "en-hint3-sofmattress/train.csv", "sentence", "label")),
        "bitext, train": _entries(_pairs(bitext, "utterance", "intent")),
    }


def _pairs(path: Path, text: str, label: str) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield row[text], row[label]


def _entries(pairs: Iterator[tuple[str, str]]) -> list[Entry]:
    wordings: dict[str, list[str]] = defaultdict(list)
    for text, label in pairs:
        wordings[label].append(text)
    return [_entry(label, texts[:_WORDINGS]) for label, texts in wordings.items()]


def _entry(label: str, texts: Sequence[str]) -> Entry:
    return Entry(label, "en", texts[0], variants=tuple(Variant(text) for text in texts[1:]))


if __name__ == "__main__":
    sys.exit(main())
