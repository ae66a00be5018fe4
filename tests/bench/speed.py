"""What a message costs, end to end, beside the bare call of the encoder; and what it takes to publish an edit."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from uuid import uuid4

from api.acts import act
from api.commands.demo import SAMPLE
from api.frames import MessageFrame
from api.security import digest
from api.settings import Settings
from api.wiring import Engine, build
from dialogue.model import Conversation, Message
from knowledge.entry_files import read_entries
from knowledge.model import Entry
from nlu.encoders import Encoders
from tests.bench.search import _faq, _rows, _topics
from tests.bench.table import Table

_WARM = 20
_ENTRIES, _ASKED, _EDITS = 1_000, 200, 3
_VISITORS = (2, 8, 32)
_LONGEST_ANSWER = 3_000
_BARE = "bare encoder call"

Steps = Mapping[str, Callable[[str], object]]


def tables(settings: Settings, _: Encoders) -> Iterator[Table]:
    with _engine(settings) as engine:
        _publish(engine, read_entries(SAMPLE / "entries.jsonl"))
        engine.publisher.judge()
        whole = {"one message, kept on disk (SQLite, synchronous FULL)": _answering(engine)}
        rows = _measured(engine, _steps(engine) | whole, [row["text"] for row in _rows(SAMPLE / "questions.jsonl")])
    with _engine(settings) as engine:
        _publish(engine, _pages(settings.data))
        rows += _measured(engine, _steps(engine), [text for text, _ in _topics(settings.data)[:_ASKED]])
        together = _throughput(engine, [text for text, _ in _topics(settings.data)[:_ASKED]])
        published = _published(engine)
    yield Table("message", "One message", ("step", "entries", "p50 ms", "p99 ms", "beside the bare call"), rows)
    yield Table(
        "throughput", "Messages a second", ("messages", "entries", "a second", "beside one at a time"), together
    )
    yield Table("publish", "Publishing", ("step", "entries", f"median of {_EDITS}"), [published])


@contextmanager
def _engine(settings: Settings) -> Iterator[Engine]:
    with TemporaryDirectory() as home, build(Settings(home=Path(home), models=settings.models)) as engine:
        engine.company.load(SAMPLE / "company.toml", author="bench")
        yield engine


def _publish(engine: Engine, entries: Sequence[Entry]) -> None:
    taken = engine.curation.take_in(entries, author="bench")
    engine.publisher.publish([entry.id for entry in taken], author="bench")


def _pages(data: Path) -> list[Entry]:
    pages: dict[str, Entry] = {}
    for entry in _faq(data):
        pages.setdefault(entry.id, replace(entry, answer=entry.answer[:_LONGEST_ANSWER]))
    return list(pages.values())[:_ENTRIES]


def _steps(engine: Engine) -> dict[str, Callable[[str], object]]:
    encoder = engine.encoders.of("fr")
    return {
        _BARE: lambda text: encoder.encode([text]),
        "reader: language, entities, intent, vector": lambda text: engine.reader.read(
            text, page="fr", conversation="fr"
        ),
        "reader, search, decision": lambda text: engine.mind.think(Conversation("", "fr"), Message(uuid4().hex, text)),
    }


def _answering(engine: Engine) -> Callable[[str], object]:
    conversation = Conversation(str(uuid4()), "fr", opened_at=engine.clock(), updated_at=engine.clock())
    engine.agent.open(conversation, token_digest=digest("bench"))
    return lambda text: act(engine, conversation.id, MessageFrame(id=uuid4().hex, text=text))


def _measured(engine: Engine, steps: Steps, texts: Sequence[str]) -> list[list[str]]:
    times = _times(steps, texts)
    entries = str(len(engine.knowledge.base.entries))
    return [[name, entries, *_figures(times[name], times[_BARE])] for name in steps]


def _times(steps: Steps, texts: Sequence[str]) -> dict[str, list[float]]:
    """Return the milliseconds of each step, a text after the other, its steps in an order drawn by chance.

    A noisy moment then strikes all steps alike, and none always finds what the same one before it left in the caches.
    """
    for text in texts[:_WARM]:
        for call in steps.values():
            call(text)
    times: dict[str, list[float]] = {name: [] for name in steps}
    rng = Random(0)
    for text in texts:
        for name in rng.sample(list(steps), len(steps)):
            times[name].append(_milliseconds(lambda call=steps[name], text=text: call(text)))
    return times


def _throughput(engine: Engine, texts: Sequence[str]) -> list[list[str]]:
    """Return how many messages a second are understood, searched and decided, one at a time and many at once."""
    think, entries = _steps(engine)["reader, search, decision"], str(len(engine.knowledge.base.entries))
    rates = {"one at a time": _rate(lambda: [think(text) for text in texts], len(texts))}
    for visitors in _VISITORS:
        with ThreadPoolExecutor(visitors) as pool:
            rates[f"{visitors} at once"] = _rate(lambda pool=pool: list(pool.map(think, texts)), len(texts))
    alone = rates["one at a time"]
    return [[name, entries, f"{rate:.0f}", f"{rate / alone:.2f} x"] for name, rate in rates.items()]


def _rate(call: Callable[[], object], calls: int) -> float:
    return 1_000 * calls / median(_milliseconds(call) for _ in range(_EDITS))


def _milliseconds(call: Callable[[], object]) -> float:
    start = perf_counter()
    call()
    return 1_000 * (perf_counter() - start)


def _figures(times: Sequence[float], bare: Sequence[float]) -> list[str]:
    p99 = sorted(times)[int(0.99 * (len(times) - 1))]
    return [f"{median(times):.1f}", f"{p99:.1f}", f"{median(times) / median(bare):.2f} x"]


def _published(engine: Engine) -> list[str]:
    times = []
    for entry in engine.entries.published()[:_EDITS]:
        edited = engine.curation.edit(replace(entry, answer=f"À jour. {entry.answer}"), author="bench")
        times.append(_milliseconds(lambda id=edited.id: engine.publisher.publish([id], author="bench")))
    return ["publish one edit, ms", str(len(engine.knowledge.base.entries)), f"{median(times):.0f}"]
