"""The life of an entry: reviewed, dated, answered otherwise for some, merged, split, looked back on, rolled back."""

import re

import pytest
from browser.axe import violations
from browser.people import Curator, Visitor
from browser.serving import entry
from browser.stage import DESKTOP, PHONE, Stage, tab_to
from playwright.sync_api import Page, expect


def choose(page: Page, item: str) -> None:
    """Take an act of the editor's menu, by the keyboard."""
    page.locator(".editor-bar").get_by_role("button", name=re.compile("Autres actions|More actions")).press("Enter")
    menu = page.get_by_role("menu")
    expect(menu.get_by_role("menuitem").first).to_be_focused()
    tab_to(menu.get_by_role("menuitem", name=item), key="ArrowDown", most=8)
    page.keyboard.press("Enter")


def test_an_entry_is_sent_to_review_approved_and_published(stage: Stage, address: str) -> None:
    karim = Curator(stage.enter(), address)
    karim.edit("paiement-plusieurs-fois")
    karim.answer.fill("En trois fois, sans frais.")
    choose(karim.page, "Envoyer en relecture")
    expect(karim.state).to_contain_text("En relecture")
    lea = Curator(stage.enter(), address, name="lea")
    lea.edit("paiement-plusieurs-fois")
    lea.page.get_by_role("tab", name="Historique").click()
    lea.page.locator(".revisions summary").first.press("Enter")
    shown = lea.page.locator(".revisions details[open]")
    expect(shown.locator("ins").first).to_contain_text("Ajouté")
    expect(shown).to_contain_text("En attente de relecture")
    lea.page.get_by_role("button", name="Approuver et publier").press("Enter")
    expect(lea.state).to_contain_text("Publiée")


def test_dates_are_the_companys_and_the_wrong_order_is_told_at_once(stage: Stage, address: str) -> None:
    curator = Curator(stage.enter(), address)
    page = curator.page
    curator.edit("moyens-paiement")
    expect(page.locator(".dates")).to_contain_text("Europe/Paris")
    page.get_by_label("Paraît le").fill("2040-07-14T09:00")
    page.get_by_label("Masquée à partir du").fill("2040-07-13T09:00")
    page.get_by_label("Masquée à partir du").blur()
    expect(page.locator(".dates").get_by_role("alert")).to_contain_text("choisissez-en une plus tardive")
    expect(page.get_by_role("button", name="Enregistrer")).to_be_disabled()
    page.get_by_label("Masquée à partir du").fill("2040-07-15T09:00")
    page.get_by_label("Masquée à partir du").blur()
    page.keyboard.press("Control+s")
    expect(curator.state).to_contain_text("Enregistré à")
    kept = page.evaluate("fetch(location.hash.replace('#', '/api/v1')).then((it) => it.json())")
    assert kept["publish_at"] == "2040-07-14T07:00:00+00:00"
    page.get_by_role("button", name="Effacer la date de parution").click()
    page.get_by_role("button", name="Effacer la date de retrait").click()
    page.keyboard.press("Control+s")
    expect(page.get_by_label("Paraît le")).to_have_value("")


def test_a_professional_is_answered_otherwise_and_sees_steps_a_button_and_an_image(stage: Stage, address: str) -> None:
    asked = entry("facture")
    curator = Curator(stage.enter(), address)
    page = curator.page
    curator.edit(asked.id)
    page.get_by_role("button", name="Ajouter une réponse pour certains").press("Enter")
    page.keyboard.type("pro")
    page.get_by_label("Réponse n° 1 pour certains visiteurs").fill(
        '1. Ouvrez l’espace pro\n2. Choisissez Factures\n\n[Espace pro](https://pro.example/x "button")\n\n'
        "![La page Factures](/widget/icon.svg)"
    )
    page.get_by_label("Vue par").select_option(label="pro")
    expect(curator.preview.get_by_role("listitem")).to_have_count(2)
    expect(curator.preview.get_by_role("link", name="Espace pro")).to_have_class("button")
    page.get_by_role("button", name="Publier").click()
    expect(curator.notice.last).to_contain_text("1 entrée publiée")

    plain = Visitor(stage.enter(), address)
    plain.open()
    plain.say(asked.question)
    expect(plain.questions).to_have_text([asked.question])
    expect(plain.mentions("espace pro")).to_have_count(0)
    visitor = Visitor(stage.enter(), address)
    visitor.page.evaluate("document.querySelector('comptoir-chat').setAttribute('segment', 'pro')")
    visitor.open()
    visitor.say(asked.question)
    answer = visitor.turns("agent").filter(has=visitor.page.get_by_role("listitem"))
    expect(answer.get_by_role("listitem")).to_have_text(["Ouvrez l’espace pro", "Choisissez Factures"])
    expect(answer.get_by_role("link", name="Espace pro")).to_have_attribute("href", "https://pro.example/x")
    image = answer.get_by_role("img", name="La page Factures")
    expect(image).to_have_attribute("loading", "lazy")
    assert image.evaluate("node => node.getBoundingClientRect().height") <= 280
    assert violations(visitor.page) == []


def test_entries_are_merged_by_the_keyboard_and_the_merge_is_undone(stage: Stage, address: str) -> None:
    curator = Curator(stage.enter(), address)
    page = curator.page
    curator.edit("frais-livraison")
    variants = page.locator(".variant input[id^=variant]")
    expect(variants).not_to_have_count(0)
    before = variants.count()
    choose(page, "Fusionner une autre entrée dans celle-ci")
    dialog = page.get_by_role("dialog", name="Fusionner une autre entrée")
    dialog.get_by_role("searchbox").fill("delai-livraison")
    dialog.get_by_role("button", name=re.compile(re.escape(entry("delai-livraison").question))).press("Enter")
    expect(dialog.get_by_role("button", name="Choisir une autre")).to_be_focused()
    assert violations(page) == []
    dialog.get_by_role("button", name="Ajouter à la réponse").press("Enter")
    dialog.get_by_role("button", name="Fusionner", exact=True).press("Enter")
    warning = page.get_by_role("button", name="Publier quand même")
    expect(curator.notice.filter(has_text="fusionnées").or_(warning)).not_to_have_count(0, timeout=60_000)
    if warning.count():
        warning.press("Enter")
    expect(curator.notice.last).to_contain_text("Les entrées sont fusionnées.")
    expect(variants).to_have_count(before + 1 + len(entry("delai-livraison").variants))
    choose(page, "Annuler la fusion")
    expect(curator.notice.last).to_contain_text("Tout est comme avant.")
    expect(variants).to_have_count(before)
    expect(curator.state).to_contain_text("Publiée")


def test_a_variant_becomes_an_entry_and_another_moves_up(stage: Stage, address: str) -> None:
    curator = Curator(stage.enter(), address)
    page = curator.page
    curator.edit("suivi-commande")
    second = page.locator("#variant-1").input_value()
    page.locator("#variant-1").press("Alt+ArrowUp")
    expect(page.locator("#variant-0")).to_have_value(second)
    expect(page.locator("#variant-0")).to_be_focused()
    page.get_by_role("button", name="Autres actions sur la variante 1", exact=True).press("Enter")
    page.get_by_role("menuitem", name="En faire une nouvelle entrée").press("Enter")
    dialog = page.get_by_role("dialog", name="Faire une nouvelle entrée")
    expect(dialog.get_by_role("checkbox", name=second)).to_be_checked()
    expect(dialog.get_by_label("Question de la nouvelle entrée")).to_have_value(second)
    dialog.get_by_role("button", name="Créer l’entrée").press("Enter")
    expect(curator.notice.last).to_contain_text("La nouvelle entrée est créée")
    expect(page.locator("#variant-0")).not_to_have_value(second)
    curator.notice.last.get_by_role("button", name="Annuler").press("Enter")
    expect(page.locator("#variant-0")).to_have_value(second)


def test_a_translation_is_written_beside_its_original(stage: Stage, address: str) -> None:
    curator = Curator(stage.enter(lang="en"), address)
    page = curator.page
    page.evaluate("location.hash = '#/entries/new'")
    page.locator("#entry-lang").select_option("fr")
    page.locator("#entry-question").fill("Vendez-vous des rideaux ?")
    curator.answer.fill("Pas encore.")
    page.keyboard.press("Control+s")
    expect(curator.state).to_contain_text("Draft")
    page.get_by_role("tab", name="Languages").click()
    page.get_by_role("link", name="Translate: English").press("Enter")
    expect(page.locator("#entry-lang")).to_have_value("en")
    expect(page.get_by_role("tabpanel")).to_contain_text("Pas encore.")
    page.locator("#entry-question").fill("Do you sell curtains?")
    curator.answer.fill("Not yet.")
    page.keyboard.press("Control+s")
    expect(page.get_by_label("Translation of")).to_have_value("vendez-vous-des-rideaux")
    expect(curator.state).to_contain_text("Draft")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_last_publication_is_undone_in_one_click(stage: Stage, address: str, lang: str) -> None:
    curator = Curator(stage.enter(lang=lang), address)
    page = curator.page
    curator.edit("entretien-linge")
    curator.answer.fill(f"Une erreur ({lang}).")
    page.locator(".editor-bar .primary").click()
    expect(curator.notice.last).to_contain_text({"fr": "1 entrée publiée", "en": "1 entry published"}[lang])
    curator.go("publications")
    items = page.locator(".publication-item")
    expect(items.first).to_contain_text(entry("entretien-linge").question)
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        assert violations(page) == []
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.set_viewport_size(DESKTOP)
    undo = {"fr": "Annuler cette publication", "en": "Undo this publication"}[lang]
    page.get_by_role("button", name=undo).press("Enter")
    expect(curator.notice.last).to_contain_text({"fr": "de nouveau cette version", "en": "that version again"}[lang])
    expect(items.first).to_contain_text({"fr": "Retour à la version", "en": "Back to version"}[lang])
    expect(items.first).to_contain_text("karim")
    visitor = Visitor(stage.enter(), address)
    visitor.open()
    visitor.say(entry("entretien-linge").question)
    expect(visitor.questions).to_have_count(1)
    expect(visitor.turns("agent").last).not_to_contain_text("Une erreur")


def test_words_that_mean_the_same_are_kept_and_found_at_once(stage: Stage, address: str) -> None:
    curator = Curator(stage.enter(), address)
    page = curator.page
    curator.go("bench")
    page.get_by_role("link", name="Synonymes").press("Enter")
    page.get_by_role("button", name="Ajouter un groupe").click()
    group = page.get_by_role("textbox", name="Groupe 1")
    expect(group).to_be_focused()
    page.keyboard.type("zglorp")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Deux mots au moins")).to_be_visible()
    group.fill("zglorp, luminaire")
    with page.expect_response("**/api/v1/synonyms") as kept:
        group.press("Tab")
    assert kept.value.ok
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        assert violations(page) == []
    page.set_viewport_size(DESKTOP)
    page.reload()
    expect(group).to_have_value("zglorp, luminaire")
    found = page.evaluate("fetch('/api/v1/search?q=zglorp&lang=fr').then((it) => it.json())")
    assert "zglorp" in found["results"][0]["terms"]
    with page.expect_response("**/api/v1/synonyms"):
        page.get_by_role("button", name="Supprimer le groupe 1").press("Enter")
    expect(group).to_have_count(0)
