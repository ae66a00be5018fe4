"""Responses: which variation is said, and what fills it."""

import random
import re
from collections.abc import Mapping
from typing import Any

Variation = dict[str, Any]
_FILLED = ("text", "image", "custom", "buttons", "attachment", "quick_replies")
_PART = re.compile(r"\{\{|\}\}|\{([^\n{}]+?)\}")


class Responses:
    """The responses of a domain. `rng` chooses between variations that fit equally."""

    def __init__(self, responses: Mapping[str, tuple[Variation, ...]], rng: random.Random) -> None:
        self._responses = responses
        self._rng = rng

    def generate(
        self, name: str, slots: Mapping[str, Any], channel: str, more: Mapping[str, Any] | None = None
    ) -> Variation | None:
        """Return a variation of a response, filled with the slots and `more`; None when there is none that fits."""
        fitting = _fitting(self._responses.get(name, ()), slots, channel)
        if not fitting:
            return None
        known = {**slots, **(more or {})}
        chosen = self._rng.choice(fitting)
        return {part: _filled(value, known) if part in _FILLED else value for part, value in chosen.items()}


def _fitting(variations: tuple[Variation, ...], slots: Mapping[str, Any], channel: str) -> list[Variation]:
    """Return the variations for these slots, then for anybody; of either, first those of this channel."""
    plain = [each for each in variations if each.get("condition") is None]
    fit = [each for each in variations if each.get("condition") and _holds(each["condition"], slots)]
    for pool, wanted in ((fit, channel), (plain, channel), (fit, None), (plain, None)):
        found = [each for each in pool if each.get("channel") == wanted]
        if found:
            return found
    return []


def _holds(conditions: list[dict[str, Any]], slots: Mapping[str, Any]) -> bool:
    return all(_same(slots.get(each.get("name", "")), each.get("value")) for each in conditions)


def _same(found: Any, wanted: Any) -> bool:
    if isinstance(found, str) and isinstance(wanted, str):
        return found.casefold() == wanted.casefold()
    return bool(found == wanted)


def _filled(part: Any, values: Mapping[str, Any]) -> Any:
    """Fill `{name}` wherever there is text."""
    if isinstance(part, str):
        return _text(part, values)
    if isinstance(part, list):
        return [_filled(each, values) for each in part]
    if isinstance(part, dict):
        return {name: _filled(each, values) for name, each in part.items()}
    return part


def _text(text: str, values: Mapping[str, Any]) -> str:
    """Fill a text; one with a name that nothing fills stays as it is written. Braces that are doubled are braces."""
    if not all(name in values for name in _PART.findall(text) if name):
        return text
    return _PART.sub(lambda found: str(values[found[1]]) if found[1] else found[0][0], text)
