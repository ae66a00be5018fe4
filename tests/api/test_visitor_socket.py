"""The visitor's socket: resumable, safe to send again, and silent on what is for staff."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from edge.installation import KNOWN, Site, Visitor
from edge.sockets import Held, advising, closed_with, visiting
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from api.frames import staff_event, visitor_events
from api.visitor import BAD_FRAME, NO_HELLO, NOT_FOUND, WRONG_TOKEN, VisitorSocket


def stored(site: Site, visitor: Visitor, after: int = 0) -> list[dict[str, Any]]:
    return visitor_events(site.engine.journal.events(visitor.id, after=after))


def events(frames: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [frame["event"] for frame in frames if frame["type"] == "event"]


def test_hello_is_answered_with_where_the_conversation_stands_and_what_was_missed(site: Site) -> None:
    visitor = site.visitor()
    site.send(visitor, text=KNOWN)
    for after in (0, 1, 3, 99):
        with site.client.websocket_connect(f"{visitor.path}/socket") as session:
            held = Held(session)
            held.send(type="hello", token=visitor.token, after=after)
            assert held.next() == {"type": "ready", "owner": "agent", "seq": 3, "lang": "fr"}
            assert events(held.quiet()) == stored(site, visitor, after)


def test_a_message_gets_its_events_then_its_acknowledgement(site: Site) -> None:
    visitor = site.visitor()
    with visiting(site, visitor) as held:
        held.send(type="message", id="m1", text=KNOWN, page="/compte", lang="fr")
        frames = held.until("ack")
    assert [frame["type"] for frame in frames] == ["event", "event", "event", "ack"]
    assert frames[-1] == {"type": "ack", "id": "m1", "seq": 3}
    assert all(frame.keys() == {"type", "event", "owner"} for frame in frames[:-1])
    assert events(frames) == stored(site, visitor)
    assert [event["message_id"] for event in events(frames)] == [None, "m1", "m1"]


def test_a_message_sent_again_is_acknowledged_again_and_happens_once(site: Site) -> None:
    visitor = site.visitor()
    with visiting(site, visitor) as held:
        held.act("message", "m1", text=KNOWN)
        held.send(type="message", id="m1", text=KNOWN)
        assert held.until("ack") == [{"type": "ack", "id": "m1", "seq": 3}]
    with visiting(site, visitor, after=3) as held:
        held.send(type="message", id="m1", text=KNOWN)
        assert held.until("ack") == [{"type": "ack", "id": "m1", "seq": 3}]
    assert len(stored(site, visitor)) == 3


ACTS: list[tuple[str, dict[str, Any], list[str]]] = [
    ("choice", {"entry_id": "frais"}, ["choice", "answer"]),
    ("choice", {"entry_id": None}, ["choice", "offer"]),
    ("handoff", {}, ["offer"]),
    ("feedback", {"seq": 3, "helpful": False, "comment": "non"}, ["feedback", "offer"]),
    ("rating", {"stars": 2}, ["rating"]),
    ("exit", {"exit": "email", "email": "a@exemple.fr", "text": "bonjour"}, ["message", "escalated"]),
    ("exit", {"exit": "chat"}, ["escalated"]),
]


@pytest.mark.parametrize(("type", "fields", "kinds"), ACTS, ids=[f"{row[0]} {row[2][0]}" for row in ACTS])
def test_every_act_works_by_socket_and_once(site: Site, type: str, fields: dict[str, Any], kinds: list[str]) -> None:
    visitor = site.visitor()
    with visiting(site, visitor) as held:
        held.act("message", "m1", text=KNOWN)
        assert [event["kind"] for event in held.act(type, "m2", **fields)] == kinds
        assert held.act(type, "m2", **fields) == []


def test_all_sockets_of_a_conversation_see_the_same_in_the_same_order(site: Site) -> None:
    visitor, id = site.claimed()
    with visiting(site, visitor) as one, visiting(site, visitor) as other, advising(site) as console:
        console.send(type="watch", conversation_id=visitor.id)
        for number in range(5):
            one.act("message", f"one {number}", text="oui")
            site.step(id, "messages", text="Bonjour")
            other.act("message", f"other {number}", text="non")
            site.step(id, "notes", text="entre nous")
        last = site.step(id, "messages", text="Au revoir")["events"][0]
        for held in (one, other, console):
            held.until("event", event=last)
    kept = site.engine.journal.events(visitor.id)
    assert len(kept) == 26
    assert one.events == other.events == visitor_events(kept)
    assert console.events == [staff_event(event) for event in kept]


def test_what_is_done_by_request_arrives_by_socket(site: Site) -> None:
    visitor = site.visitor()
    with visiting(site, visitor, after=1) as held:
        answered = site.send(visitor, text=KNOWN)
        assert events(held.until("event", event=answered[-1])) == answered


def test_a_socket_hears_nothing_of_other_conversations(site: Site) -> None:
    mine, other = site.visitor(), site.visitor()
    with visiting(site, mine, after=1) as held:
        site.send(other, text=KNOWN)
        site.queued()
        assert held.quiet() == []


def test_a_visitor_is_never_sent_what_is_for_staff(site: Site) -> None:
    visitor, id = site.queued()
    with visiting(site, visitor) as held:
        site.step(id, "notes", text="client difficile")
        site.step(id, "claim")
        site.step(id, "messages", text="Bonjour")
        site.step(id, "close")
        last = stored(site, visitor)[-1]
        frames = held.until("event", event=last)
    sent = json.dumps(frames, ensure_ascii=False)
    assert [event["kind"] for event in events(frames)][-3:] == ["joined", "message", "closed"]
    for word in ("client difficile", '"note"', '"reason"', '"because"', '"topic"', '"confidence"'):
        assert word not in sent
    assert [event["seq"] for event in events(frames)] == [1, 2, 3, 4, 6, 7, 8]


def test_typing_reaches_the_adviser_who_watches_and_is_kept_nowhere(site: Site) -> None:
    visitor, _ = site.claimed()
    with visiting(site, visitor) as held, advising(site) as console:
        console.send(type="watch", conversation_id=visitor.id)
        console.quiet()
        held.send(type="typing")
        assert console.until("typing")[-1] == {"type": "typing", "conversation_id": visitor.id}
        before = stored(site, visitor)
        console.send(type="typing", conversation_id=visitor.id)
        assert held.until("typing")[-1] == {"type": "typing", "name": "Ada"}
        assert stored(site, visitor) == before


HELLO = '{"type": "hello", "token": "%s"}'
CLOSED: list[tuple[str, Callable[[Visitor], list[str | bytes]], int]] = [
    ("wrong token", lambda visitor: [HELLO % "faux"], WRONG_TOKEN),
    ("no token", lambda visitor: ['{"type": "hello"}'], WRONG_TOKEN),
    ("not JSON", lambda visitor: ["bonjour"], BAD_FRAME),
    ("binary", lambda visitor: [b"\x00\xff"], BAD_FRAME),
    ("not hello", lambda visitor: ['{"type": "ping"}'], BAD_FRAME),
    ("a message first", lambda visitor: ['{"type": "message", "id": "1", "text": "a"}'], BAD_FRAME),
    ("a wrong hello", lambda visitor: [json.dumps({"type": "hello", "token": visitor.token, "after": "0"})], BAD_FRAME),
    ("too far", lambda visitor: [json.dumps({"type": "hello", "token": visitor.token, "after": 10**30})], BAD_FRAME),
    ("half a character", lambda visitor: ['{"type": "hello", "token": "\\ud800"}'], BAD_FRAME),
    ("too deep", lambda visitor: ["[" * 100_000], BAD_FRAME),
]


@pytest.mark.parametrize(("sent", "code"), [row[1:] for row in CLOSED], ids=[row[0] for row in CLOSED])
def test_a_wrong_hello_closes_the_socket(site: Site, sent: Callable[[Visitor], list[str | bytes]], code: int) -> None:
    visitor = site.visitor()
    assert closed_with(site.client, f"{visitor.path}/socket", *sent(visitor)) == code


@pytest.mark.parametrize("id", ["rien", "%00", "a%00b", "x" * 500, "%FF"])
def test_a_conversation_that_does_not_exist_closes_the_socket(site: Site, id: str) -> None:
    path = f"/api/v1/conversations/{id}/socket"
    assert closed_with(site.client, path, HELLO % site.visitor().token) == NOT_FOUND


def test_the_token_of_another_conversation_opens_nothing(site: Site) -> None:
    assert closed_with(site.client, f"{site.visitor().path}/socket", HELLO % site.visitor().token) == WRONG_TOKEN


def test_who_says_nothing_is_not_waited_for(site: Site) -> None:
    visitor = site.visitor()

    async def impatient(socket: WebSocket) -> None:
        await VisitorSocket(site.engine, socket, visitor.id, patience=0.05).run()

    with TestClient(Starlette(routes=[WebSocketRoute("/socket", impatient)])) as client:
        assert closed_with(client, "/socket") == NO_HELLO


BAD_FRAMES = [
    "",
    "bonjour",
    "null",
    "[]",
    "{}",
    '{"type": "unknown"}',
    '{"type": "watch", "conversation_id": "1"}',
    '{"type": "message"}',
    '{"type": "message", "id": 1, "text": "a"}',
    '{"type": "message", "id": "", "text": "a"}',
    '{"type": "message", "id": "\\u0000", "text": "a"}',
    '{"type": "message", "id": "1", "text": "\\ud800"}',
    '{"type": "message", "id": "1", "text": "a", "admin": true}',
    '{"type": "choice", "id": "1"}',
    '{"type": "feedback", "id": "1", "seq": 1e30, "helpful": true}',
    '{"type": "feedback", "id": "1", "seq": 99999999999999999999, "helpful": true}',
    '{"type": "rating", "id": "1", "stars": 6}',
    '{"type": "exit", "id": "1", "exit": "email", "slot": 12}',
    '{"type": ' * 1_000,
    b"\x00\x01",
]


@pytest.mark.parametrize("sent", BAD_FRAMES, ids=[repr(sent)[:40] for sent in BAD_FRAMES])
def test_a_bad_frame_is_told_and_the_socket_lives_on(site: Site, sent: str | bytes) -> None:
    visitor = site.visitor()
    with visiting(site, visitor, after=1) as held:
        held.session.send_bytes(sent) if isinstance(sent, bytes) else held.session.send_text(sent)
        (refused,) = held.quiet()
        assert refused.keys() == {"type", "id", "code", "detail"}
        assert (refused["type"], refused["code"]) == ("error", "not-a-frame")
        assert refused["detail"].startswith("Ce n'est pas")
    assert len(stored(site, visitor)) == 1


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"type": "message", "text": "  "}, "empty-message"),
    ({"type": "message", "text": "a" * 100_000}, "message-too-long"),
    ({"type": "choice", "entry_id": "rien"}, "unknown-choice"),
    ({"type": "feedback", "seq": 1, "helpful": True}, "event-not-found"),
    ({"type": "exit", "exit": "email", "email": "rien"}, "contact-missing"),
]


@pytest.mark.parametrize(("frame", "code"), REFUSED, ids=[code for _, code in REFUSED])
def test_a_frame_that_is_refused_says_which_and_why(site: Site, frame: dict[str, Any], code: str) -> None:
    visitor = site.visitor("en")
    with visiting(site, visitor, after=1) as held:
        held.send(id="m1", **frame)
        (refused,) = held.quiet()
        assert (refused["type"], refused["id"], refused["code"]) == ("error", "m1", code)
        assert " the " in refused["detail"] or " in " in refused["detail"] or " a " in refused["detail"]
        # The id is free: the visitor corrects what was wrong and sends it again.
        assert held.act("message", "m1", text=KNOWN)
    assert len(stored(site, visitor)) > 1
