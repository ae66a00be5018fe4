"""Recorded turns of a real Rasa 3.6.21, taken again: every conversation goes as it did there."""

import copy
import json
import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from dialogue.actions.inside import Inside
from dialogue.assistant.files import read_folder
from dialogue.assistant.interpreter import Interpreter
from dialogue.assistant.project import load
from dialogue.assistant.recording import read_recording
from dialogue.assistant.replay import Recorded, Replayed, replay

ROOT = Path(__file__).parents[3]
RECORDED = Path(os.environ.get("COMPTOIR_DATA", ROOT.parent / "shared" / "data")).parent / "rasa"
OURS = ROOT / "tests" / "parity"
ANSWER = {"answer": "Nos horaires : 9 h – 18 h.", "source": "faq/horaires"}

# These stay where they are; what we recorded ourselves, on projects of our own, is always taken again (tests/parity).
recordings = pytest.mark.skipif(not RECORDED.is_dir(), reason="the recorded turns are not on this machine")


class Faq(BaseHTTPRequestHandler):
    """The FAQ that an action asked over HTTP when the turns were recorded."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        body = json.dumps(ANSWER).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def faq() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Faq)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def interpreter(folder: Path) -> Iterator[Interpreter]:
    with closing(Inside(folder)) as actions:
        yield Interpreter(load(read_folder(folder)), actions, clock=time.time, rng=random.Random(1))


def taken(folder: Path, conversations: list[Recorded]) -> Replayed:
    with interpreter(folder) as interprets:
        return replay(interprets, conversations)


@recordings
def test_the_nasty_project_goes_as_it_did_in_rasa() -> None:
    replayed = taken(RECORDED / "project2", read_recording(RECORDED / "reference2.json.gz"))
    assert (replayed.conversations, replayed.turns) == (45, 540)
    assert replayed.differences == ()


@recordings
def test_the_french_project_goes_as_it_did_in_rasa(faq: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAQ_URL", faq)
    replayed = taken(RECORDED / "project1", read_recording(RECORDED / "reference1.json.gz"))
    assert (replayed.conversations, replayed.turns) == (100, 1100)
    assert replayed.differences == ()


def test_the_first_thing_that_goes_otherwise_is_told() -> None:
    """What was recorded is put otherwise: the replay has to see it."""
    conversations = copy.deepcopy(read_recording(OURS / "recorded" / "gare.json.gz")[:8])
    # A recording that begins anew has lost what was before: it is compared from its end.
    at = next(
        i for i, each in enumerate(conversations) if sum(e["event"] == "session_started" for e in each["events"]) == 1
    )
    actions = [i for i, event in enumerate(conversations[at]["events"]) if event["event"] == "action"]
    changed = conversations[at]["events"][actions[3]]
    done, changed["name"] = changed["name"], "utter_nothing"
    [difference] = taken(OURS / "projects" / "gare", conversations).differences
    assert (difference.conversation, difference.event) == (at, actions[3])
    assert difference.expected == ("action", "utter_nothing", changed["policy"])
    assert difference.got == ("action", done, changed["policy"])
