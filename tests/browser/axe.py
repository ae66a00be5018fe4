"""What axe-core finds wrong on a page as it stands, shadow trees included."""

from pathlib import Path

from playwright.sync_api import Page

_SOURCE = Path(__file__).parents[2] / "widget" / "node_modules" / "axe-core" / "axe.min.js"
_RUN = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  const places = (nodes) => nodes.map(({ target }) => target.join(" ")).join(", ");
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${places(nodes)}`);
}"""


def violations(page: Page) -> list[str]:
    """Return every violation, one line each: the rule, what it asks, where."""
    if not page.evaluate("'axe' in window"):
        # Through the debugger, which a page's security policy does not bind.
        page.evaluate(_SOURCE.read_text(encoding="utf-8") + ";0")
    found: list[str] = page.evaluate(_RUN)
    return found
