"""A draft answer on the screen: as a visitor reads it, its sources one click away, both sides of a contradiction."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from browser.axe import violations
from browser.people import Curator
from browser.serving import NEEDS, Installation
from browser.stage import DESKTOP, PHONE, Stage, tab_to
from playwright.sync_api import Page, expect

from api.settings import Settings
from api.wiring import build
from knowledge.model import Need, Request

TOLD = datetime(2026, 1, 5, 9, tzinfo=UTC)
STEPS = (
    "Pour renvoyer un article :\n1. Ouvrez Mon compte > Retours\n2. Imprimez l'étiquette\n3. Déposez le colis au relais"
)
REPLIES = [
    f"Bonjour <NAME>,\n\n{STEPS}\n\nVous avez 14 jours pour le renvoyer.\n\nCordialement,\nLéa",
    "Bonjour, vous avez 14 jours pour le renvoyer. Le retour est gratuit en boutique. Marc",
    f"{STEPS}\n\nVous avez 30 jours pour le renvoyer. Le retour est gratuit en boutique.",
    "Vous avez 30 jours pour le renvoyer. Votre colis est bien arrivé hier. Le retour est gratuit en boutique.",
    "Bonjour, vous avez 30 jours pour le renvoyer. Voir https://exemple.fr/retours",
]
ASKED = ["comment renvoyer un article", "renvoyer mon plaid", "je veux faire un retour", "retour ?", "délai de retour"]
REQUESTS = [
    Request(f"back-{place}", text, "fr", reply, "chat", TOLD + timedelta(days=20 * place))
    for place, (text, reply) in enumerate(zip(ASKED, REPLIES, strict=True))
]
RETURN = Need("back", ASKED[0], "fr", 5, tuple(f"back-{n}" for n in range(5)), tuple(ASKED), langs=(("fr", 5),))


@pytest.fixture
def need(installation: Installation) -> Iterator[None]:
    """A need that advisers answered in two ways, in the place of those without any."""
    with build(Settings(home=installation.home)) as engine:
        engine.requests.add(REQUESTS)
        engine.needs.replace([RETURN])
        yield
        engine.needs.replace(NEEDS)


def _opened(page: Page, address: str) -> Page:
    page.goto(f"{address}/studio#/needs/back")
    return page


@pytest.mark.usefixtures("need")
def test_a_draft_shows_its_sources_and_both_sides_by_the_keyboard(stage: Stage, address: str) -> None:
    page = _opened(Curator(stage.enter(), address).page, address)
    draft = page.locator("#need-pane .draft")
    expect(draft.get_by_role("heading", level=2)).to_have_text("Brouillon de réponse")
    expect(draft.locator(".draft-text")).to_contain_text("Vous avez 30 jours pour le renvoyer.")
    expect(draft.locator(".draft-text")).not_to_contain_text("14 jours")
    expect(draft.locator(".draft-text")).not_to_contain_text("Bonjour")
    expect(draft.locator(".draft-text li")).to_have_count(3)

    cite = draft.locator(".draft-text").get_by_role("button", name="3 réponses le disent").first
    tab_to(cite)
    page.keyboard.press("Enter")
    expect(cite).to_have_attribute("aria-expanded", "true")
    expect(draft.locator(".draft-sources .need-source")).to_have_count(3)
    expect(draft.locator(".draft-sources .need-reply").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(draft.locator(".draft-sources")).to_have_count(0)

    sides = draft.locator(".draft-side")
    expect(draft.get_by_role("heading", level=3)).to_have_text("Les réponses se contredisent")
    expect(sides.first).to_contain_text("3 réponses disent « 30 jours »")
    expect(sides.first).to_contain_text("Dans le brouillon")
    expect(sides.nth(1)).to_contain_text("2 réponses disent « 14 jours »")
    expect(sides.nth(1)).to_contain_text("Du 5 janv. 2026 au 25 janv. 2026")
    sides.nth(1).locator("summary").first.click()
    expect(sides.nth(1).locator(".need-source")).to_have_count(2)


@pytest.mark.usefixtures("need")
def test_an_entry_starts_from_the_draft_and_keeps_its_evidence_beside_it(stage: Stage, address: str) -> None:
    page = _opened(Curator(stage.enter(lang="en"), address).page, address)
    page.locator("#need-pane").get_by_role("link", name="Write the entry").click()
    answer = page.locator("#entry-answer")
    expect(answer).not_to_be_empty()
    assert "30 jours" in answer.input_value()
    assert "14 jours" not in answer.input_value()
    page.keyboard.press("Control+s")
    expect(page.locator(".editor-state")).to_contain_text("Draft")
    page.get_by_text("What advisers replied").click()
    expect(page.locator(".past-replies .draft-side")).to_have_count(2)


@pytest.mark.usefixtures("need")
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_draft_fits_every_screen_and_is_accessible(stage: Stage, address: str, lang: str) -> None:
    page = _opened(Curator(stage.enter(lang=lang), address).page, address)
    draft = page.locator("#need-pane .draft")
    draft.locator(".cite").first.click()
    draft.locator(".draft-side summary").first.click()
    assert violations(page) == []
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        expect(draft.locator(".draft-text")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert draft.evaluate("node => node.scrollWidth <= node.clientWidth")
