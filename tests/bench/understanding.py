"""Labels told from few wordings, with the confidence that is right: beside words alone and heads on bare vectors."""

import csv
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from api.commands.eval_base import Bench, cut, labelled
from api.settings import Settings
from knowledge.analysis import Analyser
from knowledge.lexical import LexicalIndex
from knowledge.model import Entry
from knowledge.ports import Encoder
from nlu.encoders import Encoders
from nlu.evaluate import DecisionFigures, Judged, decision_figures
from tests.bench.table import Table, percent

SEEDS = (0, 1, 2)
PROMISE = 5
DECIDING = 0.5
_LEAST_WORDINGS = 6
COLUMNS = (
    "set",
    "by words",
    "nearest",
    "logistic",
    "Comptoir",
    "accuracy, deciding",
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
    seeds: Sequence[int] = (0,)


def tables(settings: Settings, encoders: Encoders) -> Iterator[Table]:
    rows = [_row(case, settings, encoders) for case in _cases(settings.data)]
    yield Table("understanding", "Labels told from their wordings", COLUMNS, rows)


@dataclass(frozen=True, slots=True)
class _Run:
    """What came out with one seed: the baselines' accuracies, and Comptoir's figures at each threshold."""

    baselines: Sequence[float]
    promised: DecisionFigures
    deciding: DecisionFigures


def entries_of(case: Case, seed: int) -> list[Entry]:
    """Return the entries that a case learns, with as many wordings as it allows, drawn by chance."""
    rows = [{"text": text, "label": label} for text, label in case.train]
    return [cut(entry, case.shots, seed) for entry in labelled(rows, case.lang)]


def learned(case: Case, entries: Sequence[Entry], seed: int, settings: Settings) -> Bench:
    """Return the base of a case, judged with its questions out of scope."""
    unknown = [text for text, label in case.train if label is None]
    return Bench(entries, settings=settings, promise=PROMISE, seed=seed, unknown=unknown)


def judged(bench: Bench, test: Texts) -> list[Judged]:
    """Return how sure the base is of the best label of each text, and whether it is right; none is acted on."""
    best = [bench.knowledge.base.search(bench.query(text), limit=1)[0] for text, _ in test]
    return [
        Judged(match.confidence, match.entry.id == label, False, label is not None)
        for match, (_, label) in zip(best, test, strict=True)
    ]


def acting(told: Sequence[Judged], at: float) -> list[Judged]:
    """Return the same, acted on from this confidence on."""
    return [replace(each, acted=each.confidence >= at) for each in told]


def _row(case: Case, settings: Settings, encoders: Encoders) -> list[str]:
    runs = [_run(case, seed, settings, encoders) for seed in case.seeds]
    figures = [run.promised for run in runs]
    scoped = figures[0].out_of_scope > 0

    def mean(name: str) -> float:
        return float(np.mean([getattr(each, name) for each in figures]))

    return [
        case.name,
        *(percent(share) for share in np.mean([run.baselines for run in runs], axis=0)),
        percent(mean("best_right")),
        percent(float(np.mean([run.deciding.accuracy for run in runs]))) if scoped else "",
        f"{mean('auroc'):.3f}" if scoped else "",
        f"{mean('expected_calibration_error'):.3f}",
        percent(mean("coverage")),
        f"{mean('wrong_in_100'):.1f}",
    ]


def _run(case: Case, seed: int, settings: Settings, encoders: Encoders) -> _Run:
    entries = entries_of(case, seed)
    bench = learned(case, entries, seed, settings)
    told = judged(bench, case.test)
    known = [(text, entry.id) for entry in entries for text in entry.wordings]
    inside = [(text, label) for text, label in case.test if label is not None]
    return _Run(
        _baselines(known, inside, case.lang, encoders.of(case.lang)),
        decision_figures(acting(told, bench.knowledge.base.threshold(PROMISE).confidence)),
        decision_figures(acting(told, DECIDING)),
    )


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
    ten = banking(data)
    yield replace(ten, name=f"{ten.name}, mean of 3 seeds", seeds=SEEDS)
    yield replace(ten, name="banking77, all", shots=None)
    yield topics(data)
    telecom = [_botpress(data / f"multi-botpress-bpds/A-{part}.fr.ds.json") for part in ("train", "test")]
    yield Case("botpress telecom, fr", "fr", *telecom)
    mattress = [_columns(data / f"en-hint3-sofmattress/{part}.csv", "sentence", "label") for part in ("train", "test")]
    yield Case("hint3 sofmattress", "en", *mattress)


def banking(data: Path) -> Case:
    """Return banking77 with ten wordings an intent."""
    train, test = (_columns(data / f"en-banking77/{part}.csv", "text", "category") for part in ("train", "test"))
    return Case("banking77, 10 wordings", "en", train, test, shots=10)


def topics(data: Path) -> Case:
    """Return five wordings, drawn by chance, of each topic that has six or more of its own, and all its others."""
    lines = (data / "fr-code-du-travail/prequalified_queries.jsonl").read_text(encoding="utf-8").splitlines()
    variants_of = {row["id"]: dict.fromkeys(row["variants"]) for row in map(json.loads, lines)}
    met = Counter(text for variants in variants_of.values() for text in variants)
    known: list[tuple[str, str | None]] = []
    asked: list[tuple[str, str | None]] = []
    for topic, variants in variants_of.items():
        own = [text for text in variants if met[text] == 1]
        if len(own) >= _LEAST_WORDINGS:
            Random(topic).shuffle(own)
            known += [(text, topic) for text in own[:5]]
            asked += [(text, topic) for text in own[5:]]
    return Case("code-du-travail, 229 topics, 5 wordings", "fr", known, asked)


def _columns(path: Path, text: str, label: str) -> Texts:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [(row[text], row[label]) for row in csv.DictReader(lines)]
    return [(written, None if bears == "NO_NODES_DETECTED" else bears) for written, bears in rows]


def _botpress(path: Path) -> Texts:
    samples = json.loads(path.read_text(encoding="utf-8"))["samples"]
    return [(sample["text"], None if sample["label"] == "oos" else sample["label"]) for sample in samples]
