"""Whether a promise of so many wrong in a hundred is kept on texts that were never learned, drawn again and again."""

from collections.abc import Iterator, Sequence

import numpy as np

from api.settings import Settings
from nlu.encoders import Encoders
from nlu.evaluate import Judged, decision_figures
from tests.bench.table import Table, percent
from tests.bench.understanding import Case, acting, banking, entries_of, judged, learned, topics

PROMISES = (2, 5, 10)
RESAMPLES = 20
SEED = 0
COLUMNS = (
    "set",
    "promise, wrong in 100",
    "answered, mean",
    "wrong in 100, mean",
    f"wrong in 100, worst of {RESAMPLES}",
    "resamples within the promise",
)


def tables(settings: Settings, _: Encoders) -> Iterator[Table]:
    cases = (banking(settings.data), topics(settings.data))
    rows = [row for case in cases for row in _rows(case, settings)]
    yield Table("promise", "What is promised, and what is kept", COLUMNS, rows)


def _rows(case: Case, settings: Settings) -> Iterator[list[str]]:
    bench = learned(case, entries_of(case, SEED), SEED, settings)
    told = judged(bench, case.test)
    for promise in PROMISES:
        at = bench.knowledge.base.threshold(promise).confidence
        yield [case.name, str(promise), *_figures(acting(told, at), promise)]


def _figures(told: Sequence[Judged], promise: float) -> list[str]:
    rng = np.random.default_rng(SEED)
    draws = [rng.integers(len(told), size=len(told)).tolist() for _ in range(RESAMPLES)]
    figures = [decision_figures([told[at] for at in draw]) for draw in draws]
    wrong = np.array([each.wrong_in_100 for each in figures])
    return [
        percent(float(np.mean([each.coverage for each in figures]))),
        f"{wrong.mean():.1f}",
        f"{wrong.max():.1f}",
        percent(float((wrong <= promise).mean())),
    ]
