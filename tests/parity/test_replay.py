"""What a real Rasa 3.6.21 did in recorded conversations, the interpreter does, event by event."""

import gzip
import json
import random
import time
from typing import Any

import pytest

from dialogue.actions.inside import Inside
from dialogue.assistant.files import read_folder
from dialogue.assistant.interpreter import Interpreter
from dialogue.assistant.project import load
from dialogue.assistant.replay import Difference, replay
from tests.parity.__main__ import GENERATED, HERE

LISTENS = ("action", "action_listen", None)
ENDS = ("action_listen", "action_session_start")
MOST = 10


def on_purpose(difference: Difference, events: list[dict[str, Any]]) -> bool:
    """After ten actions in a row we listen, without a policy to say so; Rasa does not, and is silent from then on."""
    before = [event["name"] for event in reversed(events[: difference.event]) if event["event"] == "action"]
    in_a_row = next((count for count, name in enumerate(before) if name in ENDS), len(before))
    return difference.got == LISTENS and in_a_row == MOST


# rasa-sdk warns of slots that a form asks for and validates nowhere; an author's warning is no error of ours.
@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("name", sorted(GENERATED))
def test_every_recorded_conversation_goes_the_same_way(name: str) -> None:
    folder = HERE / "projects" / name
    with gzip.open(HERE / "recorded" / f"{name}.json.gz", "rt", encoding="utf-8") as file:
        recorded = json.load(file)
    actions = Inside(folder)
    try:
        interpreter = Interpreter(load(read_folder(folder)), actions, clock=time.time, rng=random.Random(1))
        replayed = replay(interpreter, recorded)
    finally:
        actions.close()
    told = [each for each in replayed.differences if not on_purpose(each, recorded[each.conversation]["events"])]
    assert told == []
    assert replayed.conversations == len(recorded)
    assert len(replayed.differences) <= (13 if name == "maze" else 0)
