"""Finding the right page from another wording, beside each side of the search alone."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from api.settings import Settings
from knowledge.analysis import Analyser
from knowledge.index import VectorIndex
from knowledge.lexical import LexicalIndex
from knowledge.model import Entry
from knowledge.ports import Encoder, Vectors
from knowledge.quality import Quality, measure
from knowledge.shelf import Query, Shelf
from knowledge.snapshot import shelve
from nlu.encoders import Encoders
from nlu.head import learn
from tests.bench.table import Table, percent

Judged = Sequence[tuple[str, frozenset[str]]]
Rank = Callable[[str, Any], list[str]]
COLUMNS = ("search", "queries", "entries", "R@1", "R@3", "R@5", "MRR@10")
_DEPTH = 10


def tables(settings: Settings, encoders: Encoders) -> Iterator[Table]:
    encoder = encoders.of("fr")
    faq = list(_faq(settings.data))
    pages = [*faq, *_sheets(settings.data)]
    yield _table(
        "service-public",
        "fr-service-public: other wordings of a page's question",
        faq,
        _wordings(settings.data),
        encoder,
    )
    yield _table(
        "code-du-travail",
        "code-du-travail: real queries -> service-public pages",
        pages,
        _topics(settings.data),
        encoder,
    )


def _table(key: str, title: str, entries: Sequence[Entry], judged: Judged, encoder: Encoder) -> Table:
    ids = {entry.id for entry in entries}
    kept = [(text, expected & ids) for text, expected in judged if expected & ids]
    shelf = shelve(entries, lang="fr", encoders=Encoders(encoder), learn=learn)
    assert shelf
    vectors = encoder.encode([text for text, _ in kept])
    rows = [
        [name, str(len(kept)), str(len(entries)), *_figures(_measure(kept, vectors, rank))]
        for name, rank in _searches(shelf, entries, encoder).items()
    ]
    return Table(key, title, COLUMNS, rows)


def _searches(shelf: Shelf, entries: Sequence[Entry], encoder: Encoder) -> dict[str, Rank]:
    ids = [entry.id for entry in entries]
    questions = [entry.question for entry in entries]
    worded = LexicalIndex(questions, Analyser("fr"))
    answered = LexicalIndex([f"{entry.question}\n{entry.answer[:1_200]}" for entry in entries], Analyser("fr"))
    near = VectorIndex(encoder.encode(questions))
    return {
        "BM25 alone, question": lambda text, _: _top(ids, worded.search(text).scores),
        "BM25 alone, question and answer": lambda text, _: _top(ids, answered.search(text).scores),
        "vector alone": lambda _, vector: [ids[at] for at in near.search(vector[None, :], _DEPTH)[1][0]],
        "Comptoir": lambda text, vector: [
            ids[hit.owner] for hit in shelf.search(Query(text, "fr", vector), limit=_DEPTH)
        ],
    }


def _measure(judged: Judged, vectors: Vectors, rank: Rank) -> Quality:
    return measure([(rank(text, vector), ids) for (text, ids), vector in zip(judged, vectors, strict=True)])


def _figures(quality: Quality) -> list[str]:
    recalls = (quality.recall_at_1, quality.recall_at_3, quality.recall_at_5)
    return [*(percent(recall) for recall in recalls), f"{quality.mrr:.3f}"]


def _top(ids: Sequence[str], scores: Any) -> list[str]:
    return [ids[at] for at in np.argsort(-scores, kind="stable")[:_DEPTH] if scores[at] > 0]


def _faq(data: Path) -> Iterator[Entry]:
    for row in _rows(data / "fr-service-public" / "faq_full.jsonl"):
        yield Entry(row["id"], "fr", row["question"], row["answer"], category="faq")


def _sheets(data: Path) -> Iterator[Entry]:
    for row in _rows(data / "fr-service-public" / "fiches_short.jsonl"):
        yield Entry(row["id"], "fr", row["title"], row["text"])


def _wordings(data: Path) -> Judged:
    rows = _rows(data / "fr-service-public" / "question_wordings.jsonl")
    return [(row["wording"], frozenset({row["id"]})) for row in rows]


def _topics(data: Path) -> Judged:
    rows = _rows(data / "fr-code-du-travail" / "retrieval_qrels_service_public.jsonl")
    return [
        (text, frozenset(id.removeprefix("sp:") for id in row["relevant"])) for row in rows for text in row["variants"]
    ]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
