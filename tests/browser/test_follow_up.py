"""An entry goes on with a flow of the assistant: chosen, saved, and told when visitors would find nothing there."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from browser.axe import violations
from browser.people import Curator
from browser.serving import PASSWORD, Installation
from browser.stage import DESKTOP, PHONE, Stage, tab_to
from fakes.project import PROJECT
from playwright.sync_api import Page, expect

ENTRY = {"fr": "paiement-plusieurs-fois", "en": "payment-methods"}
WORDS = {
    "fr": {
        "label": "Ensuite",
        "row": "Ensuite : suivre une commande",
        "saved": "Enregistré à",
        "drafted": "pas encore publié",
        "unknown": "L’assistant n’a pas de parcours « suivre_commande »",
        "lost": "suivre_commande (inconnu)",
        "history": "Historique",
    },
    "en": {
        "label": "Then",
        "row": "Then: suivre une commande",
        "saved": "Saved at",
        "drafted": "not published yet",
        "unknown": "The assistant has no flow “suivre_commande”",
        "lost": "suivre_commande (unknown)",
        "history": "History",
    },
}


class Flows:
    """The assistant of the installation, written over plain requests."""

    def __init__(self, api: httpx.Client) -> None:
        self._api = api

    def draft(self, files: dict[str, str]) -> int:
        version = self._api.get("/files").json()["version"]
        return int(self._put("/files", {"files": files, "version": version})["draft"]["version"])

    def publish(self, files: dict[str, str]) -> None:
        self._post("/publish", {"version": self.draft(files)})

    def none(self) -> None:
        """Put nothing in service, and nothing in the draft."""
        self.draft({})
        self.back_to(0)

    @property
    def version(self) -> int:
        return int(self._api.get("/versions").json()["version"])

    def files(self, version: int) -> dict[str, str]:
        found: dict[str, str] = self._api.get("/files", params={"version": version}).json()["files"]
        return found

    def drafted(self) -> dict[str, str]:
        found: dict[str, str] = self._api.get("/files").json()["files"]
        return found

    def back_to(self, version: int) -> None:
        """Put the files of a version in service, and in the draft."""
        self.draft(self.files(version))
        last = self.version
        if self.files(last) != self.files(version):
            self._post("/rollback", {"to": version, "seen": last})

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._told(self._api.post(path, json=body))

    def _put(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._told(self._api.put(path, json=body))

    def _told(self, answer: httpx.Response) -> dict[str, Any]:
        assert answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        return found


@pytest.fixture
def flows(installation: Installation) -> Iterator[Flows]:
    """No assistant, and the one there was again afterwards."""
    address = f"{installation.address}/api/v1"
    with httpx.Client(trust_env=False, timeout=60) as api:
        token = api.post(f"{address}/sessions", json={"name": "sofia", "password": PASSWORD}).json()["token"]
        api.base_url = httpx.URL(f"{address}/assistant")
        api.headers["Authorization"] = f"Bearer {token}"
        flows = Flows(api)
        before = flows.version
        flows.none()
        yield flows
        flows.back_to(before)


def sound(page: Page) -> None:
    """Nothing stands in anybody's way, on a desk or on a telephone."""
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        assert violations(page) == []
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def read_again(curator: Curator, entry_id: str) -> None:
    curator.page.reload()
    expect(curator.page.get_by_role("navigation")).to_be_visible()
    expect(curator.answer).to_be_focused()


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_an_entry_goes_on_with_a_flow(stage: Stage, address: str, flows: Flows, lang: str) -> None:
    words, id = WORDS[lang], ENTRY[lang]
    flows.publish(PROJECT)
    curator = Curator(stage.enter(lang=lang), address)
    page = curator.page
    curator.edit(id)
    then = page.get_by_label(words["label"], exact=True)
    expect(then.get_by_role("option")).to_have_count(3)
    expect(then).to_have_value("")
    tab_to(then)
    page.keyboard.press("s")
    expect(then).to_have_value("suivre_commande")
    page.keyboard.press("Control+s")
    expect(curator.state).to_contain_text(words["saved"])
    row = page.locator(f"#entry-list li:has([data-row='{id}'])")
    expect(row).to_contain_text(words["row"])
    sound(page)

    page.get_by_role("tab", name=words["history"]).click()
    page.locator(".revisions summary").first.press("Enter")
    expect(page.locator(".revisions details[open] ins").first).to_contain_text("suivre_commande")

    flows.none()
    read_again(curator, id)
    expect(then).to_have_value("suivre_commande")
    expect(then.locator("option:checked")).to_have_text(words["lost"])
    doubt = page.locator("#entry-follow_up-doubt")
    expect(doubt).to_contain_text(words["unknown"])
    assert "entry-follow_up-doubt" in str(then.get_attribute("aria-describedby"))
    sound(page)

    flows.draft(PROJECT)
    read_again(curator, id)
    expect(doubt).to_contain_text(words["drafted"])
    expect(row.locator(".lacking")).to_have_count(0)
    then.focus()
    page.keyboard.press("Home")
    expect(then).to_have_value("")
    page.keyboard.press("Control+s")
    expect(curator.state).to_contain_text(words["saved"])
    expect(row).not_to_contain_text(words["row"])


def test_without_an_assistant_there_is_nothing_to_choose(stage: Stage, address: str, flows: Flows) -> None:
    curator = Curator(stage.enter(), address)
    curator.edit("moyens-paiement")
    then = curator.page.get_by_label("Ensuite", exact=True)
    expect(then.get_by_role("option")).to_have_text(["Rien de plus"])
    expect(curator.page.locator("#entry-follow_up-hint")).to_have_text("L’assistant n’a pas encore de parcours.")
