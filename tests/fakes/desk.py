"""One installation of the dialogue, in memory: a company, a clock one can set, a journal, and who uses them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

from fakes.journal import MemoryJournal
from fakes.reading import FakeKnowledge, FakeReader

from dialogue.agent import Agent
from dialogue.company import ALWAYS, Company, Holidays, Hours, Team
from dialogue.escalate import Escalator, ExitRequest
from dialogue.flows import Assistant, Flows
from dialogue.mind import Mind
from dialogue.model import Adviser, Contact, Conversation, Event, Exit, Message
from dialogue.takeover import Takeover
from knowledge.model import Entry
from nlu.model import Entity

OPEN = datetime(2026, 6, 3, 8, 0, tzinfo=UTC)  # a Wednesday, 10 h in Paris
CLOSED = datetime(2026, 6, 3, 20, 0, tzinfo=UTC)  # the same day, 22 h in Paris

WEEK: Hours = {day: ((time(9), time(12, 30)), (time(13, 30), time(18))) for day in ("mon", "tue", "wed", "thu", "fri")}
EXITS: tuple[Exit, ...] = ("chat", "callback", "email")
SALES = Team("ventes", {"fr": "Ventes", "en": "Sales"}, ("fr", "en"), EXITS, WEEK, ("livraison",))
NIGHT = Team("nuit", {"fr": "Nuit", "en": "Night"}, ("fr", "en"), ("chat", "email"), ALWAYS)
COMPANY = Company(
    name="Maison Test",
    default_team="ventes",
    teams=(SALES, NIGHT),
    holidays=Holidays("FR"),
    sensitive={"fr": ("porter plainte", "avocat"), "en": ("lawyer",)},
)

ENTRIES = (
    Entry("delai", "fr", "Quels sont les délais de livraison ?", "Comptez 3 jours.", category="livraison"),
    Entry("frais", "fr", "Combien coûte la livraison ?", "5,90 €.", category="livraison"),
    Entry("retour", "fr", "Comment retourner un article ?", "Sous 30 jours.", category="retours"),
    Entry("returns", "en", "How do I return an item?", "Within 30 days.", category="retours"),
)
FOUND = {
    "quand arrive mon colis": [("delai", 0.9), ("frais", 0.06), ("retour", 0.01)],
    "livraison": [("delai", 0.45), ("frais", 0.4), ("retour", 0.05)],
    "rendre": [("retour", 0.2), ("frais", 0.1)],
    "how do I send it back": [("returns", 0.95)],
    "retour svp": [("returns", 0.8)],
}


@dataclass
class Clock:
    """A clock that moves on by a millisecond a reading, so that events have an order."""

    now: datetime = OPEN

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now


@dataclass
class Desk:
    """Everything that talks, wired as api/wiring.py does."""

    clock: Clock = field(default_factory=Clock)
    company: Company = COMPANY
    reader: FakeReader = field(default_factory=FakeReader)
    knowledge: FakeKnowledge = field(default_factory=lambda: FakeKnowledge(ENTRIES, FOUND))
    assistant: Assistant | None = None

    def __post_init__(self) -> None:
        self.journal = MemoryJournal(clock=self.clock)
        self.reader.intents |= {"bonjour": "greeting", "un conseiller": "ask_human", "aucune": "none_of_these"}
        self.reader.languages |= {"how do I send it back": "en", "retour svp": "fr"}
        self.mind = Mind(reader=self.reader, knowledge=self.knowledge, company=lambda: self.company)
        self.agent = Agent(
            mind=self.mind,
            knowledge=self.knowledge,
            journal=self.journal,
            flows=Flows(assistant=lambda: self.assistant, names=NoNames),
            company=lambda: self.company,
            clock=self.clock,
        )
        shared = {"journal": self.journal, "company": lambda: self.company, "clock": self.clock}
        self.escalator = Escalator(agent=self.agent, **shared)
        self.takeover = Takeover(**shared)

    def open(self, *, lang: str = "fr") -> str:
        """Start a conversation and return its id."""
        id = str(uuid4())
        self.agent.open(Conversation(id, lang), token_digest="digest")
        return id

    def say(self, conversation_id: str, text: str, *, id: str = "") -> tuple[Event, ...]:
        return self.agent.handle(conversation_id, Message(id or uuid4().hex, text))

    def leave(self, conversation_id: str, exit: Exit, *, id: str = "", **more: object) -> tuple[Event, ...]:
        """Take an exit, with a contact that suits all of them."""
        contact = Contact("Léa Petit", "lea@exemple.fr", "06 12 34 56 78")
        request = {"id": id or uuid4().hex, "exit": exit, "contact": contact} | more
        return self.escalator.take_exit(conversation_id, ExitRequest(**request))

    def queued(self) -> tuple[str, str]:
        """A conversation that waits for an adviser; its id and its escalation's."""
        id = self.open()
        self.say(id, "rendre")
        escalated = self.leave(id, "chat")[-1]
        return id, str(escalated.payload["escalation_id"])


class NoNames:
    """Finds no entity: a project's own patterns do."""

    def recognise(self, text: str, lang: str) -> tuple[Entity, ...]:
        return ()


LEA = Adviser("a1", "Léa")
TOM = Adviser("a2", "Tom")


def kinds(events: tuple[Event, ...]) -> list[str]:
    """What happened, in order."""
    return [event.kind for event in events]
