"""Publications are looked back on and undone, entries merged and split, dates kept, over plain requests."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from edge.installation import API, Site


def call(site: Site, method: str, path: str, body: Any = None, status: int = 200) -> Any:
    answer = site.client.request(method, f"{API}{path}", json=body, headers=site.staff("Carl"))
    assert answer.status_code == status, answer.text
    return answer.json()


def written(site: Site, question: str, answer: str = "Oui.", variants: tuple[str, ...] = (), **more: Any) -> Any:
    body = {"lang": "fr", "question": question, "answer": answer, "variants": [{"text": text} for text in variants]}
    return call(site, "POST", "/entries", body | more, 201)


def at(entry: dict[str, Any]) -> dict[str, Any]:
    return {"id": entry["id"], "revision": entry["revision"]}


def publish(site: Site, *entries: dict[str, Any]) -> int:
    ids = [entry["id"] for entry in entries]
    return int(call(site, "POST", "/entries/publish", {"ids": ids, "accept": True})["version"])


def read(site: Site, entry: dict[str, Any]) -> Any:
    return call(site, "GET", f"/entries/{entry['id']}")


def test_the_last_publication_is_rolled_back_in_one_call(site: Site) -> None:
    entry = written(site, "Livrez-vous le dimanche ?")
    first = publish(site, entry)
    changed = call(
        site, "PUT", f"/entries/{entry['id']}", {"lang": "fr", "question": "?!", "answer": "Non.", "revision": 1}
    )
    publish(site, changed)
    looked = call(site, "GET", "/publications?limit=2")
    (change,) = looked["publications"][0]["changes"]
    assert change == {"entry_id": entry["id"], "question": "?!", "lang": "fr", "before": 1, "after": 2}
    assert looked["version"] == first + 1
    assert call(site, "POST", "/entries/rollback/preview", {"to": first})["warns"] is False
    done = call(site, "POST", "/entries/rollback", {"to": first, "seen": first + 1})
    assert done == {"version": first + 2, "changed": [entry["id"]]}
    assert site.engine.knowledge.base.entries[entry["id"]].answer == "Oui."
    assert (
        call(site, "POST", "/entries/rollback", {"to": first, "seen": first + 1}, 409)["code"] == "published-meanwhile"
    )
    call(site, "POST", "/entries/rollback", {})
    assert site.engine.knowledge.base.entries[entry["id"]].answer == "Non."
    assert call(site, "POST", "/entries/rollback", {"to": 9_999}, 404)["code"] == "version-not-found"


def test_an_earlier_revision_is_a_draft_again(site: Site) -> None:
    entry = written(site, "Faites-vous des cadeaux ?", publish_at="2999-01-01T00:00:00Z")
    path = f"/entries/{entry['id']}"
    call(site, "PUT", path, {"lang": "fr", "question": "Autre", "answer": "Autre.", "revision": 1})
    restored = call(site, "POST", f"{path}/restore", {"number": 1})
    assert (restored["answer"], restored["revision"], restored["publish_at"]) == ("Oui.", 3, None)
    assert call(site, "GET", f"{path}/revisions")["revisions"][0]["action"] == "restore"
    assert call(site, "POST", f"{path}/restore", {"number": 9}, 404)["code"] == "revision-not-found"
    assert call(site, "POST", f"{path}/restore", {"number": 1, "revision": 1}, 409)["code"] == "edit-conflict"


def test_dates_are_in_order(site: Site) -> None:
    body = {"lang": "fr", "question": "?", "publish_at": "2030-01-02T00:00:00Z", "retire_at": "2030-01-01T00:00:00Z"}
    assert call(site, "POST", "/entries", body, 422)["code"] == "dates-reversed"


def test_an_entry_is_published_by_itself_when_its_date_comes(site: Site) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=1)
    entry = written(site, "Ouvrez-vous à Noël ?", publish_at=soon.isoformat())
    assert entry["id"] not in site.engine.knowledge.base.entries
    limit = time.monotonic() + 20
    while entry["id"] not in site.engine.knowledge.base.entries and time.monotonic() < limit:
        time.sleep(0.2)
    assert entry["id"] in site.engine.knowledge.base.entries
    shown = read(site, entry)
    assert (shown["status"], shown["publish_at"], shown["updated_by"]) == ("published", None, "calendar")


@pytest.mark.parametrize("published", [True, False])
def test_entries_are_merged_and_the_merge_is_undone(site: Site, published: bool) -> None:
    kind = "publiés" if published else "brouillons"
    source = written(site, f"Où est mon paquet {kind} ?", "Là-bas.", (f"suivre {kind}",), rejected=["jamais"])
    target = written(site, f"Où est mon colis {kind} ?", "Ici.", (f"colis {kind}",))
    english = call(site, "POST", "/entries", {"lang": "en", "question": kind, "translation_of": source["id"]}, 201)
    if published:
        publish(site, source, target)
    before = [read(site, each) for each in (source, target, english)]
    seen = {entry.id: entry.answer for entry in site.engine.entries.published()}
    merge = {"source": at(source), "into": at(target), "answer": "Ici, ou là-bas."}
    assert call(site, "POST", "/entries/merge/preview", merge)["warns"] is False
    done = call(site, "POST", "/entries/merge", merge)
    whole = read(site, target)
    assert [variant["text"] for variant in whole["variants"]] == [f"colis {kind}", source["question"], f"suivre {kind}"]
    assert (whole["answer"], whole["rejected"]) == ("Ici, ou là-bas.", ["jamais"])
    assert read(site, english)["translation_of"] == target["id"]
    if published:
        assert (read(site, source)["status"], whole["status"]) == ("retired", "published")
        assert source["id"] not in site.engine.knowledge.base.entries
    else:
        assert (done["gone"], whole["status"]) == ([source["id"]], "draft")
        call(site, "GET", f"/entries/{source['id']}", status=404)
    call(site, "POST", "/entries/undo", {"id": done["undo"]})
    for old in before:
        new = read(site, old)
        assert {name for name in new if new[name] != old[name]} <= {
            "revision",
            "published_revision",
            "updated_at",
            "updated_by",
        }
    assert {entry.id: entry.answer for entry in site.engine.entries.published()} == seen
    assert call(site, "POST", "/entries/undo", {"id": done["undo"]}, 404)["code"] == "undo-not-found"
    assert call(site, "GET", f"/entries/{source['id']}/revisions")["revisions"]


def test_a_step_is_not_undone_over_somebody_elses_change(site: Site) -> None:
    entry = written(site, "Avez-vous un parking ?", variants=("se garer", "garer son vélo"))
    done = call(site, "POST", "/entries/split", {"entry": at(entry), "variants": ["garer son vélo"]})
    old, new = done["entries"]
    assert ([each["text"] for each in old["variants"]], new["question"]) == (["se garer"], "garer son vélo")
    edited = {"lang": "fr", "question": new["question"], "answer": "Dans la cour.", "revision": 1}
    call(site, "PUT", f"/entries/{new['id']}", edited)
    assert call(site, "POST", "/entries/undo", {"id": done["undo"]}, 409)["code"] == "edit-conflict"
    assert read(site, new)["answer"] == "Dans la cour."


def test_a_split_is_undone_and_leaves_nothing(site: Site) -> None:
    entry = written(site, "Avez-vous un vestiaire ?", variants=("poser mon manteau", "consigne à bagages"))
    split = {
        "entry": at(entry),
        "variants": ["consigne à bagages"],
        "question": "Où poser mes bagages ?",
        "answer": "Au sous-sol.",
    }
    done = call(site, "POST", "/entries/split", split)
    new = done["entries"][1]
    assert (new["answer"], [each["text"] for each in new["variants"]]) == ("Au sous-sol.", ["consigne à bagages"])
    call(site, "POST", "/entries/undo", {"id": done["undo"]})
    call(site, "GET", f"/entries/{new['id']}", status=404)
    assert read(site, entry)["variants"] == entry["variants"]


def test_a_variant_is_moved_and_moved_back(site: Site) -> None:
    source = written(site, "Prenez-vous les chèques ?", variants=("payer en espèces", "chèque vacances"))
    target = written(site, "Prenez-vous les espèces ?")
    move = {"source": at(source), "into": at(target), "variants": ["payer en espèces"]}
    done = call(site, "POST", "/entries/move", move)
    assert [[each["text"] for each in entry["variants"]] for entry in done["entries"]] == [
        ["chèque vacances"],
        ["payer en espèces"],
    ]
    assert call(site, "POST", "/entries/move", move, 409)["code"] == "edit-conflict"
    call(site, "POST", "/entries/undo", {"id": done["undo"]})
    assert read(site, source)["variants"] == source["variants"]


def test_what_cannot_be_put_together_says_why(site: Site) -> None:
    one, other = written(site, "Un ?", variants=("une",)), written(site, "Deux ?")
    english = call(site, "POST", "/entries", {"lang": "en", "question": "Three?"}, 201)
    for body, code in [
        ({"source": at(one), "into": at(one)}, "same-entry"),
        ({"source": at(one), "into": at(english)}, "other-language"),
    ]:
        assert call(site, "POST", "/entries/merge", body, 422)["code"] == code
    wrong = {"source": at(one), "into": at(other), "variants": ["nulle part"]}
    assert call(site, "POST", "/entries/move", wrong, 422)["code"] == "variant-not-found"
    gone = {"source": {"id": "nulle-part", "revision": 1}, "into": at(other)}
    assert call(site, "POST", "/entries/merge", gone, 404)["code"] == "entry-not-found"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/publications", None),
        ("POST", "/entries/rollback", {}),
        ("POST", "/entries/rollback/preview", {}),
        ("POST", "/entries/retour/restore", {"number": 1}),
        ("POST", "/entries/merge", {"source": {"id": "a", "revision": 1}, "into": {"id": "b", "revision": 1}}),
        ("POST", "/entries/split", {"entry": {"id": "a", "revision": 1}, "variants": ["x"]}),
        ("POST", "/entries/undo", {"id": "a"}),
    ],
)
def test_only_curators_do_any_of_this(site: Site, method: str, path: str, body: Any) -> None:
    for headers, status in ((site.staff("Ada"), 403), ({}, 401)):
        site.client.cookies.clear()
        assert site.client.request(method, f"{API}{path}", json=body, headers=headers).status_code == status
