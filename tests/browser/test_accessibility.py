"""axe-core finds nothing on any screen, in both languages, at both sizes, in both colour schemes."""

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from browser.axe import violations
from browser.people import Adviser, Curator, Visitor
from browser.serving import entry
from browser.stage import DESKTOP, PHONE, Stage
from playwright.sync_api import Page, ViewportSize, expect

Look = tuple[ViewportSize, Literal["light", "dark"]]
# The two stories together see each size in each scheme.
LOOKS: dict[str, tuple[Look, Look]] = {
    "fr": ((PHONE, "dark"), (DESKTOP, "light")),
    "en": ((PHONE, "light"), (DESKTOP, "dark")),
}
VASE = {"fr": "mon vase est arrivé cassé", "en": "my vase arrived broken"}
RETURN = {"fr": entry("retour-magasin"), "en": entry("return-in-store")}
UNKNOWN = {"fr": "quelle est la recette du clafoutis", "en": "what is the recipe of the apple pie"}


class Inspector:
    """Notes what axe finds, and on which state of the screen; a page wider than the screen too."""

    def __init__(self, lang: str) -> None:
        self._looks = LOOKS[lang]
        self.found: list[str] = []

    def look(self, page: Page, state: str) -> None:
        for size, scheme in self._looks:
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            found = violations(page)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append("the page scrolls sideways")
            self.found += [f"{state}, {size['width']} px, {scheme}: {violation}" for violation in found]


@pytest.fixture
def inspector(lang: str) -> Iterator[Inspector]:
    opened = Inspector(lang)
    yield opened
    assert opened.found == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_visitor_and_the_adviser_meet_no_obstacle(
    stage: Stage, address: str, ambiguous: dict[str, str], inspector: Inspector, lang: str
) -> None:
    visitor = Visitor(stage.enter(lang=lang), address, lang=lang)
    inspector.look(visitor.page, "the shop, the window closed")
    visitor.open()
    inspector.look(visitor.page, "the greeting")
    visitor.input.press_sequentially(VASE[lang])
    expect(visitor.found).not_to_have_count(0)
    inspector.look(visitor.page, "questions suggested")
    visitor.say(VASE[lang])
    expect(visitor.questions).to_have_count(1)
    visitor.say(ambiguous[lang])
    expect(visitor.clarify).not_to_have_count(0)
    visitor.header.get_by_role("button", name="Menu").click()
    inspector.look(visitor.page, "an answer, a question asked back, the menu")
    visitor.page.keyboard.press("Escape")
    visitor.log.locator(".feedback").get_by_role("button").last.click()
    expect(visitor.exits).to_have_count(3)
    inspector.look(visitor.page, "a comment asked for, the exits offered")
    visitor.exits.last.click()
    visitor.form.get_by_role("button").last.click()
    inspector.look(visitor.page, "the e-mail form and its mistakes")
    visitor.form.get_by_role("button").first.click()
    visitor.exits.nth(1).click()
    visitor.form.get_by_role("button").last.click()
    inspector.look(visitor.page, "the call back form and its mistakes")
    visitor.form.get_by_role("button").first.click()
    visitor.exits.first.click()
    expect(visitor.escalated).to_be_visible()
    inspector.look(visitor.page, "waiting for an adviser")

    page = stage.enter(lang=lang)
    page.goto(f"{address}/console")
    expect(page.locator("#sign-in-name")).to_be_visible()
    inspector.look(page, "signing in")
    adviser = Adviser(page, address)
    row = adviser.rows.filter(has_text=ambiguous[lang])
    expect(row).to_have_count(1)
    inspector.look(page, "the queue")
    row.click()
    inspector.look(page, "a conversation that waits")
    adviser.claim()
    adviser.say("Bonjour.")
    expect(visitor.turns("adviser")).to_have_count(1)
    inspector.look(page, "a conversation of mine")
    inspector.look(visitor.page, "talking with an adviser")
    page.evaluate("location.hash += '/context'")
    inspector.look(page, "the context")
    page.go_back()
    adviser.title.focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    inspector.look(page, "the shortcuts")
    page.keyboard.press("Escape")
    page.locator(".actions .button").first.click()
    inspector.look(page, "to which team")
    page.keyboard.press("Escape")
    adviser.close()
    inspector.look(page, "the queue again, and a notice")
    visitor.rating.get_by_role("radio").last.check()
    inspector.look(visitor.page, "the rating")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_curator_meets_no_obstacle(stage: Stage, address: str, inspector: Inspector, lang: str) -> None:
    curator = Curator(stage.enter(lang=lang), address)
    page = curator.page
    expect(page.locator(".need")).to_have_count(2)
    inspector.look(page, "the needs")
    curator.go("entries")
    page.locator("#entry-search").fill("livr")
    expect(curator.rows.first).to_be_visible()
    page.locator(".account summary").click()
    inspector.look(page, "the entries, the account's menu")
    page.locator(".account summary").click()
    curator.edit("retourner-article")
    expect(curator.preview).to_contain_text("retour")
    inspector.look(page, "the editor")
    page.get_by_role("tab").last.click()
    expect(page.locator(".revisions summary")).not_to_have_count(0)
    inspector.look(page, "the history")
    curator.go("import")
    inspector.look(page, "the import")
    curator.go("bench")
    page.locator("#bench-q").fill(UNKNOWN[lang])
    page.keyboard.press("Enter")
    expect(page.locator(".evidence")).not_to_have_count(0)
    inspector.look(page, "the bench")
    visitor = Visitor(stage.enter(lang=lang), address, lang=lang)
    visitor.open()
    visitor.say(RETURN[lang].question)
    expect(visitor.questions).to_have_count(1)
    visitor.log.locator(".feedback").get_by_role("button").first.click()
    visitor.say(VASE[lang])
    expect(visitor.questions).to_have_count(2)
    visitor.log.locator(".feedback").get_by_role("button").last.click()
    expect(visitor.exits).to_have_count(3)
    curator.edit(RETURN[lang].id)
    page.locator(".editor-bar").get_by_role("button", name=re.compile("^(Retirer|Retire)")).click()
    expect(page.locator("dialog .move")).not_to_have_count(0, timeout=60_000)
    inspector.look(page, "a publication that changes answers")
    page.keyboard.press("Escape")
    curator.go("promise")
    expect(page.locator("#contested-list li")).not_to_have_count(0)
    inspector.look(page, "the promise")


def test_axe_would_see_a_button_without_a_name_inside_the_window(stage: Stage, address: str) -> None:
    visitor = Visitor(stage.enter(), address)
    visitor.open()
    visitor.header.get_by_role("button").last.evaluate("button => button.removeAttribute('aria-label')")
    [found] = violations(visitor.page)
    assert found.startswith("button-name")
