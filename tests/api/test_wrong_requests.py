"""Wrong types, wrong texts, wrong everything on every route: told as a problem, and nothing half written."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from edge.calls import CALLS, Call, World
from edge.faults import PATHS, QUERIES, Fault, bodies, resolved
from edge.installation import API, Borrower, Site, fill
from sqlalchemy import func, select
from starlette.testclient import TestClient

from api.errors import messages
from api.settings import Settings
from api.storage.tables import conversations, entries, metadata
from api.wiring import Engine

WITH_BODY = [call for call in CALLS if call.body is not None and not call.files]
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def served(
    request: pytest.FixtureRequest,
    engine: Engine,
    new_database: Callable[[str], str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Engine]:
    """The module's own installation: PostgreSQL refuses texts that SQLite keeps."""
    settings = Settings(home=tmp_path_factory.mktemp("home"), database=new_database(request.param))
    with closing(Borrower(engine, settings)) as served:
        fill(served)
        yield served


@pytest.fixture(scope="module")
def world(client: TestClient, served: Engine) -> World:
    # Jobs that run meanwhile would write, too.
    served.worker.stop()
    served.postman.stop()
    return World(Site(client, served))


@pytest.fixture(scope="module")
def schemas(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def kept(engine: Engine) -> list[Any]:
    """How much is stored of everything."""
    # A click that was right is kept a moment later.
    engine.faq.save()
    counts = [select(func.count()).select_from(table).scalar_subquery() for table in metadata.sorted_tables]
    sums = [select(func.sum(column)).scalar_subquery() for column in (conversations.c.seq, entries.c.revision)]
    with engine.database.read() as connection:
        return list(connection.execute(select(*counts, *sums)).one())


def assert_is_problem(answer: httpx.Response, name: str) -> None:
    assert 400 <= answer.status_code < 500, f"{name}: {answer.status_code} {answer.text[:300]}"
    assert answer.headers["content-type"] == "application/problem+json", name
    body = answer.json()
    assert body.keys() == {"type", "title", "status", "detail", "code"}, name
    assert body["status"] == answer.status_code, name
    assert body["code"] in messages("fr"), name
    assert body["detail"], name


def send(world: World, call: Call, fault: Fault) -> httpx.Response:
    headers = world.headers(call) | {"Content-Type": fault.content_type}
    return world.site.client.request(
        call.method, world.url(call), content=fault.content, params=call.query, headers=headers
    )


@pytest.mark.parametrize("call", WITH_BODY, ids=str)
def test_a_wrong_body_is_refused_and_nothing_is_kept(world: World, schemas: dict[str, Any], call: Call) -> None:
    world = World(world.site) if "escalation_id" in call.path else world
    operation = schemas["paths"][f"{API}{call.route}"][call.method.lower()]
    components = schemas["components"]["schemas"]
    schema = resolved(operation["requestBody"]["content"]["application/json"]["schema"], components)
    before, tried = kept(world.site.engine), 0
    for fault in bodies(call, world.body(call), schema, components):
        answer = send(world, call, fault)
        tried, after = tried + 1, kept(world.site.engine)
        if fault.surely or answer.status_code >= 400:
            assert_is_problem(answer, f"{call}: {fault.name}")
            assert after == before, fault.name
        before = after
    assert tried > 25


@pytest.mark.parametrize("call", [call for call in CALLS if call.path], ids=str)
def test_a_wrong_address_is_refused(world: World, call: Call) -> None:
    before = kept(world.site.engine)
    for value in PATHS:
        url = f"{API}{call.route.format(**dict.fromkeys(call.path, value))}"
        answer = world.site.client.request(call.method, url, json=world.body(call), headers=world.headers(call))
        assert_is_problem(answer, f"{call}: {value}")
    assert kept(world.site.engine) == before


@pytest.mark.parametrize("call", [call for call in CALLS if call.query], ids=str)
def test_a_wrong_query_never_breaks_anything(world: World, call: Call) -> None:
    for name in call.query:
        for value in QUERIES:
            rest = "&".join(f"{key}={text}" for key, text in call.query.items() if key != name)
            answer = world.site.client.get(f"{world.url(call)}?{name}={value}&{rest}", headers=world.headers(call))
            if answer.status_code != 200:
                assert_is_problem(answer, f"{call}: {name}={value:.40}")


@pytest.mark.parametrize("text", ["avant\0après", "\0\0bonjour\0"])
def test_a_message_is_kept_without_what_a_database_cannot_hold(site: Site, text: str) -> None:
    visitor = site.visitor()
    site.send(visitor, text=text)
    events = site.client.get(f"{visitor.path}/events", headers=visitor.headers).json()["events"]
    assert [event["payload"]["text"] for event in events if event["author"] == "visitor"] == [text.replace("\0", "")]


UPLOADS: dict[str, dict[str, Any]] = {
    "no file": {"data": {"map": "text=message"}},
    "a text for a file": {"data": {"file": "message\nbonjour"}},
    "a mapping that is none": {"files": {"file": b"message\nbonjour"}, "data": {"map": "text"}},
    "a mapping too long": {"files": {"file": b"message\nbonjour"}, "data": {"map": "a=" + "b" * 2_000}},
    "JSON": {"json": {"file": "x"}},
    "a broken form": {"content": b"--x\r\nnothing", "headers": {"Content-Type": "multipart/form-data; boundary=x"}},
    "a form without a boundary": {"content": b"a", "headers": {"Content-Type": "multipart/form-data"}},
}


@pytest.mark.parametrize("name", UPLOADS)
def test_a_wrong_upload_is_refused_and_leaves_no_file(world: World, name: str) -> None:
    sent = dict(UPLOADS[name])
    headers = world.site.staff("Carl") | sent.pop("headers", {})
    before, folder = kept(world.site.engine), world.site.engine.settings.home / "uploads"
    answer = world.site.client.post(f"{API}/requests", headers=headers, **sent)
    assert_is_problem(answer, name)
    assert kept(world.site.engine) == before
    assert not files_of(folder)


@pytest.mark.parametrize("name", ["../../evil.csv", "a\0b.csv", "x" * 300 + ".csv", "", "..", "é\u202ecsv.csv"])
def test_an_uploaded_file_stays_in_its_folder_whatever_its_name(world: World, name: str) -> None:
    home = world.site.engine.settings.home
    before = set(files_of(home))
    answer = world.site.client.post(
        f"{API}/requests", files={"file": (name, b"message\nbonjour")}, headers=world.site.staff("Carl")
    )
    assert answer.status_code == 202 or name == "", answer.text
    new = set(files_of(home)) - before
    assert all(path.is_relative_to(home / "uploads") for path in new)
    assert all(len(path.name) < 120 for path in new)


def files_of(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "comptoir.db" not in path.name]


def test_a_request_too_large_is_refused_before_it_is_read(site: Site) -> None:
    for body in (b"x" * 1_000_001, (b"x" * 100_000 for _ in range(11))):
        answer = site.client.post(f"{API}/conversations", content=body, headers=JSON)
        assert_is_problem(answer, "too large")
        assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_a_form_is_not_read_before_its_sender_is_known(site: Site) -> None:
    read, sent = [], []
    headers = [(b"content-type", b"multipart/form-data; boundary=x"), (b"host", b"testserver")]
    scope = {"type": "http", "method": "POST", "path": f"{API}/requests", "query_string": b"", "headers": headers}

    async def receive() -> dict[str, Any]:
        read.append(1)
        return {"type": "http.request", "body": b"x" * 1_000_000, "more_body": True}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(site.client.app(scope, receive, send))
    assert sent[0]["status"] == 401
    assert read == []
