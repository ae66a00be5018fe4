"""Twenty power cuts in the middle of conversations: nothing acknowledged is lost, nothing is said twice."""

import asyncio
import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from browser.serving import Installation, serve_sample
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

KILLS = 20
VISITORS = 4
QUESTIONS = (
    "c koi le delai de livraison",
    "combien coûte la livraison ?",
    "mon code promo marche pas",
    "quelle est la recette du clafoutis",
    "je veux parler à un conseiller",
    "merci",
)


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    installation = serve_sample(tmp_path_factory.mktemp("home"))
    yield installation
    installation.stop()


@dataclass
class Visitor:
    """A browser: sends one message at a time, again after a cut, until it is acknowledged; reads every event once."""

    site: Installation
    id: str
    token: str
    seen: dict[int, dict[str, Any]] = field(default_factory=dict)
    acknowledged: list[str] = field(default_factory=list)

    @property
    def after(self) -> int:
        return max(self.seen, default=0)

    async def talk(self, over: asyncio.Event) -> None:
        while not over.is_set():
            message = {"type": "message", "id": uuid4().hex, "text": random.choice(QUESTIONS)}
            await self._deliver(message)
            self.acknowledged.append(message["id"])

    async def _deliver(self, message: dict[str, Any]) -> None:
        while True:
            try:
                async with connect(f"ws{self._address}/socket", open_timeout=5, proxy=None) as socket:
                    await self._send(socket, {"type": "hello", "token": self.token, "after": self.after})
                    await self._send(socket, message)
                    async with asyncio.timeout(30):
                        await self._until_acknowledged(socket, message["id"])
                    return
            except (OSError, WebSocketException, TimeoutError):
                await asyncio.sleep(0.05)

    async def _until_acknowledged(self, socket: ClientConnection, id: str) -> None:
        async for text in socket:
            frame = json.loads(text)
            if frame["type"] == "event":
                self.seen.setdefault(frame["event"]["seq"], frame["event"])
            if frame["type"] == "ack" and frame["id"] == id:
                return
            assert frame["type"] != "error", frame

    async def _send(self, socket: ClientConnection, frame: dict[str, Any]) -> None:
        await socket.send(json.dumps(frame))

    @property
    def _address(self) -> str:
        return f"://127.0.0.1:{self.site.port}/api/v1/conversations/{self.id}"

    def kept(self) -> list[dict[str, Any]]:
        """Return every event the engine kept of this conversation."""
        events: list[dict[str, Any]] = []
        while True:
            after = events[-1]["seq"] if events else 0
            headers = {"Authorization": f"Bearer {self.token}"}
            page = httpx.get(f"http{self._address}/events?after={after}", headers=headers, trust_env=False).json()
            if not page["events"]:
                return events
            events += page["events"]


@pytest.mark.timeout(900)
def test_twenty_kills_lose_no_message_and_double_none(installation: Installation) -> None:
    random.seed(7)
    visitors = [arrive(installation) for _ in range(VISITORS)]
    asyncio.run(cut_while_they_talk(installation, visitors))
    assert sum(len(visitor.acknowledged) for visitor in visitors) >= KILLS
    for visitor in visitors:
        check(visitor)


def arrive(installation: Installation) -> Visitor:
    body = httpx.post(f"{installation.address}/api/v1/conversations", json={"lang": "fr"}, trust_env=False).json()
    return Visitor(installation, body["id"], body["token"], {event["seq"]: event for event in body["events"]})


async def cut_while_they_talk(installation: Installation, visitors: list[Visitor]) -> None:
    over = asyncio.Event()
    async with asyncio.TaskGroup() as talking:
        for visitor in visitors:
            talking.create_task(visitor.talk(over))
        for _ in range(KILLS):
            await asyncio.sleep(random.uniform(0.05, 0.8))
            await asyncio.to_thread(installation.kill)
            await asyncio.to_thread(installation.start)
        over.set()


def check(visitor: Visitor) -> None:
    events = visitor.kept()
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    said = Counter(event["message_id"] for event in events if event["author"] == "visitor")
    answered = Counter(event["message_id"] for event in events if event["author"] == "agent" and event["message_id"])
    assert all(said[id] == 1 and answered[id] == 1 for id in visitor.acknowledged)
    assert set(said) == set(answered) == set(visitor.acknowledged)
    assert list(visitor.seen.values()) == [event for event in events if event["seq"] in visitor.seen]
    assert len(visitor.seen) == len(events)


def test_a_resent_message_has_its_reply_after_the_power_cut_too(installation: Installation, tmp_path: Path) -> None:
    visitor = arrive(installation)
    address = f"{installation.address}/api/v1/conversations/{visitor.id}/messages"
    message = {"id": "once", "text": "c koi le delai de livraison"}
    headers = {"Authorization": f"Bearer {visitor.token}"}
    first = httpx.post(address, json=message, headers=headers, trust_env=False).json()
    installation.kill()
    installation.start()
    again = httpx.post(address, json=message, headers=headers, trust_env=False).json()
    assert again == first
    assert len(visitor.kept()) == len(visitor.seen) + len(first["events"])
