"""A large project is loaded in time, and a turn costs the same however long the conversation is."""

import random
import sys
from collections.abc import Callable
from itertools import islice
from time import process_time
from types import FrameType
from typing import Any

import pytest

from dialogue.assistant.interpreter import Interpreter
from dialogue.assistant.project import Project, load
from tests.bench.assistants import Code, Size, project, talk

SIZE = Size(300, 50)


@pytest.fixture(scope="module")
def large() -> Project:
    start = process_time()
    loaded = load(project(SIZE))
    assert process_time() - start < 10  # a tenth of that on a quiet machine
    return loaded


def calls(act: Callable[[], object]) -> int:
    """How many functions of Python are entered."""
    count = 0

    def see(frame: FrameType, event: str, _: Any) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(see)
    try:
        act()
    finally:
        sys.setprofile(before)
    return count


def test_a_turn_enters_as_many_functions_late_in_a_conversation_as_early(large: Project) -> None:
    interpreter = Interpreter(large, Code(), clock=lambda: 0.0, rng=random.Random(1))
    tracker = interpreter.tracker("visitor")
    said = islice(talk(SIZE, seed=3), 400)
    cost = [calls(lambda each=each: interpreter.handle(tracker, each)) for each in said]
    early, late = sorted(cost[60:120]), sorted(cost[-60:])
    assert late[30] <= 1.1 * early[30]
    assert late[-1] <= 1.2 * early[-1]


def test_in_the_made_up_project_every_message_is_understood(large: Project) -> None:
    interpreter = Interpreter(large, Code(), clock=lambda: 0.0, rng=random.Random(1))
    tracker = interpreter.tracker("visitor")
    for said in islice(talk(SIZE, seed=4), 100):
        turn = interpreter.handle(tracker, said)
        assert turn.failures == ()
        assert all(message["metadata"].get("utter_action") != "utter_default" for message in turn.messages)
