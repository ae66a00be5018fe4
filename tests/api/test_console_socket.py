"""The console's socket: for advisers, from our own pages, with news of the queue and of what is watched."""

from typing import Any

import pytest
from edge.installation import API, KNOWN, PASSWORD, Site
from edge.sockets import Held, advising, closed_with, visiting
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from api.console import REFUSED, ConsoleSocket
from api.http import COOKIE

PATH = f"{API}/console/socket"
OURS = "http://testserver"


def cookie(site: Site, name: str) -> str:
    token = site.client.post(f"{API}/sessions", json={"name": name, "password": PASSWORD}).json()["token"]
    site.client.cookies.clear()
    return f"{COOKIE}={token}"


def refused(site: Site, *sent: str, **headers: str) -> tuple[str, int]:
    """Return what a socket is told when it may not be opened, and its close code."""
    with site.client.websocket_connect(PATH, headers=headers) as session:
        for frame in sent:
            session.send_text(frame)
        held = Held(session)
        error = held.next()
        assert error.keys() == {"type", "code", "detail"}
        return error["code"], int(session.receive()["code"])


@pytest.mark.parametrize("name", ["Ada", "Sam", "Root"])
def test_advisers_are_greeted(site: Site, name: str) -> None:
    with site.client.websocket_connect(PATH, headers={"Cookie": cookie(site, name), "Origin": OURS}) as session:
        ready = Held(session).next()
    assert ready["type"] == "ready"
    assert ready["user"].keys() == {"id", "name", "role", "languages", "teams"}
    assert ready["user"]["name"] == name


def test_others_are_refused(site: Site) -> None:
    curator = site.staff("Carl")["Authorization"].removeprefix("Bearer ")
    hello = '{"type": "hello", "token": "%s"}'
    assert refused(site, hello % curator) == ("forbidden", REFUSED)
    assert refused(site, hello % site.visitor().token) == ("sign-in-needed", REFUSED)
    assert refused(site, hello % "faux") == ("sign-in-needed", REFUSED)
    assert refused(site, '{"type": "hello"}') == ("sign-in-needed", REFUSED)
    assert refused(site, '{"type": "ping"}') == ("sign-in-needed", REFUSED)
    assert refused(site, "bonjour") == ("sign-in-needed", REFUSED)
    assert refused(site, Cookie=cookie(site, "Carl"), Origin=OURS) == ("forbidden", REFUSED)
    assert refused(site, Cookie=f"{COOKIE}=faux", Origin=OURS) == ("sign-in-needed", REFUSED)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://testserver.evil.example", ""])
def test_the_cookie_opens_nothing_from_another_site(site: Site, origin: str) -> None:
    headers = {"Origin": origin} if origin else {}
    assert refused(site, Cookie=cookie(site, "Ada"), **headers) == ("wrong-origin", REFUSED)


def test_who_says_nothing_is_not_waited_for(site: Site) -> None:
    async def impatient(socket: WebSocket) -> None:
        await ConsoleSocket(site.engine, socket, patience=0.05).run()

    with TestClient(Starlette(routes=[WebSocketRoute("/socket", impatient)])) as client:
        assert closed_with(client, "/socket") == REFUSED


def test_a_binary_frame_first_is_refused(site: Site) -> None:
    assert closed_with(site.client, PATH, b"\x00") == REFUSED


def test_every_change_of_the_queue_is_hinted(site: Site) -> None:
    with advising(site) as console:
        _, id = site.queued()
        assert console.until("queue") == [{"type": "queue"}]
        for step, body in (("claim", {}), ("transfer", {"team": "retours"}), ("claim", {}), ("close", {})):
            site.step(id, step, **body)
            assert console.until("queue") == [{"type": "queue"}], step
        site.send(site.visitor(), text=KNOWN)
        assert console.quiet() == []


def seqs(frames: list[dict[str, Any]]) -> list[int]:
    return [frame["event"]["seq"] for frame in frames if frame["type"] == "event"]


def test_a_watched_conversation_is_seen_whole_and_then_as_it_goes(site: Site) -> None:
    visitor, id = site.queued()
    with advising(site) as console:
        console.send(type="watch", conversation_id=visitor.id)
        frames = console.quiet()
        assert seqs(frames) == [1, 2, 3, 4]
        assert all(frame.keys() == {"type", "conversation_id", "event", "owner"} for frame in frames)
        assert frames[-1]["owner"] == "queue"
        assert frames[2]["event"]["payload"]["reason"]
        site.step(id, "notes", text="entre nous")
        assert console.until("event")[-1]["event"]["kind"] == "note"
        with visiting(site, visitor) as held:
            held.act("message", "m1", text="vous êtes là ?")
        assert console.until("event")[-1]["event"]["message_id"] == "m1"
        console.send(type="unwatch", conversation_id=visitor.id)
        console.quiet()
        site.step(id, "notes", text="encore")
        assert console.quiet() == []


def test_watching_starts_where_one_stands(site: Site) -> None:
    visitor, _ = site.queued()
    with advising(site) as console:
        console.send(type="watch", conversation_id=visitor.id, after=3)
        assert seqs(console.quiet()) == [4]


def test_several_are_watched_at_once(site: Site) -> None:
    (one, first), (other, second) = site.queued(), site.queued()
    with advising(site) as console:
        for visitor in (one, other):
            console.send(type="watch", conversation_id=visitor.id, after=4)
        console.quiet()
        site.step(second, "notes", text="b")
        site.step(first, "notes", text="a")
        ids = [console.until("event")[-1]["conversation_id"] for _ in range(2)]
    assert ids == [other.id, one.id]


def test_typing_in_a_conversation_that_is_not_watched_goes_nowhere(site: Site) -> None:
    visitor, _ = site.claimed()
    with visiting(site, visitor) as held, advising(site) as console:
        held.quiet()
        console.send(type="typing", conversation_id=visitor.id)
        console.quiet()
        assert held.quiet() == []


BAD_FRAMES = [
    "",
    "bonjour",
    "{}",
    '{"type": "message", "id": "1", "text": "a"}',
    '{"type": "watch"}',
    '{"type": "watch", "conversation_id": 1}',
    '{"type": "watch", "conversation_id": "\\u0000"}',
    '{"type": "watch", "conversation_id": "a", "after": -1}',
    '{"type": "watch", "conversation_id": "a", "after": 99999999999999999999}',
    b"\x00",
]


@pytest.mark.parametrize("sent", BAD_FRAMES, ids=[repr(sent)[:40] for sent in BAD_FRAMES])
def test_a_bad_frame_is_told_and_the_socket_lives_on(site: Site, sent: str | bytes) -> None:
    with advising(site) as console:
        console.session.send_bytes(sent) if isinstance(sent, bytes) else console.session.send_text(sent)
        (refused,) = console.quiet()
        assert refused.keys() == {"type", "code", "detail"}
        assert (refused["type"], refused["code"]) == ("error", "not-a-frame")


def test_a_conversation_that_does_not_exist_shows_nothing(site: Site) -> None:
    with advising(site) as console:
        console.send(type="watch", conversation_id="rien")
        console.send(type="unwatch", conversation_id="autre")
        assert console.quiet() == []
