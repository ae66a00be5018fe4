"""Examples of what people say that teach nothing, or the wrong thing."""

from collections.abc import Iterator

from dialogue.assistant.domain import DEFAULT_INTENTS
from dialogue.assistant.nlu_data import TrainingData, training_data
from dialogue.assistant.problems import Place, Problem
from dialogue.assistant.project import Reading

_EDGE = ("\\b", "^", "(?<!", "(?<=", "\\A")


def wrong_examples(reading: Reading) -> Iterator[Problem]:
    """Return what is wrong in the examples, and the intents that have none."""
    problems: list[Problem] = []
    data = training_data(reading.data, problems)
    yield from problems
    if any("nlu" in document.root for document in reading.data):
        yield from _without_examples(reading, data)
    yield from _unknown(reading, data)
    yield from _same_text(data)
    yield from _patterns(data)


def _without_examples(reading: Reading, data: TrainingData) -> Iterator[Problem]:
    for intent in reading.domain.intents:
        if intent not in DEFAULT_INTENTS and not data.examples.get(intent):
            place = reading.places.place("intents", intent)
            yield Problem("intent-without-examples", place, {"intent": intent}, "warning")


def _unknown(reading: Reading, data: TrainingData) -> Iterator[Problem]:
    domain = reading.domain
    for intent, examples in data.examples.items():
        place = examples[0].place if examples else Place("data", 1)
        if intent not in domain.intents:
            yield Problem("examples-of-unknown-intent", place, {"intent": intent}, "warning")
        if any(example.answer for example in examples):
            yield Problem("retrieval-intent", place, {"intent": intent}, "warning")
    told: set[str] = set()
    for example in data.all():
        for mark in example.entities:
            if mark.entity not in domain.entities and mark.entity not in told:
                told.add(mark.entity)
                yield Problem("mark-of-unknown-entity", example.place, {"entity": mark.entity}, "warning")


def _same_text(data: TrainingData) -> Iterator[Problem]:
    first: dict[str, tuple[str, Place]] = {}
    for example in data.all():
        intent, place = first.setdefault(example.text.casefold(), (example.intent, example.place))
        if intent != example.intent:
            details = {"text": example.text, "intent": example.intent, "other": intent, "place": str(place)}
            yield Problem("example-of-two-intents", example.place, details, "warning")


def _patterns(data: TrainingData) -> Iterator[Problem]:
    for name, lines in data.regexes.items():
        for line in lines:
            if not line.text.startswith(_EDGE):
                details = {"name": name, "pattern": line.text}
                yield Problem("pattern-inside-words", line.place, details, "warning")
