"""Signing in and out: the cookie for our pages, the token for programs, and who is slowed down."""

from datetime import UTC, datetime, timedelta

import pytest
from edge.installation import API, PASSWORD, STAFF, Site
from starlette.testclient import TestClient

from api.errors import TooManyTries
from api.http import COOKIE
from api.throttle import Throttle
from api.wiring import Engine

OURS = {"Origin": "http://testserver"}
FOREIGN = {"Origin": "https://evil.example"}


@pytest.fixture
def browser(client: TestClient) -> TestClient:
    """A client that has signed in as a browser does, and keeps the cookie."""
    client.cookies.clear()
    answer = client.post(f"{API}/sessions", json={"name": "Sam", "password": PASSWORD}, headers=OURS)
    assert answer.status_code == 201
    yield client
    client.cookies.clear()


def test_signing_in_gives_a_token_and_who_one_is(site: Site) -> None:
    answer = site.client.post(f"{API}/sessions", json={"name": "ada", "password": PASSWORD})
    body = answer.json()
    assert body.keys() == {"token", "user"}
    assert body["user"].keys() == {"id", "name", "role", "languages", "teams"}
    assert (body["user"]["name"], body["user"]["role"]) == ("Ada", "adviser")
    site.client.cookies.clear()
    me = site.client.get(f"{API}/sessions/me", headers={"Authorization": f"bearer {body['token']}"})
    assert me.json() == body["user"]


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(browser: TestClient) -> None:
    answer = browser.post(f"{API}/sessions", json={"name": "Sam", "password": PASSWORD}, headers=OURS)
    kept = answer.headers["set-cookie"].casefold()
    assert kept.startswith(f"{COOKIE}=")
    assert "httponly" in kept
    assert "samesite=strict" in kept
    assert "secure" not in kept


def test_the_cookie_goes_over_https_only_where_set_so(served: Engine, client: TestClient) -> None:
    served.settings = served.settings.model_copy(update={"secure_cookies": True})
    answer = client.post(f"{API}/sessions", json={"name": "Sam", "password": PASSWORD})
    served.settings = served.settings.model_copy(update={"secure_cookies": False})
    client.cookies.clear()
    assert "; secure" in answer.headers["set-cookie"].casefold()


def test_the_cookie_reads_from_anywhere_and_changes_from_our_own_pages_only(browser: TestClient) -> None:
    entry = {"lang": "fr", "question": "Une question ?"}
    assert browser.get(f"{API}/sessions/me").status_code == 200
    for headers in ({}, FOREIGN, {"Origin": "null"}, {"Origin": "http://testserver.evil.example"}):
        answer = browser.post(f"{API}/entries", json=entry, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "wrong-origin")
        assert browser.delete(f"{API}/sessions/me", headers=headers).status_code == 403
    assert browser.post(f"{API}/entries", json=entry, headers=OURS).status_code == 201


def test_a_token_needs_no_origin(site: Site) -> None:
    body = {"lang": "fr", "question": "Une autre question ?"}
    assert site.client.post(f"{API}/entries", json=body, headers=site.staff("Carl") | FOREIGN).status_code == 201


def test_signing_out_ends_the_session(browser: TestClient) -> None:
    token = browser.cookies[COOKIE]
    assert browser.delete(f"{API}/sessions/me", headers=OURS).status_code == 204
    assert COOKIE not in browser.cookies
    for headers in ({"Cookie": f"{COOKIE}={token}"}, {"Authorization": f"Bearer {token}"}):
        assert browser.get(f"{API}/sessions/me", headers=headers).status_code == 401


def test_a_session_ends_by_itself(served: Engine, client: TestClient) -> None:
    now = datetime.now(UTC)
    token, _ = served.accounts.sign_in("Ada", PASSWORD, now=now - timedelta(hours=served.settings.session_hours))
    assert client.get(f"{API}/sessions/me", headers={"Authorization": f"Bearer {token}"}).status_code == 401


@pytest.mark.parametrize("name", STAFF)
def test_the_database_holds_neither_password_nor_token(served: Engine, name: str) -> None:
    token, _ = served.accounts.sign_in(name, PASSWORD, now=datetime.now(UTC))
    with served.database.read() as connection:
        for table in ("users", "sessions"):
            kept = str(connection.exec_driver_sql(f"SELECT * FROM {table}").all())
            assert PASSWORD not in kept
            assert token not in kept


def test_whoever_guesses_a_password_is_slowed_down_and_nobody_else(site: Site) -> None:
    def tries(name: str, password: str) -> int:
        answer = site.client.post(f"{API}/sessions", json={"name": name, "password": password})
        site.client.cookies.clear()
        return answer.status_code

    assert [tries("Root", "x") for _ in range(3)] == [401] * 3
    assert tries("Root", PASSWORD) == 201
    assert [tries("ROOT" if number % 2 else "root", "x") for number in range(11)] == [401] * 10 + [429]
    assert tries("Root", PASSWORD) == 429
    assert tries("Ana", PASSWORD) == 201
    site.engine.throttle.forget("root")
    assert tries("Root", PASSWORD) == 201


def test_tries_are_forgiven_after_a_while() -> None:
    throttle, start = Throttle(tries=2, period=timedelta(minutes=1)), datetime.now(UTC)
    for seconds in (0, 30):
        throttle.check("Ada", now=start + timedelta(seconds=seconds))
    with pytest.raises(TooManyTries):
        throttle.check("ada", now=start + timedelta(seconds=59))
    throttle.check("ada", now=start + timedelta(seconds=60))


def test_names_nobody_has_do_not_fill_the_memory() -> None:
    throttle, start = Throttle(), datetime.now(UTC)
    for number in range(5_000):
        throttle.check(f"name {number}", now=start + timedelta(seconds=number))
    assert len(throttle) < 200
