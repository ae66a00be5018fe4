"""What one visitor's message costs: the files it enters, the functions it calls, how deep it goes."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from dialogue.model import Conversation

if TYPE_CHECKING:
    from api.wiring import Engine

ROOT = Path(__file__).parents[2]
OURS = tuple(str(ROOT / package) + "/" for package in ("knowledge", "nlu", "dialogue", "api"))
# A ratchet: what it costs today. The house aims at 15 files, 60 functions and a depth of 8 (see ARCHITECTURE.md).
BUDGET = {"files": 34, "functions": 98, "depth": 12}


@dataclass
class Trace:
    """Every function of ours that was entered, by file, and the longest line of callers."""

    entered: dict[str, set[str]] = field(default_factory=dict)
    deepest: tuple[str, ...] = ()
    stack: list[str] = field(default_factory=list)

    @property
    def functions(self) -> int:
        return sum(map(len, self.entered.values()))

    def see(self, frame: FrameType, event: str, _: Any) -> None:
        """Take note of a call or a return of ours; what has no name (a comprehension) is part of its function."""
        if event not in ("call", "return") or not is_ours(frame.f_code) or frame.f_code.co_name.startswith("<"):
            return
        if event == "return":
            self.stack.pop()
            return
        name = Path(frame.f_code.co_filename).relative_to(ROOT).as_posix()
        self.entered.setdefault(name, set()).add(frame.f_code.co_qualname)
        self.stack.append(f"{name} {frame.f_code.co_qualname}")
        self.deepest = max(self.deepest, tuple(self.stack), key=len)

    @property
    def cost(self) -> dict[str, int]:
        return {"files": len(self.entered), "functions": self.functions, "depth": len(self.deepest)}

    def told(self) -> str:
        lines = [f"{name}: {', '.join(sorted(functions))}" for name, functions in sorted(self.entered.items())]
        return "\n".join([str(self.cost), *lines, "deepest:", *self.deepest])


def is_ours(code: CodeType) -> bool:
    return code.co_filename.startswith(OURS)


@contextmanager
def traced() -> Iterator[Trace]:
    trace = Trace()
    before = sys.getprofile()
    sys.setprofile(trace.see)
    try:
        yield trace
    finally:
        sys.setprofile(before)


@pytest.fixture(scope="module")
def trace(engine: "Engine") -> Trace:
    """One question, understood, answered from the base, kept and told to the other sockets."""
    from api.acts import act
    from api.frames import MessageFrame

    id = str(uuid4())
    engine.agent.open(Conversation(id, "fr"), token_digest="")
    act(engine, id, MessageFrame(id="first", text="bonjour"))
    frame = MessageFrame(id="asked", text="c koi les delais de livraison svp")
    with traced() as trace:
        events = act(engine, id, frame)
    assert [(event.kind, event.payload["text"]) for event in events] == [
        ("message", "c koi les delais de livraison svp"),
        ("answer", "3 jours."),
    ]
    return trace


def test_one_message_keeps_within_the_budget_of_the_house(trace: Trace) -> None:
    assert trace.stack == []
    assert all(trace.cost[what] <= most for what, most in BUDGET.items()), trace.told()
