"""The promise beside what visitors live through: asked by them, voted on by them, read by a curator."""

from typing import Any

import pytest
from edge.installation import API, HUMAN, KNOWN, Site

LIVED = {"questions", "answered", "coverage", "confidence", "yes", "no", "unhelpful", "between", "verdict"}
UNKNOWN = "quelle est la recette du clafoutis"


def promise(site: Site, **query: Any) -> dict[str, Any]:
    answer = site.client.get(f"{API}/promise", params=query, headers=site.staff("Carl"))
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_the_promise_is_told_before_anybody_asked(site: Site) -> None:
    body = promise(site)
    assert body.keys() == {"days", "wrong_in_100", "certainty", "threshold", "live", "topics", "entries"}
    assert (body["days"], body["wrong_in_100"], body["certainty"]) == (30, 40, 0.9)
    kept = site.engine.knowledge.base.threshold(40)
    assert body["threshold"] == {
        "confidence": pytest.approx(kept.confidence, abs=1e-4),
        "coverage": pytest.approx(kept.coverage, abs=1e-4),
        "wrong": pytest.approx(kept.wrong, abs=1e-4),
        "proven": kept.proven,
    }
    assert body["live"] == {
        "questions": 0,
        "answered": 0,
        "coverage": None,
        "confidence": None,
        "yes": 0,
        "no": 0,
        "unhelpful": None,
        "between": [0, 1],
        "verdict": "open",
        "coverage_verdict": "open",
    }
    assert (body["topics"], body["entries"]) == ([], [])


def test_what_visitors_ask_and_say_is_counted(site: Site) -> None:
    visitor = site.visitor()
    site.send(visitor, text="bonjour")
    answer = site.send(visitor, text=KNOWN)[-1]
    site.send(visitor, "feedback", seq=answer["seq"], helpful=True, comment="")
    site.send(visitor, "feedback", seq=answer["seq"], helpful=False, comment="")
    site.send(visitor, text=HUMAN)
    site.send(visitor, "choices", entry_id="delai")
    site.send(visitor, text=UNKNOWN)
    body = promise(site)
    live = body["live"]
    assert live.keys() == LIVED | {"coverage_verdict"}
    assert {name: live[name] for name in ("questions", "answered", "coverage", "yes", "no", "unhelpful")} == {
        "questions": 2,
        "answered": 1,
        "coverage": 0.5,
        "yes": 0,
        "no": 1,
        "unhelpful": 1,
    }
    assert live["confidence"] >= body["threshold"]["confidence"]
    topics = {topic["topic"]: topic for topic in body["topics"]}
    assert topics["compte"].keys() == LIVED | {"topic", "wrong_in_100"}
    assert topics["compte"]["wrong_in_100"] == body["wrong_in_100"]
    assert (topics["compte"]["answered"], topics["compte"]["no"]) == (1, 1)
    assert sum(topic["questions"] for topic in body["topics"]) == 2
    assert body["entries"] == [{"id": "passe", "lang": "fr", "question": KNOWN, "yes": 0, "no": 1}]


def test_enough_votes_tell(site: Site) -> None:
    before = promise(site)["live"]
    for _ in range(12):
        visitor = site.visitor()
        answer = site.send(visitor, text=KNOWN)[-1]
        site.send(visitor, "feedback", seq=answer["seq"], helpful=False, comment="")
    after = promise(site)["live"]
    assert after["no"] == before["no"] + 12
    assert after["verdict"] == "broken"
    assert after["between"][0] > 0.4


@pytest.mark.parametrize("days", ["0", "366", "-1", "a", "1.5", "9" * 30, ""])
def test_days_are_from_one_to_a_year(site: Site, days: str) -> None:
    answer = site.client.get(f"{API}/promise", params={"days": days}, headers=site.staff("Carl"))
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")


@pytest.mark.parametrize("days", [1, 365])
def test_the_days_asked_for_are_looked_at(site: Site, days: int) -> None:
    assert promise(site, days=days)["days"] == days


@pytest.mark.parametrize(("name", "status"), [("Carl", 200), ("Sam", 200), ("Root", 200), ("Ada", 403)])
def test_those_who_curate_read_the_promise(site: Site, name: str, status: int) -> None:
    assert site.client.get(f"{API}/promise", headers=site.staff(name)).status_code == status


def test_nobody_reads_the_promise_without_signing_in(site: Site) -> None:
    assert site.client.get(f"{API}/promise").status_code == 401
