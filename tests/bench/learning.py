"""How fast past requests come in and become needs, on real requests."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from api.settings import Settings
from api.wiring import build
from nlu.encoders import Encoders
from tests.bench.table import Table

FILES = ("fr-code-du-travail/direccte_faq.jsonl", "fr-covid-questions/user_questions.jsonl")


def tables(settings: Settings, encoders: Encoders) -> Iterator[Table]:
    rows = [_row(settings, settings.data / name) for name in FILES]
    columns = ("file", "requests", "import, requests/s", "encoding alone, texts/s", "learn, requests/s", "needs")
    yield Table("learning", "Import and learn", columns, rows)


def _row(settings: Settings, path: Path) -> list[str]:
    with TemporaryDirectory() as home, build(Settings(home=Path(home), models=settings.models)) as engine:
        assert engine.recogniser and engine.detector  # opened before the clock starts
        taking, report = _timed(lambda: engine.intake.take(path))
        texts = [request.text for request in engine.requests.all()]
        encoding, _ = _timed(lambda: engine.encoders.of("fr").encode(texts[:300]))
        learning, learnt = _timed(lambda: engine.learning.learn(author="bench", progress=lambda _: None))
    return [
        path.parent.name + "/" + path.name,
        str(report.new),
        f"{report.read / taking:.0f}",
        f"{min(300, len(texts)) / encoding:.0f}",
        f"{learnt.requests / learning:.0f}",
        str(learnt.needs),
    ]


def _timed(call):
    start = perf_counter()
    result = call()
    return perf_counter() - start, result
