"""The assistant is written in the studio: what is wrong is told as one types, and nobody's words are lost."""

import re

import pytest
from browser.people import Curator
from browser.stage import PHONE, Stage, tab_to
from browser.test_follow_up import Flows, flows, sound
from fakes.project import DOMAIN, PROJECT, RULES
from playwright.sync_api import Page, expect

__all__ = ["flows"]

WORDS = {
    "fr": {
        "save": "Enregistrer",
        "publish": "Publier",
        "error": "1 erreur",
        "clean": "Rien à corriger",
    },
    "en": {
        "save": "Save",
        "publish": "Publish",
        "error": "1 error",
        "clean": "Nothing to put right",
    },
}


def opened(curator: Curator, file: str) -> Page:
    """Open a file of the assistant."""
    page = curator.page
    page.evaluate("name => { location.hash = `#/assistant/${encodeURIComponent(name)}` }", file)
    expect(page.get_by_role("textbox", name=file)).to_be_visible()
    return page


def saved(page: Page) -> None:
    """What was written is kept, as a draft."""
    expect(page.locator(".assistant-bar [role=status]")).to_have_text(re.compile("^Le(s| brouillon) "))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_an_assistant_is_written_put_right_and_published(stage: Stage, address: str, flows: Flows, lang: str) -> None:
    words = WORDS[lang]
    flows.publish(PROJECT)
    version = flows.version
    curator = Curator(stage.enter(lang=lang), address)
    curator.go("assistant")
    page = opened(curator, "data/rules.yml")
    text = page.get_by_role("textbox", name="data/rules.yml")
    publish = page.get_by_role("button", name=words["publish"], exact=True)
    expect(text).to_have_value(RULES)
    expect(publish).to_be_disabled()

    text.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("- rule: rien\n")
    found = page.locator(".assistant-problem.error")
    expect(page.locator("#assistant-problems-title")).to_contain_text(words["error"])
    expect(found).to_contain_text(str(len(RULES.splitlines()) + 1))
    expect(publish).to_be_disabled()
    sound(page)
    text.focus()
    page.keyboard.press("Control+Home")
    tab_to(found)
    page.keyboard.press("Enter")
    expect(text).to_be_focused()
    assert text.evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)") == "- rule: rien"

    page.keyboard.press("ArrowRight")
    page.keyboard.type(" de plus\nsteps:\n- intent: donner_numero\naction: utter_saluer")
    assert text.input_value().endswith("rien de plus\nsteps:\n  - intent: donner_numero\n  action: utter_saluer\n")
    text.fill(RULES.replace("dire bonjour", "saluer en retour"))
    expect(found).to_have_count(0)
    page.keyboard.press("Control+s")
    expect(page.get_by_role("button", name=words["save"], exact=True)).to_be_disabled()
    tab_to(publish, key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".assistant-bar .badge")).to_contain_text(f"version {version + 1}")
    expect(publish).to_be_disabled()
    assert "saluer en retour" in flows.files(version + 1)["data/rules.yml"]

    page.locator(".assistant-versions summary").press("Enter")
    page.locator(".assistant-versions li").nth(1).get_by_role("button").first.press("Enter")
    expect(page.locator(".assistant-bar .badge")).to_contain_text(f"version {version + 2}")
    assert flows.files(version + 2) == PROJECT
    sound(page)


def test_what_two_people_write_at_once_is_put_together(stage: Stage, address: str, flows: Flows) -> None:
    flows.draft(PROJECT)
    curator = Curator(stage.enter(), address)
    stage.tolerated.append("409 (Conflict) at /api/v1/assistant/files")
    curator.go("assistant")
    page = opened(curator, "data/rules.yml")
    text = page.get_by_role("textbox", name="data/rules.yml")
    text.fill(RULES + "# moi\n")
    other = PROJECT | {"data/rules.yml": RULES + "# toi\n", "config.yml": "language: en\n"}
    flows.draft(other)
    page.keyboard.press("Control+s")
    clash = page.locator(".assistant-clashes")
    expect(clash).to_contain_text("data/rules.yml")
    expect(clash).not_to_contain_text("config.yml")
    expect(text).to_have_value(RULES + "# moi\n")
    clash.get_by_role("button").press("Enter")
    expect(text).to_have_value(RULES + "# toi\n")
    text.fill(RULES + "# nous\n")
    text.focus()
    page.keyboard.press("Control+s")
    saved(page)
    assert flows.drafted() == other | {"data/rules.yml": RULES + "# nous\n"}


def test_a_first_assistant_is_begun_from_nothing_on_a_telephone(stage: Stage, address: str, flows: Flows) -> None:
    curator = Curator(stage.enter(size=PHONE), address)
    page = curator.page
    page.evaluate("location.hash = '#/assistant'")
    expect(page.locator(".empty")).to_contain_text("L’assistant n’a pas encore de fichier")
    name = page.get_by_label("Nouveau fichier")
    name.fill("actions.py")
    name.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Un nom comme data/rules.yml")
    name.fill("domain.yml")
    name.press("Enter")
    text = page.get_by_role("textbox", name="domain.yml")
    expect(text).to_be_focused()
    text.fill(DOMAIN)
    page.keyboard.press("Control+s")
    saved(page)
    assert flows.drafted() == {"domain.yml": DOMAIN}
    page.get_by_role("button", name="Retirer domain.yml").press("Enter")
    expect(page.locator(".empty")).to_be_visible()
