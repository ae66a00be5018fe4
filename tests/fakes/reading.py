"""A reader and a base for tests of the dialogue: what is understood and found is a table, no model is loaded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from knowledge.model import Entry, Match
from knowledge.search import Query
from nlu.model import Intent, Language, Understanding

Found = Mapping[str, Sequence[tuple[str, float]]]


def understood(text: str, *, lang: str = "fr", intent: str | None = None, sure: float = 0.95) -> Understanding:
    """A text as the reader gives it, with no more to it than the test says."""
    vector = np.array([1.0, 0.0], dtype=np.float32)
    doing = Intent(intent, sure, "told so") if intent else None
    return Understanding(text, Language(lang, 1.0, "told so"), tuple(text.split()), vector, intent=doing)


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


@dataclass
class Published:
    entries: dict[str, Entry]


class FakeKnowledge:
    """Finds for each text the entries, with their confidences, that a table gives it."""

    def __init__(self, entries: Sequence[Entry], found: Found) -> None:
        self.base = Published({entry.id: entry for entry in entries})
        self.found = dict(found)
        self.queries: list[Query] = []

    def search(self, query: Query, *, limit: int = 10) -> list[Match]:
        self.queries.append(query)
        listed = self.found.get(query.text, ())
        return [match(self.base.entries[id], sure) for id, sure in listed if id in self.base.entries][:limit]

    def retire(self, id: str) -> None:
        """Take an entry out of service, as publishing does: the whole base is swapped."""
        self.base = replace(self.base, entries={key: kept for key, kept in self.base.entries.items() if key != id})
