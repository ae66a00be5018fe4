"""Actions on a server of their own: what travels, and a server that is down, slow, old, confused or killed."""

import copy
import json
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from edge.action_server import action_server
from edge.webhook import webhook
from fakes.assistants.trackers import DOMAIN, slot, tracker
from structlog.testing import capture_logs

from dialogue.actions.errors import ActionsClosed, ActionServerConfused, ActionServerSilent
from dialogue.actions.remote import MOST_BYTES, Remote
from dialogue.assistant.errors import ActionNotFound, ActionRejected, ActionTimedOut
from dialogue.assistant.ports import Outcome

COURIER = Path(__file__).parents[2] / "fakes" / "assistants" / "courier"
NOTHING = json.dumps({"events": [], "responses": []}).encode()
BROKEN = json.dumps({"error": "no parcel 06 12 34 56 78", "request_body": {}}).encode()
MISSING = json.dumps({"error": "Missing domain", "action_name": "action_track"}).encode()

Answer = Callable[[dict[str, Any]], tuple[int, bytes]]


def always(status: int, body: bytes) -> Answer:
    return lambda call: (status, body)


def old(call: dict[str, Any]) -> tuple[int, bytes]:
    """Answer as rasa-sdk 3.6: a call without a domain is one with an empty domain; one without a sender breaks."""
    return (200, NOTHING) if call["tracker"] else (500, BROKEN)


def keeping() -> Answer:
    """Answer as rasa-sdk 3.21: the last domain is known by its digest."""
    known: list[str] = []

    def answer(call: dict[str, Any]) -> tuple[int, bytes]:
        if "domain" in call:
            known[:] = [call["domain_digest"]]
        elif known != [call["domain_digest"]]:
            return 449, MISSING
        return (200, NOTHING) if call["tracker"] else (500, BROKEN)

    return answer


def run(answer: Answer, *, timeout: float = 5) -> Outcome:
    with webhook(answer) as server, closing(Remote(server.url, timeout=timeout)) as remote:
        return remote.run("action_track", tracker(), DOMAIN)


def test_a_domain_that_the_server_keeps_travels_once() -> None:
    other = copy.deepcopy(DOMAIN) | {"slots": {}}
    with webhook(keeping()) as server, closing(Remote(server.url)) as remote:
        for domain in (DOMAIN, DOMAIN, DOMAIN, other, other):
            assert remote.run("action_track", tracker(), domain) == Outcome()
    assert [call.get("domain") for call in server.calls if "domain" in call] == [DOMAIN, other]
    assert len(server.calls) == 1 + 5 + 2


def test_a_server_started_again_is_given_the_domain_again() -> None:
    with webhook(keeping()) as server, closing(Remote(server.url)) as remote:
        remote.run("action_track", tracker(), DOMAIN)
        server.answer = keeping()
        remote.run("action_track", tracker(), DOMAIN)
    assert [call.get("domain") for call in server.calls if "domain" in call] == [DOMAIN, DOMAIN]


def test_an_old_server_is_given_the_domain_every_time() -> None:
    with webhook(old) as server, closing(Remote(server.url)) as remote:
        for _ in range(3):
            remote.run("action_track", tracker(), DOMAIN)
    assert [call["domain"] for call in server.calls if call["tracker"]] == [DOMAIN] * 3


def test_what_travels_is_what_rasa_sends() -> None:
    with webhook(old) as server, closing(Remote(server.url)) as remote:
        remote.run("action_track", tracker(slot("number", "é"), number="é"), DOMAIN)
    sent = server.calls[-1]
    assert sent.keys() == {"next_action", "sender_id", "tracker", "version", "domain", "domain_digest"}
    assert (sent["next_action"], sent["sender_id"]) == ("action_track", "c1")
    assert sent["tracker"] == tracker(slot("number", "é"), number="é")


CONFUSED = {
    "a page": (200, b"<html>hello</html>"),
    "nothing": (200, b""),
    "null": (200, b"null"),
    "a list": (200, b"[]"),
    "events that are none": (200, b'{"events": ["slot"], "responses": []}'),
    "events of no kind": (200, b'{"events": [{"name": "number"}], "responses": []}'),
    "responses that are none": (200, b'{"events": [], "responses": "hello"}'),
    "more than anybody says": (200, b'{"events": [], "responses": [' + b" " * MOST_BYTES + b"]}"),
    "brackets without end": (200, b"[" * 100_000),
    "an action that broke": (500, BROKEN),
    "a refusal of somebody else": (400, b'{"error": "Invalid body request"}'),
    "an address of somebody else": (404, b"not here"),
    "another address": (302, b""),
    "a domain that is never enough": (449, MISSING),
}


@pytest.mark.parametrize("answer", CONFUSED.values(), ids=CONFUSED)
def test_what_no_action_answers_is_told_without_what_it_says(answer: tuple[int, bytes]) -> None:
    with pytest.raises(ActionServerConfused) as confused:
        run(always(*answer))
    assert confused.value.details["status"] == answer[0]
    assert "06 12 34 56 78" not in str(confused.value)


def test_a_rejection_and_an_unknown_action_are_told_apart() -> None:
    named = json.dumps({"error": "", "action_name": "action_track"}).encode()
    with pytest.raises(ActionRejected):
        run(always(400, named))
    with pytest.raises(ActionNotFound):
        run(always(404, named))


def test_a_server_that_is_down_is_told_with_its_address_and_without_its_secrets() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://us:pass@127.0.0.1:{port}/webhook?token=secret"
    with closing(Remote(url)) as remote, capture_logs() as logged, pytest.raises(ActionServerSilent) as silent:
        remote.run("action_track", tracker(), DOMAIN)
    assert silent.value.details == {"action": "action_track", "url": f"127.0.0.1:{port}/webhook"}
    assert logged == [
        {
            "event": "action failed",
            "log_level": "warning",
            "action": "action_track",
            "code": "action-server-silent",
            "server": f"127.0.0.1:{port}/webhook",
        }
    ]


@pytest.mark.parametrize("url", ["nowhere", "ftp://127.0.0.1/webhook", "http://", "http://[::1/webhook"])
def test_an_address_that_is_none_fails_like_a_server_that_is_down(url: str) -> None:
    with pytest.raises(ActionServerSilent):
        Remote(url).run("action_track", tracker(), DOMAIN)


def test_a_slow_server_is_given_up() -> None:
    done = threading.Event()

    def slow(call: dict[str, Any]) -> tuple[int, bytes]:
        done.wait(5)
        return 200, NOTHING

    begun = time.monotonic()
    with pytest.raises(ActionTimedOut, match=r"given up after 0\.3 seconds"):
        try:
            run(slow, timeout=0.3)
        finally:
            done.set()
    assert time.monotonic() - begun < 3


def test_a_server_that_answers_drop_by_drop_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=drip, args=(listening,), daemon=True).start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/webhook"
        begun = time.monotonic()
        with closing(Remote(url, timeout=0.5)) as remote, pytest.raises(ActionTimedOut):
            remote.run("action_track", tracker(), DOMAIN)
    assert time.monotonic() - begun < 3


def drip(listening: socket.socket) -> None:
    connection, _ = listening.accept()
    with connection:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        try:
            for _ in range(100):
                connection.sendall(b" ")
                time.sleep(0.05)
        except OSError:
            return


def test_a_server_that_is_killed_in_the_middle_of_a_call_fails_that_call_alone(tmp_path: Path) -> None:
    with action_server(COURIER, tmp_path / "log") as server, closing(Remote(server.webhook, timeout=20)) as remote:
        assert remote.run("action_nothing", tracker(), DOMAIN) == Outcome()
        with ThreadPoolExecutor(1) as other:
            under_way = other.submit(remote.run, "action_wait", tracker(), DOMAIN)
            time.sleep(0.5)
            assert not under_way.done()
            server.kill()
            assert isinstance(under_way.exception(timeout=5), ActionServerSilent)
        with pytest.raises(ActionServerSilent):
            remote.run("action_nothing", tracker(), DOMAIN)


def test_an_action_that_hangs_on_a_server_is_given_up_while_others_go_on(tmp_path: Path) -> None:
    with (
        action_server(COURIER, tmp_path / "log") as server,
        closing(Remote(server.webhook, timeout=3)) as remote,
        ThreadPoolExecutor(1) as other,
    ):
        given_up = other.submit(remote.run, "action_wait", tracker(), DOMAIN)
        assert remote.run("action_nothing", tracker(), DOMAIN) == Outcome()
        assert isinstance(given_up.exception(), ActionTimedOut)


def test_the_headers_of_an_endpoint_go_along() -> None:
    with webhook(old) as server, closing(Remote(server.url, headers={"Authorization": "Bearer t"})) as remote:
        remote.run("action_track", tracker(), DOMAIN)
    assert server.headers["Authorization"] == "Bearer t"


def test_a_proxy_of_the_environment_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    assert run(old) == Outcome()


def test_actions_that_were_put_away_say_so() -> None:
    remote = Remote("http://127.0.0.1:1/webhook")
    remote.close()
    with pytest.raises(ActionsClosed):
        remote.run("action_track", tracker(), DOMAIN)
