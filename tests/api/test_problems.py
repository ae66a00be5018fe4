"""Every refusal is a problem that says what to do, in the reader's language, with a code that stays."""

from collections.abc import Callable

import httpx
import pytest
from edge.installation import API, PASSWORD, Site
from starlette.testclient import TestClient

from api.app import create_app
from api.wiring import Engine

Ask = Callable[[Site, dict[str, str]], httpx.Response]
FRENCH = {"Accept-Language": "fr-FR,fr;q=0.9,en;q=0.8"}
ENGLISH = {"Accept-Language": "en-GB"}


def signed(site: Site, name: str, headers: dict[str, str]) -> dict[str, str]:
    return site.staff(name) | headers


def to_entry(site: Site, revision: int, headers: dict[str, str]) -> httpx.Response:
    body = {"lang": "fr", "question": "Et ?", "answer": "Voilà.", "revision": revision}
    return site.client.put(f"{API}/entries/frais", json=body, headers=signed(site, "Carl", headers))


def claim(site: Site, headers: dict[str, str]) -> httpx.Response:
    _, id = site.claimed("Ana")
    return site.client.post(f"{API}/escalations/{id}/claim", json={"id": "1"}, headers=signed(site, "Ada", headers))


def message(site: Site, text: str, headers: dict[str, str]) -> httpx.Response:
    visitor = site.visitor()
    body = {"id": "1", "text": text}
    return site.client.post(f"{visitor.path}/messages", json=body, headers=visitor.headers | headers)


def sign_in(site: Site, headers: dict[str, str]) -> httpx.Response:
    return site.client.post(f"{API}/sessions", json={"name": "Ada", "password": "x"}, headers=headers)


REFUSALS: list[tuple[str, int, Ask]] = [
    ("not-found", 404, lambda site, headers: site.client.get(f"{API}/nothing", headers=headers)),
    ("not-found", 404, lambda site, headers: site.client.get("/widget/nothing.js", headers=headers)),
    ("wrong-method", 405, lambda site, headers: site.client.delete(f"{API}/health", headers=headers)),
    ("invalid-request", 422, lambda site, headers: site.client.get(f"{API}/search", headers=headers)),
    ("sign-in-needed", 401, lambda site, headers: site.client.get(f"{API}/needs", headers=headers)),
    ("forbidden", 403, lambda site, headers: site.client.get(f"{API}/needs", headers=signed(site, "Ada", headers))),
    ("wrong-password", 401, sign_in),
    ("wrong-origin", 403, lambda site, headers: sign_in(site, headers | {"Origin": "https://evil.example"})),
    (
        "entry-not-found",
        404,
        lambda site, headers: site.client.get(f"{API}/entries/rien", headers=signed(site, "Carl", headers)),
    ),
    (
        "job-not-found",
        404,
        lambda site, headers: site.client.get(f"{API}/jobs/rien", headers=signed(site, "Carl", headers)),
    ),
    (
        "escalation-not-found",
        404,
        lambda site, headers: site.client.get(f"{API}/escalations/rien", headers=signed(site, "Ada", headers)),
    ),
    ("edit-conflict", 409, lambda site, headers: to_entry(site, 7, headers)),
    ("already-claimed", 409, claim),
    ("empty-message", 422, lambda site, headers: message(site, "  ", headers)),
    ("message-too-long", 422, lambda site, headers: message(site, "a" * 100_000, headers)),
]


@pytest.mark.parametrize(("code", "status", "ask"), REFUSALS, ids=[f"{row[0]} {row[1]}" for row in REFUSALS])
def test_a_refusal_is_told_in_the_readers_language(site: Site, code: str, status: int, ask: Ask) -> None:
    told = []
    for headers, lang in ((FRENCH, "fr"), (ENGLISH, "en"), ({"Accept-Language": "de"}, "en"), ({}, "en")):
        answer = ask(site, headers)
        body = answer.json()
        assert answer.status_code == status, body
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["content-language"] == lang
        assert body.keys() == {"type", "title", "status", "detail", "code"}
        assert (body["status"], body["code"]) == (status, code)
        assert body["type"] == f"urn:comptoir:error:{code}"
        told.append(body["detail"])
    french, english, german, none = told
    assert french != english
    assert english == german == none


def test_a_method_that_is_not_taken_names_those_that_are(site: Site) -> None:
    assert site.client.delete(f"{API}/health").headers["allow"] == "GET"


def test_a_refused_caller_is_told_how_to_identify(site: Site) -> None:
    assert site.client.get(f"{API}/needs").headers["www-authenticate"] == "Bearer"


def test_every_answer_carries_the_security_headers(site: Site) -> None:
    answers = [
        site.client.get(f"{API}/health"),
        site.client.get(f"{API}/nothing"),
        site.client.get(f"{API}/search"),
        site.client.post(f"{API}/sessions", content=b"x" * 2_000_000),
    ]
    for answer in answers:
        assert "require-trusted-types-for 'script'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("length", ["a", "-1", "1e9", ""])
def test_a_length_that_is_none_breaks_nothing(site: Site, length: str) -> None:
    answer = site.client.post(f"{API}/conversations", content=b"{}", headers={"Content-Length": length})
    assert answer.status_code in (201, 422)


class FailingJournal:
    """A journal whose database is away."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        def fail(*args: object, **options: object) -> None:
            raise ConnectionError("secret address of the database")

        return fail


def test_a_fault_of_ours_is_told_without_its_insides(served: Engine, engine: Engine) -> None:
    from edge.installation import Borrower

    broken = Borrower(engine, served.settings)
    broken.journal = FailingJournal()  # type: ignore[assignment]
    # Not entered: the routes are asked, nothing else starts.
    client = TestClient(create_app(broken, dist=served.settings.home), raise_server_exceptions=False)
    answer = client.get(f"{API}/conversations/x/events", headers=FRENCH | {"Authorization": "Bearer x"})
    broken.close()
    assert (answer.status_code, answer.json()["code"]) == (500, "unexpected")
    assert answer.headers["content-type"] == "application/problem+json"
    assert "secret" not in answer.text
    assert "rien n'est perdu" in answer.json()["detail"].casefold()


def test_the_password_is_never_part_of_an_answer(site: Site) -> None:
    for body in ({"name": "Ada", "password": PASSWORD, "more": 1}, {"name": "Ada", "password": [PASSWORD]}):
        assert PASSWORD not in site.client.post(f"{API}/sessions", json=body).text
