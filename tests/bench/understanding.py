"""Labels told from few wordings, with the confidence that is right: beside words alone and heads on bare vectors."""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from api.eval_base import Bench, cut, labelled
from api.settings import Settings
from knowledge.analysis import Analyser
from knowledge.lexical import LexicalIndex
from knowledge.ports import Encoder
from nlu.encoders import Encoders
from nlu.evaluate import DecisionFigures, Judged, decision_figures
from tests.bench.table import Table, percent

SEEDS = (0, 1, 2)
PROMISE = 5
_LEAST_WORDINGS = 6
COLUMNS = (
    "set",
    "by words",
    "nearest",
    "logistic",
    "Comptoir",
    "AUROC",
    "calibration error",
    "answered",
    "wrong in 100",
)

Texts = Sequence[tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Case:
    """Texts to learn from and texts to tell, with their labels; None is out of scope."""

    name: str
    lang: str
    train: Texts
    test: Texts
    shots: int | None = None
    seeds: Sequence[int] = SEEDS


def tables(settings: Settings, encoders: Encoders) -> Iterator[Table]:
    rows = [_row(case, settings, encoders) for case in _cases(settings.data)]
    yield Table("understanding", "Labels told from their wordings", COLUMNS, rows)


def _row(case: Case, settings: Settings, encoders: Encoders) -> list[str]:
    runs = [_run(case, seed, settings, encoders) for seed in case.seeds]
    words, nearest, logistic = (percent(float(np.mean([run[0][at] for run in runs]))) for at in range(3))
    figures = [run[1] for run in runs]

    def mean(name: str) -> float:
        return float(np.mean([getattr(each, name) for each in figures]))

    auroc = "" if figures[0].auroc is None else f"{mean('auroc'):.3f}"
    error, wrong = f"{mean('expected_calibration_error'):.3f}", f"{mean('wrong_in_100'):.1f}"
    return [
        case.name,
        words,
        nearest,
        logistic,
        percent(mean("best_right")),
        auroc,
        error,
        percent(mean("coverage")),
        wrong,
    ]


def _run(case: Case, seed: int, settings: Settings, encoders: Encoders) -> tuple[list[float], DecisionFigures]:
    rows = [{"text": text, "label": label} for text, label in case.train]
    entries = [cut(entry, case.shots, seed) for entry in labelled(rows, case.lang)]
    unknown = [text for text, label in case.train if label is None]
    bench = Bench(entries, settings=settings, promise=PROMISE, seed=seed, unknown=unknown)
    base = bench.knowledge.base
    at = base.threshold(PROMISE).confidence
    judged = []
    for text, label in case.test:
        matches = base.search(bench.query(text), limit=2)
        best = matches[0]
        judged.append(Judged(best.confidence, best.entry.id == label, best.confidence >= at, label is not None))
    learned = [(text, entry.id) for entry in entries for text in entry.wordings]
    inside = [(text, label) for text, label in case.test if label is not None]
    return _baselines(learned, inside, case.lang, encoders.of(case.lang)), decision_figures(judged)


def _baselines(
    train: Sequence[tuple[str, str]], test: Sequence[tuple[str, str]], lang: str, encoder: Encoder
) -> list[float]:
    """Return the accuracy, in scope, of BM25, of the nearest wording, and of a logistic regression on the vectors."""
    texts, labels = zip(*train, strict=True)
    asked, expected = zip(*test, strict=True)
    names = np.array(labels)
    known, new = encoder.encode(texts), encoder.encode(asked)
    index = LexicalIndex(texts, Analyser(lang))
    scores = (
        np.array([index.search(text).scores.argmax() for text in asked]),
        (new @ known.T).argmax(axis=1),
    )
    found = [names[at] for at in scores]
    centre = known.mean(axis=0)
    spread = np.sqrt(((known - centre) ** 2).sum(axis=1).mean())
    model = LogisticRegression(C=20, max_iter=300).fit((known - centre) / spread, names)
    found.append(model.predict((new - centre) / spread))
    return [_share(each, expected) for each in found]


def _share(found: NDArray[np.str_], expected: Sequence[str]) -> float:
    return float((found == np.array(expected)).mean())


def _cases(data: Path) -> Iterator[Case]:
    train, test = (_columns(data / f"en-banking77/{part}.csv", "text", "category") for part in ("train", "test"))
    yield Case("banking77, 10 wordings, mean of 3 seeds", "en", train, test, shots=10)
    yield Case("banking77, all", "en", train, test, seeds=(0,))
    learned, asked = _topics(data)
    yield Case("code-du-travail, 229 topics, 5 wordings", "fr", learned, asked, seeds=(0,))
    telecom = [_botpress(data / f"multi-botpress-bpds/A-{part}.fr.ds.json") for part in ("train", "test")]
    yield Case("botpress telecom, fr", "fr", *telecom, seeds=(0,))
    mattress = [_columns(data / f"en-hint3-sofmattress/{part}.csv", "sentence", "label") for part in ("train", "test")]
    yield Case("hint3 sofmattress", "en", *mattress, seeds=(0,))


def _columns(path: Path, text: str, label: str) -> Texts:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [(row[text], row[label]) for row in csv.DictReader(lines)]
    return [(written, None if bears == "NO_NODES_DETECTED" else bears) for written, bears in rows]


def _botpress(path: Path) -> Texts:
    samples = json.loads(path.read_text(encoding="utf-8"))["samples"]
    return [(sample["text"], None if sample["label"] == "oos" else sample["label"]) for sample in samples]


def _topics(data: Path) -> tuple[Texts, Texts]:
    """Return five wordings, drawn by chance, of each topic that has six or more of its own, and all its others."""
    lines = (data / "fr-code-du-travail/prequalified_queries.jsonl").read_text(encoding="utf-8").splitlines()
    topics = {row["id"]: dict.fromkeys(row["variants"]) for row in map(json.loads, lines)}
    met: dict[str, int] = {}
    for variants in topics.values():
        for text in variants:
            met[text] = met.get(text, 0) + 1
    learned: list[tuple[str, str | None]] = []
    asked: list[tuple[str, str | None]] = []
    for topic, variants in topics.items():
        own = [text for text in variants if met[text] == 1]
        if len(own) >= _LEAST_WORDINGS:
            Random(topic).shuffle(own)
            learned += [(text, topic) for text in own[:5]]
            asked += [(text, topic) for text in own[5:]]
    return learned, asked
