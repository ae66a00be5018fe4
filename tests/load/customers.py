"""Visitors who never give up: each sends what it wants to say until it is acknowledged, whatever the server does."""

import asyncio
import json
import random
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httpx
from edge.installation import KNOWN
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

API = "/api/v1"
ACTS: list[dict[str, Any]] = [
    {"type": "message", "text": KNOWN},
    {"type": "message", "text": "bonjour"},
    {"type": "message", "text": "quand arrive mon colis svp"},
    {"type": "message", "text": "je veux parler à un conseiller"},
    {"type": "choice", "entry_id": "frais"},
    {"type": "choice", "entry_id": None},
    {"type": "handoff"},
    {"type": "rating", "stars": 4},
    {"type": "exit", "exit": "email", "email": "lea@exemple.fr", "text": "rappelez-moi"},
]
STEPS = {"message": "messages", "choice": "choices", "handoff": "handoff", "rating": "rating", "exit": "exits"}
Event = dict[str, Any]


@dataclass
class Customer:
    """One conversation, as its browser knows it."""

    port: int
    number: int
    id: str = ""
    token: str = ""
    acts: dict[str, dict[str, Any]] = field(default_factory=dict)
    acked: dict[str, int] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    connections: int = 0
    sent: int = 0

    def __post_init__(self) -> None:
        # Which acts is no secret.
        self.dice = random.Random(self.number)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}{API}/conversations"

    @property
    def waiting(self) -> list[str]:
        """What was sent and not acknowledged yet."""
        return [id for id in self.acts if id not in self.acked]

    async def open(self) -> None:
        async with httpx.AsyncClient(trust_env=False) as client:
            body = (await client.post(f"http://{self.address}", json={"lang": "fr"})).json()
        self.id, self.token, self.events = body["id"], body["token"], body["events"]

    def think(self) -> str:
        """Decide on the next act and return its id."""
        id = f"{self.number}-{len(self.acts)}"
        self.acts[id] = self.dice.choice(ACTS)
        return id


class SocketCustomer(Customer):
    """Talks by socket, as our own element does."""

    async def live(self, enough: asyncio.Event) -> None:
        """Go on until told that it is enough and everything sent is acknowledged."""
        while self.waiting or not enough.is_set():
            with suppress(OSError, WebSocketException, TimeoutError):
                async with self._connected() as socket:
                    await self._talk(socket, enough)
            await asyncio.sleep(0.02)

    def _connected(self) -> Any:
        self.connections += 1
        return connect(f"ws://{self.address}/{self.id}/socket", ping_interval=None, proxy=None, open_timeout=5)

    async def _talk(self, socket: ClientConnection, enough: asyncio.Event) -> None:
        after = self.events[-1]["seq"]
        await socket.send(json.dumps({"type": "hello", "token": self.token, "after": after}))
        for id in self.waiting:
            await self._send(socket, id)
        while self.waiting or not enough.is_set():
            if not self.waiting:
                # Two at once now and then: a browser does not wait either.
                for _ in range(self.dice.choice((1, 1, 2))):
                    await self._send(socket, self.think())
            await self._take(json.loads(await asyncio.wait_for(socket.recv(), 20)))

    async def _send(self, socket: ClientConnection, id: str) -> None:
        self.sent += 1
        await socket.send(json.dumps(self.acts[id] | {"id": id}))

    async def _take(self, frame: dict[str, Any]) -> None:
        assert frame["type"] in ("ready", "event", "ack"), frame
        if frame["type"] == "ack":
            known = self.acked.setdefault(frame["id"], frame["seq"])
            assert known == frame["seq"]
        if frame["type"] == "event" and frame["event"]["seq"] > self.events[-1]["seq"]:
            self.events.append(frame["event"])


class RequestCustomer(Customer):
    """Talks by plain requests; every answer it ever got to the same act has to be the same."""

    async def live(self, enough: asyncio.Event) -> None:
        """Go on until told that it is enough and everything sent is acknowledged."""
        headers = {"Authorization": f"Bearer {self.token}"}
        async with httpx.AsyncClient(trust_env=False, headers=headers, timeout=20) as client:
            while not enough.is_set():
                await self._insist(client, self.think())

    async def _insist(self, client: httpx.AsyncClient, id: str) -> None:
        async for events in self._answers(client, id):
            self.acked.setdefault(id, events[-1]["seq"])
            new = [event for event in events if event["seq"] > self.events[-1]["seq"]]
            kept = [event for event in self.events if event["message_id"] == id]
            self.events += new
            assert events == kept + new

    async def _answers(self, client: httpx.AsyncClient, id: str) -> AsyncIterator[list[Event]]:
        """Send an act until it is answered, and sometimes once more: the answer to that one is lost on the way."""
        act = {name: value for name, value in self.acts[id].items() if name != "type"} | {"id": id}
        times = self.dice.choice((1, 1, 2))
        while times:
            self.sent += 1
            try:
                answer = await client.post(f"http://{self.address}/{self.id}/{STEPS[self.acts[id]['type']]}", json=act)
            except httpx.TransportError:
                self.connections += 1
                await asyncio.sleep(0.02)
                continue
            assert answer.status_code == 200, answer.text
            times -= 1
            yield answer.json()["events"]
