"""What a curator and a visitor ask of a server that may be killed."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

import httpx
from edge.installation import API, PASSWORD
from edge.processes import Server


@contextmanager
def staff(server: Server, name: str = "Carl") -> Iterator[httpx.Client]:
    """Call as a member of staff."""
    with _client(server) as client:
        token = client.post("/sessions", json={"name": name, "password": PASSWORD}).json()["token"]
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


def answer_to(server: Server, text: str) -> str:
    """Return what a visitor is answered, at the first try; nothing when the agent does not answer."""
    with _client(server) as visitor:
        opened = visitor.post("/conversations", json={"lang": "fr"}).json()
        visitor.headers["Authorization"] = f"Bearer {opened['token']}"
        said = visitor.post(f"/conversations/{opened['id']}/messages", json={"id": uuid4().hex, "text": text})
        answers = [event for event in said.json()["events"] if event["kind"] == "answer"]
    return str(answers[0]["payload"]["text"]) if answers else ""


def wait_until(condition: Callable[[], bool], *, seconds: float = 30) -> None:
    """Return when the condition holds."""
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends, f"not within {seconds} s"
        time.sleep(0.01)


def _client(server: Server) -> httpx.Client:
    return httpx.Client(base_url=f"http://127.0.0.1:{server.port}{API}", trust_env=False, timeout=20)
