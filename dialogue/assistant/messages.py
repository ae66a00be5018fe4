"""Messages written with their meaning: `/intent{"entity": "value"}`, and examples with entities marked in the text."""

import json
import re
from typing import Any

from dialogue.assistant.domain import Domain

_MARKED = re.compile(r"\[([^\]]+)\](?:\(([^:)]+?)(?::([^)]+))?\)|(\{[^}]+\}))")
_INTENT = re.compile(
    r"^/(?P<name>[^{@]+)(?P<confidence>@(?:[0-9]+\.?[0-9]*|\.[0-9]+))?(?P<entities>\{.+\})?(?P<rest>.*)"
)

Parse = dict[str, Any]


def parse_of(intent: str | None, *, text: str | None = None, confidence: float = 1.0) -> Parse:
    """Return what a message that means this intent is understood as."""
    named = {"name": intent, "confidence": confidence}
    return {"text": text, "intent": named, "intent_ranking": [named], "entities": []}


def written_intent(text: str, domain: Domain) -> Parse | None:
    """Return what `/intent@confidence{entities}` means; None when it is no such message of this domain.

    Only for texts of the project or of its buttons: what a visitor types is never read so.
    """
    found = _INTENT.match(text.strip()) if text.startswith("/") else None
    name = found["name"].strip() if found else ""
    if found is None or name not in domain.intents:
        return None
    confidence = min(1.0, float(found["confidence"][1:])) if found["confidence"] else 1.0
    parse = parse_of(name, text=text.strip(), confidence=confidence)
    span = {"start": found.start("entities"), "end": found.end("entities"), "extractor": "RegexMessageHandler"}
    parse["entities"] = [
        {"entity": entity, "value": each, **span}
        for entity, value in _json(found["entities"]).items()
        if entity in domain.entities
        for each in (value if isinstance(value, list) else [value])
    ]
    return parse


def marked(text: str) -> tuple[str, list[dict[str, Any]]]:
    """Return a text without its marks, and the entities that they say.

    >>> marked("vers [Lyon]{'entity': 'city', 'role': 'to'}".replace("'", '"'))
    ('vers Lyon', [{'start': 5, 'end': 9, 'value': 'Lyon', 'entity': 'city', 'role': 'to'}])
    """
    plain, entities, at = "", [], 0
    for found in _MARKED.finditer(text):
        plain += text[at : found.start()]
        said = _json(found[4]) if found[4] else {"entity": found[2], "value": found[3]}
        if not said.get("entity"):
            plain += found[0]
            at = found.end()
            continue
        value = said.pop("value", None)
        span = {"start": len(plain), "end": len(plain) + len(found[1])}
        entities.append({**span, "value": found[1] if value is None else value, **said})
        plain += found[1]
        at = found.end()
    return plain + text[at:], entities


def _json(text: str | None) -> dict[str, Any]:
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
