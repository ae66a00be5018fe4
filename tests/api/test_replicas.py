"""Two servers on one PostgreSQL: whoever is connected to one sees what happens on the other."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from edge.installation import KNOWN, Borrower, Site, fill
from edge.sockets import advising, visiting
from starlette.testclient import TestClient

from api.app import create_app
from api.bus.postgres import PostgresBus
from api.frames import visitor_events
from api.settings import Settings
from api.wiring import Engine


@pytest.fixture
def replicas(engine: Engine, new_database: Callable[[str], str], tmp_path: Path) -> Iterator[tuple[Site, Site]]:
    settings = Settings(home=tmp_path, database=new_database("postgresql"))
    with ExitStack() as stack:
        first, second = (stack.enter_context(closing(Borrower(engine, settings))) for _ in range(2))
        fill(first)
        sites = []
        for served in (first, second):
            sites.append(Site(stack.enter_context(TestClient(create_app(served, dist=tmp_path))), served))
            assert isinstance(served.bus, PostgresBus)
            assert served.bus.wait_until_listening()
        yield sites[0], sites[1]


def test_a_visitor_of_one_and_an_adviser_of_the_other_talk(replicas: tuple[Site, Site]) -> None:
    here, there = replicas
    visitor, id = here.queued()
    with visiting(here, visitor) as held, advising(there) as console:
        console.send(type="watch", conversation_id=visitor.id)
        there.step(id, "claim")
        held.act("message", "m1", text="il y a quelqu'un ?")
        (last,) = there.step(id, "messages", text="oui, bonjour")["events"]
        held.until("event", event=last)
        console.until("event", event=last)
        held.send(type="typing")
        console.until("typing")
    assert held.events == visitor_events(here.engine.journal.events(visitor.id))
    assert [event["seq"] for event in console.events] == [event["seq"] for event in held.events]


def test_a_message_sent_again_to_the_other_happens_once(replicas: tuple[Site, Site]) -> None:
    here, there = replicas
    visitor = here.visitor()
    assert here.send(visitor, id="same", text=KNOWN) == there.send(visitor, id="same", text=KNOWN)


def test_what_is_published_on_one_is_answered_by_the_other(replicas: tuple[Site, Site]) -> None:
    here, there = replicas
    entry = {"lang": "fr", "question": "Livrez-vous en Suisse ?", "answer": "Oui."}
    id = here.client.post("/api/v1/entries", json=entry, headers=here.staff("Carl")).json()["id"]
    here.client.post("/api/v1/entries/publish", json={"ids": [id]}, headers=here.staff("Carl"))
    # It looks every second.
    there.engine.publisher.refresh()
    assert there.send(there.visitor(), "choices", entry_id=id)[-1]["payload"]["text"] == "Oui."
