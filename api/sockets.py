"""What the two sockets have in common: the next frame, and two sides that end together."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketDisconnected

Side = Coroutine[Any, Any, None]


async def next_text(socket: WebSocket) -> str:
    """Return the next frame; a binary one comes as the empty text, which is no frame. Raises WebSocketDisconnect."""
    try:
        return await socket.receive_text()
    except KeyError:
        return ""


async def until_left(*sides: Side) -> None:
    """Run the sides of a socket until the browser leaves. Where one fails all end: the browser has to come back."""
    tasks = [asyncio.create_task(_while_open(side)) for side in sides]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
    for task in tasks:
        if not task.cancelled():
            task.result()


async def _while_open(side: Side) -> None:
    with suppress(WebSocketDisconnect, WebSocketDisconnected):
        await side
