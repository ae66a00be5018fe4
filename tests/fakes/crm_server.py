"""A CRM on a real port, written from api/CRM.md alone: it checks signatures and keys, and can be told to fail."""

import asyncio
import hashlib
import hmac
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Thread
from time import sleep, time
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

SECRET = "a secret of forty characters, more or less"
WINDOW = 300


@dataclass
class RemoteCrm:
    """What a CRM holds, what it was asked, and how it is to misbehave.

    `mood`: "" answers; "slow" waits first; "slow-after" waits once the change is done; "cut-after" does the change and
    hangs up; "down" hangs up at once; "busy" answers 503; "drip" answers a byte at a time; any bytes are answered as
    they are, after the change. `moods` come first, one a call, `change_moods` one a change.
    """

    customers: dict[str, dict[str, Any]] = field(default_factory=dict)
    orders: dict[str, dict[str, Any]] = field(default_factory=dict)
    cases: list[dict[str, Any]] = field(default_factory=list)
    receipts: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    changes: list[dict[str, Any]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    mood: str | bytes = ""
    moods: list[str | bytes] = field(default_factory=list)
    change_moods: list[str | bytes] = field(default_factory=list)
    seconds: float = 0.0
    secret: str = SECRET
    address: str = ""

    def take_in(self, customers: list[dict[str, Any]], orders: list[dict[str, Any]]) -> None:
        self.customers |= {each["number"]: dict(each) for each in customers}
        self.orders |= {each["number"]: dict(each) for each in orders}

    def next_mood(self, name: str) -> str | bytes:
        if name == "changes" and self.change_moods:
            return self.change_moods.pop(0)
        return self.moods.pop(0) if self.moods else self.mood

    def verify(self, request: Request, body: bytes) -> str:
        """What is wrong with a request, as the document tells a CRM to check."""
        stamp = request.headers.get("comptoir-timestamp", "0")
        text = f"{request.method}\n{request.url.path}\n{stamp}\n{hashlib.sha256(body).hexdigest()}"
        expected = "v1=" + hmac.new(self.secret.encode(), text.encode(), hashlib.sha256).hexdigest()
        if not hmac.compare_digest(expected, request.headers.get("comptoir-signature", "")):
            return "wrong-signature"
        return "" if abs(time() - int(stamp)) <= WINDOW else "too-old"

    def answer(self, path: str, asked: dict[str, Any], key: str) -> tuple[int, dict[str, Any]]:
        if path == "/facts":
            return 200, {"facts": self.facts(asked["kind"], asked["value"])}
        who = asked["who"]
        mine = [order for order in self.orders.values() if self.of(order, who)]
        if path == "/customer":
            return 200, {"customer": self.customers[who["customer"]]}
        if path == "/orders":
            return 200, {"orders": sorted(mine, key=lambda order: order["placed_at"], reverse=True)}
        if path == "/order":
            found = next((order for order in mine if order["number"] == asked["number"]), None)
            return (200, {"order": found}) if found else no("order-not-found", number=asked["number"])
        if path == "/cases":
            return 200, {"cases": [case for case in self.cases if self.of(case, who)][::-1]}
        return self.change(who, asked["act"], asked["key"] if asked["key"] == key else "")

    def of(self, noun: dict[str, Any], who: dict[str, Any]) -> bool:
        if who["customer"]:
            return noun["customer"] == who["customer"]
        return who["order"] == noun.get("order", noun.get("number", ""))

    def facts(self, kind: str, value: str) -> dict[str, Any] | None:
        if kind == "order":
            order = self.orders.get(value)
            return order and known(self.customers.get(order["customer"]), order)
        name = {"customer": "number"}.get(kind, kind)
        found = [each for each in self.customers.values() if each[name].lower() == value.lower()]
        return known(found[0], None) if len(found) == 1 else None

    def change(self, who: dict[str, Any], act: dict[str, Any], key: str) -> tuple[int, dict[str, Any]]:
        digest = json.dumps([who["customer"], who["order"], act], sort_keys=True)
        if key in self.receipts:
            kept, answer = self.receipts[key]
            return (200, answer) if kept == digest else no("key-reused", key=key)
        order = self.orders.get(act.get("order", ""))
        if act.get("order") and (order is None or not self.of(order, who)):
            return no("order-not-found", number=act["order"])
        before: dict[str, Any] = {}
        if act["kind"] == "change-contact":
            customer = self.customers[who["customer"]]
            changed = {name: value for name, value in act.items() if name != "kind"}
            before = {name: customer[name] for name in changed}
            customer |= changed
        elif act["kind"] == "cancel-order" and order:
            if order["status"] != "confirmed":
                return no("order-too-far", number=order["number"], status=order["status"])
            order["status"] = "cancelled"
        elif act["kind"] == "ask-return" and order and order["status"] not in ("shipped", "delivered"):
            return no("order-too-far", number=order["number"], status=order["status"])
        elif act["kind"] == "send-invoice" and order and not order.get("invoice"):
            return no("no-invoice", number=order["number"])
        now = datetime.now(UTC).isoformat()
        reference = f"CRM-{len(self.changes) + 1}"
        kinds = {
            "cancel-order": "cancellation",
            "ask-return": "return",
            "ask-refund": "refund",
            "complain": "complaint",
            "book": act.get("what"),
        }
        if kind := kinds.get(act["kind"]):
            status = "done" if kind == "cancellation" else "open"
            case = {"id": reference, "kind": kind, "status": status, "opened_at": now, "at": act.get("at")}
            owner = who["customer"] or (order["customer"] if order else "")
            self.cases.append({**case, "customer": owner, "order": act.get("order", who["order"])})
        mailed = (
            self.customers.get(order["customer"], order)["email"] if order and act["kind"] == "send-invoice" else ""
        )
        sent_to = mailed[:1] + "•••@" + mailed.partition("@")[2] if mailed else ""
        answer = {"receipt": {"reference": reference, "at": now, "sent_to": sent_to}, "before": before}
        self.changes.append(act)
        self.receipts[key] = digest, answer
        return 200, answer


def known(customer: dict[str, Any] | None, order: dict[str, Any] | None) -> dict[str, Any]:
    both = [each for each in (order, customer) if each]
    return {
        "customer": customer["number"] if customer else "",
        "order": order["number"] if order else "",
        "mailbox": (customer or both[0])["email"],
        "emails": [each["email"] for each in both],
        "phones": [each["phone"] for each in both],
        "postcodes": [each["address"]["postcode"] for each in both],
    }


def no(code: str, **details: str) -> tuple[int, dict[str, Any]]:
    return 409, {"code": code, **details}


class Cut(Response):
    """An answer that breaks off after a few bytes, and the connection with it."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1000")]})
        await send({"type": "http.response.body", "body": b'{"rec', "more_body": True})


class Drip(Response):
    """An answer of which a byte comes at a time, for ever."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(200):
            await send({"type": "http.response.body", "body": b" ", "more_body": True})
            await asyncio.sleep(0.05)


def app_of(crm: RemoteCrm) -> FastAPI:
    app = FastAPI()

    @app.post("/crm/{name}")
    async def answer(name: str, request: Request) -> Response:
        raw, mood = await request.body(), crm.next_mood(name)
        crm.calls.append(name)
        if mood in ("down", "busy"):
            return Cut() if mood == "down" else JSONResponse({}, 503)
        if mood == "slow":
            await asyncio.sleep(crm.seconds)
        if wrong := crm.verify(request, raw):
            crm.refused.append(wrong)
            return JSONResponse({"code": wrong}, 401)
        status, told = crm.answer(f"/{name}", json.loads(raw), request.headers.get("idempotency-key", ""))
        if mood == "slow-after":
            await asyncio.sleep(crm.seconds)
        if isinstance(mood, bytes):
            return Response(mood, 200, media_type="application/json")
        odd = {"cut-after": Cut, "drip": Drip}.get(mood)
        return odd() if odd else JSONResponse(told, status)

    return app


@contextmanager
def served(crm: RemoteCrm) -> Iterator[RemoteCrm]:
    """Serve a CRM on a port of its own until the block ends."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app_of(crm), log_level="critical", lifespan="off"))
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        sleep(0.01)
    crm.address = f"http://127.0.0.1:{listening.getsockname()[1]}/crm"
    try:
        yield crm
    finally:
        server.should_exit = server.force_exit = True
        thread.join()
