"""What visitors did not get, on the wire: heard from conversations, masked, decided, turned into entries."""

from collections.abc import Iterator
from typing import Any

import pytest
from edge.installation import API, Site, Visitor
from sqlalchemy import delete

from api.storage.tables import conversations, gaps

WATER = "comment arroser un cactus en hiver ?"
PAINT = "qui a peint la joconde au louvre ?"
SENTENCES = {"fr": "Relisez la liste", "en": "Read the list again"}


@pytest.fixture(autouse=True)
def nothing_before(site: Site) -> Iterator[None]:
    with site.engine.database.write() as connection:
        connection.execute(delete(gaps))
        connection.execute(delete(conversations))
    yield


def read(site: Site, **query: Any) -> dict[str, Any]:
    answer = site.client.get(f"{API}/gaps", params=query, headers=site.staff("Carl"))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def do(site: Site, gap_id: str, step: str, *, status: int = 200, lang: str = "en", **body: Any) -> dict[str, Any]:
    headers = site.staff("Carl") | {"Accept-Language": lang}
    answer = site.client.post(f"{API}/gaps/{gap_id}/{step}", json=body or None, headers=headers)
    assert answer.status_code == status, answer.text
    done: dict[str, Any] = answer.json()
    return done


def ask(site: Site, *texts: str, lang: str = "fr") -> Visitor:
    visitor = site.visitor(lang)
    for text in texts:
        site.send(visitor, text=text)
    return visitor


def none_of_these(site: Site, text: str) -> Visitor:
    visitor = ask(site, text)
    site.send(visitor, "choices", entry_id=None)
    return visitor


def test_nothing_asked_leaves_no_gap(site: Site) -> None:
    assert read(site) == {"days": 30, "open": 0, "languages": [], "pending": 0, "total": 0, "gaps": []}


def test_an_unanswered_question_is_a_gap_with_its_masked_sources(site: Site) -> None:
    ask(site, f"Bonjour, {WATER} Appelez-moi au 06 12 34 56 78")
    none_of_these(site, WATER)
    (gap,) = read(site)["gaps"]
    assert (gap["lang"], gap["volume"], gap["state"], gap["week"]) == ("fr", 2, "open", 2)
    assert gap["kinds"] == {"none-of-these": 1, "clarified": 2}
    assert gap["name"] == "Comment arroser un cactus en hiver ?"
    assert gap["suggestion"] == {"action": "entry", "entry_id": None, "question": ""}
    assert gap["nearest"]["entry_id"]
    body = site.client.get(f"{API}/gaps/{gap['id']}", headers=site.staff("Carl")).json()
    texts = [source["text"] for source in body["sources"]]
    assert texts[0] == WATER
    assert texts[1].endswith("<PHONE>")
    assert "06 12" not in str(body)
    assert body.keys() == gap.keys() | {"sources"}


def test_a_gap_keeps_its_id_and_one_language_is_shown_when_asked_for(site: Site) -> None:
    ask(site, WATER)
    ask(site, "who painted the mona lisa?", lang="en")
    first = read(site)
    ask(site, WATER.upper())
    again = read(site)
    assert {gap["id"] for gap in first["gaps"]} == {gap["id"] for gap in again["gaps"]}
    assert again["languages"] == ["en", "fr"]
    assert [gap["lang"] for gap in read(site, lang="en")["gaps"]] == ["en"]
    assert read(site, limit=1)["total"] == 2


def test_what_an_adviser_replied_by_hand_is_the_draft_s_answer(site: Site) -> None:
    visitor = none_of_these(site, WATER)
    escalation = site.send(visitor, "exits", exit="chat")[-1]["payload"]["escalation_id"]
    site.step(escalation, "claim")
    site.step(escalation, "messages", text="Bonjour, arrosez-le une fois par mois. Cordialement, Ada")
    (gap,) = read(site)["gaps"]
    assert gap["kinds"] == {"handed-over": 1, "answered-by-adviser": 1, "none-of-these": 1, "clarified": 1}
    assert gap["replies"] == ["Arrosez-le une fois par mois."]
    entry = do(site, gap["id"], "entry", status=201)
    assert (entry["status"], entry["question"], entry["lang"]) == ("draft", gap["name"], "fr")
    assert entry["answer"] == "Arrosez-le une fois par mois."
    assert do(site, gap["id"], "entry", status=201)["id"] == entry["id"]
    (drafted,) = read(site)["gaps"]
    assert (drafted["state"], drafted["entry"]["entry_id"]) == ("drafted", entry["id"])
    assert read(site)["open"] == 0


def test_wordings_are_added_to_an_entry_and_a_conflict_adds_nothing(site: Site) -> None:
    none_of_these(site, PAINT)
    (gap,) = read(site)["gaps"]
    before = site.engine.entries.get("retour")
    told = do(
        site, gap["id"], "variants", status=409, entry_id="retour", wordings=[PAINT], revision=before.revision - 1
    )
    assert told["code"] == "edit-conflict"
    assert site.engine.entries.get("retour") == before
    assert read(site)["gaps"][0]["state"] == "open"
    entry = do(site, gap["id"], "variants", entry_id="retour", wordings=[PAINT], revision=before.revision)
    assert entry["variants"][-1] == {"text": PAINT, "origin": "visitor"}
    assert (entry["status"], entry["revision"]) == ("modified", before.revision + 1)
    assert read(site)["gaps"][0]["entry"] == {
        "entry_id": "retour",
        "question": before.question,
        "status": "modified",
    }
    site.engine.publisher.publish(["retour"], author="Carl")
    assert read(site)["gaps"] == []
    assert [each["id"] for each in read(site, state="done")["gaps"]] == [gap["id"]]


def test_a_dismissed_gap_comes_back_when_it_has_grown_by_as_much_again(site: Site) -> None:
    for _ in range(2):
        ask(site, WATER)
    (gap,) = read(site)["gaps"]
    assert do(site, gap["id"], "dismiss")["state"] == "dismissed"
    ask(site, WATER)
    assert read(site)["gaps"] == []
    (dismissed,) = read(site, state="dismissed")["gaps"]
    assert (dismissed["id"], dismissed["decided"]["by"]) == (gap["id"], "Carl")
    ask(site, WATER)
    assert [each["id"] for each in read(site)["gaps"]] == [gap["id"]]
    do(site, gap["id"], "dismiss")
    assert read(site)["gaps"] == []
    assert do(site, gap["id"], "reopen")["state"] == "open"


def test_an_answer_that_did_not_help_asks_for_a_better_one(site: Site) -> None:
    visitor = site.visitor()
    answer = site.send(visitor, text="J'ai oublié mon mot de passe")[-1]
    site.send(visitor, "feedback", seq=answer["seq"], helpful=False)
    (gap,) = read(site)["gaps"]
    assert gap["kinds"] == {"thumbs-down": 1}
    assert gap["suggestion"] == {
        "action": "answer",
        "entry_id": "passe",
        "question": "J'ai oublié mon mot de passe",
    }


def test_a_gap_that_is_not_there_is_told_in_the_reader_s_language(site: Site) -> None:
    for lang, told in SENTENCES.items():
        body = do(site, "g-nowhere", "dismiss", status=404, lang=lang)
        assert body["code"] == "gap-not-found"
        assert told in body["detail"]
    assert site.client.get(f"{API}/gaps/g-nowhere", headers=site.staff("Carl")).status_code == 404


@pytest.mark.parametrize(
    "body", [{"entry_id": "retour", "wordings": []}, {"wordings": ["a"]}, {"entry_id": "retour", "wordings": "a"}, {}]
)
def test_a_body_that_is_wrong_is_refused(site: Site, body: dict[str, Any]) -> None:
    ask(site, WATER)
    (gap,) = read(site)["gaps"]
    answer = site.client.post(f"{API}/gaps/{gap['id']}/variants", json=body, headers=site.staff("Carl"))
    assert answer.json()["code"] == "invalid-request"
    unknown = do(site, gap["id"], "variants", status=404, entry_id="nowhere", wordings=["a b c"])
    assert unknown["code"] == "entry-not-found"


def test_what_was_heard_goes_with_its_conversation(site: Site) -> None:
    ask(site, WATER)
    assert read(site)["total"] == 1
    with site.engine.database.write() as connection:
        connection.execute(delete(conversations))
    assert read(site)["total"] == 0


@pytest.mark.parametrize(("path", "query"), [("/gaps", "days=0"), ("/gaps", "state=odd"), ("/gaps", "limit=501")])
def test_a_query_out_of_bounds_is_refused(site: Site, path: str, query: str) -> None:
    assert site.client.get(f"{API}{path}?{query}", headers=site.staff("Carl")).status_code == 422
