"""A reader and a base for tests of the dialogue: what is understood and found is a table, no model is loaded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from knowledge.model import Entry, Match
from knowledge.search import Query
from nlu.model import Intent, Language, Understanding

Found = Mapping[str, Sequence[tuple[str, float]]]


def understood(text: str, *, lang: str = "fr", intent: str | None = None, sure: float = 0.95) -> Understanding:
    """A text as the reader gives it, with no more to it than the test says."""
    vector = np.array([1.0, 0.0], dtype=np.float32)
    doing = Intent(intent, sure, "told so") if intent else None
    return Understanding(text, Language(lang, 1.0, "told so"), tuple(text.split()), vector, "table", intent=doing)


def match(entry: Entry, confidence: float) -> Match:
    """An entry as the search gives it."""
    return Match(entry, score=confidence, dense=confidence, lexical=0.0, wording=entry.question, confidence=confidence)


@dataclass
class FakeReader:
    """Reads intents and languages off tables; a text in neither asks something in the conversation's language."""

    intents: dict[str, str] = field(default_factory=dict)
    languages: dict[str, str] = field(default_factory=dict)
    read_so_far: list[str] = field(default_factory=list)

    def read(self, text: str, *, page: str | None, conversation: str | None) -> Understanding:
        self.read_so_far.append(text)
        lang = self.languages.get(text) or conversation or page or "fr"
        return understood(text, lang=lang, intent=self.intents.get(text))


@dataclass(frozen=True)
class Sure:
    """Answer from this confidence on."""

    confidence: float
    coverage: float = 0.5
    proven: bool = True


class FakeBase:
    """Finds for each text the entries, with their confidences, that a table gives it; answers from 0.65 on."""

    def __init__(self, entries: Mapping[str, Entry], found: Found, queries: list[Query]) -> None:
        self.entries = dict(entries)
        self.found = found
        self.queries = queries

    def search(self, query: Query, *, limit: int = 10) -> list[Match]:
        self.queries.append(query)
        listed = self.found.get(query.text, ())
        return [match(self.entries[id], sure) for id, sure in listed if id in self.entries][:limit]

    def threshold(self, wrong_in_100: float, topic: str = "") -> Sure:
        return Sure(0.75 - wrong_in_100 / 100)


class FakeKnowledge:
    """A base that can be swapped, and what was asked of it."""

    def __init__(self, entries: Sequence[Entry], found: Found) -> None:
        self.found = dict(found)
        self.queries: list[Query] = []
        self.base = FakeBase({entry.id: entry for entry in entries}, self.found, self.queries)

    def retire(self, id: str) -> None:
        """Take an entry out of service, as publishing does: the whole base is swapped."""
        kept = {key: entry for key, entry in self.base.entries.items() if key != id}
        self.base = FakeBase(kept, self.found, self.queries)
