"""The two sides of a socket end together."""

import asyncio

import pytest
from starlette.websockets import WebSocketDisconnect

from api.sockets import until_left

ended: list[str] = []


async def forever(name: str) -> None:
    try:
        await asyncio.Event().wait()
    finally:
        ended.append(name)


async def leaves() -> None:
    raise WebSocketDisconnect(1001)


async def fails() -> None:
    raise ConnectionError("the database is away")


@pytest.fixture(autouse=True)
def nobody_ended() -> None:
    ended.clear()


def test_when_the_browser_leaves_the_other_side_ends_quietly() -> None:
    asyncio.run(until_left(forever("pump"), leaves()))
    assert ended == ["pump"]


@pytest.mark.parametrize("first", [True, False])
def test_when_a_side_fails_the_socket_closes_and_the_fault_is_told(first: bool) -> None:
    sides = (fails(), forever("other")) if first else (forever("other"), fails())
    with pytest.raises(ConnectionError):
        asyncio.run(until_left(*sides))
    assert ended == ["other"]


def test_when_the_server_stops_both_sides_end() -> None:
    async def stopped() -> None:
        serving = asyncio.create_task(until_left(forever("one"), forever("two")))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        serving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await serving

    asyncio.run(stopped())
    assert sorted(ended) == ["one", "two"]
