"""Recorded turns of a real Rasa, taken again: how many conversations are the same, and where others first differ."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dialogue.assistant.events import Event
from dialogue.assistant.interpreter import Interpreter
from dialogue.assistant.turn import Said

Recorded = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a conversation first goes another way: the number of the event, from 0, what Rasa did and what we do."""

    conversation: int
    event: int
    expected: tuple[object, ...] | None
    got: tuple[object, ...] | None


@dataclass(frozen=True, slots=True)
class Replayed:
    """What was taken again, and what differs."""

    conversations: int
    turns: int
    differences: tuple[Difference, ...]


def replay(interpreter: Interpreter, recorded: Iterable[Recorded]) -> Replayed:
    """Take every recorded conversation again, each message understood as Rasa understood it."""
    differences, turns, conversations = [], 0, 0
    varied = frozenset(name for name, each in interpreter.project.domain.responses.items() if len(each) > 1)
    for number, conversation in enumerate(recorded):
        conversations += 1
        turns += len(conversation["turns"])
        found = _difference(number, conversation["events"], _taken(interpreter, number, conversation), varied)
        differences += [found] if found else []
    return Replayed(conversations, turns, tuple(differences))


def _taken(interpreter: Interpreter, number: int, conversation: Recorded) -> list[Event]:
    tracker = interpreter.tracker(f"c{number}")
    parses = _parses(conversation["events"])
    for turn in conversation["turns"]:
        parse = turn["parse"] or next(parses.get(turn["text"], iter(())), None)
        interpreter.handle(tracker, Said(turn["text"], parse or _unknown(turn["text"])))
    return tracker.events


def _parses(events: Iterable[Event]) -> dict[str, Iterator[dict[str, Any]]]:
    return {event["text"]: iter([event["parse_data"]]) for event in events if event["event"] == "user"}


def _unknown(text: str) -> dict[str, Any]:
    return {"text": text, "intent": {"name": None, "confidence": 0.0}, "entities": []}


def _difference(number: int, expected: list[Event], got: list[Event], varied: frozenset[str]) -> Difference | None:
    """Compare event by event. A recording may have lost its first sessions: then it is the end of what we did."""
    wanted, done = [essence(event, varied) for event in expected], [essence(event, varied) for event in got]
    if len(wanted) < len(done) and wanted == done[-len(wanted) :]:
        return None
    for i in range(max(len(wanted), len(done))):
        one = wanted[i] if i < len(wanted) else None
        other = done[i] if i < len(done) else None
        if one != other:
            return Difference(number, i, one, other)
    return None


def essence(event: Event, varied: frozenset[str] = frozenset()) -> tuple[object, ...]:
    """Return what of an event must be the same; times, confidences and metadata need not.

    Of the responses in `varied`, which have several variations, any may be said.
    """
    match event["event"]:
        case "action":
            return "action", event["name"], event.get("policy")
        case "action_execution_rejected":
            return "rejected", event["name"]
        case "user":
            return "user", event["text"], event["parse_data"]["intent"].get("name")
        case "bot":
            data, response = event["data"], event["metadata"].get("utter_action")
            if response in varied:
                return "bot", response
            said = (event["text"], _frozen(data.get("buttons") or None), _frozen(data.get("custom")))
            return "bot", response, *said
        case "slot":
            return "slot", event["name"], _frozen(event["value"])
        case "loop_interrupted":
            return "loop_interrupted", event["is_interrupted"]
        case kind:
            return kind, event.get("name")


def _frozen(value: Any) -> object:
    if isinstance(value, dict):
        return tuple(sorted((key, _frozen(each)) for key, each in value.items()))
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
