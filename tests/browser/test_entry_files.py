"""Entries out of the studio and in again, and what it says of entries that resemble each other."""

import re
from pathlib import Path

import pytest
from browser.axe import violations
from browser.people import Curator
from browser.serving import entry
from browser.stage import DESKTOP, PHONE, Stage, tab_to
from playwright.sync_api import ViewportSize, expect


def row(*cells: str) -> str:
    return ";".join(f'"{cell}"' for cell in cells)


def test_a_file_is_shown_before_it_is_taken_in_and_refused_while_it_has_a_fault(
    stage: Stage, address: str, tmp_path: Path
) -> None:
    curator = Curator(stage.enter(), address)
    page = curator.page
    curator.go("entries")
    button = page.get_by_role("button", name="Fichiers : importer, exporter")
    tab_to(button)
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Fichiers d’entrées")
    bad = tmp_path / "entrées.csv"
    table = [row("id", "lang", "question", "réponse"), row("voile", "fr", "Vendez-vous des voiles ?", "Oui.")]
    bad.write_text("\n".join([*table, row("voile", "français", "", "")]), encoding="cp1252")
    dialog.locator("input[type=file]").set_input_files(bad)
    expect(dialog.locator(".counts")).to_contain_text("1 nouvelle")
    expect(dialog.get_by_role("row").nth(1)).to_contain_text("question")
    expect(dialog.get_by_role("table")).to_contain_text("code de langue")
    expect(dialog.get_by_role("button", name="Importer en brouillon")).to_be_disabled()

    bad.write_text("\n".join([*table, row("quille", "fr", "vendez vous des voiles", "Non.")]), encoding="utf-8-sig")
    dialog.locator("input[type=file]").set_input_files(bad)
    expect(dialog.locator(".counts")).to_contain_text("2 nouvelles")
    tab_to(dialog.get_by_role("button", name="Importer en brouillon"))
    page.keyboard.press("Enter")
    expect(dialog.locator(".banner.good")).to_contain_text("2 entrées gardées en brouillon.")
    expect(dialog.locator(".lookalike").last).to_contain_text("Répond autrement")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()
    page.locator("#entry-search").fill("voiles")
    expect(curator.rows).to_have_count(2)


@pytest.mark.parametrize("format", ["Excel", "CSV", "JSON", "JSONL"])
def test_what_is_exported_comes_back_without_a_change(stage: Stage, address: str, tmp_path: Path, format: str) -> None:
    curator = Curator(stage.enter(lang="en"), address)
    page = curator.page
    curator.go("entries")
    page.get_by_role("button", name="Files: import, export").click()
    dialog = page.get_by_role("dialog", name="Files of entries")
    with page.expect_download() as started:
        dialog.get_by_role("link", name=format, exact=True).click()
    started.value.save_as(tmp_path / started.value.suggested_filename)
    dialog.locator("input[type=file]").set_input_files(tmp_path / started.value.suggested_filename)
    expect(dialog.locator(".counts")).to_contain_text(re.compile("0 new0 changed\\d+ unchanged"))
    expect(dialog.get_by_role("button", name="Import as drafts")).to_be_disabled()


@pytest.mark.parametrize(
    ("lang", "size", "id", "fee"),
    [("fr", DESKTOP, "frais-livraison", "7,50 €"), ("en", PHONE, "delivery-cost", "€7.50")],
)
def test_a_save_shows_which_entry_asks_the_same_and_where_its_answer_differs(
    stage: Stage, address: str, lang: str, size: ViewportSize, id: str, fee: str
) -> None:
    like = entry(id)
    curator = Curator(stage.enter(lang=lang, size=size), address)
    page = curator.page
    page.evaluate("address => { location.hash = address }", "#/entries/new")
    page.locator("#entry-question").fill(f"{like.question.lower()} ")
    page.locator("#entry-lang").select_option(like.lang)
    curator.answer.fill(f"{fee}, partout.")
    page.keyboard.press("Control+s")
    found = page.locator(".lookalikes")
    expect(found).to_be_visible()
    curator.notice.get_by_role("button").first.click()
    expect(found.locator("summary")).to_be_focused()
    expect(found.locator("mark").first).to_have_text(fee)
    expect(found.get_by_role("link", name=like.question)).to_have_attribute("href", f"#/entries/{id}")
    assert violations(page) == []
    found.get_by_role("link", name=like.question).click()
    expect(page.locator("#entry-question")).to_have_value(like.question)
    expect(found).to_be_visible()
