"""A small company and its base, and how visitors and staff reach it."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from starlette.testclient import TestClient

from api.settings import Settings
from api.storage.users import Role
from api.wiring import Engine
from dialogue.company import ALWAYS, Address, Company, Policy, Team
from dialogue.model import Exit
from knowledge.model import Entry, Variant
from nlu.encoders import Encoders
from nlu.reader import Reader

if TYPE_CHECKING:
    from nlu.entities.recogniser import EntityRecogniser

API = "/api/v1"
PASSWORD = "une phrase de passe"
STAFF: dict[str, Role] = {"Ada": "adviser", "Carl": "curator", "Sam": "supervisor", "Root": "admin", "Ana": "adviser"}
EXITS: tuple[Exit, ...] = ("chat", "callback", "email")
COMPANY = Company(
    name="Maison Test",
    default_team="ventes",
    teams=(
        Team("ventes", {"fr": "Ventes", "en": "Sales"}, ("fr", "en"), EXITS, ALWAYS, ("livraison",)),
        Team("retours", {"fr": "Retours", "en": "Returns"}, ("fr", "en"), EXITS, ALWAYS, ("retours",)),
    ),
    contact=Address("bonjour@maison.example", "01 99 00 00 00"),
    welcome={"fr": "Bienvenue chez Maison Test."},
    suggestions={"fr": ("delai", "retour")},
    # A base as small as this one is never very sure.
    policy=Policy(wrong_in_100=40),
)
KNOWN = "J'ai oublié mon mot de passe"
HUMAN = "je veux parler à un conseiller"


def _entry(id: str, lang: str, category: str, question: str, answer: str, *variants: str) -> Entry:
    return Entry(id, lang, question, answer, tuple(Variant(text) for text in variants), category)


ENTRIES = [
    _entry(
        "delai",
        "fr",
        "livraison",
        "Quels sont les délais de livraison ?",
        "Comptez **3 jours**.",
        "quand arrive mon colis",
        "livré en combien",
    ),
    _entry("frais", "fr", "livraison", "Combien coûte la livraison ?", "5,90 €.", "frais de port", "prix du port"),
    _entry("retour", "fr", "retours", "Comment retourner un article ?", "Sous 30 jours.", "renvoyer un produit"),
    _entry("facture", "fr", "paiement", "Où trouver ma facture ?", "Dans votre compte.", "recevoir ma facture"),
    _entry("passe", "fr", "compte", KNOWN, "Cliquez sur « oublié ».", "changer de mot de passe"),
    _entry("delay", "en", "livraison", "How long does delivery take?", "Three days.", "when will my parcel arrive"),
    _entry("return", "en", "retours", "How do I return an item?", "Within 30 days.", "send a product back"),
    _entry("invoice", "en", "paiement", "Where is my invoice?", "In your account.", "get a receipt"),
]


# What is told of a decision, by the command line and by the API alike.
THOUGHT = {
    "language",
    "decision",
    "confidence",
    "reason",
    "threshold",
    "lowered",
    "nearest",
    "answers",
    "parts",
    "exits",
}


class Borrower(Engine):
    """Another installation, which uses the models of this one."""

    def __init__(self, lender: Engine, settings: Settings) -> None:
        super().__init__(settings)
        self._lender = lender

    @cached_property
    def encoders(self) -> Encoders:
        return self._lender.encoders

    @cached_property
    def reader(self) -> Reader:
        return self._lender.reader

    @cached_property
    def recogniser(self) -> "EntityRecogniser":
        return self._lender.recogniser


def fill(engine: Engine) -> None:
    """Put the company in service, publish its base and make its accounts."""
    engine.company.keep(COMPANY, author="test")
    engine.curation.take_in(ENTRIES, author="test")
    engine.publisher.publish([entry.id for entry in ENTRIES], author="test")
    engine.publisher.judge()
    for name, role in STAFF.items():
        engine.accounts.add(name, PASSWORD, role)


@dataclass(frozen=True)
class Visitor:
    """Somebody who holds the token of a conversation."""

    id: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def path(self) -> str:
        return f"{API}/conversations/{self.id}"


class Site:
    """The served installation, and whoever uses it."""

    def __init__(self, client: TestClient, engine: Engine) -> None:
        self.client = client
        self.engine = engine
        self._tokens: dict[str, str] = {}

    def visitor(self, lang: str = "fr") -> Visitor:
        """Open a conversation."""
        body = self.client.post(f"{API}/conversations", json={"lang": lang}).json()
        return Visitor(body["id"], body["token"])

    def staff(self, name: str) -> dict[str, str]:
        """Return the headers of somebody signed in."""
        if name not in self._tokens:
            token, _ = self.engine.accounts.sign_in(name, PASSWORD, now=self.engine.clock())
            self._tokens[name] = token
        return {"Authorization": f"Bearer {self._tokens[name]}"}

    def send(self, visitor: Visitor, step: str = "messages", **body: Any) -> list[dict[str, Any]]:
        """Do something in a conversation and return the events it caused."""
        answer = self.client.post(f"{visitor.path}/{step}", json={"id": uuid4().hex} | body, headers=visitor.headers)
        assert answer.status_code == 200, answer.text
        events: list[dict[str, Any]] = answer.json()["events"]
        return events

    def queued(self) -> tuple[Visitor, str]:
        """Return a visitor who waits for an adviser, and the escalation."""
        visitor = self.visitor()
        self.send(visitor, text=HUMAN)
        return visitor, str(self.send(visitor, "exits", exit="chat")[-1]["payload"]["escalation_id"])

    def claimed(self, name: str = "Ada") -> tuple[Visitor, str]:
        """Return a visitor whom an adviser has taken, and the escalation."""
        visitor, id = self.queued()
        self.step(id, "claim", name)
        return visitor, id

    def step(self, escalation_id: str, step: str, name: str = "Ada", **body: Any) -> dict[str, Any]:
        """Do something with an escalation."""
        answer = self.client.post(
            f"{API}/escalations/{escalation_id}/{step}", json={"id": uuid4().hex} | body, headers=self.staff(name)
        )
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def forget(self) -> None:
        """Forget who was signed in."""
        self._tokens.clear()
