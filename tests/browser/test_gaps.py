"""What a visitor did not get, found in the studio, answered and given to the next who asks."""

import re

import pytest
from browser.axe import violations
from browser.people import Adviser, Curator, Visitor
from browser.serving import entry
from browser.stage import DESKTOP, PHONE, Stage, tab_to
from playwright.sync_api import Locator, expect

# The first gaps of a process load what masks names.
SLOW = 60_000
CURTAINS = "proposez-vous la pose de rideaux à domicile ?"
ENGRAVE = {"fr": "peut-on faire graver un prénom sur une assiette ?", "en": "can you engrave a name on a plate?"}
REPLY = "La gravure d’une assiette prend une semaine et coûte 8 €."


def decline(visitor: Visitor, text: str) -> None:
    """Ask, and find nothing of use, whatever the agent makes of it."""
    visitor.open()
    visitor.say(text)
    expect(visitor.turns("agent")).to_have_count(2)
    none = visitor.clarify.filter(has_text="Aucune de ces")
    if none.count():
        none.click()
    expect(visitor.exits).to_have_count(3)


def gap(curator: Curator, text: str) -> Locator:
    curator.go("gaps")
    row = curator.page.locator("#gap-list > li").filter(has_text=text)
    expect(row).to_have_count(1, timeout=SLOW)
    return row


def test_a_question_nobody_answered_becomes_an_entry_that_answers_the_next_visitor(stage: Stage, address: str) -> None:
    visitor = Visitor(stage.enter(), address)
    decline(visitor, CURTAINS)

    curator = Curator(stage.enter(), address)
    page = curator.page
    row = gap(curator, "la pose de rideaux")
    expect(page.get_by_role("navigation").locator(".count")).to_contain_text("à traiter")
    tab_to(row.locator("[data-row]"), key="j")
    page.keyboard.press("Enter")
    expect(row.locator(".gap-source")).to_contain_text(CURTAINS)
    page.keyboard.press("n")
    expect(curator.answer).to_be_focused()
    expect(page.locator("#entry-question")).to_have_value("Proposez-vous la pose de rideaux à domicile ?")
    page.keyboard.type("Oui, **partout en France**.")
    curator.page.locator(".editor-bar .button.primary").click()
    expect(curator.state).to_contain_text("Publiée", timeout=SLOW)

    other = Visitor(stage.enter(), address)
    other.open()
    other.say(CURTAINS)
    expect(other.turns("agent").last).to_contain_text("Oui, partout en France.")
    curator.go("gaps")
    expect(page.locator(".gap").filter(has_text="la pose de rideaux")).to_have_count(0)


def test_wordings_are_added_to_an_entry_by_the_keyboard_and_a_gap_dismissed_comes_back_when_undone(
    stage: Stage, address: str
) -> None:
    visitor = Visitor(stage.enter(), address)
    decline(visitor, ENGRAVE["fr"])
    visitor.take("Parler à un conseiller ici")
    adviser = Adviser(stage.enter(), address)
    adviser.rows.filter(has_text="graver").click()
    adviser.claim()
    adviser.say(f"Bonjour, {REPLY}")

    curator = Curator(stage.enter(), address)
    page = curator.page
    row = gap(curator, "graver un prénom")
    name = row.locator("[data-row]")
    tab_to(name, key="j")
    page.keyboard.press("Enter")
    expect(row.locator(".gap-reply")).to_have_text(REPLY)
    page.keyboard.press("x")
    expect(row).to_have_count(0)
    undo = curator.notice.last.get_by_role("button", name="Annuler")
    undo.press("Enter")
    expect(name).to_be_focused()

    page.keyboard.press("v")
    dialog = page.get_by_role("dialog", name="Ajouter des formulations")
    dialog.get_by_label("Entrée").select_option("dimensions-matieres")
    expect(dialog.get_by_role("checkbox")).to_be_checked()
    dialog.get_by_role("button", name="Ajouter").press("Enter")
    expect(dialog).to_have_count(0)
    notice = curator.notice.last
    expect(notice).to_contain_text("1 formulation ajoutée")
    expect(row.get_by_role("link", name="Ouvrir l’entrée")).to_be_visible()
    expect(row).to_contain_text("Modifiée")
    notice.get_by_role("button", name="Publier").click()
    expect(row).to_have_count(0, timeout=SLOW)
    curator.edit("dimensions-matieres")
    expect(curator.state).to_contain_text("Publiée")
    expect(page.get_by_label(re.compile(r"^Variante \d+$")).last).to_have_value(ENGRAVE["fr"])


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_gaps_meet_no_obstacle(stage: Stage, address: str, lang: str) -> None:
    visitor = Visitor(stage.enter(lang=lang), address, lang=lang)
    visitor.open()
    visitor.say(entry("livraison-etranger").question if lang == "fr" else entry("return-in-store").question)
    expect(visitor.questions).to_have_count(1)
    visitor.log.locator(".feedback").get_by_role("button").last.click()
    expect(visitor.exits).to_have_count(3)
    curator = Curator(stage.enter(lang=lang), address)
    page = curator.page
    curator.go("gaps")
    expect(page.locator(".gap")).not_to_have_count(0, timeout=SLOW)
    found = []
    page.locator("[data-row]").first.click()
    expect(page.locator(".gap-source")).not_to_have_count(0)
    for size, scheme in ((PHONE, "dark"), (DESKTOP, "light")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        found += violations(page)
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.keyboard.press("v")
    expect(page.get_by_role("dialog").get_by_role("checkbox")).not_to_have_count(0)
    found += violations(page)
    page.keyboard.press("Escape")
    expect(page.locator("[data-row]").first).to_be_focused()
    assert found == []


def test_where_nothing_is_missing_the_studio_says_what_will_appear(stage: Stage, address: str) -> None:
    curator = Curator(stage.enter(), address)
    page = curator.page
    page.route(
        "**/api/v1/gaps?*",
        lambda route: route.fulfill(json={"open": 0, "pending": 0, "total": 0, "languages": [], "gaps": []}),
    )
    curator.go("gaps")
    expect(page.locator(".empty")).to_contain_text("Rien ne manque")


def test_the_way_between_the_views_fits_every_screen(stage: Stage, address: str) -> None:
    decline(Visitor(stage.enter(), address), "peut-on peindre un portrait de mon chien ?")
    curator = Curator(stage.enter(), address)
    page = curator.page
    gap(curator, "portrait de mon chien")
    for width in (1440, 1439, 1280, 1024, 901, 768, 600, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), width
        # Below, the way scrolls; as wide as this it shows every view.
        cut = "(node) => node.scrollWidth > node.clientWidth"
        assert width < 820 or not page.locator(".views").evaluate(cut), width
