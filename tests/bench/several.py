"""Several questions in one message, and long messages, beside the same messages taken as one question each."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from api.commands.demo import SAMPLE
from api.settings import Settings
from api.wiring import Engine
from dialogue.mind import Thought
from dialogue.model import Conversation, Message
from knowledge.entry_files import read_entries
from nlu.encoders import Encoders
from tests.bench.search import _rows
from tests.bench.speed import _engine, _publish
from tests.bench.table import Table

PAIRS = 200
COLUMNS = ("messages", "number", "asked", "taken as one: right", "wrong", "Comptoir: right", "wrong")

Row = dict[str, Any]


def tables(settings: Settings, _: Encoders) -> Iterator[Table]:
    asked = _rows(SAMPLE / "questions.jsonl")
    alone = [row for row in asked if row["expected"]]
    groups = {"two held-out questions, each with its mark": _pairs(alone, Random(0))}
    for row in _rows(SAMPLE / "mails.jsonl"):
        groups.setdefault(f"written as such: {row['kind']}", []).append(row)
    with _engine(settings) as engine:
        _publish(engine, read_entries(SAMPLE / "entries.jsonl"))
        engine.publisher.judge()
        rows = [[name, *_figures(engine, messages)] for name, messages in groups.items()]
    yield Table("several", "Several questions in one message", COLUMNS, rows)


def _pairs(alone: Sequence[Row], rng: Random) -> list[Row]:
    """Join questions two by two, those of one language."""
    pairs = []
    while len(pairs) < PAIRS:
        first, second = rng.sample(alone, 2)
        if first["lang"] == second["lang"]:
            text = " ".join(f"{row['text'].rstrip(' ?.!')} ?" for row in (first, second))
            pairs.append({"text": text, "lang": first["lang"], "expected": [*first["expected"], *second["expected"]]})
    return pairs


def _figures(engine: Engine, messages: Sequence[Row]) -> list[str]:
    """Return how many answers were right and wrong, of messages taken as one and as Comptoir takes them."""
    expected = [set(row["expected"]) for row in messages]
    thoughts = [engine.mind.think(*_asked(row)) for row in messages]
    whole = [_answers(engine.mind._thought(*_asked(row), row["text"])) for row in messages]
    each = [set[str]().union(*map(_answers, thought.parts or (thought,))) for thought in thoughts]
    counts = [
        sum(len(found & right) if good else len(found - right) for found, right in zip(answers, expected, strict=True))
        for answers in (whole, each)
        for good in (True, False)
    ]
    return [str(count) for count in (len(messages), sum(map(len, expected)), *counts)]


def _asked(row: Row) -> tuple[Conversation, Message]:
    return Conversation("", row["lang"]), Message("", row["text"], lang=row["lang"])


def _answers(thought: Thought) -> set[str]:
    return {thought.decision.answers[0].entry.id} if thought.decision.kind == "answer" else set()
