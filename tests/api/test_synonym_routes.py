"""Managers keep words that mean the same; every process searches with them within a second."""

import time
from contextlib import closing
from typing import Any

from edge.installation import API, Borrower, Site

from api.synonyms import SynonymGroups


def call(site: Site, method: str, body: Any = None, status: int = 200, who: str = "Carl") -> Any:
    answer = site.client.request(method, f"{API}/synonyms", json=body, headers=site.staff(who))
    assert answer.status_code == status, answer.text
    return answer.json()


def terms(site: Site, text: str) -> dict[str, list[str]]:
    found = site.client.get(f"{API}/search", params={"q": text, "lang": "fr"}).json()["results"]
    return {result["id"]: result["terms"] for result in found}


def test_a_synonym_finds_the_entry_at_once_and_in_every_process(site: Site) -> None:
    assert call(site, "GET") == {"version": 0, "groups": {}}
    assert not any(terms(site, "zglorp").values())
    with closing(Borrower(site.engine, site.engine.settings)) as other:
        other.publisher.refresh()
        kept = call(site, "PUT", {"groups": {"fr": [["zglorp", "facture", " "]]}, "version": 0})
        assert kept == {"version": 1, "groups": {"fr": [["zglorp", "facture"]]}}
        assert next(iter(terms(site, "zglorp").items())) == ("facture", ["zglorp"])
        before, started = other.knowledge.base, time.monotonic()
        other.synonyms.refresh()
        assert other.publisher.keep_up() is True
        assert time.monotonic() - started < 1
        assert (other.knowledge.base.synonyms.version, other.knowledge.base.shelves) == (1, before.shelves)
        assert other.publisher.keep_up() is False


def test_the_server_takes_up_what_another_process_kept(site: Site) -> None:
    version = call(site, "GET")["version"]
    elsewhere = SynonymGroups(site.engine.documents)
    elsewhere.keep({"fr": [["bafouille", "facture"]]}, languages=["fr"], author="x", version=version)
    limit = time.monotonic() + 10
    while not terms(site, "bafouille").get("facture") and time.monotonic() < limit:
        time.sleep(0.1)
    assert terms(site, "bafouille")["facture"] == ["bafouille"]


def test_of_two_managers_the_second_is_told(site: Site) -> None:
    version = call(site, "GET")["version"]
    call(site, "PUT", {"groups": {"fr": [["un", "deux"]]}, "version": version})
    assert call(site, "PUT", {"groups": {}, "version": version}, 409)["code"] == "synonyms-changed"
    assert call(site, "GET")["groups"] == {"fr": [["un", "deux"]]}


def test_what_cannot_be_a_group_says_why(site: Site) -> None:
    version = call(site, "GET")["version"]
    for groups, code in [
        ({"fr": [["seul"]]}, "synonym-alone"),
        ({"fr": [["a", "b" * 200]]}, "too-long"),
        ({"de": [["a", "b"]]}, "unknown-language"),
        ({"FR!": []}, "invalid-request"),
    ]:
        assert call(site, "PUT", {"groups": groups, "version": version}, 422)["code"] == code
    assert call(site, "GET")["version"] == version


def test_only_curators_keep_synonyms(site: Site) -> None:
    for method, body in (("GET", None), ("PUT", {"groups": {}, "version": 0})):
        assert call(site, method, body, 403, who="Ada")["code"] == "forbidden"
