"""Past requests in by upload, needs out, and the jobs that do it."""

import time
from typing import Any

from edge.installation import API, Site

CSV = "message;réponse\n" + "".join(
    f"{question};Cliquez sur « oublié ».\n"
    for question in (
        "Mon mot de passe est perdu, appelez Mme Durand au 06 12 34 56 78",
        "perdu mon mot de passe",
        "je ne retrouve plus mon mot de passe",
        "Où est ma carte cadeau ?",
        "ma carte cadeau ne marche pas",
    )
)
MANY = "message\n" + "".join(
    f"{text} {thing}\n"
    for text in ("où trouver la facture de", "je veux la facture de", "facture pour", "quel délai de livraison pour")
    for thing in ("mon canapé", "ma lampe", "mon tapis", "mon lit", "ma chaise")
)
NEED = {
    "id",
    "name",
    "lang",
    "theme",
    "volume",
    "langs",
    "weeks",
    "handling",
    "emerging",
    "wordings",
    "samples",
    "entry_id",
    "entry_status",
}


def done(site: Site, job: dict[str, Any]) -> dict[str, Any]:
    """Wait for a job and return it."""
    assert job.keys() == {"id", "kind", "status", "progress", "result", "error"}
    ends = time.monotonic() + 60
    while job["status"] not in ("done", "failed") and time.monotonic() < ends:
        time.sleep(0.05)
        job = site.client.get(f"{API}/jobs/{job['id']}", headers=site.staff("Carl")).json()
    assert job["status"] == "done", job
    assert job["progress"] == 1.0
    return job


def upload(site: Site, *files: tuple[str, bytes], lang: str = "fr", **form: str) -> dict[str, Any]:
    answer = site.client.post(
        f"{API}/requests",
        files=[("file", file) for file in files],
        data=form,
        headers=site.staff("Carl") | {"Accept-Language": lang},
    )
    assert answer.status_code == 202, answer.text
    found: dict[str, Any] = done(site, answer.json())["result"]
    return found


def test_files_are_read_masked_and_reported(site: Site) -> None:
    latin = CSV.encode("latin-1")
    reports = upload(site, ("demandes.csv", latin), ("vide.csv", b""), ("image.csv", bytes(range(256))))["reports"]
    read, empty, binary = reports
    assert read.keys() == {"file", "read", "new", "known", "skipped", "masked", "languages"}
    assert (read["file"], read["read"], read["new"], read["known"]) == ("demandes.csv", 5, 5, 0)
    assert read["masked"]["PHONE"] == 1
    assert read["languages"] == {"fr": 5}
    assert (empty["file"], empty["code"]) == ("vide.csv", "empty-source")
    assert "est vide" in empty["error"]
    assert binary["code"] == "unknown-format"
    texts = [request.text for request in site.engine.requests.all()]
    assert "Où est ma carte cadeau ?" in texts
    assert not any("06 12" in text for text in texts)
    assert not list((site.engine.settings.home / "uploads").rglob("*.csv"))


def test_the_same_file_again_changes_nothing(site: Site) -> None:
    upload(site, ("a.csv", CSV.encode()))
    count = site.engine.requests.count()
    (report,) = upload(site, ("a.csv", CSV.encode()))["reports"]
    assert (report["new"], report["known"], site.engine.requests.count()) == (0, 5, count)


def test_columns_are_named_where_names_do_not_tell(site: Site) -> None:
    file = b"x;le texte du client\n1;je cherche mon bon de commande\n"
    (report,) = upload(site, ("b.csv", file), map="text=le texte du client")["reports"]
    assert (report["read"], report.get("error")) == (1, None)
    (report,) = upload(site, ("b.csv", file), lang="en", map="text=rien")["reports"]
    assert (report["code"], "has no column “rien”" in report["error"]) == ("unknown-column", True)


def test_needs_are_learnt_and_drafted(site: Site) -> None:
    upload(site, ("a.csv", CSV.encode()))
    job = site.client.post(f"{API}/needs/learn", headers=site.staff("Carl")).json()
    assert done(site, job)["result"]["needs"] >= 1
    body = site.client.get(f"{API}/needs", params={"limit": 1}, headers=site.staff("Carl")).json()
    assert body.keys() == {"needs", "requests", "answered", "can_undo"}
    assert body["requests"] == site.engine.requests.count()
    (need,) = body["needs"]
    assert need.keys() == NEED
    assert need["volume"] >= 2
    assert need["entry_status"] in ("draft", "published")


def learnt(site: Site, **how: bool) -> dict[str, Any]:
    job = site.client.post(f"{API}/needs/learn", json=how, headers=site.staff("Carl")).json()
    result: dict[str, Any] = done(site, job)["result"]
    return result


def needs(site: Site) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = site.client.get(f"{API}/needs", headers=site.staff("Carl")).json()["needs"]
    return found


def test_new_requests_join_the_needs_that_are_known(site: Site) -> None:
    upload(site, ("many.csv", MANY.encode()))
    learnt(site, anew=True)
    before = {need["id"]: need for need in needs(site)}
    upload(site, ("one.csv", b"message\nsvp je veux la facture de mon armoire\n"))
    result = learnt(site)
    after = {need["id"]: need for need in needs(site)}
    assert result["new"] == 1
    assert before.keys() <= after.keys()
    grown = [need for id, need in after.items() if id in before and need["volume"] > before[id]["volume"]]
    assert len(grown) + len(after.keys() - before.keys()) == 1


def test_needs_are_merged_split_and_undone(site: Site) -> None:
    upload(site, ("many.csv", MANY.encode()))
    learnt(site, anew=True)
    first, second = [need for need in needs(site) if need["id"].startswith("n-")][:2]
    carl = site.staff("Carl")
    merged = site.client.post(f"{API}/needs/merge", json={"ids": [first["id"], second["id"]]}, headers=carl).json()
    assert merged["needs"][0]["volume"] == first["volume"] + second["volume"]
    assert site.client.get(f"{API}/needs", headers=carl).json()["can_undo"]
    (whole,) = merged["needs"]
    body = {"wordings": whole["wordings"][:1]}
    stays, goes = site.client.post(f"{API}/needs/{whole['id']}/split", json=body, headers=carl).json()["needs"]
    assert stays["volume"] + goes["volume"] == whole["volume"]
    assert goes["wordings"][0] == whole["wordings"][0]
    source = site.client.get(f"{API}/needs/{goes['id']}", headers=carl).json()
    assert {request["id"] for request in source["requests"]} >= set(goes["samples"])
    for before in ({whole["id"]}, {first["id"], second["id"]}):
        undone = site.client.post(f"{API}/needs/undo", headers=carl).json()["needs"]
        assert {need["id"] for need in undone} == before


def test_needs_merged_while_a_learning_runs_stay_merged(site: Site) -> None:
    found = site.engine.needs.all()
    needs = [next(need for need in found if bool(need.entry_id) is known) for known in (True, False)]
    merged: list[str] = []

    def meanwhile(done: float) -> None:
        if not merged:
            merged.append(site.engine.learning.merge([need.id for need in needs], author="léa").after[0].id)

    site.engine.learning.learn(author="Carl", progress=meanwhile, anew=True)
    held = {id for need in needs for id in need.request_ids}
    assert [need.id for need in site.engine.needs.all() if held & set(need.request_ids)] == merged


def test_an_import_that_runs_twice_is_harmless(site: Site) -> None:
    from api.handlers import handlers

    folder = site.engine.settings.home / "uploads" / "once"
    folder.mkdir(parents=True)
    (folder / "000-a.csv").write_text(CSV, encoding="utf-8")
    payload, take = {"folder": str(folder), "map": {}, "lang": "fr"}, handlers(site.engine)["import"]
    first, again = (take(payload, lambda fraction: None) for _ in range(2))
    assert first is not None
    assert [report["read"] for report in first["reports"]] == [5]
    assert again == {"reports": []}


DISPUTED = "message;réponse;date\n" + "".join(
    f"{question};{reply};2026-0{month}-01\n"
    for month, (question, reply) in enumerate(
        [
            ("Gravez-vous un prénom sur les verres ?", "Bonjour, la gravure coûte 5 € par verre. Marc"),
            ("gravez vous un prénom sur les verres", "La gravure coûte 3 € par verre. Votre colis est parti hier."),
            ("gravez vous un prénom sur des verres ?", "La gravure coûte 3 € par verre, prénom compris."),
        ],
        start=1,
    )
)


def test_a_draft_names_its_sources_and_shows_both_sides(site: Site) -> None:
    upload(site, ("d.csv", DISPUTED.encode()))
    learnt(site, anew=True)
    need = next(need for need in needs(site) if "prénom" in need["name"])
    found = site.client.get(f"{API}/needs/{need['id']}/draft", headers=site.staff("Carl")).json()
    assert found.keys() == {"draft", "replies", "requests"}
    assert found["draft"].keys() == {"lang", "text", "read", "sentences", "disagreements"}
    (sentence,) = [each for each in found["draft"]["sentences"] if "3 €" in each["text"]]
    told = {request["id"]: request["reply"] for request in found["requests"]}
    assert len(sentence["requests"]) == 2
    assert all("3 €" in told[id] for id in sentence["requests"])
    (disagreement,) = found["draft"]["disagreements"]
    assert disagreement["kind"] == "amount"
    assert [(side["said"], len(side["requests"]), side["taken"]) for side in disagreement["sides"]] == [
        ("3 €", 2, True),
        ("5 €", 1, False),
    ]
    assert disagreement["sides"][1]["first"].startswith("2026-01-01")
    entry = site.client.get(f"{API}/entries/{need['entry_id']}", headers=site.staff("Carl")).json()
    assert entry["answer"] == found["draft"]["text"]


def test_a_draft_of_no_reply_is_none_and_of_no_need_is_refused(site: Site) -> None:
    upload(site, ("e.csv", b"message\nmon aquarium fuit de partout\n"))
    learnt(site, anew=True)
    need = next(need for need in needs(site) if "aquarium" in need["name"])
    address = f"{API}/needs/{need['id']}/draft"
    assert site.client.get(address, headers=site.staff("Carl")).json() == {"draft": None, "replies": 0, "requests": []}
    assert site.client.get(address, headers=site.staff("Ada")).status_code == 403
    missing = site.client.get(f"{API}/needs/none/draft", headers=site.staff("Carl"))
    assert (missing.status_code, missing.json()["code"]) == (404, "need-not-found")
