"""The curated base over plain requests."""

from typing import Any

import pytest
from edge.installation import API, ENTRIES, KNOWN, THOUGHT, Site

ENTRY = {
    "id",
    "lang",
    "question",
    "answer",
    "variants",
    "category",
    "translation_of",
    "need_id",
    "follow_up",
    "alternatives",
    "rejected",
    "in_review",
    "publish_at",
    "retire_at",
    "status",
    "revision",
    "published_revision",
    "updated_at",
    "updated_by",
}
NEW = {"lang": "fr", "question": "Livrez-vous en Suisse ?", "answer": "Oui.", "variants": [{"text": "envoi suisse"}]}


def call(site: Site, method: str, path: str, body: Any = None, **query: Any) -> Any:
    answer = site.client.request(method, f"{API}{path}", json=body, params=query, headers=site.staff("Carl"))
    assert answer.is_success, answer.text
    return answer.json()


def test_an_entry_is_written_changed_published_and_retired(site: Site) -> None:
    draft = call(site, "POST", "/entries", NEW)
    id = draft["id"]
    assert draft.keys() == ENTRY | {"warnings"}
    assert (id, draft["status"], draft["revision"], draft["updated_by"]) == (
        "livrez-vous-en-suisse",
        "draft",
        1,
        "Carl",
    )
    assert draft["variants"] == [{"text": "envoi suisse", "origin": "curator"}]
    before = site.engine.knowledge.base.version
    published = call(site, "POST", "/entries/publish", {"ids": [id]})
    assert published == {"version": before + 1, "published": [id]}
    assert id in site.engine.knowledge.base.entries
    changed = call(site, "PUT", f"/entries/{id}", NEW | {"answer": "Pas encore.", "revision": 1})
    assert (changed["status"], changed["revision"], changed["published_revision"]) == ("modified", 2, 1)
    assert site.engine.knowledge.base.entries[id].answer == "Oui."
    assert call(site, "POST", "/entries/retire", {"ids": [id]}) == {"version": before + 2, "retired": [id]}
    assert id not in site.engine.knowledge.base.entries
    revisions = call(site, "GET", f"/entries/{id}/revisions")["revisions"]
    assert [revision["action"] for revision in revisions] == ["retire", "edit", "publish", "create"]
    assert revisions[0].keys() == {"number", "action", "author", "at", "entry"}
    assert revisions[-1]["entry"]["answer"] == "Oui."


def test_entries_are_filtered(site: Site) -> None:
    body = call(site, "GET", "/entries")
    assert body.keys() == {"entries", "version"}
    assert {entry["id"] for entry in body["entries"]} >= {entry.id for entry in ENTRIES}
    assert {entry["lang"] for entry in call(site, "GET", "/entries", lang="en")["entries"]} == {"en"}
    assert [entry["id"] for entry in call(site, "GET", "/entries", q="OUBLIE mot")["entries"]] == ["passe"]
    assert call(site, "GET", "/entries", status=["draft", "retired"], q="oublie")["entries"] == []


def test_an_entry_read_and_saved_unchanged_stays_as_it_was(site: Site) -> None:
    kept = call(site, "GET", "/entries/frais")
    fields = ("lang", "question", "answer", "variants", "category", "translation_of", "revision")
    saved = call(site, "PUT", "/entries/frais", {name: kept[name] for name in fields})
    assert {name: saved[name] for name in fields[:-1]} == {name: kept[name] for name in fields[:-1]}


@pytest.mark.parametrize("id", ["a" * 100, "Un-Id_de-fichier"])
def test_an_entry_read_from_a_file_is_reached_whatever_its_id(site: Site, id: str) -> None:
    from knowledge.model import Entry

    site.engine.curation.take_in([Entry(id, "fr", f"Question {id} ?", "Réponse.")], author="test")
    assert call(site, "GET", f"/entries/{id}")["id"] == id


@pytest.mark.parametrize("lang", ["français", "f", "FR", "fr-FR", "f1", ""])
def test_a_language_is_a_code(site: Site, lang: str) -> None:
    answer = site.client.post(f"{API}/entries", json=NEW | {"lang": lang}, headers=site.staff("Carl"))
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")


REFUSED = [
    ("POST", "/entries", NEW | {"question": "  "}, 422, "empty-question"),
    ("POST", "/entries", NEW | {"answer": "a" * 20_001}, 422, "too-long"),
    ("PUT", "/entries/rien", NEW | {"revision": 1}, 404, "entry-not-found"),
    ("PUT", "/entries/delai", NEW | {"revision": 0}, 409, "edit-conflict"),
    ("POST", "/entries/publish", {"ids": ["delai", "rien"]}, 404, "entry-not-found"),
    ("POST", "/entries/retire", {"ids": ["delai", "rien"]}, 404, "entry-not-found"),
]


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code"), REFUSED, ids=[f"{row[1]} {row[4]}" for row in REFUSED]
)
def test_a_change_that_cannot_be_is_refused_whole(
    site: Site, method: str, path: str, body: Any, status: int, code: str
) -> None:
    before = call(site, "GET", "/entries")
    answer = site.client.request(method, f"{API}{path}", json=body, headers=site.staff("Carl"))
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert call(site, "GET", "/entries") == before


def test_an_entry_without_an_answer_is_not_published(site: Site) -> None:
    id = call(site, "POST", "/entries", {"lang": "fr", "question": "Et la nuit ?"})["id"]
    answer = site.client.post(f"{API}/entries/publish", json={"ids": [id]}, headers=site.staff("Carl"))
    assert (answer.status_code, answer.json()["code"]) == (422, "not-publishable")


def test_a_decision_is_explained(site: Site) -> None:
    body = call(site, "GET", "/explain", q=KNOWN, lang="fr")
    assert body.keys() == THOUGHT
    assert (body["language"], body["decision"], body["exits"]) == ("fr", "answer", [])
    best = body["answers"][0]
    assert best.keys() == {"id", "question", "answer", "confidence", "wording", "terms", "dense", "lexical"}
    assert (best["id"], best["wording"]) == ("passe", KNOWN)
    assert body["nearest"][0] == {"text": KNOWN, "id": "passe", "dense": pytest.approx(1, abs=1e-2)}
    assert 0 < body["threshold"]["confidence"] <= best["confidence"]
    vague = call(site, "GET", "/explain", q="quelle est la recette du clafoutis", lang="fr")
    assert {each["code"] for each in vague["lowered"]} & {"rival", "words", "meaning"}
    assert all(each["text"] for each in vague["lowered"])
    assert call(site, "GET", "/explain", q="je veux parler à un conseiller")["exits"] == ["chat", "callback", "email"]


def test_the_questions_of_a_message_that_asks_several_are_explained_one_by_one(site: Site) -> None:
    body = call(
        site, "GET", "/explain", q=f"{KNOWN}. Comment changer mon mot de passe ? Où trouver ma facture ?", lang="fr"
    )
    assert [part["text"] for part in body["parts"]] == ["Comment changer mon mot de passe ?", "Où trouver ma facture ?"]
    assert [part["answers"][0]["id"] for part in body["parts"]] == ["passe", "facture"]
    assert {part["decision"] for part in body["parts"]} == {"answer"}
    assert call(site, "GET", "/explain", q=KNOWN, lang="fr")["parts"] == []


@pytest.mark.parametrize(("reader", "start"), [("fr", "confiance de"), ("en-GB,en;q=0.9", "confidence of")])
def test_a_decision_is_explained_in_the_readers_language(site: Site, reader: str, start: str) -> None:
    headers = {**site.staff("Carl"), "Accept-Language": reader}
    assert site.client.get(f"{API}/explain", params={"q": KNOWN}, headers=headers).json()["reason"].startswith(start)


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_cannot_be_explained(site: Site, text: str) -> None:
    answer = site.client.get(f"{API}/explain", params={"q": text}, headers=site.staff("Carl"))
    assert (answer.status_code, answer.json()["code"]) == (422, "empty-message")


def test_a_change_that_names_some_fields_leaves_the_others(site: Site) -> None:
    pro = {"answer": "Oui, sur devis.", "segment": "", "page": "/pro"}
    entry = call(site, "POST", "/entries", {**NEW, "alternatives": [pro], "rejected": ["suisse ?"]})
    changed = call(site, "PUT", f"/entries/{entry['id']}", {**NEW, "answer": "Non.", "revision": 1})
    assert (changed["answer"], changed["alternatives"], changed["rejected"]) == ("Non.", [pro], ["suisse ?"])


def test_an_entry_keeps_the_flow_it_goes_on_with_whether_the_assistant_knows_it_or_not(site: Site) -> None:
    entry = call(site, "POST", "/entries", {**NEW, "follow_up": " suivre_commande "})
    assert (entry["follow_up"], site.engine.assistant()) == ("suivre_commande", None)
    path = f"/entries/{entry['id']}"
    assert call(site, "PUT", path, {**NEW, "answer": "Non.", "revision": 1})["follow_up"] == "suivre_commande"
    assert call(site, "PUT", path, {**NEW, "follow_up": "", "revision": 2})["follow_up"] == ""
    told = [line["entry"]["follow_up"] for line in call(site, "GET", f"{path}/revisions")["revisions"]]
    assert told == ["", "suivre_commande", "suivre_commande"]
    call(site, "POST", f"{path}/restore", {"number": 2, "revision": 3})
    assert call(site, "GET", path)["follow_up"] == "suivre_commande"
    call(site, "POST", "/entries/publish", {"ids": [entry["id"]]})
    assert site.engine.knowledge.base.entries[entry["id"]].follow_up == "suivre_commande"
    call(site, "POST", "/entries/retire", {"ids": [entry["id"]], "accept": True})


def test_the_name_of_a_flow_is_not_a_novel(site: Site) -> None:
    answer = site.client.post(f"{API}/entries", json={**NEW, "follow_up": "x" * 101}, headers=site.staff("Carl"))
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")


def test_an_entry_waits_for_review_until_it_is_published(site: Site) -> None:
    entry = call(site, "POST", "/entries", {**NEW, "in_review": True})
    assert entry["status"] == "review"
    call(site, "POST", "/entries/publish", {"ids": [entry["id"]]})
    shown = call(site, "GET", f"/entries/{entry['id']}")
    assert (shown["status"], shown["in_review"]) == ("published", False)
