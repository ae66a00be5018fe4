"""Files of entries over plain requests, and what a save says of entries that resemble it."""

import json
from pathlib import Path
from typing import Any

import pytest
from edge.installation import API, Site

from knowledge.entry_files import read_entries

GOOD = {"id": "neuve", "lang": "fr", "question": "Vendez-vous des voiliers ?", "answer": "Oui, sous 14 jours."}


def send(site: Site, *rows: Any, name: str = "e.jsonl", lang: str = "fr", **fields: str) -> Any:
    content = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows).encode()
    headers = site.staff("Carl") | {"Accept-Language": lang}
    return site.client.post(f"{API}/entries/import", files={"file": (name, content)}, data=fields, headers=headers)


def entries(site: Site) -> dict[str, Any]:
    found = site.client.get(f"{API}/entries", headers=site.staff("Carl")).json()["entries"]
    return {entry["id"]: entry for entry in found}


@pytest.mark.parametrize("format", ["csv", "json", "jsonl", "xlsx"])
def test_what_is_exported_is_taken_back_without_a_change(site: Site, tmp_path: Path, format: str) -> None:
    answer = site.client.get(f"{API}/entries/export", params={"format": format}, headers=site.staff("Carl"))
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].endswith(f'.{format}"')
    (tmp_path / f"e.{format}").write_bytes(answer.content)
    before = entries(site)
    assert {entry.id for entry in read_entries(tmp_path / f"e.{format}")} == before.keys()
    with (tmp_path / f"e.{format}").open("rb") as file:
        taken = site.client.post(f"{API}/entries/import", files={"file": file}, headers=site.staff("Carl")).json()
    assert taken["counts"] == {"new": 0, "changed": 0, "unchanged": len(before)}
    assert entries(site) == before
    assert not any((site.engine.settings.home / "files").iterdir())


def test_a_file_is_looked_at_before_anything_is_written(site: Site) -> None:
    before = entries(site)
    kept = before["delai"]
    changed = {"id": "delai", "lang": kept["lang"], "question": kept["question"], "answer": "Autrement."}
    body = send(site, GOOD, changed, {**GOOD, "id": "x", "lang": "français"}, check="true").json()
    assert body["counts"]["new"] == body["counts"]["changed"] == 1
    assert body["new"] == [{"id": "neuve", "lang": "fr", "question": GOOD["question"]}]
    assert body["changed"][0]["fields"] == ["answer"]
    (fault,) = body["faults"]
    assert (fault["line"], fault["column"], fault["code"]) == (3, "lang", "not-a-language")
    assert "code de langue" in fault["text"]
    assert entries(site) == before


def test_a_file_with_a_fault_is_refused_whole_with_every_fault(site: Site) -> None:
    before = entries(site)
    refused = send(site, GOOD, "{", {"id": "y"})
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid-entries")
    assert "ligne 2 : ce n'est pas du JSON" in refused.json()["detail"]
    assert "ligne 3, question : il manque" in refused.json()["detail"]
    assert "line 2: it is not JSON" in send(site, GOOD, "{", lang="en").json()["detail"]
    assert entries(site) == before


def test_a_file_is_taken_in_and_says_what_resembles_it(site: Site) -> None:
    twin = {**GOOD, "id": "jumelle", "question": "vendez vous des voiliers", "answer": "Oui, sous 30 jours."}
    body = send(site, GOOD, twin).json()
    assert body["counts"]["new"] == 2
    assert {"neuve", "jumelle"} <= entries(site).keys()
    kinds = [(each["kind"], each["about"]) for each in body["warnings"]]
    assert kinds == [("same-question", None), ("contradiction", "duration")]
    similar = site.client.get(f"{API}/entries/neuve/similar", headers=site.staff("Carl")).json()["warnings"]
    assert [each["entry_id"] for each in similar] == ["jumelle", "jumelle"]
    assert (similar[1]["ours"], similar[1]["their_passage"]) == ("14 jours", "Oui, sous 30 jours.")
    whole = site.client.get(f"{API}/entries/duplicates", headers=site.staff("Carl")).json()
    assert {"neuve", "jumelle"} in [{each["id"], each["entry_id"]} for each in whole["warnings"]]
    assert whole["total"] >= 2


def test_a_save_says_who_asks_the_same_and_is_kept_all_the_same(site: Site) -> None:
    kept = entries(site)["delai"]
    body = {"lang": "fr", "question": f" {kept['question'].upper()} ", "answer": "Non."}
    saved = site.client.post(f"{API}/entries", json=body, headers=site.staff("Carl") | {"Accept-Language": "fr"})
    assert saved.status_code == 201
    first = saved.json()["warnings"][0]
    assert (first["kind"], first["entry_id"]) == ("same-question", "delai")
    assert "pose la même question" in first["text"]
    edited = {**body, "question": "Comment tailler un rosier ?", "revision": 1}
    again = site.client.put(f"{API}/entries/{saved.json()['id']}", json=edited, headers=site.staff("Carl"))
    assert again.json()["warnings"] == []


@pytest.mark.parametrize(
    ("name", "fields", "status", "code"),
    [
        ("e.ods", {}, 422, "unknown-entry-format"),
        ("e.jsonl", {"check": "peut-être"}, 422, "invalid-request"),
        ("..", {}, 422, "unknown-entry-format"),
    ],
)
def test_a_request_that_cannot_be_is_refused(
    site: Site, name: str, fields: dict[str, str], status: int, code: str
) -> None:
    refused = send(site, GOOD, name=name, **fields)
    assert (refused.status_code, refused.json()["code"]) == (status, code)


def test_a_request_without_a_file_is_refused(site: Site) -> None:
    refused = site.client.post(f"{API}/entries/import", data={"file": "x"}, headers=site.staff("Carl"))
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid-request")
    unknown = site.client.get(f"{API}/entries/rien/similar", headers=site.staff("Carl"))
    assert (unknown.status_code, unknown.json()["code"]) == (404, "entry-not-found")


@pytest.mark.parametrize("path", ["/entries/export", "/entries/duplicates", "/entries/delai/similar"])
def test_only_curators_may(site: Site, path: str) -> None:
    assert site.client.get(f"{API}{path}").status_code == 401
    assert site.client.get(f"{API}{path}", headers=site.staff("Ada")).status_code == 403
