"""The visitor's socket: frames in, events out, resumable by sequence number."""

import asyncio
from contextlib import suppress
from typing import Any

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.websockets import WebSocket, WebSocketDisconnect

from api.acts import act, topic
from api.bus.port import Subscription
from api.errors import KNOWN, NotAFrame, sentence
from api.frames import VISITOR, Act, Hello, PingFrame, TypingFrame, visitor_event
from api.security import same
from api.sockets import next_text, until_left
from api.wiring import Engine
from dialogue.errors import ConversationNotFound
from dialogue.model import Conversation

_HELLO_SECONDS = 10.0
BAD_FRAME, WRONG_TOKEN, NOT_FOUND, NO_HELLO = 4400, 4401, 4404, 4408


class VisitorSocket:
    """One open socket of one conversation."""

    def __init__(
        self, engine: Engine, socket: WebSocket, conversation_id: str, *, patience: float = _HELLO_SECONDS
    ) -> None:
        self._engine = engine
        self._socket = socket
        self._id = conversation_id.replace("\0", "")
        self._patience = patience
        self._after = 0
        self._lang = "en"
        self._sending = asyncio.Lock()

    async def run(self) -> None:
        """Serve until either side leaves."""
        await self._socket.accept()
        with suppress(WebSocketDisconnect), self._engine.bus.subscribe(topic(self._id)) as hints:
            if await self._greeted():
                await until_left(self._listen(), self._pump(hints))

    async def _greeted(self) -> bool:
        try:
            hello = VISITOR.validate_json(await asyncio.wait_for(next_text(self._socket), self._patience))
        except TimeoutError:
            return await self._refuse(NO_HELLO)
        except ValidationError:
            return await self._refuse(BAD_FRAME)
        if not isinstance(hello, Hello):
            return await self._refuse(BAD_FRAME)
        try:
            kept = await run_in_threadpool(self._engine.journal.token_digest, self._id)
        except ConversationNotFound:
            return await self._refuse(NOT_FOUND)
        if not same(hello.token, kept):
            return await self._refuse(WRONG_TOKEN)
        self._after = hello.after
        conversation = await self._conversation()
        self._lang = conversation.lang
        await self._send({"type": "ready", "owner": conversation.owner, "seq": conversation.seq, "lang": self._lang})
        await self._catch_up()
        return True

    async def _listen(self) -> None:
        while True:
            await self._take(await next_text(self._socket))

    async def _take(self, text: str) -> None:
        try:
            frame = VISITOR.validate_json(text)
        except ValidationError as error:
            await self._fail(NotAFrame(reason=error.errors()[0]["msg"]), None)
            return
        match frame:
            case PingFrame():
                await self._send({"type": "pong"})
            case TypingFrame():
                self._engine.bus.publish(topic(self._id), {"typing": "visitor"})
            case Hello():
                await self._catch_up()
            case _:
                await self._act(frame)

    async def _act(self, frame: Act) -> None:
        try:
            events = await run_in_threadpool(act, self._engine, self._id, frame)
        except KNOWN as error:
            await self._fail(error, frame.id)
            return
        await self._catch_up()
        await self._send({"type": "ack", "id": frame.id, "seq": events[-1].seq if events else self._after})

    async def _pump(self, hints: Subscription) -> None:
        async for hint in hints:
            if hint.body.get("typing") == "adviser":
                await self._send({"type": "typing", "name": hint.body.get("name", "")})
            elif "typing" not in hint.body:
                await self._catch_up()

    async def _catch_up(self) -> None:
        """Send every event the browser has not had yet, in order."""
        async with self._sending:
            while events := await run_in_threadpool(self._events):
                conversation = await self._conversation()
                self._lang = conversation.lang
                for event in events:
                    if seen := visitor_event(event):
                        await self._send({"type": "event", "event": seen, "owner": conversation.owner})
                    self._after = event.seq

    def _events(self) -> Any:
        return self._engine.journal.events(self._id, after=self._after)

    async def _conversation(self) -> Conversation:
        return await run_in_threadpool(self._engine.journal.load, self._id)

    async def _fail(self, error: Any, id: str | None) -> None:
        detail = sentence(error, self._lang)
        await self._send({"type": "error", "id": id, "code": error.code, "detail": detail})

    async def _send(self, frame: dict[str, Any]) -> None:
        await self._socket.send_json(frame)

    async def _refuse(self, code: int) -> bool:
        await self._socket.close(code)
        return False
