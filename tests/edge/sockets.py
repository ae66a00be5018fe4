"""A socket as a test holds it: what came, until what it waits for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from edge.installation import API, Site, Visitor
from starlette.testclient import TestClient, WebSocketTestSession

Frame = dict[str, Any]


class Held:
    """An open socket. `events` are all those that came so far."""

    def __init__(self, session: WebSocketTestSession) -> None:
        self.session = session
        self.events: list[Frame] = []

    def send(self, **frame: Any) -> None:
        self.session.send_json(frame)

    def next(self) -> Frame:
        frame: Frame = self.session.receive_json()
        self.events += [frame["event"]] if frame["type"] == "event" else []
        return frame

    def until(self, type: str, **fields: Any) -> list[Frame]:
        """Return the frames up to the first of this type with these fields."""
        frames = [self.next()]
        while frames[-1]["type"] != type or any(frames[-1].get(name) != value for name, value in fields.items()):
            frames.append(self.next())
        return frames

    def quiet(self) -> list[Frame]:
        """Return what had come by the time that a ping is answered."""
        self.send(type="ping")
        return self.until("pong")[:-1]

    def act(self, type: str, id: str, **fields: Any) -> list[Frame]:
        """Send a frame and return the events up to its acknowledgement."""
        self.send(type=type, id=id, **fields)
        *frames, ack = self.until("ack", id=id)
        events = [frame["event"] for frame in frames if frame["type"] == "event"]
        assert ack["seq"] == events[-1]["seq"] if events else True
        return events


@contextmanager
def visiting(site: Site, visitor: Visitor, after: int = 0) -> Iterator[Held]:
    """Open a visitor's socket, greeted."""
    with site.client.websocket_connect(f"{visitor.path}/socket") as session:
        held = Held(session)
        held.send(type="hello", token=visitor.token, after=after)
        assert held.next()["type"] == "ready"
        yield held


@contextmanager
def advising(site: Site, name: str = "Ada") -> Iterator[Held]:
    """Open a console's socket, greeted."""
    with site.client.websocket_connect(f"{API}/console/socket") as session:
        held = Held(session)
        held.send(type="hello", token=site.staff(name)["Authorization"].removeprefix("Bearer "))
        assert held.next()["type"] == "ready"
        yield held


def closed_with(client: TestClient, path: str, *sent: str | bytes, headers: dict[str, str] | None = None) -> int:
    """Return the code a socket is closed with after these frames."""
    with client.websocket_connect(path, headers=headers or {}) as session:
        for frame in sent:
            session.send_bytes(frame) if isinstance(frame, bytes) else session.send_text(frame)
        while True:
            message = session.receive()
            if message["type"] == "websocket.close":
                return int(message["code"])
