"""What one slip of the keyboard costs a search, beside each side of the search alone."""

from collections.abc import Iterator, Sequence
from random import Random

import numpy as np

from api.settings import Settings
from knowledge.ports import Encoder
from knowledge.quality import Quality
from knowledge.snapshot import shelve
from nlu.encoders import Encoders
from nlu.head import learn
from tests.bench.search import Judged, Rank, _faq, _measure, _searches, _wordings
from tests.bench.slips import slip
from tests.bench.table import Table, percent

NAMES = ("BM25 alone, question and answer", "vector alone", "Comptoir")
SEEDS = range(5)
COLUMNS = ("search", "R@1", "R@3", "R@1, with a slip", "R@3, with a slip")


def tables(settings: Settings, encoders: Encoders) -> Iterator[Table]:
    encoder = encoders.of("fr")
    pages, asked = list(_faq(settings.data)), _wordings(settings.data)
    shelf = shelve(pages, lang="fr", encoders=Encoders(encoder), learn=learn)
    assert shelf
    searches = {name: rank for name, rank in _searches(shelf, pages, encoder).items() if name in NAMES}
    clean = _recalls([asked], searches, encoder)
    slipped = _recalls([_slipped(asked, seed) for seed in SEEDS], searches, encoder)
    rows = [[name, *clean[name], *slipped[name]] for name in searches]
    yield Table("typos", "One slip of the keyboard in each query", COLUMNS, rows)


def _slipped(asked: Judged, seed: int) -> Judged:
    rng = Random(seed)
    return [(slip(text, rng), ids) for text, ids in asked]


def _recalls(draws: Sequence[Judged], searches: dict[str, Rank], encoder: Encoder) -> dict[str, list[str]]:
    """Return R@1 and R@3 of each search, means over the draws; every text is encoded once."""
    vectors = [encoder.encode([text for text, _ in asked]) for asked in draws]
    return {
        name: _means([_measure(asked, given, rank) for asked, given in zip(draws, vectors, strict=True)])
        for name, rank in searches.items()
    }


def _means(found: Sequence[Quality]) -> list[str]:
    recalls = [(each.recall_at_1, each.recall_at_3) for each in found]
    return [percent(float(recall)) for recall in np.mean(recalls, axis=0)]
