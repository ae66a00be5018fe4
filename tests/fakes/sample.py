"""The sample company with its assistant, its records and its base: everything but the models, on a test's database."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from fakes.journal import MemoryJournal
from fakes.reading import FakeBase, FakeReader, understood

from api.channels.mail import Mail
from api.company import read_company
from api.crm.codes import send_code
from api.crm.intake import read_records
from api.jobs import Jobs
from api.storage.crm import SqlCrm
from api.storage.crm_identities import SqlIdentities
from api.storage.crm_tries import SqlTries
from api.storage.database import Database
from dialogue.actions.built_in import BuiltIn
from dialogue.actions.inside import Inside
from dialogue.agent import Agent
from dialogue.assistant.files import read_folder
from dialogue.assistant.interpreter import Interpreter
from dialogue.assistant.project import Project, load
from dialogue.crm.errors import CrmAway, CrmUnsure
from dialogue.crm.reception import Reception
from dialogue.embedded import EmbeddedDialogue
from dialogue.flows import Assistant, Flows
from dialogue.mind import Mind
from dialogue.model import Conversation, Event, Message
from knowledge.model import Entry, Match, Variant
from knowledge.search import Query
from nlu.entities.recogniser import EntityRecogniser
from nlu.lexicon import load_lexicon, words
from nlu.model import Understanding

DATA = Path(__file__).parents[2] / "training_data"
PROJECT = DATA / "assistant"
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 10 h in Paris
LANGUAGES = ("fr", "en")


@dataclass
class Post:
    """Keeps what is mailed."""

    sent: list[Mail] = field(default_factory=list)

    def send(self, mail: Mail) -> None:
        self.sent.append(mail)


@dataclass
class Moody:
    """The records, which may be away, or do what they are asked without saying so."""

    records: SqlCrm
    mood: str = ""

    def do(self, *args: Any, **more: Any) -> Any:
        self._answer()
        receipt = self.records.do(*args, **more)
        if self.mood == "unsure":
            raise CrmUnsure
        return receipt

    def __getattr__(self, name: str) -> Any:
        return self._asked if name == "facts" else getattr(self.records, name)

    def _asked(self, *args: Any) -> Any:
        self._answer()
        return self.records.facts(*args)

    def _answer(self) -> None:
        if self.mood == "away":
            raise CrmAway


class SampleReader(FakeReader):
    """Understands the phrases that the lexicons list, word for word; anything else asks something."""

    def __init__(self) -> None:
        super().__init__()
        self._phrases = {
            lang: {
                " ".join(words(text)): name
                for name, texts in (load_lexicon(lang).phrases or {}).items()
                for text in texts
            }
            for lang in LANGUAGES
        }

    def read(self, text: str, *, page: str | None, conversation: str | None) -> Understanding:
        lang = conversation or page or "fr"
        return understood(text, lang=lang, intent=self._phrases[lang].get(" ".join(words(text))))


class SampleBase(FakeBase):
    """Finds an entry by any of its wordings, word for word."""

    def __init__(self) -> None:
        entries = sample_entries()
        super().__init__(entries, {}, [])
        self._said = {
            (entry.lang, " ".join(words(text))): entry
            for entry in entries.values()
            for text in (entry.question, *(variant.text for variant in entry.variants))
        }

    def search(self, query: Query, *, limit: int = 10) -> list[Match]:
        entry = self._said.get((query.lang, " ".join(words(query.text))))
        return [Match(entry, 0.9, 0.9, 0.0, wording=query.text, confidence=0.9)] if entry else []


class SampleSite:
    """Visitors talk to the agent; codes and changes arrive where they would. `crm.mood` is how the records feel."""

    def __init__(self, db: Database, *, project: Project, recogniser: EntityRecogniser) -> None:
        self.now, self.post, self.company = MONDAY, Post(), read_company(DATA / "company.toml")
        self._ids = count(1)
        clock = self.clock
        records = SqlCrm(db, company=lambda: self.company, clock=clock)
        records.take_in(
            *read_records(
                sorted((DATA / "crm").glob("*.csv")), known={}, country="FR", zone=ZoneInfo(self.company.timezone)
            )
        )
        self.crm = Moody(records)
        self.identities = SqlIdentities(db, clock=clock)
        self.jobs = Jobs(db, clock=clock)
        reception = Reception(
            records=self.crm, tries=SqlTries(db, clock=clock), identities=self.identities, company=lambda: self.company
        )
        self.inside = Inside(PROJECT, services=SimpleNamespace(reception=reception, crm=self.crm, clock=clock))
        self.journal = MemoryJournal(clock=clock)
        interpreter = Interpreter(project, BuiltIn(self.inside), clock=lambda: clock().timestamp(), channel="comptoir")
        assistant = Assistant(project, EmbeddedDialogue(interpreter, self.journal))
        knowledge = SimpleNamespace(base=SampleBase())
        self.agent = Agent(
            mind=Mind(reader=SampleReader(), knowledge=knowledge, company=lambda: self.company),
            knowledge=knowledge,
            journal=self.journal,
            flows=Flows(assistant=lambda: assistant, names=lambda: recogniser),
            company=lambda: self.company,
            clock=clock,
        )

    def clock(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def open(self, lang: str) -> str:
        """Start a conversation and return its id."""
        self.agent.open(Conversation("k1", lang), token_digest="digest")
        return "k1"

    def say(self, conversation_id: str, text: str) -> tuple[Event, ...]:
        return self.agent.handle(conversation_id, Message(f"m{next(self._ids)}", text))

    def press(self, conversation_id: str, title: str) -> tuple[Event, ...]:
        """Press the button of this title among those shown last."""
        shown = [each for each, _ in self.journal.load(conversation_id).buttons]
        assert title in shown, f"{title} is not among {shown}"
        return self.agent.choose(conversation_id, f"m{next(self._ids)}", f"button:{shown.index(title)}")

    def close(self) -> None:
        """Forget the project's actions."""
        self.inside.close()

    def deliver(self) -> str:
        """Send the mails that wait; return the code that was mailed last."""
        while job := self.jobs.claim(["code"]):
            send_code(job.payload, identities=self.identities, mailer=self.post, company=lambda: self.company)
            self.jobs.done(job)
        return self.post.sent[-1].subject.split()[0] if self.post.sent else "no code"


def sample_project() -> Project:
    """The assistant of the sample company."""
    return load(read_folder(PROJECT))


def sample_recogniser() -> EntityRecogniser:
    """The recogniser of the sample company's messages, without the models that guess names."""
    return EntityRecogniser(patterns=read_company(DATA / "company.toml").patterns, pipelines={})


@cache
def sample_entries() -> Mapping[str, Entry]:
    """The base of the sample company."""
    rows = map(json.loads, (DATA / "entries.jsonl").read_text(encoding="utf-8").splitlines())
    return {
        row["id"]: Entry(
            row["id"],
            row["lang"],
            row["question"],
            row["answer"],
            tuple(Variant(text) for text in row["variants"]),
            category=row["category"],
            follow_up=row.get("follow_up", ""),
        )
        for row in rows
    }
