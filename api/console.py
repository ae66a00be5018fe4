"""The console's socket: news of the queue and of the conversations an adviser watches."""

import asyncio
from contextlib import suppress
from typing import Any

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.websockets import WebSocket, WebSocketDisconnect

from api.acts import QUEUE, topic
from api.bus.port import RESYNC, Hint, Subscription
from api.errors import KNOWN, NotAFrame, WrongOrigin, sentence
from api.frames import CONSOLE, Hello, PingFrame, TypingFrame, UnwatchFrame, WatchFrame, staff_event
from api.http import COOKIE, reader_language, same_origin, user_body
from api.security import ADVISERS
from api.sockets import next_text, until_left
from api.storage.users import User
from api.wiring import Engine

_HELLO_SECONDS = 10.0
REFUSED = 4401


class ConsoleSocket:
    """One open console."""

    def __init__(self, engine: Engine, socket: WebSocket, *, patience: float = _HELLO_SECONDS) -> None:
        self._engine = engine
        self._socket = socket
        self._lang = reader_language(socket.headers)
        self._patience = patience
        self._watched: dict[str, int] = {}
        self._sending = asyncio.Lock()
        self._name = ""

    async def run(self) -> None:
        """Serve until either side leaves."""
        await self._socket.accept()
        with suppress(WebSocketDisconnect), self._engine.bus.subscribe(QUEUE) as hints:
            user = await self._signed_in()
            if user is None:
                return
            self._name = user.name
            await self._send({"type": "ready", "user": user_body(user)})
            self._engine.warm()
            await until_left(self._listen(hints), self._pump(hints))

    async def _signed_in(self) -> User | None:
        try:
            token = self._socket.cookies.get(COOKIE)
            if token and not same_origin(self._socket.headers):
                raise WrongOrigin
            return await run_in_threadpool(self._engine.accounts.user, token or await self._token(), ADVISERS)
        except KNOWN as error:
            await self._send({"type": "error", "code": error.code, "detail": sentence(error, self._lang)})
            await self._socket.close(REFUSED)
            return None

    async def _token(self) -> str | None:
        try:
            hello = CONSOLE.validate_json(await asyncio.wait_for(next_text(self._socket), self._patience))
        except (TimeoutError, ValidationError):
            return None
        return hello.token if isinstance(hello, Hello) else None

    async def _listen(self, hints: Subscription) -> None:
        while True:
            await self._take(await next_text(self._socket), hints)

    async def _take(self, text: str, hints: Subscription) -> None:
        try:
            frame = CONSOLE.validate_json(text)
        except ValidationError as error:
            refused = NotAFrame(reason=error.errors()[0]["msg"])
            await self._send({"type": "error", "code": refused.code, "detail": sentence(refused, self._lang)})
            return
        match frame:
            case PingFrame():
                await self._send({"type": "pong"})
            case WatchFrame():
                # Not while its events are being sent: that ends by noting how far it came.
                async with self._sending:
                    self._watched[frame.conversation_id] = frame.after
                hints.follow(topic(frame.conversation_id))
                await self._catch_up(frame.conversation_id)
            case UnwatchFrame():
                async with self._sending:
                    self._watched.pop(frame.conversation_id, None)
                hints.unfollow(topic(frame.conversation_id))
            case TypingFrame(conversation_id=str(id)) if id in self._watched:
                self._engine.bus.publish(topic(id), {"typing": "adviser", "name": self._name})
            case _:
                return

    async def _pump(self, hints: Subscription) -> None:
        async for hint in hints:
            await self._pass_on(hint)

    async def _pass_on(self, hint: Hint) -> None:
        if hint.topic in (QUEUE, RESYNC):
            await self._send({"type": "queue"})
        for id in list(self._watched) if hint.topic == RESYNC else [hint.topic.partition(":")[2]]:
            if hint.body.get("typing") == "visitor":
                await self._send({"type": "typing", "conversation_id": id})
            elif id in self._watched and "typing" not in hint.body:
                await self._catch_up(id)

    async def _catch_up(self, id: str) -> None:
        """Send every event of a watched conversation that this console has not had yet, in order."""
        async with self._sending:
            while id in self._watched and (events := await run_in_threadpool(self._events, id)):
                owner = (await run_in_threadpool(self._engine.journal.load, id)).owner
                for event in events:
                    frame = {"type": "event", "conversation_id": id, "event": staff_event(event), "owner": owner}
                    await self._send(frame)
                self._watched[id] = events[-1].seq

    def _events(self, id: str) -> Any:
        return self._engine.journal.events(id, after=self._watched[id])

    async def _send(self, frame: dict[str, Any]) -> None:
        await self._socket.send_json(frame)
