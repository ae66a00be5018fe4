"""The needs on the screen: filtered, opened, made one, parted, taken back, drawn; by the keyboard."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from browser.axe import violations
from browser.people import Curator
from browser.serving import NEEDS, Installation
from browser.stage import DESKTOP, Stage
from playwright.sync_api import Page, ViewportSize, expect

from api.settings import Settings
from api.wiring import build
from knowledge.model import Need, Request

TABLET = ViewportSize(width=768, height=1024)
MONDAY = date(2026, 3, 2)
WEEKS = tuple((MONDAY + timedelta(weeks=week)).isoformat() for week in range(8))
SAID: dict[str, list[tuple[str, str | None]]] = {
    "parcel": [
        ("où est mon colis", "Il arrive sous 3 jours."),
        ("mon colis n'est pas là", "Il arrive sous 5 jours."),
        ("je veux annuler ma commande", None),
        ("annulation de commande svp", None),
    ],
    "late": [("colis en retard", "Il arrive sous 3 jours."), ("toujours pas reçu mon paquet", None)],
    "curtains": [("do you sell curtains", None)],
    "invoice": [("je voudrais ma facture", None)],
}
TOLD = datetime(2026, 3, 3, 9, tzinfo=UTC)
REQUESTS = [
    Request(f"{name}-{place}", text, "en" if name == "curtains" else "fr", reply, "chat", TOLD + timedelta(hours=place))
    for name, said in SAID.items()
    for place, (text, reply) in enumerate(said)
]


def _need(name: str, **changes: Any) -> Need:
    wordings = tuple(text for text, _ in SAID[name])
    ids = tuple(f"{name}-{place}" for place in range(len(wordings)))
    lang = "en" if name == "curtains" else "fr"
    base = Need(name, wordings[0], lang, len(ids), ids, wordings, samples=ids, langs=((lang, len(ids)),))
    return replace(base, **changes)


MINE = [
    _need("parcel", theme="Colis, livraison", weeks=((WEEKS[0], 1), (WEEKS[7], 9)), handling=300.0),
    _need("late", theme="Colis, livraison", weeks=((WEEKS[1], 2),)),
    _need("curtains", theme="Rideaux", entry_id="suivi-commande"),
    _need("invoice", theme="Facture", emerging=True),
]


@pytest.fixture
def needs(installation: Installation) -> Iterator[None]:
    """Four needs that past requests asked, in the place of those without any."""
    with build(Settings(home=installation.home)) as engine:
        engine.requests.add(REQUESTS)
        engine.needs.replace(MINE)
        yield
        engine.needs.replace(NEEDS)


def _names(page: Page) -> list[str]:
    return page.locator(".need-name").all_text_contents()


@pytest.mark.usefixtures("needs")
def test_needs_stand_under_their_themes_and_are_filtered_by_words_state_language_and_theme(
    stage: Stage, address: str
) -> None:
    page = Curator(stage.enter(), address).page
    themes = page.locator(".theme-name")
    expect(themes).to_have_text(["Colis, livraison", "Autres sujets"])
    first = page.locator(".need").first
    expect(first).to_contain_text("où est mon colis")
    expect(first).to_contain_text("En hausse")
    expect(first).to_contain_text("5 minutes pour répondre")
    expect(page.locator(".need").filter(has_text="facture")).to_contain_text("Émergent")
    themes.first.click()
    expect(page.locator(".need")).to_have_count(2)
    themes.first.click()

    expect(page.locator(".need")).to_have_count(4)
    page.get_by_role("button", name="Sans réponse publiée").click()
    expect(page.locator(".need").filter(has_text="curtains")).to_have_count(0)
    page.get_by_role("button", name="Émergents").click()
    expect(page.locator(".need-name")).to_have_text(["je voudrais ma facture"])
    page.get_by_role("button", name="Anglais").click()
    expect(page.locator(".empty")).to_contain_text("Aucun besoin ne correspond à ces filtres")
    page.get_by_role("button", name="Montrer tous les besoins").click()
    page.keyboard.press("/")
    page.keyboard.type("ANNULATION")
    expect(page.locator(".need-name")).to_have_text(["où est mon colis"])
    page.locator("#need-search").fill("")
    page.get_by_label("Thème").select_option("Autres sujets")
    expect(page.locator(".need")).to_have_count(2)
    page.get_by_label("Ordre").select_option("Par nom")
    assert _names(page) == ["do you sell curtains", "je voudrais ma facture"]


@pytest.mark.usefixtures("needs")
def test_a_need_opens_with_its_wordings_their_requests_and_replies_that_say_otherwise(
    stage: Stage, address: str
) -> None:
    page = Curator(stage.enter(lang="en"), address).page
    page.locator(".need-name").first.click()
    pane = page.get_by_role("complementary", name="Open need")
    expect(pane.get_by_role("heading", level=1)).to_be_focused()
    wording = pane.locator(".need-wording").filter(has_text="mon colis n'est pas là")
    expect(wording.locator(".need-source")).not_to_be_visible()
    wording.locator("summary").first.click()
    expect(wording.locator(".need-source")).to_contain_text("3 March 2026")
    expect(pane.get_by_role("heading", name="2 different replies given")).to_be_visible()
    expect(pane.locator("mark")).to_have_text(["5", "3"])
    page.set_viewport_size(TABLET)
    expect(pane).to_be_in_viewport()
    pane.get_by_role("link", name="Write the entry").click()
    expect(page.locator("#entry-question")).to_have_value("où est mon colis")
    page.locator("#entry-answer").fill("Within three days.")
    page.keyboard.press("Control+s")
    expect(page.locator(".editor-state")).to_contain_text("Draft")
    page.goto(f"{address}/studio#/needs")
    expect(page.locator(".need").filter(has_text="où est mon colis")).to_contain_text("Draft")


@pytest.mark.usefixtures("needs")
def test_needs_are_merged_and_taken_back_by_the_keyboard_alone(stage: Stage, address: str) -> None:
    curator = Curator(stage.enter(), address)
    page = curator.page
    expect(page.locator(".need")).to_have_count(4)
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator(".merge-bar")).to_contain_text("2 besoins cochés.")
    expect(page.locator(".merge-bar")).to_contain_text("« où est mon colis »")
    page.keyboard.press("m")
    expect(curator.notice.last).to_contain_text("2 besoins fusionnés dans « où est mon colis ».")
    expect(page.locator(".need")).to_have_count(3)
    expect(page.locator(".need").filter(has_text="où est mon colis")).to_contain_text("6 demandes")
    expect(page.locator(".merge-bar")).to_have_count(0)
    page.keyboard.press("u")
    expect(curator.notice.last).to_contain_text("Annulé : 2 besoins sont de nouveau comme avant.")
    expect(page.locator(".need")).to_have_count(4)
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("complementary")).to_have_count(0)
    expect(page.locator("[data-row=parcel]")).to_be_focused()
    page.keyboard.press("e")
    expect(page.locator("#entry-question")).to_have_value("où est mon colis")


@pytest.mark.usefixtures("needs")
def test_wordings_become_a_need_of_their_own_until_that_is_undone(stage: Stage, address: str) -> None:
    curator = Curator(stage.enter(), address)
    page = curator.page
    page.locator(".need-name").first.click()
    part = page.get_by_role("button", name=re.compile("En faire un besoin"))
    expect(part).to_be_disabled()
    for wording in ("je veux annuler ma commande", "annulation de commande svp"):
        page.get_by_role("checkbox", name=f"Séparer « {wording} »").check()
    expect(part).to_have_text("En faire un besoin (2 formulations)")
    part.click()
    expect(curator.notice.last).to_contain_text("est maintenant un besoin à part.", timeout=60_000)
    expect(page.locator(".need")).to_have_count(5)
    expect(page.locator(".need-wording")).to_have_count(2)
    curator.notice.last.get_by_role("button", name="Annuler").click()
    expect(curator.notice.last).to_contain_text("Annulé")
    expect(page.locator(".need")).to_have_count(4)
    expect(page.locator(".need-wording")).to_have_count(4)


@pytest.mark.usefixtures("needs")
def test_what_cannot_be_merged_is_said_and_a_need_that_went_is_closed(
    stage: Stage, address: str, installation: Installation
) -> None:
    curator = Curator(stage.enter(lang="en"), address)
    page = curator.page
    page.locator(".need").nth(0).get_by_role("checkbox").check()
    page.locator(".need").nth(1).get_by_role("checkbox").check()
    with build(Settings(home=installation.home)) as engine:
        engine.needs.replace(MINE[1:])
    page.get_by_role("button", name="Merge").click()
    expect(curator.notice.last).to_contain_text("There is no need “parcel” any more.")
    expect(page.locator(".need")).to_have_count(3)
    page.goto(f"{address}/studio#/needs/parcel")
    expect(curator.notice.last).to_contain_text("There is no need “parcel” any more.")
    expect(page.get_by_role("complementary")).to_have_count(0)
    stage.tolerated += ["status of 404 (Not Found) at /api/v1/needs/"]


@pytest.mark.usefixtures("needs")
def test_the_map_is_walked_by_the_arrow_keys_and_opens_a_need(stage: Stage, address: str) -> None:
    page = Curator(stage.enter(), address).page
    page.get_by_label("Carte").check(force=True)
    spots = page.locator(".map-box [role=button]")
    expect(spots).to_have_count(4)
    label = "où est mon colis, Colis, livraison, 4 demandes, (Sans entrée|Brouillon), En hausse"
    parcel = page.get_by_role("button", name=re.compile(label))
    page.keyboard.press("j")
    expect(parcel).to_be_focused()
    expect(page.locator(".map-tip")).to_contain_text("où est mon colis")
    walked = [parcel.get_attribute("data-row")]
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
        walked.append(page.evaluate("document.activeElement.dataset.row"))
    assert len(set(walked)) == 4
    assert walked[3] == walked[4], "past the last circle the focus stays"
    assert walked[5] == walked[2]
    here = page.evaluate("document.activeElement.dataset.row")
    page.keyboard.press("x")
    expect(page.locator(f"[data-row={here}]")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"#/needs/{here}$"))
    expect(page.get_by_role("complementary")).to_be_visible()
    page.reload()
    expect(spots).to_have_count(4)


@pytest.mark.usefixtures("needs")
def test_everything_is_grouped_anew_only_when_that_was_read_and_wanted(stage: Stage, address: str) -> None:
    page = Curator(stage.enter(lang="en"), address).page
    sent: list[object] = []
    page.on("request", lambda request: sent.append(request.post_data_json) if "learn" in request.url else None)
    job = {"id": "j", "kind": "learn", "status": "done", "progress": 1, "result": {}, "error": None}
    page.route("**/api/v1/needs/learn", lambda route: route.fulfill(json=job))
    page.get_by_role("button", name="Analyse the requests").click()
    expect(page.locator(".notice").last).to_contain_text("Analysis finished: 4 needs.")
    page.get_by_role("button", name="Another analysis").click()
    page.get_by_role("menuitem", name="Group everything anew…").click()
    asked = page.get_by_role("dialog", name="Group all requests anew?")
    asked.get_by_role("button", name="Cancel").click()
    assert sent == [{"anew": False}]
    page.get_by_role("button", name="Another analysis").click()
    page.get_by_role("menuitem", name="Group everything anew…").press("Enter")
    asked.get_by_role("button", name="Group everything").click()
    expect(page.locator(".notice")).to_have_count(2)
    assert sent == [{"anew": False}, {"anew": True}]


@pytest.mark.usefixtures("needs")
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_needs_put_no_obstacle_in_the_way_in_any_look(stage: Stage, address: str, lang: str) -> None:
    page = Curator(stage.enter(lang=lang), address).page
    found: list[str] = []

    def look(state: str) -> None:
        for size, scheme in ((DESKTOP, "light"), (TABLET, "dark")):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
            page.evaluate("() => new Promise(requestAnimationFrame)")
            wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            found.extend(f"{state}, {scheme}: {each}" for each in [*violations(page), *["scrolls sideways"] * wide])

    expect(page.locator(".need")).to_have_count(4)
    page.locator(".need").first.get_by_role("checkbox").check()
    page.locator(".need-name").first.click()
    expect(page.locator(".need-wording")).to_have_count(4)
    page.locator(".need-wording summary").first.click()
    look("the list, a need open")
    looks = page.locator(".needs-look [type=radio]")
    looks.nth(1).check(force=True)
    expect(page.locator(".spot[role=button]")).to_have_count(4)
    look("the map")
    looks.nth(2).check(force=True)
    page.locator(".need-time summary").click()
    expect(page.get_by_role("table").get_by_role("row")).to_have_count(9)
    look("the time line and its table")
    assert found == []
