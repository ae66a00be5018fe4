"""Rasa's HTTP API on a real port, with our interpreter behind it: it asks us how a message was understood."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from dialogue.assistant.interpreter import Interpreter
from dialogue.assistant.tracker import Tracker
from dialogue.assistant.turn import Said

TOKEN = "a token of this test"


@dataclass
class RasaServer:
    """Conversations by sender. `mood`: "" answers, "slow" waits a second, "broken" is a 500, "odd" answers a word."""

    interpreter: Interpreter
    parse: Callable[[str, str], dict[str, Any]]
    mood: str = ""
    url: str = ""
    trackers: dict[str, Tracker] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def tracker(self, sender: str) -> Tracker:
        return self.trackers.setdefault(sender, self.interpreter.tracker(sender))

    def take(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        self.said.append(body["message"])
        parse = self.parse(body["message"], body["sender"])
        turn = self.interpreter.handle(self.tracker(body["sender"]), Said(body["message"], parse))
        return [
            {"recipient_id": body["sender"], "text": each["text"], **{k: v for k, v in each["data"].items() if v}}
            for each in turn.messages
        ]

    def standing(self, sender: str) -> dict[str, Any]:
        now = self.tracker(sender).now
        return {"slots": now.slots, "active_loop": {"name": now.loop_name} if now.loop_name else {}}


@contextmanager
def serve(rasa: RasaServer) -> Iterator[RasaServer]:
    """Serve until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self._answer(lambda: rasa.take(json.loads(self.rfile.read(int(self.headers["Content-Length"])))))

        def do_GET(self) -> None:
            sender = unquote(urlsplit(self.path).path.split("/")[2])
            self._answer(lambda: rasa.standing(sender))

        def _answer(self, made: Callable[[], Any]) -> None:
            known = parse_qs(urlsplit(self.path).query).get("token") == [TOKEN]
            status = 500 if rasa.mood == "broken" else 200 if known else 401
            body = b"sorry" if rasa.mood == "odd" else json.dumps(made() if status == 200 else {}).encode()
            if rasa.mood == "slow":
                time.sleep(1)
            with suppress(OSError):  # who asked may have given up
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        rasa.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield rasa
        finally:
            server.shutdown()
            thread.join()
