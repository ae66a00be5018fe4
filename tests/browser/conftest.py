"""A served installation, a browser, and what must hold at the end of every story: no complaint from any browser."""

from collections.abc import Iterator

import httpx
import pytest
from browser.serving import PASSWORD, Installation, serve_sample
from browser.stage import PATIENCE, Stage
from playwright.sync_api import Browser, expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Short questions that more than one entry could answer; which of them the agent asks back is for it to say.
VAGUE = {
    "fr": ["livraison", "mes points", "mon compte", "mon colis", "paiement"],
    "en": ["delivery", "payment", "card", "change"],
}


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The sample company, prepared and served; advisers are always there."""
    served = serve_sample(tmp_path_factory.mktemp("home"))
    yield served
    told = served.log
    served.stop()
    assert "Traceback" not in told, told


@pytest.fixture
def address(installation: Installation) -> str:
    return installation.address


@pytest.fixture
def closed(installation: Installation) -> Iterator[Installation]:
    """The same installation while nobody is there."""
    installation.close_doors()
    yield installation
    installation.open_doors()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    # A module's own: the event loop that Playwright keeps running would be in the way of tests that start one.
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def stage(chromium: Browser) -> Iterator[Stage]:
    opened = Stage(chromium)
    yield opened
    opened.leave()
    assert opened.faults == []


@pytest.fixture
def ambiguous(installation: Installation) -> dict[str, str]:
    """A question of each language that the agent asks back."""
    with httpx.Client(base_url=f"{installation.address}/api/v1", trust_env=False) as api:
        token = api.post("/sessions", json={"name": "karim", "password": PASSWORD}).json()["token"]
        api.headers["Authorization"] = f"Bearer {token}"
        return {
            lang: next(text for text in texts if _decision(api, text, lang) == "clarify")
            for lang, texts in VAGUE.items()
        }


def _decision(api: httpx.Client, text: str, lang: str) -> str:
    return str(api.get("/explain", params={"q": text, "lang": lang}).json()["decision"])
