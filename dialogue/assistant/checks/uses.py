"""What the domain has and nothing uses, and what is used and has no words or no code."""

from collections.abc import Container, Iterator

from dialogue.assistant.checks.code import Code
from dialogue.assistant.domain import DEFAULT_ACTIONS, DEFAULT_INTENTS, INTENT_ACTIONS, SNIPPET, Domain
from dialogue.assistant.extraction import VALIDATES
from dialogue.assistant.nlu_data import training_data
from dialogue.assistant.problems import Problem
from dialogue.assistant.project import Reading
from dialogue.assistant.written import blocks

_KNOWLEDGE_BASE = "action_query_knowledge_base"
# The responses that default actions say.
_SAID_BY_DEFAULT = ("utter_default", "utter_restart", "utter_back", "utter_ask_rephrase")


def unused(reading: Reading, code: Code) -> Iterator[Problem]:
    """Return the intents, the responses and the actions that nothing uses."""
    domain, place = reading.domain, reading.places.place
    predicted, intents = _predicted(reading), _intents(reading) | _bearers(reading)
    for name in domain.intents:
        if name not in intents and name not in DEFAULT_INTENTS:
            yield Problem("intent-unused", place("intents", name), {"intent": name}, "warning")
    called = predicted | _asked(domain) | code.words | {*_SAID_BY_DEFAULT}
    for name in domain.responses:
        if name not in called and name.split("/")[0] not in called:
            yield Problem("response-unused", place("responses", name), {"name": name}, "warning")
    called |= _run_by_the_way(domain)
    for name in sorted(domain.custom - called - frozenset(DEFAULT_ACTIONS)):
        yield Problem("action-unused", place("actions", name), {"action": name}, "warning")


def without_code(reading: Reading, code: Code, known: Container[str]) -> Iterator[Problem]:
    """Return the actions that would run nothing: no response, or no Python where all of it could be read.

    Those in `known` need none.
    """
    domain = reading.domain
    for name in sorted(domain.custom):
        place = reading.places.place("actions", name)
        if name.startswith("utter_"):
            if name not in domain.responses:
                yield Problem("response-missing", place, {"name": name})
        elif name == _KNOWLEDGE_BASE:
            yield Problem("knowledge-base-not-tried", place, {"what": name}, "warning")
        elif name in DEFAULT_ACTIONS and name not in code.actions:
            yield Problem("default-action-listed", place, {"action": name}, "error" if code.known else "warning")
        elif code.known and name not in code.actions and name not in known:
            yield Problem("action-without-code", place, {"action": name})
    for name in sorted(code.actions.keys() - domain.actions):
        yield Problem("action-not-listed", code.actions[name], {"action": name}, "warning")


def _predicted(reading: Reading) -> set[str]:
    """Return the actions that a rule or a story runs."""
    events = (event for each in reading.sequences for event in each.events if event["event"] == "action")
    fallback = reading.built.policies.rules.settings.fallback
    return {str(event["name"]) for event in events} - {SNIPPET} | {fallback}


def _intents(reading: Reading) -> set[str]:
    """Return the intents that a rule, a story, a mapping or a form looks for."""
    domain = reading.domain
    said = {
        str(step.said.get("intent", "")).lstrip("/").split("/")[0]
        for block in blocks(reading.data)
        for step in block.steps
    }
    for slot in domain.slots.values():
        said |= {intent for mapping in slot.mappings for intent in (*mapping.intents, *mapping.not_intents)}
    for form in domain.forms.values():
        said |= {*form.ignored_intents}
    return said | set(INTENT_ACTIONS)


def _bearers(reading: Reading) -> set[str]:
    """Return the intents in whose examples something is said that fills a slot."""
    mappings = [mapping for slot in reading.domain.slots.values() for mapping in slot.mappings]
    taken = {mapping.entity for mapping in mappings if mapping.kind == "from_entity"}
    examples = training_data(reading.data).all()
    return {example.intent for example in examples if any(mark.entity in taken for mark in example.entities)}


def _asked(domain: Domain) -> set[str]:
    """Return the names under which forms ask for their slots."""
    return {
        f"{kind}_ask_{name}"
        for form in domain.forms.values()
        for slot in (*form.required, *domain.slots)
        for name in (f"{form.name}_{slot}", slot)
        for kind in ("action", "utter")
    }


def _run_by_the_way(domain: Domain) -> set[str]:
    """Return the actions that run without being predicted: they validate, or fill a slot."""
    fills = {mapping.action for slot in domain.slots.values() for mapping in slot.mappings if mapping.action}
    return fills | {VALIDATES} | {f"validate_{form}" for form in domain.forms}
