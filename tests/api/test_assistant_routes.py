"""The assistant's project over plain requests: written, checked, published, led back."""

import time
from contextlib import closing
from typing import Any

import pytest
from edge.installation import API, Borrower, Site
from fakes.project import BROKEN, NLU, PROJECT, RULES

from api.storage.assistants import SqlAssistants
from api.wiring import Engine
from dialogue.authoring.service import Service


def call(site: Site, method: str, path: str, body: Any = None, status: int = 200, **query: Any) -> Any:
    answer = site.client.request(method, f"{API}/assistant{path}", json=body, params=query, headers=site.staff("Carl"))
    assert answer.status_code == status, answer.text
    return answer.json()


def keep(site: Site, files: dict[str, str]) -> int:
    """Save a draft over the last, and return its version."""
    version = call(site, "GET", "/files")["version"]
    return int(call(site, "PUT", "/files", {"files": files, "version": version})["draft"]["version"])


def released(site: Site, files: dict[str, str]) -> int:
    return int(call(site, "POST", "/publish", {"version": keep(site, files)})["version"])


@pytest.fixture(autouse=True)
def nothing(site: Site) -> None:
    """Nothing is in service, and the draft is empty."""
    keep(site, {})
    last = call(site, "GET", "/versions")["version"]
    if site.engine.assistant() is not None:
        call(site, "POST", "/rollback", {"to": 0, "seen": last})


def test_a_draft_is_written_checked_and_put_in_service(site: Site) -> None:
    before = call(site, "GET", "")
    assert (before["flows"], before["problems"], before["draft"]["changed"]) == ([], [], False)
    saved = call(site, "PUT", "/files", {"files": PROJECT, "version": before["draft"]["version"]})
    version = saved["draft"]["version"]
    assert (version, saved["draft"]["author"], saved["draft"]["changed"]) == (
        before["draft"]["version"] + 1,
        "Carl",
        True,
    )
    assert [each for each in saved["problems"] if each["severity"] == "error"] == []
    assert call(site, "GET", "/files") == {"version": version, "files": PROJECT}
    assert site.engine.assistant() is None
    drafted = call(site, "GET", "")["flows"]
    assert [(flow["intent"], flow["form"], flow["published"]) for flow in drafted] == [
        ("suivre_commande", "suivi_form", False),
        ("saluer", "", False),
    ]
    assert call(site, "POST", "/publish", {"version": version}) == {"version": before["version"] + 1}
    project = site.engine.assistant()
    assert project is not None
    assert "suivi_form" in project.domain.forms
    after = call(site, "GET", "")
    assert after["flows"] == [flow | {"published": True} for flow in drafted]
    assert (after["version"], after["draft"]["changed"]) == (before["version"] + 1, False)


def test_what_is_wrong_is_told_with_its_line_and_never_reaches_visitors(site: Site) -> None:
    line = len(RULES.splitlines()) + 1
    found = call(site, "POST", "/check", {"files": BROKEN})["problems"]
    (wrong,) = (each for each in found if each["severity"] == "error")
    assert wrong.keys() == {"file", "line", "severity", "code", "text"}
    assert (wrong["file"], wrong["line"], wrong["code"]) == ("data/rules.yml", line, "without-steps")
    version = keep(site, BROKEN)
    assert wrong in call(site, "GET", "")["problems"]
    refused = call(site, "POST", "/publish", {"version": version}, 422)
    assert (refused["code"], refused["problems"]) == ("invalid-project", [wrong])
    assert site.engine.assistant() is None


def test_what_is_no_yaml_is_told_where_it_stops_to_be(site: Site) -> None:
    found = call(site, "POST", "/check", {"files": PROJECT | {"data/nlu.yml": NLU + "  - : [\n"}})["problems"]
    assert ("data/nlu.yml", "not-yaml") in {(each["file"], each["code"]) for each in found}


def test_nobody_writes_over_what_they_did_not_read_nor_publishes_it(site: Site) -> None:
    version = keep(site, PROJECT)
    keep(site, BROKEN)
    told = call(site, "PUT", "/files", {"files": {}, "version": version}, 409)
    assert (told["code"], "Carl" in told["detail"]) == ("draft-changed", True)
    assert call(site, "POST", "/publish", {"version": version}, 409)["code"] == "draft-changed"
    assert call(site, "GET", "/files")["files"] == BROKEN


def test_the_same_files_are_published_once(site: Site) -> None:
    version = released(site, PROJECT)
    assert released(site, dict(PROJECT)) == version


def test_versions_are_listed_compared_and_gone_back_to(site: Site) -> None:
    first = released(site, PROJECT)
    changed = {name: text for name, text in PROJECT.items() if name != "config.yml"}
    changed |= {"data/rules.yml": RULES.replace("dire bonjour", "saluer en retour"), "data/more.yml": "rules: []\n"}
    second = released(site, changed)
    (last, before, *_) = call(site, "GET", "/versions")["versions"]
    assert (last["version"], last["action"], last["author"]) == (second, "publish", "Carl")
    assert before["version"] == first
    assert call(site, "GET", "/files", version=first) == {"version": first, "files": PROJECT}
    compared = call(site, "GET", "/diff", before=first, after=second)["files"]
    assert [(each["path"], each["change"]) for each in compared] == [
        ("config.yml", "removed"),
        ("data/more.yml", "added"),
        ("data/rules.yml", "changed"),
    ]
    assert {"- rule: dire bonjour", "+- rule: saluer en retour"} == {
        line.removeprefix("-") for line in compared[2]["lines"] if line[0] in "-+"
    }
    keep(site, PROJECT)
    assert [each["path"] for each in call(site, "GET", "/diff")["files"]] == [each["path"] for each in compared]
    returned = call(site, "POST", "/rollback", {"to": first, "seen": second})["version"]
    assert call(site, "GET", "/versions")["versions"][0] | {"at": ""} == {
        "version": returned,
        "action": "rollback",
        "author": "Carl",
        "at": "",
        "back_to": first,
    }
    assert call(site, "GET", "/files", version=returned)["files"] == PROJECT
    assert call(site, "POST", "/rollback", {"to": first, "seen": second}, 409)["code"] == "released-meanwhile"
    assert call(site, "POST", "/rollback", {"to": first, "seen": returned}, 422)["code"] == "already-in-service"
    assert call(site, "POST", "/rollback", {"to": 999_999, "seen": returned}, 404)["code"] == "release-not-found"
    assert call(site, "POST", "/rollback", {"to": 0, "seen": returned})["version"] == returned + 1
    assert site.engine.assistant() is None


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("../domain.yml", "not-a-project-file"),
        ("/etc/domain.yml", "not-a-project-file"),
        ("data\\rules.yml", "not-a-project-file"),
        ("data//rules.yml", "not-a-project-file"),
        (".rasa/cache.yml", "not-a-project-file"),
        ("actions/actions.py", "not-a-project-file"),
        ("d" * 250 + ".yml", "not-a-project-file"),
        ("credentials.yml", "server-file"),
        ("all/endpoints.yaml", "server-file"),
        ("\0.yml", "invalid-request"),
    ],
)
def test_only_files_of_a_project_are_kept(site: Site, path: str, code: str) -> None:
    version = call(site, "GET", "/files")["version"]
    files = {"domain.yml": "", path: ""}
    assert call(site, "PUT", "/files", {"files": files, "version": version}, 422)["code"] == code
    assert call(site, "POST", "/check", {"files": files}, 422)["code"] == code
    assert call(site, "GET", "/files") == {"version": version, "files": {}}


def test_names_that_people_give_are_kept(site: Site) -> None:
    files = dict.fromkeys(("domain.yml", "data/règles du suivi.yml", "domain/a.b-c (2).yaml", "_x.yml"), "# rien\n")
    keep(site, files)
    assert call(site, "GET", "/files")["files"] == files


def test_an_assistant_has_so_many_files_of_so_many_bytes(site: Site) -> None:
    version = call(site, "GET", "/files")["version"]
    most = {f"data/{number}.yml": "# " + "é" * 2_498 for number in range(200)}
    assert sum(len(text.encode()) for text in most.values()) < 1_000_000
    keep(site, most)
    more, larger = most | {"one.yml": ""}, most | {"data/0.yml": "#" * 900_000}
    for files, code in ((more, "too-many-files"), (larger, "project-too-large")):
        assert call(site, "PUT", "/files", {"files": files, "version": version + 1}, 422)["code"] == code
        assert call(site, "POST", "/check", {"files": files}, 422)["code"] == code
    assert call(site, "GET", "/files")["files"] == most


def test_a_file_that_names_itself_a_thousand_times_does_not_fill_the_memory(site: Site) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    started = time.monotonic()
    call(site, "POST", "/check", {"files": {"domain.yml": "\n".join([*lines, "intents: *a9", ""])}})
    assert time.monotonic() - started < 5


def test_another_process_takes_up_what_was_published(site: Site) -> None:
    with closing(Borrower(site.engine, site.engine.settings)) as other:
        assert other.assistant() is None
        version = released(site, PROJECT)
        assert other.assistant() is None
        assert other.assistant.refresh() is True
        assert (other.assistant.now.version, other.assistant.refresh()) == (version, False)
        kept = other.assistant()
        assert kept is other.assistant()
        assert kept is not None


def test_the_server_takes_up_what_another_process_published(site: Site) -> None:
    elsewhere = SqlAssistants(site.engine.database)
    elsewhere.publish(author="x", version=keep(site, PROJECT))
    limit = time.monotonic() + 10
    while site.engine.assistant() is None and time.monotonic() < limit:
        time.sleep(0.1)
    assert site.engine.assistant() is not None


def test_a_release_that_no_longer_loads_leaves_the_one_before_in_service(site: Site, served: Engine) -> None:
    released(site, PROJECT)
    service = Service(served.assistants)
    kept = service()
    # As an older engine, which did not see what is wrong, would have.
    served.assistants.publish(author="x", version=keep(site, BROKEN))
    assert service.refresh() is True
    assert service() is kept
    assert service.refresh() is False


def test_only_curators_see_and_change_the_assistant(site: Site) -> None:
    for method, path, body in [("GET", "", None), ("PUT", "/files", {"files": {}, "version": 0})]:
        answer = site.client.request(method, f"{API}/assistant{path}", json=body, headers=site.staff("Ada"))
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
