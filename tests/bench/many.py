"""Learning from a hundred thousand requests: real ones, said again and again with noise."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter

from api.settings import Settings
from api.wiring import Engine, build
from knowledge.analysis import Analyser
from knowledge.mining.messages import distinct
from knowledge.model import Request
from nlu.encoders import Encoders
from tests.bench.multiplied import multiplied
from tests.bench.table import Table, percent

REQUESTS, ADDED = 100_000, 1_000
_SEEDS = {
    "fr-service-public/faq_full.jsonl": "question",
    "fr-service-public/fiches_short.jsonl": "title",
    "fr-code-du-travail/direccte_faq.jsonl": "question",
    "fr-covid-questions/user_questions.jsonl": "text",
}
_LONGEST = 300
_FIRST = datetime(2026, 1, 1, tzinfo=UTC)
_ENCODED_ALONE = 2_000


def tables(settings: Settings, _: Encoders) -> Iterator[Table]:
    with TemporaryDirectory() as home, build(Settings(home=Path(home), models=settings.models)) as engine:
        rows = _learned(engine, requests(settings.data, REQUESTS + ADDED))
    yield Table("many", "A hundred thousand requests", ("step", "requests", "seconds", "beside", "needs", "GiB"), rows)


def requests(data: Path, count: int) -> list[Request]:
    """Return so many requests, a minute after each other, drawn from public ones."""
    made = multiplied(seeds(data), count, seed=1)
    return [
        Request(f"r{number:06d}", text, "fr", None, "chat", _FIRST + timedelta(minutes=number))
        for number, (text, _) in enumerate(made)
    ]


def seeds(data: Path) -> list[str]:
    """Return what people asked or pages are called, in French, each once."""
    return list(dict.fromkeys(text for file, field in _SEEDS.items() for text in _texts(data / file, field)))


def _learned(engine: Engine, asked: list[Request]) -> list[list[str]]:
    old, new = asked[:REQUESTS], asked[REQUESTS:]
    engine.requests.add(old)
    spoken = [message.spoken for message in distinct(old, Analyser("fr"))]
    some = spoken[:: len(spoken) // _ENCODED_ALONE]
    before = _rate(engine, some)
    encoding, _ = _timed(lambda: engine.remembering_encoders.of("fr").encode(spoken))
    bare, kept = (before + _rate(engine, some)) / 2, len(spoken) / encoding
    rows = [
        ["encode and keep", str(len(spoken)), f"{encoding:.0f}", f"{kept / bare:.2f} x the bare encoder", "", _peak()]
    ]
    whole, report = _timed(lambda: _learn(engine))
    rows.append(["learn, encoded", str(REQUESTS), f"{whole:.0f}", "", str(report.needs), _peak()])
    held = _need_of(engine)
    engine.requests.add([replace(each, at=_FIRST + timedelta(days=200)) for each in new])
    engine.remembering_encoders.of("fr").encode([message.spoken for message in distinct(new, Analyser("fr"))])
    added, report = _timed(lambda: _learn(engine))
    after = _need_of(engine)
    same = sum(after.get(id) == need for id, need in held.items()) / len(held)
    beside = f"{percent(added / whole)} % of all anew; {percent(same)} % of the old keep their need"
    rows.append(["add, encoded", str(ADDED), f"{added:.0f}", beside, str(report.needs), _peak()])
    return rows


def _rate(engine: Engine, texts: list[str]) -> float:
    """Return how many texts a second the bare encoder reads."""
    return len(texts) / _timed(lambda: engine.encoders.of("fr").encode(texts))[0]


def _learn(engine: Engine):
    return engine.learning.learn(author="bench", progress=lambda _: None)


def _need_of(engine: Engine) -> dict[str, str]:
    return {id: need.id for need in engine.needs.all() for id in need.request_ids}


def _texts(path: Path, field: str) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").strip().split("\n"):
        yield json.loads(line)[field][:_LONGEST]


def _timed(call):
    start = perf_counter()
    result = call()
    return perf_counter() - start, result


def _peak() -> str:
    """Return the most memory that the process ever held, in GiB."""
    return f"{getrusage(RUSAGE_SELF).ru_maxrss / 1024**2:.1f}"
