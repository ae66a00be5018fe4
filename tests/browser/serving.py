"""A real installation of the sample company, served by the real command, which a story may kill and start again."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx

from api.commands.assistant_kept import take_in as import_assistant
from api.commands.crm import take_in
from api.commands.demo import ASSISTANT
from api.company import read_company
from api.settings import PREFIX, Settings
from api.storage.users import Role
from api.wiring import build
from dialogue.company import ALWAYS, Company, Holidays
from knowledge.entry_files import read_entries
from knowledge.model import Entry, Need

SAMPLE = Path(__file__).parents[2] / "training_data"
COMMAND = Path(sys.executable).parent / "comptoir"
PASSWORD = "comptoir-demo"
NEEDS = [
    Need("n1", "où est mon colis", "fr", 41, (), ("ou est mon colis", "colis ???"), entry_id="suivi-commande"),
    Need("n2", "do you sell curtains", "en", 7, (), ("do you sell curtains", "any curtains?")),
]
STAFF: dict[str, Role] = {"camille": "adviser", "karim": "curator", "lea": "curator", "sofia": "supervisor"}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Installation:
    """One home folder and, while it is served, the process that serves it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = 0
        self._process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return (self.home / "server.log").read_text(encoding="utf-8")

    def start(self) -> None:
        """Serve, on the same port as before if there was one, and return once requests can be taken."""
        self.launch()
        self.await_address()

    def launch(self) -> None:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        own = {"COMPTOIR_HOME": str(self.home), "COMPTOIR_PORT": str(self.port), "OMP_NUM_THREADS": "1"}
        own |= {"COMPTOIR_ACTIONS": str(ASSISTANT)}
        with (self.home / "server.log").open("a") as log:
            self._process = subprocess.Popen(
                [COMMAND, "serve"], env=inherited | own, stdout=subprocess.PIPE, stderr=log, text=True
            )

    def await_address(self) -> None:
        assert self._process
        told = self._process.stdout.readline() if self._process.stdout else ""
        found = re.search(r"http://127\.0\.0\.1:(\d+)", told)
        assert found, f"the server told no address: {told!r}\n{self.log[-2000:]}"
        self.port = int(found[1])

    def await_entries(self, count: int) -> None:
        """Return when this many entries are in service."""
        wait_until(lambda: self._get("ready").get("entries") == count)

    def kill(self) -> None:
        """End the server as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Stop the server as its owner would. It must leave by itself."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        self._process.communicate(timeout=20)
        self._process = None

    def open_doors(self) -> None:
        """Let advisers be there at any time."""
        self._follow(always_open(read_company(SAMPLE / "company.toml")), there=True)

    def close_doors(self) -> None:
        """Let nobody be there before the day after tomorrow: no chat, but an e-mail or a call back."""
        self._follow(closed_until_later(read_company(SAMPLE / "company.toml")), there=False)

    def mails(self, ticket: str) -> list[EmailMessage]:
        """Return the mails sent so far about one request, oldest first."""
        files = sorted((self.home / "outbox").glob("*.eml"), key=lambda file: file.stat().st_mtime)
        mails = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
        return [mail for mail in mails if ticket in mail["Subject"]]

    def _follow(self, company: Company, *, there: bool) -> None:
        """Put a company in service, and wait until the server noticed."""
        with build(Settings(home=self.home)) as engine:
            engine.company.keep(company, author="test")
        wait_until(lambda: self._get("about")["open"] is there)

    def _get(self, path: str) -> dict[str, Any]:
        body: dict[str, Any] = httpx.get(f"{self.address}/api/v1/{path}", trust_env=False).json()
        return body


def serve_sample(home: Path) -> Installation:
    """Serve the sample company from an empty home: its staff and its curated entries, but no past requests.

    The entries are published while the server starts: it takes up what another process published.
    """
    installation = Installation(home)
    with build(Settings(home=home)) as engine:
        engine.company.keep(always_open(read_company(SAMPLE / "company.toml")), author="test")
        for name, role in STAFF.items():
            engine.accounts.add(name, PASSWORD, role)
        engine.needs.replace(NEEDS)
        take_in(engine, sorted((SAMPLE / "crm").iterdir()))
        import_assistant(engine, ASSISTANT, author="test", publish=True)
        installation.launch()
        entries = engine.curation.take_in(read_entries(SAMPLE / "entries.jsonl"), author="test")
        engine.publisher.publish([entry.id for entry in entries], author="test")
        engine.publisher.judge()
    installation.await_address()
    installation.await_entries(len(entries))
    return installation


def always_open(company: Company) -> Company:
    """Return the company with advisers there day and night."""
    teams = tuple(replace(team, hours=ALWAYS, closed_dates=()) for team in company.teams)
    return replace(company, teams=teams, holidays=Holidays())


def closed_until_later(company: Company) -> Company:
    """Return the company with advisers there on one day of the week: the day after tomorrow."""
    day = _DAYS[(datetime.now(UTC) + timedelta(days=2)).weekday()]
    hours = {day: ((clock(9), clock(18)),)}
    teams = tuple(replace(team, hours=hours, closed_dates=()) for team in company.teams)
    return replace(company, teams=teams, holidays=Holidays())


def entry(id: str) -> Entry:
    """Return a curated entry of the sample company as its file has it."""
    return next(each for each in read_entries(SAMPLE / "entries.jsonl") if each.id == id)


def wait_until(condition: Callable[[], bool], *, seconds: float = 15) -> None:
    """Return when the condition holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.1)
