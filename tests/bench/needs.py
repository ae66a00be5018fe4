"""How well needs are found: beside k-means that is told how many there are.

The largest needs of two sets of real requests, to be judged by hand: python -m tests.bench.needs
"""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans

from api.commands.eval_needs import learn, told
from api.settings import Settings
from knowledge.mining.figures import NeedFigures, need_figures
from knowledge.model import Need
from nlu.encoders import Encoders
from tests.bench.table import Table, percent

FEWEST = 6  # wordings of a topic of code-du-travail, without those that stand under two
SEEDS = 3
LARGEST, SHOWN, LONGEST = 20, 3, 60  # needs, wordings of each, characters of a wording


def tables(settings: Settings, encoders: Encoders) -> Iterator[Table]:
    rows = [_row(name, lang, texts, labels, settings, encoders) for name, lang, texts, labels in _sets(settings.data)]
    columns = ("set", "requests", "needs", "k-means, NMI", "ACC", "Comptoir, NMI", "ACC", "ARI", "needs found", "alone")
    yield Table("needs", "Needs found in requests", columns, rows)


def _row(
    name: str, lang: str, texts: list[str], labels: list[str], settings: Settings, encoders: Encoders
) -> list[str]:
    vectors = encoders.of(lang).encode(texts)
    count = len(set(labels))
    means = [_k_means(vectors, count, labels, seed) for seed in range(SEEDS)]
    found = need_figures(labels, [id for id, _ in told(texts, settings=settings, lang=lang)])
    return [
        name,
        str(len(texts)),
        str(count),
        percent(float(np.mean([each.nmi for each in means]))),
        percent(float(np.mean([each.accuracy for each in means]))),
        percent(found.nmi),
        percent(found.accuracy),
        percent(found.adjusted_rand),
        str(found.needs),
        percent(found.noise),
    ]


def _k_means(vectors: np.ndarray, count: int, labels: list[str], seed: int) -> NeedFigures:
    found = KMeans(count, n_init=3, random_state=seed).fit_predict(vectors)
    return need_figures(labels, [str(group) for group in found])


def _sets(data: Path) -> Iterator[tuple[str, str, list[str], list[str]]]:
    insurance = _lines(data / "en-insurance-needs/utterances.jsonl")
    yield "insurance", "en", [row["utterance"] for row in insurance], [row["intent"] for row in insurance]
    with (data / "en-banking77/test.csv").open(newline="", encoding="utf-8") as file:
        banking = list(csv.DictReader(file))
    yield "banking77, test", "en", [row["text"] for row in banking], [row["category"] for row in banking]
    topics = _lines(data / "fr-code-du-travail/prequalified_queries.jsonl")
    said = Counter(text for topic in topics for text in set(topic["variants"]))
    own = {topic["id"]: [text for text in dict.fromkeys(topic["variants"]) if said[text] == 1] for topic in topics}
    pairs = [(text, id) for id, texts in own.items() if len(texts) >= FEWEST for text in texts]
    yield "code-du-travail, topics", "fr", [text for text, _ in pairs], [id for _, id in pairs]


def _lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def largest(settings: Settings) -> Iterator[Table]:
    """Yield the largest needs of each set of real requests that nobody labelled, with a few wordings of each."""
    for title, texts in _unlabelled(settings.data):
        _, learned = learn(texts, settings=settings, lang="fr")
        rows = [_shown(number, need) for number, need in enumerate(learned.needs[:LARGEST], start=1)]
        yield Table(
            "", f"{title}: {len(texts)} requests, {len(learned.needs)} needs", ("", "need", "n", "wordings"), rows
        )


def _shown(number: int, need: Need) -> list[str]:
    wordings = " · ".join(_cut(wording) for wording in need.wordings[:SHOWN])
    return [str(number), _cut(need.name), str(need.volume), wordings]


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _unlabelled(data: Path) -> Iterator[tuple[str, list[str]]]:
    covid = _lines(data / "fr-covid-questions/user_questions.jsonl")
    yield "fr-covid-questions", [str(row["text"]) for row in covid if row["lang"] == "fr"]
    direccte = _lines(data / "fr-code-du-travail/direccte_faq.jsonl")
    yield "direccte_faq", [str(row["question"]) for row in direccte]


if __name__ == "__main__":
    for table in largest(Settings.load()):
        print(f"\n## {table.title}\n\n{table.markdown()}")
