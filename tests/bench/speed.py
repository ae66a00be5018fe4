"""What a message costs, end to end, beside the bare call of the encoder."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from uuid import uuid4

from api.acts import act
from api.demo import SAMPLE
from api.frames import MessageFrame
from api.security import digest
from api.settings import Settings
from api.wiring import Engine, build
from dialogue.model import Conversation
from knowledge.entry_files import read_entries
from nlu.encoders import Encoders
from tests.bench.search import _rows
from tests.bench.table import Table

_WARM = 20


def tables(settings: Settings, encoders: Encoders) -> Iterator[Table]:
    encoder = encoders.of("fr")
    with TemporaryDirectory() as home, build(Settings(home=Path(home), models=settings.models)) as engine:
        _publish_sample(engine)
        texts = [row["text"] for row in _rows(SAMPLE / "questions.jsonl")]
        bare = _times(lambda text: encoder.encode([text]), texts)
        read = _times(lambda text: engine.reader.read(text, page="fr", conversation="fr"), texts)
        thought = _times(lambda text: engine.mind.think(Conversation("", "fr"), _message(text)), texts)
        whole = _times(_answering(engine), texts)
    rows = [
        _row("bare encoder call", bare, bare),
        _row("reader: language, entities, intent, vector", read, bare),
        _row("reader, search, decision", thought, bare),
        _row("one message, kept on disk (SQLite, synchronous FULL)", whole, bare),
    ]
    yield Table("message", "One message", ("step", "p50 ms", "p99 ms", "beside the bare call"), rows)


def _publish_sample(engine: Engine) -> None:
    engine.company.load(SAMPLE / "company.toml", author="bench")
    entries = engine.curation.take_in(read_entries(SAMPLE / "entries.jsonl"), author="bench")
    engine.publisher.publish([entry.id for entry in entries], author="bench")
    engine.publisher.judge()


def _message(text: str):
    from dialogue.model import Message

    return Message(uuid4().hex, text)


def _answering(engine: Engine) -> Callable[[str], object]:
    conversation = Conversation(str(uuid4()), "fr", opened_at=engine.clock(), updated_at=engine.clock())
    engine.agent.open(conversation, token_digest=digest("bench"))
    return lambda text: act(engine, conversation.id, MessageFrame(id=uuid4().hex, text=text))


def _times(call: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    for text in texts[:_WARM]:
        call(text)
    times = []
    for text in texts:
        start = perf_counter()
        call(text)
        times.append(1_000 * (perf_counter() - start))
    return sorted(times)


def _row(name: str, times: list[float], bare: list[float]) -> list[str]:
    p99 = times[int(0.99 * (len(times) - 1))]
    return [name, f"{median(times):.1f}", f"{p99:.1f}", f"{median(times) / median(bare):.2f} x"]
