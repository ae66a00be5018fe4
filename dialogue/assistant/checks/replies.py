"""Responses that would come out wrong: blanks that nothing fills, buttons that say nothing the assistant knows."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from dialogue.assistant.checks.code import Code
from dialogue.assistant.domain import Domain
from dialogue.assistant.problems import Place, Problem
from dialogue.assistant.project import Reading

_BLANK: Final = re.compile(r"(?<!\{)\{([^\n{}]+?)\}(?!\})")
_PAYLOAD: Final = re.compile(r"^/(?P<intent>[^{@\s]+)(?:@[0-9.]+)?(?P<entities>\{.*\})?\s*$", re.DOTALL)
_CONTENT: Final = ("text", "image", "custom", "buttons", "attachment", "elements", "quick_replies")


def wrong_responses(reading: Reading, code: Code) -> Iterator[Problem]:
    """Return what is wrong in the variations of every response."""
    domain = reading.domain
    for name, variations in domain.responses.items():
        place = reading.places.place("responses", name)
        if "/" in name:
            yield Problem("retrieval-response", place, {"name": name}, "warning")
        for variation in variations:
            yield from _blanks(name, variation, domain, code, place)
            yield from _buttons(name, variation, domain, place)
            yield from _conditions(name, variation, domain, place)
            if not any(variation.get(part) for part in _CONTENT):
                yield Problem("response-without-content", place, {"name": name})
        if variations and all(each.get("condition") for each in variations):
            yield Problem("response-only-on-condition", place, {"name": name}, "warning")
        if variations and all(each.get("channel") for each in variations):
            yield Problem("response-only-on-channel", place, {"name": name}, "warning")


def _blanks(name: str, variation: dict[str, Any], domain: Domain, code: Code, place: Place) -> Iterator[Problem]:
    texts = (text for part in _CONTENT if part != "buttons" for text in _texts(variation.get(part)))
    titles = (text for button in _listed(variation, "buttons") for text in _texts(button.get("title")))
    for blank in dict.fromkeys(found for text in (*texts, *titles) for found in _BLANK.findall(text)):
        # What an action fills itself is named in its code.
        if blank not in domain.slots and blank not in code.words:
            yield Problem("blank-without-slot", place, {"name": name, "slot": blank}, "warning")


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    for each in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from _texts(each)


def _buttons(name: str, variation: dict[str, Any], domain: Domain, place: Place) -> Iterator[Problem]:
    for button in _listed(variation, "buttons"):
        payload, details = str(button.get("payload") or ""), {"name": name, "title": str(button.get("title", "?"))}
        if not button.get("title") or not (payload or button.get("url")):
            yield Problem("button-incomplete", place, details)
        if payload.startswith("/"):
            yield from _payload(payload, details, domain, place)


def _payload(payload: str, details: dict[str, Any], domain: Domain, place: Place) -> Iterator[Problem]:
    found = _PAYLOAD.match(payload)
    if found is None:
        yield Problem("button-unreadable", place, {**details, "payload": payload})
        return
    if found["intent"].split("/")[0] not in domain.intents:
        yield Problem("button-with-unknown-intent", place, {**details, "intent": found["intent"]})
    # A blank in the payload is filled when the button is shown.
    if not found["entities"] or _BLANK.search(found["entities"][1:-1]):
        return
    try:
        entities = json.loads(found["entities"])
    except ValueError:
        yield Problem("button-unreadable", place, {**details, "payload": payload})
        return
    for entity in entities:
        if entity not in domain.entities:
            yield Problem("button-with-unknown-entity", place, {**details, "entity": entity}, "warning")


def _conditions(name: str, variation: dict[str, Any], domain: Domain, place: Place) -> Iterator[Problem]:
    for condition in _listed(variation, "condition"):
        slot = condition.get("name")
        if condition.get("type") != "slot" or not slot or "value" not in condition:
            yield Problem("response-condition-unreadable", place, {"name": name})
        elif slot not in domain.slots:
            yield Problem("response-condition-without-slot", place, {"name": name, "slot": slot})


def _listed(variation: dict[str, Any], part: str) -> list[dict[str, Any]]:
    found = variation.get(part)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
