"""Some visitors are answered otherwise, and staff sees which answer was sent."""

from typing import Any

from edge.installation import API, Site


def asked(site: Site, **about: str) -> dict[str, Any]:
    """The events of the reply to a visitor, as the visitor and as staff see them."""
    opened = site.client.post(f"{API}/conversations", json={"lang": "fr", **about}).json()
    headers = {"Authorization": f"Bearer {opened['token']}"}
    body = {"id": "a", "text": "comment retourner un article ?"}
    told = site.client.post(f"{API}/conversations/{opened['id']}/messages", json=body, headers=headers).json()
    (answer,) = [event for event in told["events"] if event["kind"] == "answer"]
    assert "alternative" not in answer["payload"]
    (kept,) = [event for event in site.engine.journal.events(opened["id"]) if event.kind == "answer"]
    return {"text": answer["payload"]["text"], "alternative": kept.payload.get("alternative")}


def test_a_visitor_is_answered_by_segment_and_page(site: Site) -> None:
    staff = site.staff("Carl")
    kept = site.client.get(f"{API}/entries/retour", headers=staff).json()
    others = [
        {"answer": "Votre agence reprend tout.", "segment": "pro", "page": ""},
        {"answer": "Au comptoir de la boutique.", "segment": "", "page": "/boutiques"},
    ]
    edited = {"lang": "fr", "question": kept["question"], "alternatives": others, "revision": kept["revision"]}
    assert site.client.put(f"{API}/entries/retour", json=edited, headers=staff).is_success
    publish = {"ids": ["retour"], "accept": True}
    assert site.client.post(f"{API}/entries/publish", json=publish, headers=staff).is_success

    assert asked(site) == {"text": "Sous 30 jours.", "alternative": None}
    assert asked(site, segment="pro") == {
        "text": "Votre agence reprend tout.",
        "alternative": {"segment": "pro", "page": ""},
    }
    assert asked(site, page="/boutiques/caen")["text"] == "Au comptoir de la boutique."

    found = site.client.get(
        f"{API}/search", params={"q": "retourner un article", "lang": "fr", "segment": "Pro"}
    ).json()
    assert found["results"][0]["answer"] == "Votre agence reprend tout."
    plain = site.client.get(f"{API}/search", params={"q": "retourner un article", "lang": "fr"}).json()
    assert plain["results"][0]["answer"] == "Sous 30 jours."
