"""Everything an engine is made of, opened when it is first needed and closed in one place."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from api.bus.memory import MemoryBus
from api.bus.port import Bus
from api.channels.mail import Mailer, open_mailer
from api.company import Companies
from api.crm.records import CompanyRecords
from api.dialogues import Dialogues
from api.errors import sentence
from api.gaps.gaps import Gaps
from api.gaps.hearing import Hearing
from api.jobs import Jobs
from api.learning import Learning
from api.publication.judging import Judgement
from api.publication.preview import Previewer
from api.publication.publishing import Publisher
from api.publication.tuned import Tuned, TunedEncoders
from api.security import Accounts
from api.settings import Settings
from api.site.faq import Faq
from api.site.visitors import Guests
from api.storage.assistants import SqlAssistants
from api.storage.clock import utc_now
from api.storage.database import Database, open_database
from api.storage.documents import SqlDocuments
from api.storage.entries import SqlEntries
from api.storage.gaps import SqlGaps
from api.storage.journal import SqlJournal
from api.storage.learnings import SqlLearnings
from api.storage.migrate import migrate
from api.storage.needs import SqlNeeds
from api.storage.opinions import SqlOpinions
from api.storage.outcomes import SqlOutcomes
from api.storage.requests import SqlRequests
from api.storage.reshapes import SqlReshapes
from api.storage.sessions import SqlSessions
from api.storage.users import SqlUsers
from api.storage.vectors import SqlVectors
from api.storage.visits import SqlVisits
from api.synonyms import SynonymGroups
from api.throttle import Throttle
from api.worker import Worker
from dialogue.actions.services import Services
from dialogue.agent import Agent
from dialogue.authoring.service import Service
from dialogue.authoring.sources import read_sources
from dialogue.authoring.workshop import Workshop
from dialogue.escalate import Escalator
from dialogue.flows import Flows
from dialogue.mind import Mind
from dialogue.takeover import Takeover
from knowledge.curation import Curation
from knowledge.doubts.lookalikes import Lookalikes
from knowledge.intake import Intake
from knowledge.privacy import Mask
from knowledge.reshaping import Reshaping
from knowledge.search import Knowledge
from knowledge.vectors import RememberingEncoder
from nlu.embed import open_encoder
from nlu.encoders import Encoders
from nlu.intent import IntentRecogniser
from nlu.language import LanguageDetector
from nlu.reader import Reader

if TYPE_CHECKING:
    from nlu.entities.recogniser import EntityRecogniser

PRIOR = Path(__file__).resolve().parent.parent / "nlu" / "calibration.json"


class Engine:
    """One installation, wired: a command opens only the parts it uses."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.clock = utc_now
        self.throttle = Throttle()
        self.knowledge = Knowledge()

    @cached_property
    def database(self) -> Database:
        database = open_database(self.settings.database_url)
        migrate(database)
        return database

    @cached_property
    def bus(self) -> Bus:
        if self.database.is_sqlite:
            return MemoryBus()
        from api.bus.postgres import PostgresBus

        return PostgresBus(self.settings.database_url)

    @cached_property
    def documents(self) -> SqlDocuments:
        return SqlDocuments(self.database)

    @cached_property
    def company(self) -> Companies:
        return Companies(self.documents)

    @cached_property
    def synonyms(self) -> SynonymGroups:
        return SynonymGroups(self.documents)

    @cached_property
    def requests(self) -> SqlRequests:
        return SqlRequests(self.database)

    @cached_property
    def needs(self) -> SqlNeeds:
        return SqlNeeds(self.database)

    @cached_property
    def entries(self) -> SqlEntries:
        return SqlEntries(self.database)

    @cached_property
    def curation(self) -> Curation:
        return Curation(self.entries)

    @cached_property
    def reshaping(self) -> Reshaping:
        return Reshaping(self.entries, SqlReshapes(self.database))

    @cached_property
    def lookalikes(self) -> Lookalikes:
        return Lookalikes(self.entries, self.remembering_encoders)

    @cached_property
    def journal(self) -> SqlJournal:
        return SqlJournal(self.database)

    @cached_property
    def outcomes(self) -> SqlOutcomes:
        return SqlOutcomes(self.database)

    @cached_property
    def jobs(self) -> Jobs:
        return Jobs(self.database)

    @cached_property
    def accounts(self) -> Accounts:
        users, sessions = SqlUsers(self.database), SqlSessions(self.database)
        return Accounts(users, sessions, hours=self.settings.session_hours)

    @cached_property
    def tuned_encoders(self) -> TunedEncoders:
        return TunedEncoders(self.documents, self.settings)

    @cached_property
    def tuned(self) -> dict[str, Tuned]:
        found = {lang: self.tuned_encoders.of(lang) for lang in self.company().languages}
        return {lang: tuned for lang, tuned in found.items() if tuned}

    @cached_property
    def encoders(self) -> Encoders:
        names = {lang: tuned.name for lang, tuned in self.tuned.items()}
        return open_encoders(self.settings, self.company().languages, tuned=names)

    @cached_property
    def remembering_encoders(self) -> Encoders:
        store = SqlVectors(self.database)
        return self.encoders.each(lambda encoder: RememberingEncoder(encoder, store))

    @cached_property
    def detector(self) -> LanguageDetector:
        return LanguageDetector(self.company().languages, letters=self.settings.language_detector)

    @cached_property
    def recogniser(self) -> "EntityRecogniser":
        # spaCy takes seconds to import: a command that reads no text does without.
        from nlu.entities.recogniser import EntityRecogniser
        from nlu.pipeline import Pipeline

        pipelines = {lang: Pipeline(lang) for lang in self.company().languages}
        return EntityRecogniser(patterns=self.company().patterns, pipelines=pipelines)

    @cached_property
    def reader(self) -> Reader:
        intents = IntentRecogniser(self.company().languages, self.encoders, remembering=self.remembering_encoders)
        return Reader(self.encoders, self.detector, lambda: self.recogniser, intents)

    @cached_property
    def intake(self) -> Intake:
        return Intake(self.requests, self.mask, self.detector.code)

    @cached_property
    def mask(self) -> Mask:
        # A file that cannot be read is told at once, before spaCy is loaded.
        return Mask(lambda texts, langs: self.recogniser.recognise_many(texts, langs))

    @cached_property
    def learnings(self) -> SqlLearnings:
        return SqlLearnings(self.database)

    @cached_property
    def learning(self) -> Learning:
        return Learning(
            requests=self.requests,
            needs=self.needs,
            curation=self.curation,
            encoders=self.remembering_encoders,
            languages=lambda: self.company().languages,
            knowledge=self.knowledge,
            publisher=self.publisher,
            learnings=self.learnings,
        )

    @cached_property
    def gaps(self) -> Gaps:
        store = SqlGaps(self.database)
        hearing = Hearing(store, self.remembering_encoders, lambda: self.mask, clock=self.clock)
        return Gaps(
            hearing=hearing,
            store=store,
            entries=self.entries,
            curation=self.curation,
            knowledge=self.knowledge,
            encoders=self.remembering_encoders,
            company=self.company,
            clock=self.clock,
        )

    @cached_property
    def previewer(self) -> Previewer:
        return Previewer(
            publisher=self.publisher,
            knowledge=self.knowledge,
            outcomes=self.outcomes,
            reader=lambda: self.reader,
            company=self.company,
            mask=self.mask,
        )

    @cached_property
    def publisher(self) -> Publisher:
        return Publisher(
            entries=self.entries,
            knowledge=self.knowledge,
            encoders=self.remembering_encoders,
            languages=lambda: self.company().languages,
            documents=self.documents,
            prior=Judgement.from_json(PRIOR.read_text(encoding="utf-8")),
            later=lambda key: self.jobs.enqueue("judge", key, {}),
            synonyms=self.synonyms,
            taught=lambda lang: self.tuned[lang].learned if lang in self.tuned else frozenset(),
        )

    @cached_property
    def opinions(self) -> SqlOpinions:
        return SqlOpinions(self.database)

    @cached_property
    def faq(self) -> Faq:
        return Faq(
            knowledge=self.knowledge,
            company=self.company,
            reader=lambda: self.reader,
            visits=SqlVisits(self.database),
            opinions=self.opinions,
            guests=Guests(self.documents),
            mask=self.mask,
            clock=self.clock,
        )

    @cached_property
    def mind(self) -> Mind:
        return Mind(reader=self.reader, knowledge=self.knowledge, company=self.company)

    @cached_property
    def agent(self) -> Agent:
        return Agent(
            mind=self.mind,
            knowledge=self.knowledge,
            journal=self.journal,
            flows=self.flows,
            company=self.company,
            clock=self.clock,
        )

    @cached_property
    def dialogues(self) -> Dialogues:
        return Dialogues(
            self.settings,
            project=self.assistant,
            journal=self.journal,
            services=lambda: Services(self.records.reception, self.records.crm, told=sentence),
            clock=self.clock,
        )

    @cached_property
    def flows(self) -> Flows:
        return Flows(assistant=self.dialogues.assistant, names=lambda: self.recogniser)

    @cached_property
    def escalator(self) -> Escalator:
        return Escalator(agent=self.agent, journal=self.journal, company=self.company, clock=self.clock)

    @cached_property
    def takeover(self) -> Takeover:
        return Takeover(journal=self.journal, company=self.company, clock=self.clock)

    @cached_property
    def assistants(self) -> SqlAssistants:
        return SqlAssistants(self.database)

    @cached_property
    def workshop(self) -> Workshop:
        folder = self.settings.actions
        return Workshop(self.assistants, lambda: read_sources(folder) if folder else {})

    @cached_property
    def assistant(self) -> Service:
        """The assistant in service: `engine.assistant()` is its project, None where none is published."""
        return Service(self.assistants)

    @cached_property
    def records(self) -> CompanyRecords:
        return CompanyRecords(self.settings, self.database, company=self.company, clock=self.clock)

    @cached_property
    def mailer(self) -> Mailer:
        sender = self.settings.mail_from or self.company().contact.email
        return open_mailer(self.settings.smtp, sender=sender, outbox=self.settings.home / "outbox")

    @cached_property
    def worker(self) -> Worker:
        from api.handlers import handlers

        return Worker(self.jobs, handlers(self))

    @cached_property
    def postman(self) -> Worker:
        """What sends mail, beside the worker: a customer's words do not wait behind a learning."""
        from api.handlers import codes, mail

        return Worker(self.jobs, {"mail": mail(self), "code": codes(self)})

    def warm(self) -> None:
        """Load beside what an adviser's first request would otherwise wait for: spaCy takes seconds."""
        if "recogniser" not in vars(self):
            Thread(target=lambda: self.recogniser, name="recogniser", daemon=True).start()

    def close(self) -> None:
        """Stop and close whatever was opened."""
        opened = vars(self)
        for name in ("worker", "postman"):
            if name in opened:
                opened[name].stop()
        if "records" in opened:
            self.records.close()
        if "dialogues" in opened:
            self.dialogues.close()
        if "bus" in opened:
            self.bus.close()
        if "database" in opened:
            self.database.close()


@contextmanager
def build(settings: Settings) -> Iterator[Engine]:
    """Yield an engine, and close it whatever happens."""
    engine = Engine(settings)
    try:
        yield engine
    finally:
        engine.close()


def open_encoders(settings: Settings, languages: Iterable[str], *, tuned: Mapping[str, str] | None = None) -> Encoders:
    """Open the encoders that these languages need; `tuned` names some in the settings' place. Raises ModelMissing."""
    named = {**settings.encoders, **(tuned or {})}
    own = {lang: named[lang] for lang in languages if lang in named}
    opened = {name: open_encoder(name, models=settings.models) for name in {settings.encoder, *own.values()}}
    return Encoders(opened[settings.encoder], {lang: opened[name] for lang, name in own.items()})
