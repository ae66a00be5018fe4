"""A base of five thousand entries with ten variants each: publishing, previewing, and answering while one types."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter, sleep

import httpx

from api.commands.demo import SAMPLE
from api.settings import Settings
from api.wiring import Engine, build
from knowledge.model import Entry, Variant
from nlu.encoders import Encoders
from tests.bench.many import seeds
from tests.bench.multiplied import multiplied
from tests.bench.search import _faq
from tests.bench.table import Table

ENTRIES, VARIANTS = 5_000, 10
_ANSWER = 1_500
_EDITS = 5
_MANY = 100
_RATE, _SECONDS, _WARM = 20, 30, 5
_TYPED_FROM = 3  # letters
_STARTS_WITHIN = 300


def tables(settings: Settings, _: Encoders) -> Iterator[Table]:
    with TemporaryDirectory() as home:
        with build(Settings(home=Path(home), models=settings.models)) as engine:
            engine.company.load(SAMPLE / "company.toml", author="bench")
            entries = _entries(settings.data)
            rows = [_row("publish all of them", [_timed(lambda: _publish_all(engine, entries))])]
            rows.append(_row("judge them, in the background", [_timed(engine.publisher.judge)]))
            rows.append(_row("publish one edit", [_timed(_edit(engine, at)) for at in range(_EDITS)]))
            ids = [entry.id for entry in entries]
            rows.append(_row("preview an edit", [_timed(lambda: engine.previewer.publish(ids[:1]))]))
            rows.append(_row(f"preview the retreat of {_MANY}", [_timed(lambda: engine.previewer.retire(ids[:_MANY]))]))
        typed = _typed([variant.text for entry in entries for variant in entry.variants])
        with _served(Path(home), settings) as (site, started):
            rows.append(_row("start a server that answers", [started]))
            times = _typing(site, typed)
    yield Table("large", "A large base", ("step", "seconds, median", "worst"), rows)
    figures = [f"{1_000 * median(times):.1f}", f"{1_000 * times[int(0.99 * len(times))]:.1f}"]
    columns = ("requests", "a second", "p50 ms", "p99 ms")
    yield Table("typing", "While one types", columns, [[str(len(times)), str(_RATE), *figures]])


def _entries(data: Path) -> list[Entry]:
    """Return entries in the words of public questions, with public answers, as often as there are entries."""
    asked = seeds(data)[:ENTRIES]
    answers = islice(cycle(entry.answer[:_ANSWER] for entry in _faq(data)), ENTRIES)
    wordings: list[list[str]] = [[] for _ in asked]
    for text, at in multiplied(asked, ENTRIES * (1 + VARIANTS), seed=1):
        wordings[at].append(text)
    return [
        Entry(f"e{at:04d}", "fr", first, answer, tuple(map(Variant, others)), category=f"theme {at % 40}")
        for at, ((first, *others), answer) in enumerate(zip(wordings, answers, strict=True))
    ]


def _publish_all(engine: Engine, entries: list[Entry]) -> None:
    engine.curation.take_in(entries, author="bench")
    engine.publisher.publish([entry.id for entry in entries], author="bench")


def _edit(engine: Engine, at: int):
    entry = engine.entries.published()[at]
    said = (*entry.variants, Variant(f"et aussi {entry.question}"))
    engine.curation.edit(replace(entry, answer=f"À jour. {entry.answer}", variants=said), author="bench")
    return lambda: engine.publisher.publish([entry.id], author="bench")


def _typed(texts: list[str]) -> list[str]:
    """Return what a visitor has typed so far of each text, at a moment drawn by chance."""
    rng = Random(1)
    chosen = rng.sample(texts, _RATE * (_SECONDS + _WARM))
    return [text[: rng.randint(min(_TYPED_FROM, len(text)), len(text))] for text in chosen]


@contextmanager
def _served(home: Path, settings: Settings) -> Iterator[tuple[httpx.Client, float]]:
    env = {**os.environ, "COMPTOIR_HOME": str(home), "COMPTOIR_MODELS": str(settings.models), "COMPTOIR_PORT": "8769"}
    command = [str(Path(sys.executable).with_name("comptoir")), "serve"]
    begun = monotonic()
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            with httpx.Client(base_url="http://127.0.0.1:8769/api/v1", timeout=60) as site:
                while not _ready(site):
                    assert monotonic() - begun < _STARTS_WITHIN
                    sleep(0.1)
                yield site, monotonic() - begun
        finally:
            process.terminate()


def _ready(site: httpx.Client) -> bool:
    try:
        return site.get("/ready").status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


def _typing(site: httpx.Client, typed: list[str]) -> list[float]:
    """Return the seconds each request took, sorted: they leave on time, whether or not the ones before are answered."""
    begun = monotonic()

    def ask(number: int) -> float:
        sleep(max(0.0, begun + number / _RATE - monotonic()))
        start = perf_counter()
        site.get("/search", params={"q": typed[number], "lang": "fr"}).raise_for_status()
        return perf_counter() - start

    with ThreadPoolExecutor(_RATE) as pool:
        return sorted(list(pool.map(ask, range(len(typed))))[_RATE * _WARM :])


def _row(step: str, times: list[float]) -> list[str]:
    return [step, f"{median(times):.1f}", f"{max(times):.1f}"]


def _timed(call) -> float:
    start = perf_counter()
    call()
    return perf_counter() - start
