"""What the two sockets have in common: the next frame, and two sides that end together."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from starlette.websockets import WebSocket


async def next_text(socket: WebSocket) -> str:
    """Return the next frame; a binary one comes as the empty text, which is no frame. Raises WebSocketDisconnect."""
    try:
        return await socket.receive_text()
    except KeyError:
        return ""


async def until_one_ends(*sides: Coroutine[Any, Any, None]) -> None:
    """Run the sides of a socket until one of them ends, and raise what it raised: half a socket is worse than none."""
    tasks = [asyncio.ensure_future(side) for side in sides]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
