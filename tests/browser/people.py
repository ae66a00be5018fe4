"""The people of the stories: a visitor, an adviser, a curator."""

import re

from browser.serving import PASSWORD
from playwright.sync_api import Locator, Page, expect


class Visitor:
    """Somebody on the demo shop, who talks to the agent."""

    def __init__(self, page: Page, address: str, *, lang: str = "fr") -> None:
        self.page = page
        element = page.locator("comptoir-chat")
        self.button = element.locator(".launcher")
        self.panel = element.get_by_role("dialog")
        self.header = element.locator(".header")
        self.log = element.get_by_role("log")
        self.input = element.locator(".composer textarea")
        self.found = element.get_by_role("option")
        self.clarify = self.log.locator(".choices").last.get_by_role("button")
        self.exits = self.log.locator(".exits").get_by_role("button")
        self.form = self.log.locator(".exit-form")
        self.escalated = self.log.locator(".escalated")
        self.rating = self.log.locator(".rating")
        self.questions = self.log.locator(".turn.agent .question")
        page.goto(f"{address}/demo{'?lang=en' if lang == 'en' else ''}")

    def open(self) -> None:
        self.button.click()
        expect(self.panel).to_be_visible()

    def say(self, text: str) -> None:
        """Say something, and see that the engine has it."""
        self.input.fill(text)
        self.input.press("Enter")
        expect(self.said.last).to_contain_text(text)
        expect(self.log.get_by_text(re.compile("^(Envoi…|Sending…)$"))).to_have_count(0)

    @property
    def said(self) -> Locator:
        return self.turns("visitor")

    def turns(self, author: str) -> Locator:
        return self.log.locator(f".turn.{author}")

    def mentions(self, text: str) -> Locator:
        return self.log.locator(".turn").filter(has_text=text)

    def menu(self, item: str) -> None:
        self.header.get_by_role("button", name="Menu").click()
        self.header.get_by_role("menuitem", name=item).click()

    def field(self, label: str) -> Locator:
        """Return the field of the contact form that carries this label."""
        return self.form.get_by_label(label)

    def take(self, exit: str) -> None:
        """Take the exit that says this."""
        self.exits.filter(has_text=exit).click()


class Member:
    """A member of staff, at the console or at the studio."""

    def __init__(self, page: Page, address: str, screen: str) -> None:
        self.page = page
        page.goto(f"{address}/{screen}")

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        """Sign in by the keyboard alone."""
        field = self.page.locator("#sign-in-name")
        field.focus()
        field.press_sequentially(name)
        self.page.keyboard.press("Tab")
        self.page.keyboard.type(password)
        self.page.keyboard.press("Enter")

    @property
    def notice(self) -> Locator:
        return self.page.locator(".notice")


class Adviser(Member):
    """Somebody who takes escalations."""

    def __init__(self, page: Page, address: str, *, name: str = "camille") -> None:
        super().__init__(page, address, "console")
        self.rows = page.locator("#queue-list .row")
        self.title = page.locator("#conversation-title")
        self.transcript = page.get_by_role("log")
        self.composer = page.locator("#composer")
        self.context = page.locator(".pane.context")
        self.sign_in(name)
        expect(page.locator(".badge.link.good")).to_be_visible()

    def tab(self, value: str) -> None:
        self.page.locator(f"#queue-tab-{value}").click()

    def claim(self) -> None:
        """Take the request on the screen."""
        self.page.locator(".claim-first .primary").click()
        expect(self.page.locator(".claim-first")).to_have_count(0)

    def say(self, text: str) -> None:
        self.composer.fill(text)
        self.composer.press("Enter")
        expect(self.transcript.locator(".turn.ours").last).to_contain_text(text)
        expect(self.transcript.locator(".pending")).to_have_count(0)

    def close(self) -> None:
        """End the conversation, and say yes to the question."""
        self.page.locator(".actions .button").last.click()
        self.page.locator("dialog .primary").click()
        expect(self.notice.last).to_be_visible()


class Curator(Member):
    """Somebody who writes the answers."""

    def __init__(self, page: Page, address: str, *, name: str = "karim") -> None:
        super().__init__(page, address, "studio")
        self.rows = page.locator("#entry-list [data-row]")
        self.answer = page.locator("#entry-answer")
        self.preview = page.locator(".preview-answer")
        self.state = page.locator(".editor-state")
        self.sign_in(name)
        expect(page.get_by_role("navigation")).to_be_visible()

    def go(self, view: str) -> None:
        self.page.get_by_role("navigation").locator(f"[href='#/{view}']").click()

    def edit(self, entry_id: str) -> None:
        """Open an entry, ready for its answer to be written."""
        self.page.evaluate("address => { location.hash = address }", f"#/entries/{entry_id}")
        expect(self.answer).to_be_focused()
