"""Keys that nothing reads: a word spelt otherwise, which would be ignored in silence."""

from collections.abc import Iterator
from typing import Any, Final

from dialogue.assistant.files import Document
from dialogue.assistant.problems import Problem
from dialogue.assistant.project import Reading

_DATA = {"version", "nlu", "rules", "stories"}
_SLOT: Final = {"type", "mappings", "initial_value", "influence_conversation", "values", "min_value", "max_value"}
_MAPPING: Final = {"type", "entity", "role", "group", "intent", "not_intent", "value", "action", "conditions"}
_CONDITION: Final = {"active_loop", "requested_slot"}
_FORM: Final = {"required_slots", "ignored_intents"}
_RULE: Final = {"rule", "steps", "condition", "conversation_start", "wait_for_user_input", "metadata"}
_STORY: Final = {"story", "steps", "metadata"}
_VARIATION: Final = {
    "text",
    "buttons",
    "button_type",
    "image",
    "custom",
    "attachment",
    "elements",
    "quick_replies",
    "channel",
    "condition",
    "metadata",
    "id",
}
_BUTTON: Final = {"title", "payload", "type", "url", "content_type", "image_url", "webview_height_ratio"}
_SESSION: Final = {"session_expiration_time", "carry_over_slots_to_new_session"}


def unknown_keys(reading: Reading) -> Iterator[Problem]:
    """Return the keys of the domain, the rules and the stories that mean nothing."""
    for document in reading.documents:
        for part, node, known in _nodes(document):
            for key in node:
                if str(key) not in known:
                    details = {"key": str(key), "part": part, "known": ", ".join(sorted(known))}
                    yield Problem("unknown-key", document.place(node, key), details, "warning")


def bare_options(reading: Reading) -> Iterator[Problem]:
    """Return the entities that are written as if they had options."""
    for document in reading.documents:
        entities = document.root.get("entities")
        for i, entity in enumerate(entities if isinstance(entities, list) else []):
            if isinstance(entity, dict) and not all(entity.values()):
                details = {"entity": ", ".join(map(str, entity))}
                yield Problem("entity-without-options", document.place(entities, i), details, "warning")


def _nodes(document: Document) -> Iterator[tuple[str, Any, set[str]]]:
    root = document.root
    for slot in _values(root.get("slots")):
        yield "slots", slot, _SLOT
        for mapping in _items(slot.get("mappings")):
            yield "mappings", mapping, _MAPPING
            for condition in _items(mapping.get("conditions")):
                yield "conditions", condition, _CONDITION
    for form in _values(root.get("forms")):
        # Before Rasa 3, a form was the list of its slots with their mappings.
        yield from [("forms", form, _FORM)] if "required_slots" in form else []
    for variations in (root.get("responses") or {}).values() if isinstance(root.get("responses"), dict) else ():
        for variation in _items(variations):
            yield "responses", variation, _VARIATION
            for button in _items(variation.get("buttons")):
                yield "buttons", button, _BUTTON
    for part, known in (("rules", _RULE), ("stories", _STORY)):
        for block in _items(root.get(part)):
            yield part, block, known
    if isinstance(root.get("session_config"), dict):
        yield "session_config", root["session_config"], _SESSION
    if document.name.startswith(("data/", "data.")):
        yield document.name, root, _DATA


def _values(node: Any) -> list[Any]:
    return [each for each in node.values() if isinstance(each, dict)] if isinstance(node, dict) else []


def _items(node: Any) -> list[Any]:
    return [each for each in node if isinstance(each, dict)] if isinstance(node, list) else []
