"""The browsers that the people of a story sit at, and everything those browsers complained of."""

from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, ViewportSize, expect

DESKTOP = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=390, height=844)
# In ms. The first questions after a start wait for the models to be loaded, on machines with more to do.
PATIENCE = 20_000
LOCALES = {"fr": "fr-FR", "en": "en-GB"}

# A page that violates its policy says so to itself: we say it aloud.
_TELL_VIOLATIONS = """
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
  console.error(`policy violation: ${violatedDirective} ${blockedURI} ${sample}`));
"""


class Stage:
    """Opens a browser of its own for each person. `tolerated` are parts of complaints that a story expects."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self._heard: list[str] = []
        # A page of the staff asks who is signed in, and nobody is.
        self.tolerated = ["status of 401 (Unauthorized) at /api/v1/sessions/me"]

    @property
    def faults(self) -> list[str]:
        return [heard for heard in self._heard if not any(part in heard for part in self.tolerated)]

    def enter(self, *, lang: str = "fr", size: ViewportSize = DESKTOP) -> Page:
        """Sit somebody down at a new browser."""
        context = self._browser.new_context(
            viewport=size, locale=LOCALES[lang], timezone_id="Europe/Paris", reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE)
        context.add_init_script(_TELL_VIOLATIONS)
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self._heard.append(f"uncaught: {error}"))
        return page

    def leave(self) -> None:
        """Close every browser."""
        for context in self._contexts:
            context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            path = message.location["url"].partition("//")[2].partition("/")[2]
            self._heard.append(f"{message.text} at /{path}")


def tab_to(target: Locator, *, key: str = "Tab", most: int = 40) -> None:
    """Press a key until the target has the focus, as somebody without a mouse would."""
    for _ in range(most):
        target.page.keyboard.press(key)
        if target.evaluate("node => node.getRootNode().activeElement === node"):
            return
    expect(target).to_be_focused(timeout=1_000)


def shot(page: Page, folder: Path, name: str) -> None:
    page.screenshot(path=folder / f"{name}.png")
