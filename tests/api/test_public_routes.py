"""What anyone may read, and the pages."""

import time
from pathlib import Path

import pytest
from edge.installation import API, COMPANY, ENTRIES, KNOWN, Site
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from api.app import create_app
from api.company import Companies
from api.wiring import Engine
from dialogue.company import Company


def test_the_process_says_that_it_lives(site: Site) -> None:
    assert site.client.get(f"{API}/health").json() == {"status": "ok"}


def test_it_is_ready_when_the_published_base_is_in_service(site: Site) -> None:
    body = site.client.get(f"{API}/ready").json()
    assert body == {"status": "ready", "entries": len(ENTRIES), "version": site.engine.entries.version()}


def test_it_is_not_ready_while_a_newer_base_is_being_built(site: Site) -> None:
    served = site.engine.knowledge.base
    site.engine.knowledge.base = type(served)(-1, {}, lambda features: features, served.threshold)
    answer = site.client.get(f"{API}/ready")
    site.engine.knowledge.base = served
    assert (answer.status_code, answer.json()["code"]) == (503, "not-ready")


class Flaky:
    """A company whose database is away the first time it is asked."""

    def __init__(self, companies: Companies) -> None:
        self.companies, self.asked = companies, 0

    def __call__(self) -> Company:
        return self.companies()

    def refresh(self) -> None:
        self.asked += 1
        if self.asked == 1:
            raise OperationalError("SELECT 1", None, ConnectionError("the database is away"))
        self.companies.refresh()


def test_what_another_process_published_is_taken_up_even_after_the_database_was_away(site: Site) -> None:
    before = site.client.get(f"{API}/ready").json()["version"]
    site.engine.company = flaky = Flaky(site.engine.company)  # type: ignore[assignment]
    site.engine.entries.retire(["invoice"], author="somebody else")
    ends = time.monotonic() + 20
    while site.engine.knowledge.base.version == before and time.monotonic() < ends:
        time.sleep(0.05)
    assert "invoice" not in site.engine.knowledge.base.entries
    assert flaky.asked > 1
    site.engine.company = flaky.companies
    site.engine.publisher.publish(["invoice"], author="test")


def test_the_company_presents_itself(site: Site) -> None:
    body = site.client.get(f"{API}/about", params={"lang": "fr"}).json()
    assert body.keys() == {"name", "languages", "timezone", "welcome", "suggestions", "open", "opens_at", "contact"}
    assert (body["name"], body["languages"], body["welcome"]) == ("Maison Test", ["fr", "en"], COMPANY.welcome["fr"])
    assert [suggestion["entry_id"] for suggestion in body["suggestions"]] == ["delai", "retour"]
    assert (body["open"], body["opens_at"]) == (True, None)
    assert body["contact"] == {"email": "bonjour@maison.example", "phone": "01 99 00 00 00"}


@pytest.mark.parametrize(
    ("lang", "word"), [("en", "Hello"), ("fr", "Bienvenue"), ("xx", "Bienvenue"), ("", "Bienvenue")]
)
def test_the_company_speaks_the_language_asked_for_or_its_first(site: Site, lang: str, word: str) -> None:
    assert word in site.client.get(f"{API}/about", params={"lang": lang}).json()["welcome"]


def test_search_finds_and_says_why(site: Site) -> None:
    body = site.client.get(f"{API}/search", params={"q": KNOWN, "lang": "fr"}).json()
    assert body["language"] == "fr"
    assert body["results"][0]["id"] == "passe"
    more = {"lang", "path", "pieces"}
    assert body["results"][0].keys() == {"id", "question", "answer", "category", "confidence", "terms"} | more
    assert body["results"][0]["path"] == "/faq/fr/passe/j-ai-oublie-mon-mot-de-passe"
    confidences = [result["confidence"] for result in body["results"]]
    assert all(0 <= confidence <= 1 for confidence in confidences)


@pytest.mark.parametrize("typed", ["factu", "ma factu", "mot de pa"])
def test_search_follows_what_is_being_typed(site: Site, typed: str) -> None:
    results = site.client.get(f"{API}/search", params={"q": typed, "lang": "fr"}).json()["results"]
    assert results[0]["id"] == ("passe" if "pa" in typed else "facture")


def test_search_gives_as_many_as_asked_for_and_none_for_nothing(site: Site) -> None:
    search = f"{API}/search"
    assert len(site.client.get(search, params={"q": "livraison", "lang": "fr", "limit": 1}).json()["results"]) == 1
    assert site.client.get(search, params={"q": "  "}).json()["results"] == []
    assert [site.client.get(search, params={"q": "a", "limit": limit}).status_code for limit in (0, 21)] == [422, 422]


def test_a_site_that_embeds_the_agent_may_call_it_and_another_may_not(served: Engine) -> None:
    served.settings = served.settings.model_copy(update={"origins": ["https://shop.example"]})
    client = TestClient(create_app(served, dist=served.settings.home))
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}
    allowed = [
        client.options(f"{API}/conversations", headers={"Origin": origin} | asked).headers.get(
            "access-control-allow-origin"
        )
        for origin in ("https://shop.example", "https://evil.example")
    ]
    served.settings = served.settings.model_copy(update={"origins": []})
    assert allowed == ["https://shop.example", None]


def test_screens_and_scripts_are_served_and_nothing_beside_them(served: Engine, tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    dist.mkdir()
    for name in ("demo.html", "console.html", "studio.html", "comptoir.js"):
        (dist / name).write_text(f"<p>{name}</p>")
    (tmp_path / "secret.txt").write_text("secret")
    client = TestClient(create_app(served, dist=dist))
    assert [client.get(f"/{name}").text for name in ("demo", "console", "studio")] == [
        "<p>demo.html</p>",
        "<p>console.html</p>",
        "<p>studio.html</p>",
    ]
    assert client.get("/", follow_redirects=False).headers["location"] == "/demo"
    script = client.get("/widget/comptoir.js")
    assert (script.status_code, script.headers["access-control-allow-origin"]) == (200, "*")
    for path in ("/widget/../secret.txt", "/widget/%2e%2e/secret.txt", "/widget/%00", "/widget/", "/secret.txt"):
        assert client.get(path).status_code == 404


def test_what_is_long_is_sent_packed_and_what_is_short_as_it_is(site: Site) -> None:
    assert "content-encoding" not in site.client.get(f"{API}/health").headers
    entries = site.client.get(f"{API}/entries", headers=site.staff("Carl"))
    assert entries.headers["content-encoding"] == "gzip"
    assert len(entries.json()["entries"]) >= len(ENTRIES)
