"""The public FAQ, as somebody with a mouse, a keyboard or no script at all reads it."""

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from browser.axe import violations
from browser.stage import DESKTOP, PHONE, Stage, tab_to
from playwright.sync_api import Browser, Page, ViewportSize, expect

LOOKS: tuple[tuple[ViewportSize, Literal["light", "dark"]], ...] = ((PHONE, "dark"), (DESKTOP, "light"))
TYPED = {"fr": "mot de pas", "en": "promo cod"}
FOUND = {"fr": "J'ai oublié mon mot de passe", "en": "promo code"}
UNKNOWN = {"fr": "bitcoin ethereum", "en": "bitcoin ethereum"}
ASKED = {"fr": "assistant", "en": "assistant"}


def look(page: Page, found: list[str], state: str) -> None:
    for size, scheme in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        found += [f"{state}, {size['width']} px, {scheme}: {each}" for each in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{state}, {size['width']} px: the page scrolls sideways")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_reader_finds_by_keyboard_what_they_look_for(stage: Stage, address: str, lang: str) -> None:
    page, found = stage.enter(lang=lang), list[str]()
    page.goto(f"{address}/faq")
    expect(page).to_have_url(f"{address}/faq/{lang}")
    look(page, found, "home")
    field = page.get_by_role("combobox")
    tab_to(field)
    page.keyboard.type(TYPED[lang])
    options = page.get_by_role("option")
    expect(options.first).to_contain_text(FOUND[lang], ignore_case=True)
    expect(page.locator(".found mark").first).to_be_visible()
    look(page, found, "typing")
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_be_focused()
    with page.expect_request("**/site/clicks") as told:
        page.keyboard.press("Enter")
    assert told.value.method == "POST"
    expect(page.locator("article h1")).to_contain_text(FOUND[lang], ignore_case=True)
    look(page, found, "an answer")
    tab_to(page.locator(".opinion button").last)
    page.keyboard.press("Enter")
    expect(page.locator(".opinion [role=status]")).to_be_visible()
    look(page, found, "an opinion")
    page.locator(".crumbs a").last.click()
    expect(page.locator(".rows a").first).to_be_visible()
    look(page, found, "a theme")
    assert found == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_where_nothing_is_found_the_assistant_takes_over(stage: Stage, address: str, lang: str) -> None:
    page, found = stage.enter(lang=lang), list[str]()
    page.goto(f"{address}/faq/{lang}/search?q={UNKNOWN[lang]}")
    expect(page.locator(".cards a")).not_to_have_count(0)
    look(page, found, "nothing found")
    page.get_by_role("combobox").fill(f"{UNKNOWN[lang]} litecoin")
    asking = page.get_by_role("option").filter(has_text=ASKED[lang])
    expect(asking).to_be_visible()
    look(page, found, "nothing found while typing")
    asking.click()
    chat = page.locator("comptoir-chat")
    expect(chat.get_by_role("log")).to_contain_text("litecoin")
    assert found == []


def test_a_visitor_changes_the_language_of_an_answer(stage: Stage, address: str) -> None:
    page = stage.enter()
    page.goto(f"{address}/faq/fr/suivi-commande")
    expect(page).to_have_url(re.compile("/faq/fr/suivi-commande/ou-en-est-ma-commande$"))
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile("/faq/en/track-order/"))
    assert page.evaluate("document.documentElement.lang") == "en"


@pytest.fixture
def plain(chromium: Browser) -> Iterator[Page]:
    """A browser that runs no script."""
    context = chromium.new_context(java_script_enabled=False, viewport=PHONE)
    yield context.new_page()
    context.close()


def test_all_of_it_works_without_a_script(plain: Page, address: str) -> None:
    plain.goto(f"{address}/faq/fr")
    plain.locator("#q").fill("retourner un article")
    plain.locator("#q").press("Enter")
    plain.locator(".results a").first.click()
    expect(plain.locator("article h1")).to_contain_text("retourner")
    plain.locator(".opinion button").last.click()
    plain.locator("#comment").fill("Et pour un meuble ?")
    plain.locator(".opinion > button").click()
    expect(plain.locator(".opinion [role=status]")).to_be_visible()


def test_typing_on_asks_only_for_the_last_word(stage: Stage, address: str) -> None:
    page = stage.enter()
    page.goto(f"{address}/faq/fr")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/search?" in request.url else None)
    page.get_by_role("combobox").press_sequentially("livraison", delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    assert len(asked) <= 2 and "q=livraison" in asked[-1]
