"""What every bus must do: in memory, and over PostgreSQL between processes."""

import asyncio
from collections.abc import Callable, Iterator
from threading import Thread
from time import monotonic

import psycopg
import pytest
from sqlalchemy import make_url

from api.bus.memory import MemoryBus
from api.bus.port import MOST_BYTES, RESYNC, Bus, Hint, Subscription
from api.bus.postgres import PostgresBus


@pytest.fixture(params=["memory", "postgresql"])
def bus(request: pytest.FixtureRequest, new_bus: Callable[[], PostgresBus]) -> Iterator[Bus]:
    if request.param == "memory":
        yield MemoryBus()
    else:
        yield new_bus()


@pytest.fixture
def new_bus(url: str) -> Iterator[Callable[[], PostgresBus]]:
    opened: list[PostgresBus] = []

    def make() -> PostgresBus:
        opened.append(PostgresBus(url))
        assert opened[-1].wait_until_listening()
        return opened[-1]

    yield make
    for each in opened:
        each.close()


@pytest.fixture(scope="module")
def url(new_database: Callable[[str], str]) -> str:
    return new_database("postgresql")


async def received(subscription: Subscription, count: int) -> list[Hint]:
    async with asyncio.timeout(20):
        return [await anext(subscription) for _ in range(count)]


def test_a_hint_reaches_every_subscription_of_its_topic_in_order(bus: Bus) -> None:
    async def story() -> None:
        with bus.subscribe("c1") as one, bus.subscribe("c0", "c1") as other, bus.subscribe("c2") as third:
            for seq in range(1, 4):
                bus.publish("c1", {"seq": seq})
            bus.publish("c2", {"name": "Léa \U0001f69a"})
            expected = [Hint("c1", {"seq": seq}) for seq in range(1, 4)]
            assert await received(one, 3) == expected
            assert await received(other, 3) == expected
            assert await received(third, 1) == [Hint("c2", {"name": "Léa \U0001f69a"})]

    asyncio.run(story())


def test_topics_are_followed_and_unfollowed_on_the_way(bus: Bus) -> None:
    async def story() -> None:
        with bus.subscribe("queue") as console:
            bus.publish("c1", {"seq": 1})
            bus.publish("queue", {"n": 1})
            assert await received(console, 1) == [Hint("queue", {"n": 1})]
            console.follow("c1")
            bus.publish("c1", {"seq": 2})
            assert await received(console, 1) == [Hint("c1", {"seq": 2})]
            console.unfollow("c1")
            bus.publish("c1", {"seq": 3})
            bus.publish("queue", {"n": 2})
            assert await received(console, 1) == [Hint("queue", {"n": 2})]

    asyncio.run(story())


def test_threads_may_publish(bus: Bus) -> None:
    def shout(name: str) -> None:
        for number in range(50):
            bus.publish("c1", {"from": name, "number": number})

    async def story() -> None:
        with bus.subscribe("c1") as subscription:
            threads = [Thread(target=shout, args=(name,)) for name in "abcd"]
            for thread in threads:
                thread.start()
            hints = await received(subscription, 200)
            for thread in threads:
                thread.join()
        for name in "abcd":
            assert [hint.body["number"] for hint in hints if hint.body["from"] == name] == list(range(50))

    asyncio.run(story())


def test_hints_after_the_reader_left_harm_nobody(bus: Bus) -> None:
    async def leave() -> None:
        with bus.subscribe("c1"):
            pass

    async def stay() -> None:
        with bus.subscribe("c1") as subscription:
            bus.publish("c1", {"seq": 2})
            assert await received(subscription, 1) == [Hint("c1", {"seq": 2})]

    asyncio.run(leave())
    asyncio.run(stay())


def test_a_reader_too_slow_is_told_to_read_again(bus: Bus) -> None:
    async def story() -> None:
        with bus.subscribe("c1") as slow, bus.subscribe("last") as quick:
            for seq in range(1_200):
                bus.publish("c1", {"seq": seq})
            bus.publish("last", {})
            await received(quick, 1)
            first = (await received(slow, 1))[0]
            assert first == Hint(RESYNC)
            assert (await received(slow, 199))[-1] == Hint("c1", {"seq": 1_199})

    asyncio.run(story())


def test_a_hint_too_long_is_refused(bus: Bus) -> None:
    with pytest.raises(ValueError, match=f"the most is {MOST_BYTES}"):
        bus.publish("c1", {"text": "é" * 2_000})


def test_a_hint_reaches_the_other_processes(new_bus: Callable[[], PostgresBus]) -> None:
    async def story() -> None:
        one, other = new_bus(), new_bus()
        with one.subscribe("c1") as here, other.subscribe("c1") as there:
            one.publish("c1", {"seq": 1})
            assert await received(here, 1) == await received(there, 1) == [Hint("c1", {"seq": 1})]

    asyncio.run(story())


def test_a_lost_connection_comes_back_and_asks_to_read_again(new_bus: Callable[[], PostgresBus], url: str) -> None:
    async def story() -> None:
        one, other = new_bus(), new_bus()
        with one.subscribe("c1") as here, other.subscribe("c1") as there:
            one.publish("c1", {"seq": 1})
            await received(here, 1)
            await received(there, 1)
            _cut_everybody_off(url)
            assert await received(there, 1) == await received(here, 1) == [Hint(RESYNC)]
            # The sender notices with the first hint it cannot send: everybody reads again instead.
            one.publish("c1", {"seq": 2})
            assert await received(there, 1) == [Hint(RESYNC)]
            one.publish("c1", {"seq": 3})
            assert await received(there, 1) == [Hint("c1", {"seq": 3})]

    asyncio.run(story())


def test_a_bus_without_a_server_closes_at_once() -> None:
    bus = PostgresBus("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    bus.publish("c1", {"seq": 1})
    assert not bus.wait_until_listening(timeout=0.3)
    before = monotonic()
    bus.close()
    assert monotonic() - before < 3


def _cut_everybody_off(url: str) -> None:
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
