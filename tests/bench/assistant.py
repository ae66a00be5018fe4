"""What a turn of an assistant costs, in a small project and a large one, early and late in a conversation."""

import asyncio
import gc
import random
import resource
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time, time
from types import ModuleType
from typing import TypeVar

from api.settings import Settings
from dialogue.assistant.conversations import Conversations
from dialogue.assistant.events import Event
from dialogue.assistant.files import Files
from dialogue.assistant.interpreter import Interpreter
from dialogue.assistant.project import load
from dialogue.assistant.turn import Said
from nlu.encoders import Encoders
from tests.bench.assistants import Code, Size, project, talk
from tests.bench.table import Table

T = TypeVar("T")
SIZES = (Size(37, 4), Size(300, 50))
# How many conversations are measured at which turn, give or take ten.
TURNS = {10: 30, 100: 10, 1_000: 3}
# The prototype takes every step of the past again at each turn: so far it is measured, and no further.
FAR_ENOUGH = 100
OPEN, SAID = 10_000, 10

# A message in, and nothing else: one conversation of an engine.
Takes = Callable[[Said], object]


def tables(settings: Settings, _: Encoders) -> Iterator[Table]:
    rows = [_interpreted(size) for size in SIZES]
    prototype = settings.data.parent / "rasa" / "prototype.py"
    if prototype.exists():
        rows += [_by_prototype(_module(prototype), size) for size in SIZES]
    at = [f"turn {turn:,}, p50 / p99 ms" for turn in TURNS]
    yield Table("assistant", "A turn of an assistant", ("engine", "rules", "forms", "load, s", *at), rows)
    yield Table("open-conversations", "Open conversations", ("conversations", "figure"), _held(SIZES[-1]))


def _interpreted(size: Size) -> list[str]:
    files = project(size)
    seconds, loaded = _cpu(lambda: load(files))
    interpreter = Interpreter(loaded, Code(), clock=time, rng=random.Random(1))

    def begin() -> Takes:
        tracker = interpreter.tracker("visitor")
        return lambda said: interpreter.handle(tracker, said)

    return ["Comptoir", str(size.rules), str(size.forms), f"{seconds:.2f}", *_at_turns(begin, size, TURNS)]


def _by_prototype(prototype: ModuleType, size: Size) -> list[str]:
    """Measure the first interpreter, which was written to prove the specification."""
    with TemporaryDirectory() as folder:
        _write(Path(folder), project(size))
        seconds, engine = _cpu(lambda: prototype.Engine(prototype.Project(folder), _awaited, seed=1))

    def begin() -> Takes:
        tracker = prototype.Tracker("visitor", engine.d)
        return lambda said: asyncio.run(engine.handle(tracker, said.text, said.parse))

    near = {turn: count for turn, count in TURNS.items() if turn <= FAR_ENOUGH}
    figures = [*_at_turns(begin, size, near), *["-"] * (len(TURNS) - len(near))]
    return ["the prototype", str(size.rules), str(size.forms), f"{seconds:.2f}", *figures]


async def _awaited(name: str, tracker: dict, domain: dict) -> tuple[Sequence[Event], Sequence[Event]]:
    done = Code().run(name, tracker, domain)
    return done.events, done.responses


def _at_turns(begin: Callable[[], Takes], size: Size, turns: dict[int, int]) -> list[str]:
    return [_figures(list(_late(begin, size, turn, count))) for turn, count in turns.items()]


def _late(begin: Callable[[], Takes], size: Size, turn: int, conversations: int) -> Iterator[float]:
    """Return the milliseconds of processor time of the turns around this one."""
    for seed in range(conversations):
        take = begin()
        for number, said in enumerate(islice(talk(size, seed=seed), turn + 10), 1):
            spent, _ = _cpu(lambda said=said, take=take: take(said))
            if number > turn - 10:
                yield 1_000 * spent


def _figures(spent: list[float]) -> str:
    return f"{median(spent):.2f} / {sorted(spent)[int(0.99 * len(spent))]:.2f}"


def _held(size: Size) -> list[list[str]]:
    """Measure what open conversations hold; those that are forgotten are read again, here by being had again."""
    interpreter = Interpreter(load(project(size)), Code(), clock=time, rng=random.Random(1))
    kept: dict[str, list[Event]] = {}

    def read(id: str, skip: int) -> list[Event]:
        return kept.get(id) or ([] if skip else _had(interpreter, size, int(id)))

    conversations = Conversations(interpreter.tracker, read)
    before = _resident()
    for number in range(OPEN):
        conversations.open(str(number))
    held = _resident() - before
    kept["0"] = _had(interpreter, size, 0)
    again, _ = _cpu(lambda: conversations.open("0"))
    kept["0"] = []
    known, _ = _cpu(lambda: [conversations.open(str(OPEN - 1)) for _ in range(100)])
    return [
        [f"{OPEN:,} of {SAID} turns, {size.rules} rules, {size.forms} forms: memory, MiB", f"{held:.0f}"],
        ["one of those spoken in last opened again, ms", f"{10 * known:.2f}"],
        ["one forgotten meanwhile opened again from its events, ms", f"{1_000 * again:.2f}"],
    ]


def _had(interpreter: Interpreter, size: Size, seed: int) -> list[Event]:
    tracker = interpreter.tracker(str(seed))
    for said in islice(talk(size, seed=seed), SAID):
        interpreter.handle(tracker, said)
    return tracker.events


def _cpu(call: Callable[[], T]) -> tuple[float, T]:
    """Return the processor time of a call, in seconds: others may be at work on the machine."""
    start = process_time()
    result = call()
    return process_time() - start, result


def _resident() -> float:
    """Return the memory this process holds now, in MiB."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def _module(path: Path) -> ModuleType:
    spec = spec_from_file_location("prototype", path)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


def _write(folder: Path, files: Files) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
