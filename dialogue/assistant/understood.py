"""A message as an assistant is told it was understood: intent and entities, in Rasa's JSON."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from dialogue.assistant.domain import Domain
from dialogue.assistant.messages import Parse, parse_of
from dialogue.assistant.nlu_data import TrainingData
from nlu.model import Entity

LANGUAGE = "lang"
QUESTION = "question"
INFORM = "inform"

Entities = list[dict[str, Any]]


class Extractors:
    """Finds the entities that a project names: those the engine knows, its own patterns and its own lists."""

    def __init__(self, domain: Domain, training: TrainingData) -> None:
        self._names = frozenset(domain.entities)
        self._synonyms = {said.casefold(): value for said, value in training.synonyms.items()}
        self._patterns = [
            *((name, re.compile(line.text)) for name, lines in training.regexes.items() for line in lines),
            *((name, _any_of(line.text for line in lines)) for name, lines in training.lookups.items() if lines),
        ]

    def find(self, text: str, known: Iterable[Entity]) -> Entities:
        """Return the entities of a text, in its order; of those in one place, the project's own are right."""
        own = [each for each in self._own(text) if each["entity"] in self._names]
        taken = [(each["start"], each["end"]) for each in own]
        theirs = (_of_engine(each) for each in known)
        free = [each for each in theirs if each["entity"] in self._names and not _overlaps(each, taken)]
        return sorted([*own, *free], key=lambda each: (each["start"], each["end"]))

    def _own(self, text: str) -> Iterator[dict[str, Any]]:
        for name, pattern in self._patterns:
            for found in pattern.finditer(text):
                if found.group():
                    value = self._synonyms.get(found.group().casefold(), found.group())
                    yield _entity(name, value, found.start(), found.end(), "RegexEntityExtractor")


def understood(text: str, intent: str, confidence: float, entities: Entities, *, lang: str, domain: Domain) -> Parse:
    """Return the parse; the language is an entity too, for a project that has one of that name."""
    parse = parse_of(intent, text=text, confidence=confidence)
    if LANGUAGE in domain.entities:
        entities = [*entities, _entity(LANGUAGE, lang, 0, 0, "LanguageDetector")]
    return parse | {"entities": entities, "language": lang}


def _of_engine(entity: Entity) -> dict[str, Any]:
    return _entity(entity.kind.lower(), entity.value, entity.start, entity.end, "Comptoir")


def _entity(name: str, value: str, start: int, end: int, extractor: str) -> dict[str, Any]:
    return {"entity": name, "value": value, "start": start, "end": end, "extractor": extractor}


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


def _overlaps(entity: dict[str, Any], taken: list[tuple[int, int]]) -> bool:
    return any(entity["start"] < end and start < entity["end"] for start, end in taken)
