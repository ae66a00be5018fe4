"""A stand-in for understanding, to try a project before anything was learned: its nearest example says the intent."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from rapidfuzz import fuzz, process

from dialogue.assistant.domain import FALLBACK, Domain
from dialogue.assistant.messages import Parse, marked, parse_of, written_intent
from dialogue.assistant.nlu_data import Line, TrainingData
from dialogue.assistant.understood import Extractors
from nlu.lexicon import words

_LEAST = 72  # of 100: below, no example is near enough
_RANKED = 10


class StandIn:
    """Reads messages by a project's own examples. No model: for trying flows out, not for visitors."""

    def __init__(self, domain: Domain, training: TrainingData) -> None:
        self._domain = domain
        self._extractors = Extractors(domain, _with_marked(training))
        self._intents = {
            " ".join(words(example.text)): example.intent
            for example in training.all()
            if example.intent in domain.intents
        }

    def read(self, text: str) -> Parse:
        """Return what a message is understood as; `/intent{...}` and `[word](entity)` say it themselves."""
        written = written_intent(text, self._domain)
        if written:
            return written
        said, marks = marked(text)
        ranking = self._ranking(said)
        nearest, sure = ranking[0] if ranking else (FALLBACK, 0.0)
        found = nearest if sure * 100 >= _LEAST else FALLBACK
        parse = parse_of(found, text=said, confidence=sure)
        ranked = [{"name": name, "confidence": confidence} for name, confidence in ranking]
        parse["intent_ranking"] = ranked if found != FALLBACK else [parse["intent"], *ranked]
        found_here = self._extractors.find(said, ())
        apart = {(each["entity"], each["start"], each["end"]): each for each in found_here}
        parse["entities"] = marks or list(apart.values())
        return parse

    def _ranking(self, text: str) -> list[tuple[str, float]]:
        """Return the intents whose examples are nearest, best first."""
        near = process.extract(" ".join(words(text)), self._intents.keys(), scorer=fuzz.WRatio, limit=_RANKED)
        best: dict[str, float] = {}
        for example, score, _ in near:
            intent = self._intents[example]
            best[intent] = max(best.get(intent, 0.0), round(score / 100, 2))
        return list(best.items())


def _with_marked(training: TrainingData) -> TrainingData:
    """Return the data with the words that examples mark as lists of their entities."""
    lookups = {name: tuple(lines) for name, lines in training.lookups.items()}
    for name, line in _marked(training):
        lookups[name] = (*lookups.get(name, ()), line)
    return replace(training, lookups=lookups)


def _marked(training: TrainingData) -> Iterator[tuple[str, Line]]:
    said = chain.from_iterable(
        ((mark.entity, Line(example.text[mark.start : mark.end], example.place)) for mark in example.entities)
        for example in training.all()
    )
    return iter(dict.fromkeys(said))
