"""A manager's whole day: from a file of past requests to answers that visitors read, and back, and on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.axe import violations
from browser.people import Curator, Visitor
from browser.serving import Installation, entry, serve_sample
from browser.stage import Stage, tab_to
from playwright.sync_api import Locator, Page, expect

REQUESTS = """\
date;canal;message;reponse
2026-03-02;chat;je voudrais des échantillons de tissu avant de choisir mon canapé;Cinq sont gratuits.
2026-03-02;chat;pouvez-vous m'envoyer un échantillon de tissu svp;Cinq sont gratuits.
2026-03-03;e-mail;Bonjour, est-il possible de recevoir des échantillons de tissu à la maison ?;Cinq sont gratuits.
2026-03-04;chat;vous avez des échantillons du velours vert ?;Cinq sont gratuits.
2026-03-09;chat;comment avoir un echantillon de tissu;
2026-03-02;chat;vous reprenez mon vieux canapé à la livraison ?;Oui, pour 40 €.
2026-03-03;chat;reprise de l'ancien canapé possible ?;Oui, pour 40 €.
2026-03-05;e-mail;Bonjour, j'aimerais que le livreur emporte mon vieux canapé, est-ce possible ?;Oui, pour 40 €.
2026-03-10;chat;est-ce que vous débarrassez le vieux canapé;Oui, pour 40 €.
2026-03-02;chat;on peut louer une camionnette chez vous ?;
2026-03-04;chat;location de camionnette pour emporter un meuble;
2026-03-06;chat;prêtez-vous une camionnette aux clients;
2026-03-11;chat;c'est combien la location d'une camionnette;
2026-03-03;chat;mon chien a mangé le pied de la table, vous vendez des pieds de table ?;
2026-03-07;chat;je cherche un pied de table de rechange;
2026-03-12;chat;vendez-vous les pieds de table à l'unité;
"""
# What a visitor finds answered in the morning, and the evening's version would answer otherwise.
RIGHT = "quelle est la composition de ce fauteuil"
HELPED = entry("dimensions-matieres")
SAMPLES = "pouvez-vous m'envoyer un échantillon de tissu"
FREE = "cinq échantillons gratuits par foyer"
VANS = "prêtez-vous une camionnette aux clients ?"
# The first learning, preview and gap of a process load what they need.
SLOW = 60_000


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation of the day's own: it learns needs, which other stories do not expect."""
    served = serve_sample(tmp_path_factory.mktemp("day"))
    yield served
    served.stop()
    assert "Traceback" not in served.log, served.log


def asks(visitor: Visitor, text: str) -> Locator:
    """Ask, and return what the agent says to it."""
    before = visitor.turns("agent").count()
    visitor.say(text)
    expect(visitor.turns("agent")).not_to_have_count(before)
    return visitor.turns("agent").last


def need(page: Page, words: str) -> Locator:
    return page.locator(".need").filter(has_text=words)


@pytest.mark.slow
def test_from_a_file_in_the_morning_to_answers_in_the_evening(stage: Stage, own: Installation, tmp_path: Path) -> None:
    address = own.address
    visitor = Visitor(stage.enter(), address)
    visitor.open()
    expect(asks(visitor, RIGHT)).to_contain_text(HELPED.answer[:20])
    visitor.log.locator(".feedback").get_by_role("button").first.click()
    expect(visitor.log.locator(".feedback").get_by_role("button")).to_have_count(0)

    manager = Curator(stage.enter(), address)
    brings_in_and_learns(manager, tmp_path)
    merges_splits_and_thinks_again(manager)
    writes_what_a_need_asks(manager)
    publishes_although_a_right_answer_changes(manager)

    expect(asks(visitor, SAMPLES)).to_contain_text(FREE)
    expect(asks(visitor, RIGHT)).not_to_contain_text(HELPED.answer[:20])
    faq = stage.enter()
    faq.goto(f"{address}/faq/fr/search?q=echantillon+de+tissu")
    expect(faq.locator("main")).to_contain_text("échantillon")

    rolls_back(manager)
    expect(asks(visitor, RIGHT)).to_contain_text(HELPED.answer[:20])
    expect(asks(visitor, SAMPLES)).not_to_contain_text(FREE)

    lost = Visitor(stage.enter(), address)
    finds_nothing(lost, VANS)
    answers_what_was_missing(manager)
    expect(asks(visitor, VANS)).to_contain_text("20 € la demi-journée")


def brings_in_and_learns(manager: Curator, folder: Path) -> None:
    page, file = manager.page, folder / "demandes-de-mars.csv"
    file.write_text(REQUESTS, encoding="utf-8")
    manager.go("import")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Importer", exact=True).press("Enter")
    report = page.locator(".report")
    expect(report).to_contain_text("demandes-de-mars.csv", timeout=SLOW)
    expect(report.locator(".figures div").nth(1)).to_have_text("nouvelles16")
    page.get_by_role("link", name="Voir les besoins").press("Enter")
    page.get_by_role("button", name="Analyser les demandes").press("Enter")
    expect(manager.notice.last).to_contain_text("Analyse terminée", timeout=SLOW)
    expect(need(page, "vieux canapé")).to_have_count(1)


def merges_splits_and_thinks_again(manager: Curator) -> None:
    page = manager.page
    page.reload()
    expect(page.locator(".need")).not_to_have_count(0)
    before = page.locator(".need").count()
    for each in need(page, "chantillon").all():
        each.get_by_role("checkbox").press("Space")
    expect(page.locator(".merge-bar")).to_contain_text("2 besoins cochés.")
    page.keyboard.press("m")
    expect(manager.notice.last).to_contain_text("2 besoins fusionnés")
    expect(page.locator(".need")).to_have_count(before - 1)
    expect(need(page, "chantillon")).to_contain_text("5 demandes")

    need(page, "vieux canapé").locator(".need-name").press("Enter")
    page.get_by_role("checkbox", name="Séparer « reprise de l'ancien canapé possible ? »").press("Space")
    page.get_by_role("button", name="En faire un besoin").press("Enter")
    expect(manager.notice.last).to_contain_text("est maintenant un besoin à part.", timeout=SLOW)
    expect(page.locator(".need")).to_have_count(before)
    expect(page.locator(".need-wording")).to_have_count(3)
    page.keyboard.press("Escape")
    expect(page.get_by_role("complementary")).to_have_count(0)
    page.keyboard.press("u")
    expect(manager.notice.last).to_contain_text("Annulé")
    expect(page.locator(".need")).to_have_count(before - 1)


def writes_what_a_need_asks(manager: Curator) -> None:
    """Take up the draft of the need, and claim with it a question that another answer serves."""
    page = manager.page
    need(page, "chantillon").get_by_role("link").last.press("Enter")
    expect(page.locator("#entry-question")).to_have_value("Comment avoir un echantillon de tissu ?")
    expect(manager.state).to_contain_text("Brouillon")
    page.locator("#entry-question").fill("Comment avoir un échantillon de tissu ?")
    manager.answer.fill(f"Oui : **{FREE}**, sous trois jours.")
    expect(manager.preview.locator("strong")).to_have_text(FREE)
    adds(manager, RIGHT)
    page.keyboard.press("Control+s")
    expect(manager.state).to_contain_text("Enregistré à")


def publishes_although_a_right_answer_changes(manager: Curator) -> None:
    page = manager.page
    publish = page.locator(".editor-bar .primary")
    publish.press("Enter")
    warning = page.get_by_role("dialog")
    expect(warning).to_contain_text("1 question change de réponse", timeout=SLOW)
    move = warning.get_by_role("listitem").filter(has_text=RIGHT)
    expect(move).to_contain_text(HELPED.question)
    expect(move).to_contain_text("Jugée utile")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(publish).to_be_focused()
    expect(manager.state).to_contain_text("Brouillon")
    page.keyboard.press("Enter")
    tab_to(warning.get_by_role("button", name="Publier quand même"), key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(manager.state).to_contain_text("Publiée")


def rolls_back(manager: Curator) -> None:
    page = manager.page
    manager.go("publications")
    expect(page.locator(".publication-item").first).to_contain_text("échantillon")
    page.get_by_role("button", name="Annuler cette publication").press("Enter")
    expect(manager.notice.last).to_contain_text("de nouveau cette version", timeout=SLOW)


def finds_nothing(visitor: Visitor, text: str) -> None:
    visitor.open()
    asks(visitor, text)
    none = visitor.clarify.filter(has_text="Aucune de ces")
    if none.count():
        none.click()
    expect(visitor.exits).to_have_count(3)


def answers_what_was_missing(manager: Curator) -> None:
    page = manager.page
    manager.go("gaps")
    row = page.locator("#gap-list > li").filter(has_text="camionnette")
    expect(row).to_have_count(1, timeout=SLOW)
    tab_to(row.locator("[data-row]"), key="j")
    page.keyboard.press("n")
    expect(manager.answer).to_be_focused()
    page.keyboard.type("Oui, à 20 € la demi-journée.")
    page.keyboard.press("Control+Enter")
    expect(manager.state).to_contain_text("Publiée", timeout=SLOW)


def test_two_managers_who_write_in_the_same_entry_at_once_keep_the_work_of_both(stage: Stage, address: str) -> None:
    karim, lea = (Curator(stage.enter(), address, name=name) for name in ("karim", "lea"))
    before = entry("carte-cadeau-acheter")
    for curator in (karim, lea):
        curator.edit(before.id)
    karim.answer.fill(f"{before.answer}\n\nElle se **recharge** en caisse.")
    adds(karim, "la carte cadeau expire quand")
    karim.page.keyboard.press("Control+s")
    expect(karim.state).to_contain_text("Enregistré à")

    page = lea.page
    lea.answer.fill(f"En caisse ou en ligne.\n\n{before.answer}")
    adds(lea, "offrir un chèque-cadeau")
    page.keyboard.press("Control+s")
    conflict = page.get_by_role("alertdialog")
    expect(conflict.get_by_role("heading")).to_be_focused()
    expect(conflict).to_contain_text("karim a modifié cette entrée entre-temps")
    wordings, answer = (conflict.get_by_role("group", name=name) for name in ("Variantes", "Réponse"))
    expect(wordings.get_by_label("Les deux")).to_be_checked()
    expect(answer.get_by_label("Votre version")).to_be_checked()
    assert violations(page) == []
    tab_to(answer.get_by_label("Votre version"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(answer.get_by_label("Les deux")).to_be_checked()
    conflict.get_by_role("button", name="Enregistrer ces choix").press("Enter")
    expect(lea.state).to_contain_text("Enregistré à")
    both = f"En caisse ou en ligne.\n\n{before.answer}\n\nElle se **recharge** en caisse."
    expect(lea.answer).to_have_value(both)
    kept = page.evaluate("fetch(location.hash.replace('#', '/api/v1')).then((it) => it.json())")
    assert kept["answer"] == both
    wanted = [*(variant.text for variant in before.variants), "la carte cadeau expire quand", "offrir un chèque-cadeau"]
    assert sorted(variant["text"] for variant in kept["variants"]) == sorted(wanted)
    stage.tolerated.append("status of 409 (Conflict) at /api/v1/entries/carte-cadeau-acheter")


def adds(curator: Curator, wording: str) -> None:
    new = curator.page.locator("#new-variant")
    new.fill(wording)
    new.press("Enter")
