"""The curator's day: an answer that visitors read at once, nothing lost to a colleague, requests brought in."""

import re
from pathlib import Path

from browser.people import Curator, Visitor
from browser.serving import entry
from browser.stage import Stage, tab_to
from playwright.sync_api import expect

REQUESTS = """\
date;canal;message;reponse
2026-03-02;e-mail;Bonjour, ma commande MP-20260301 n'est pas arrivée, rappelez-moi au 06 12 34 56 78;Nous regardons.
2026-03-03;chat;vous livrez en corse ?;Oui, en cinq jours.
2026-03-03;chat;;
2026-03-04;chat;do you deliver to corsica?;Yes, in five days.
"""


def test_an_answer_edited_by_the_keyboard_is_previewed_saved_published_and_given_to_the_next_visitor(
    stage: Stage, address: str
) -> None:
    curator = Curator(stage.enter(), address)
    curator.go("entries")
    expect(curator.rows).not_to_have_count(0)
    curator.page.keyboard.press("/")
    curator.page.keyboard.type("emballage-cadeau")
    expect(curator.rows).to_have_count(1)
    tab_to(curator.rows.first)
    curator.page.keyboard.press("Enter")
    expect(curator.answer).to_be_focused()
    curator.page.keyboard.press("Control+a")
    curator.page.keyboard.type("Oui, **en tissu**, pour 3 €.\n\n- à nouer\n- à garder")
    expect(curator.preview.locator("strong")).to_have_text("en tissu")
    expect(curator.preview.get_by_role("listitem")).to_have_text(["à nouer", "à garder"])
    expect(curator.state).to_contain_text("Modifications non enregistrées")
    curator.page.keyboard.press("Control+s")
    expect(curator.state).to_contain_text("Enregistré à")
    expect(curator.state).to_contain_text("Modifiée")

    visitor = Visitor(stage.enter(), address)
    visitor.open()
    visitor.say(entry("emballage-cadeau").question)
    expect(visitor.questions).to_have_count(1)
    expect(visitor.turns("agent").last).not_to_contain_text("en tissu")
    curator.page.get_by_role("button", name="Publier").click()
    expect(curator.state).to_contain_text("Publiée")
    visitor.say(entry("emballage-cadeau").question)
    expect(visitor.turns("agent").last).to_contain_text("Oui, en tissu, pour 3 €.")
    curator.page.get_by_role("tab", name="Historique").click()
    expect(curator.page.locator(".revisions summary").first).to_contain_text("karim")


def test_retiring_an_answer_that_helped_somebody_is_shown_first_and_done_when_accepted(
    stage: Stage, address: str
) -> None:
    asked = entry("dimensions-matieres")
    visitor = Visitor(stage.enter(), address)
    visitor.open()
    visitor.say(asked.question)
    expect(visitor.questions).to_have_count(1)
    visitor.log.locator(".feedback").get_by_role("button").first.click()
    expect(visitor.log.locator(".feedback").get_by_role("button")).to_have_count(0)

    curator = Curator(stage.enter(), address)
    curator.edit(asked.id)
    page = curator.page
    retire = page.locator(".editor-bar").get_by_role("button", name="Retirer")
    retire.press("Enter")
    warning = page.get_by_role("dialog", name="Ce retrait change des réponses")
    # The first preview of a process loads what masks names.
    expect(warning).to_contain_text("1 bonne réponse change.", timeout=60_000)
    move = warning.get_by_role("listitem").first
    expect(move).to_contain_text(asked.question)
    expect(move).to_contain_text("Jugée utile")
    expect(move.get_by_role("link").first).to_have_attribute("href", f"#/entries/{asked.id}")
    expect(warning.get_by_role("button", name="Revenir")).to_be_focused()
    page.keyboard.press("Escape")
    expect(warning).to_have_count(0)
    expect(retire).to_be_focused()
    expect(curator.state).to_contain_text("Publiée")

    page.keyboard.press("Enter")
    warning.get_by_role("button", name="Retirer quand même").click()
    expect(curator.notice.last).to_contain_text("1 entrée retirée.")
    expect(curator.state).to_contain_text("Retirée")


def test_a_preview_that_fails_publishes_nothing(stage: Stage, address: str) -> None:
    curator = Curator(stage.enter(lang="en"), address)
    page = curator.page
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url.rpartition("/")[2]))
    page.route("**/api/v1/entries/preview", lambda route: route.abort())
    curator.edit("gift-card-use")
    curator.answer.fill("At the till.")
    page.keyboard.press("Control+Enter")
    expect(curator.notice.last).to_contain_text("The server does not answer")
    expect(curator.state).to_contain_text("Modified")
    expect(curator.answer).to_be_focused()
    assert "preview" in sent
    assert "publish" not in sent
    stage.tolerated.append("net::ERR_FAILED at /api/v1/entries/preview")


def test_two_curators_who_edit_the_same_entry_choose_between_their_texts_and_lose_neither(
    stage: Stage, address: str
) -> None:
    karim = Curator(stage.enter(), address, name="karim")
    lea = Curator(stage.enter(), address, name="lea")
    for curator in (karim, lea):
        curator.edit("garantie")
    karim.answer.fill("Deux ans, partout.")
    karim.page.keyboard.press("Control+s")
    expect(karim.state).to_contain_text("Enregistré à")
    lea.answer.fill("Trois ans sur les meubles.")
    lea.page.locator("#entry-category").fill("produits")
    lea.page.keyboard.press("Control+s")
    conflict = lea.page.get_by_role("alertdialog")
    expect(conflict).to_contain_text("karim a modifié cette entrée entre-temps")
    expect(conflict).to_contain_text("Deux ans, partout.")
    expect(conflict).to_contain_text("Trois ans sur les meubles.")
    conflict.get_by_role("group", name="Réponse").get_by_label("Version enregistrée").check()
    conflict.get_by_role("button", name="Enregistrer ces choix").click()
    expect(lea.state).to_contain_text("Enregistré à")
    expect(lea.answer).to_have_value("Deux ans, partout.")
    expect(lea.page.locator("#entry-category")).to_have_value("produits")
    stage.tolerated.append("status of 409 (Conflict) at /api/v1/entries/garantie")


def test_words_that_are_not_saved_are_not_left_behind_without_a_question(stage: Stage, address: str) -> None:
    curator = Curator(stage.enter(lang="en"), address)
    curator.edit("delivery-cost")
    curator.answer.fill("Free this week.")
    curator.go("needs")
    question = curator.page.get_by_role("dialog")
    expect(question).to_contain_text("Leave without saving?")
    question.get_by_role("button", name="Stay").click()
    expect(curator.answer).to_have_value("Free this week.")
    curator.go("needs")
    question.get_by_role("button", name="Discard").click()
    expect(curator.page.get_by_role("heading", level=1)).to_have_text("Needs")


def test_a_file_of_past_requests_is_imported_under_a_progress_bar_and_reported_line_by_line(
    stage: Stage, address: str, tmp_path: Path
) -> None:
    file = tmp_path / "demandes.csv"
    file.write_text(REQUESTS, encoding="latin-1")
    curator = Curator(stage.enter(), address)
    curator.go("import")
    curator.page.locator("input[type=file]").set_input_files(file)
    curator.page.get_by_role("button", name="Importer", exact=True).click()
    expect(curator.page.locator(".job")).to_be_visible()
    report = curator.page.locator(".report")
    expect(report).to_be_visible(timeout=30_000)
    expect(report.locator(".figures div")).to_have_text(["lues3", "nouvelles3", "déjà connues0", "ignorées1"])
    expect(report).to_contain_text("Téléphones 1")
    expect(report).to_contain_text("Numéros de commande 1")
    report.get_by_text("1 ligne ignorée").click()
    expect(report.locator(".skipped")).to_contain_text("Ligne 4")

    curator.page.locator("input[type=file]").set_input_files(file)
    curator.page.get_by_role("button", name="Importer", exact=True).click()
    expect(report.locator(".figures div")).to_have_text(["lues3", "nouvelles0", "déjà connues3", "ignorées1"])


def test_the_bench_shows_what_the_agent_would_do_how_sure_it_is_and_why(
    stage: Stage, address: str, ambiguous: dict[str, str]
) -> None:
    curator = Curator(stage.enter(), address)
    curator.go("bench")
    decision = curator.page.locator(".decision")
    for asked, told in (
        ("combien coute la livraison", "L’agent répond"),
        (ambiguous["fr"], "L’agent fait préciser"),
        ("quelle est la recette du clafoutis", "L’agent passe la main à un conseiller"),
    ):
        curator.page.locator("#bench-q").fill(asked)
        curator.page.keyboard.press("Enter")
        expect(decision.get_by_role("heading", level=2)).to_have_text(told)
        expect(decision).to_contain_text("%")
        expect(curator.page.locator(".evidence").first).to_contain_text("Formulation la plus proche")
        expect(decision).to_contain_text("L’agent répond à partir de")
        expect(curator.page.locator(".nearest li").first).to_be_visible()
    expect(decision).to_contain_text("le sens est loin des formulations connues")
    expect(decision).to_contain_text("Sorties proposées : Chat, Rappel, E-mail")
    expect(decision).to_contain_text("sous le seuil")


def test_an_answer_that_did_not_help_is_found_beside_the_promise_and_opened_by_the_keyboard(
    stage: Stage, address: str
) -> None:
    asked = entry("carte-cadeau-utiliser")
    visitor = Visitor(stage.enter(), address)
    visitor.open()
    visitor.say(asked.question)
    expect(visitor.questions).to_have_count(1)
    visitor.log.locator(".feedback").get_by_role("button").last.click()
    expect(visitor.exits).to_have_count(3)

    curator = Curator(stage.enter(), address)
    page = curator.page
    curator.go("promise")
    expect(page.get_by_role("heading", level=1)).to_have_text("La promesse")
    expect(page.locator(".page-lead")).to_contain_text("Vous promettez au plus 15 réponses fausses sur 100.")
    expect(page.locator(".promise-card").first).to_contain_text("Un avis est une opinion, pas une preuve")
    expect(page.locator(".compared dt")).to_have_text(["Visiteurs", "Essais"])
    topic = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=asked.category))
    expect(topic).to_contain_text(re.compile(r"[1-9]\d* sur [1-9]"))
    contested = page.locator("#contested-list li").filter(has_text=asked.question)
    expect(contested).to_contain_text(re.compile(r"Non\s: [1-9]"))
    page.keyboard.press("j")
    expect(page.locator("#contested-list a").first).to_be_focused()
    contested.get_by_role("link").evaluate("link => link.focus()")
    page.keyboard.press("Enter")
    expect(page.locator("#entry-question")).to_have_value(asked.question)


def test_before_anybody_asked_the_promise_says_what_the_trials_let_expect(stage: Stage, address: str) -> None:
    page = Curator(stage.enter(lang="en"), address).page
    lived = {"questions": 0, "answered": 0, "coverage": None, "confidence": None, "yes": 0, "no": 0, "unhelpful": None}
    live = lived | {"between": [0, 1], "verdict": "open", "coverage_verdict": "open"}
    threshold = {"confidence": 0.63, "coverage": 0.54, "wrong": 0.11, "proven": True}
    nothing = {"wrong_in_100": 15, "certainty": 0.9, "threshold": threshold, "live": live, "topics": [], "entries": []}
    page.route(
        "**/api/v1/promise?*",
        lambda route: route.fulfill(json=nothing | {"days": int(route.request.url.rpartition("=")[2])}),
    )
    page.goto(f"{address}/studio#/promise")
    expect(page.locator(".empty")).to_contain_text("No visitor’s question for 30 days")
    expect(page.locator(".empty")).to_contain_text("In the trials, the agent answers 54% of the questions, 11% of them")
    page.get_by_label("365 days").check(force=True)
    expect(page.locator(".empty")).to_contain_text("No visitor’s question for 365 days")
    page.get_by_role("link", name="Try a question").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Test bench")


def test_a_curator_is_shown_the_way_to_the_studio_from_the_console(stage: Stage, address: str) -> None:
    page = stage.enter()
    page.goto(f"{address}/console")
    page.locator("#sign-in-name").fill("karim")
    page.locator("#sign-in-password").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("mot de passe")
    stage.tolerated.append("status of 401 (Unauthorized) at /api/v1/sessions")
    page.locator("#sign-in-password").fill("comptoir-demo")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Ouvrir le studio").click()
    expect(page.get_by_role("navigation")).to_be_visible()
