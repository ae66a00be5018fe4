"""The picture of a project's flows, in a browser: every text stands inside its box, light and dark."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dialogue.assistant.drawing.chart import chart
from dialogue.assistant.drawing.svg import svg
from dialogue.assistant.files import read_folder
from dialogue.assistant.project import read
from dialogue.assistant.wording import words

PROJECTS = Path(__file__).parents[1] / "parity" / "projects"
OUTSIDE = """() => [...document.querySelectorAll("g > g")].flatMap((group) => {
  const box = group.querySelector("rect").getBBox();
  return [...group.querySelectorAll("text")].filter((text) => {
    const { x, y, width, height } = text.getBBox();
    return x < box.x || y < box.y || x + width > box.x + box.width || y + height > box.y + box.height;
  }).map((text) => text.textContent);
})"""
BACKGROUND = "() => getComputedStyle(document.documentElement).backgroundColor"


@pytest.mark.parametrize(("name", "lang"), [("gare", "fr"), ("telecom", "en"), ("maze", "fr")])
def test_every_text_stands_inside_its_box(chromium: Browser, tmp_path: Path, name: str, lang: str) -> None:
    file = tmp_path / f"{name}.svg"
    drawn = svg(chart(read(read_folder(PROJECTS / name))), words(lang)["drawing"], title=name)
    file.write_text(drawn, encoding="utf-8")
    shades = set()
    for scheme in ("light", "dark"):
        page = chromium.new_page(color_scheme=scheme)
        page.goto(file.as_uri())
        assert page.locator("g > g").count() > 40
        assert page.evaluate(OUTSIDE) == []
        shades.add(page.evaluate(BACKGROUND))
        page.close()
    assert len(shades) == 2
