"""The advisers' side over plain requests."""

from threading import Barrier, Thread

import pytest
from edge.installation import API, KNOWN, Site

ESCALATION = {
    "id",
    "conversation_id",
    "exit",
    "team",
    "lang",
    "subject",
    "reason",
    "status",
    "contact",
    "callback_at",
    "adviser_id",
    "adviser_name",
    "created_at",
    "claimed_at",
    "closed_at",
}


def ids(site: Site, **query: object) -> list[str]:
    answer = site.client.get(f"{API}/escalations", params=query, headers=site.staff("Ada"))
    return [escalation["id"] for escalation in answer.json()["escalations"]]


def test_teams_are_listed_with_who_is_there(site: Site) -> None:
    body = site.client.get(f"{API}/teams", headers=site.staff("Carl")).json()
    assert body["teams"][0] == {"id": "ventes", "name": {"fr": "Ventes", "en": "Sales"}, "open": True}


def test_the_queue_shows_the_longest_waiting_first_and_filters(site: Site) -> None:
    _, first = site.queued()
    _, second = site.queued()
    _, taken = site.claimed()
    assert [id for id in ids(site) if id in (first, second, taken)] == [first, second, taken]
    assert {first, second} <= set(ids(site, status="waiting"))
    assert taken not in ids(site, status="waiting")
    assert taken in ids(site, status=["claimed", "closed"])
    assert ids(site, team="retours") == []
    assert first in ids(site, team=["retours", "ventes"])


def test_the_context_spares_the_customer_from_repeating_anything(site: Site) -> None:
    visitor = site.visitor()
    site.send(visitor, text=KNOWN)
    events = site.send(visitor, "exits", exit="email", email="lea@exemple.fr", text="mon mot de passe ne vient pas")
    id = events[-1]["payload"]["escalation_id"]
    body = site.client.get(f"{API}/escalations/{id}", headers=site.staff("Ada")).json()
    assert body.keys() == {"escalation", "conversation", "events", "suggestions", "named"}
    assert body["escalation"].keys() == ESCALATION
    assert body["escalation"]["contact"] == {"name": "", "email": "lea@exemple.fr", "phone": ""}
    assert body["escalation"]["subject"] == "mon mot de passe ne vient pas"
    assert body["conversation"].keys() == {"id", "lang", "page", "segment", "owner", "seq"}
    assert [event["seq"] for event in body["events"]] == [1, 2, 3, 4, 5]
    assert body["events"][2]["payload"]["reason"]
    assert body["suggestions"][0]["id"] == "passe"
    assert body["suggestions"][0].keys() == {"id", "question", "answer", "confidence"}


def test_claim_write_note_close(site: Site) -> None:
    visitor, id = site.queued()
    claimed = site.step(id, "claim")["escalation"]
    assert claimed.keys() == ESCALATION
    assert (claimed["status"], claimed["adviser_name"]) == ("claimed", "Ada")
    (written,) = site.step(id, "messages", text="Bonjour !")["events"]
    assert (written["kind"], written["author"], written["author_name"]) == ("message", "adviser", "Ada")
    (note,) = site.step(id, "notes", text="à rappeler")["events"]
    assert (note["kind"], note["payload"]) == ("note", {"text": "à rappeler"})
    assert site.send(visitor, text="merci beaucoup")[-1]["kind"] == "message"
    assert site.step(id, "close")["escalation"]["status"] == "closed"
    assert site.client.get(f"{visitor.path}/events", headers=visitor.headers).json()["owner"] == "closed"


def test_a_transfer_puts_it_in_the_queue_of_the_other_team(site: Site) -> None:
    _, id = site.claimed()
    moved = site.step(id, "transfer", team="retours")["escalation"]
    assert (moved["team"], moved["status"], moved["adviser_id"]) == ("retours", "waiting", None)
    assert site.step(id, "claim", "Ana")["escalation"]["adviser_name"] == "Ana"


def test_a_returned_conversation_is_the_agents_again(site: Site) -> None:
    visitor, id = site.claimed()
    assert site.step(id, "return")["escalation"]["status"] == "closed"
    assert site.send(visitor, text=KNOWN)[-1]["kind"] == "answer"


def test_the_same_step_sent_again_is_one_step(site: Site) -> None:
    visitor, id = site.claimed()
    once, again = (site.step(id, "messages", id="same", text="Un instant.") for _ in range(2))
    assert once == again
    assert site.step(id, "close", id="end") == site.step(id, "close", id="end")
    seen = site.client.get(f"{visitor.path}/events", headers=visitor.headers).json()["events"]
    assert [event["kind"] for event in seen][-3:] == ["joined", "message", "closed"]


@pytest.mark.parametrize("step", ["messages", "transfer", "return", "close"])
def test_only_who_claimed_may_go_on(site: Site, step: str) -> None:
    _, id = site.claimed("Ana")
    body = {"id": "1"} | {"messages": {"text": "a"}, "transfer": {"team": "retours"}}.get(step, {})
    answer = site.client.post(f"{API}/escalations/{id}/{step}", json=body, headers=site.staff("Ada"))
    assert (answer.status_code, answer.json()["code"]) == (403, "not-yours")


def test_a_closed_one_takes_no_more_steps(site: Site) -> None:
    _, id = site.claimed()
    site.step(id, "close")
    answer = site.client.post(f"{API}/escalations/{id}/claim", json={"id": "late"}, headers=site.staff("Ana"))
    assert (answer.status_code, answer.json()["code"]) == (409, "escalation-closed")


def test_a_team_that_does_not_exist_is_refused(site: Site) -> None:
    _, id = site.claimed()
    body = {"id": "1", "team": "rien"}
    answer = site.client.post(f"{API}/escalations/{id}/transfer", json=body, headers=site.staff("Ada"))
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown-team")


def test_of_advisers_who_claim_at_once_one_gets_it(site: Site) -> None:
    _, id = site.queued()
    names, codes = ["Ada", "Ana", "Sam", "Root"], {}
    headers, start = {name: site.staff(name) for name in names}, Barrier(len(names))

    def claim(name: str) -> None:
        start.wait()
        url = f"{API}/escalations/{id}/claim"
        codes[name] = site.client.post(url, json={"id": f"of {name}"}, headers=headers[name]).status_code

    threads = [Thread(target=claim, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes.values()) == [200, 409, 409, 409]
    adviser = site.client.get(f"{API}/escalations/{id}", headers=headers["Ada"]).json()["escalation"]["adviser_name"]
    assert codes[adviser] == 200
