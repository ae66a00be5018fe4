"""A conversation with a small assistant, whose domain, rules and stories are written as YAML in a test."""

import random
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from fakes.own_actions import Does, OwnActions

from dialogue.assistant.events import Event
from dialogue.assistant.interpreter import Interpreter
from dialogue.assistant.project import Project, load
from dialogue.assistant.turn import Said, Turn

MINUTE = 60.0


def written(domain: str, told: str = "", config: str = "") -> Project:
    """The project of these files."""
    return load({"domain.yml": domain, "data/told.yml": told, "config.yml": config})


@dataclass
class Clock:
    """Seconds that move on by one at each reading, and as far as one likes."""

    now: float = 0.0

    def __call__(self) -> float:
        self.now += 1
        return self.now


@dataclass
class Talk:
    """One conversation: what is said is an intent, with its entities and its text if they matter."""

    domain: str
    told: str = ""
    does: dict[str, Does] = field(default_factory=dict)
    config: str = ""
    channel: str = "web"

    def __post_init__(self) -> None:
        self.clock = Clock()
        self.actions = OwnActions(self.does)
        self.project = written(self.domain, self.told, self.config)
        self.interpreter = Interpreter(
            self.project, self.actions, clock=self.clock, rng=random.Random(0), channel=self.channel
        )
        self.tracker = self.interpreter.tracker("visiteur")
        self._ids = count(1)

    def say(self, intent: str | None, *entities: dict[str, Any], text: str = "", ranking: tuple[str, ...] = ()) -> Turn:
        """What this message causes."""
        ranked = [{"name": name, "confidence": 0.9 / place} for place, name in enumerate((intent, *ranking), 1)]
        parse = {"text": text, "intent": ranked[0], "intent_ranking": ranked, "entities": list(entities)}
        return self.interpreter.handle(self.tracker, Said(text or f"<{intent}>", parse, f"m{next(self._ids)}"))

    def answers(self, intent: str | None, *entities: dict[str, Any], **more: Any) -> list[str]:
        """What is answered to this message."""
        return texts(self.say(intent, *entities, **more))

    def does_after(self, intent: str | None, *entities: dict[str, Any], **more: Any) -> list[str]:
        """The actions that run after this message, without those that begin a session before it."""
        turn = self.say(intent, *entities, **more)
        asked = next(i for i, event in enumerate(turn.events) if event["event"] == "user")
        return [event["name"] for event in turn.events[asked:] if event["event"] == "action"]

    def slot(self, name: str) -> Any:
        """What a slot holds now."""
        return self.tracker.now.slot(name)

    @property
    def form(self) -> str | None:
        """The form that goes on."""
        return self.tracker.now.loop_name


def entity(name: str, value: Any, **more: str) -> dict[str, Any]:
    """Something recognised in a message; `more` is its role or its group."""
    return {"entity": name, "value": value, **more}


def texts(turn: Turn) -> list[str]:
    """What was said in a turn."""
    return [message["text"] for message in turn.messages]


def actions(turn: Turn) -> list[str]:
    """The actions that ran in a turn, in order."""
    return [event["name"] for event in turn.events if event["event"] == "action"]


def happened(turn: Turn) -> list[str]:
    """The events of a turn, each in a few words."""
    return [in_words(event) for event in turn.events]


def in_words(event: Event) -> str:
    """An event in a few words, as `slot name=Léa`."""
    match event["event"]:
        case "user":
            return f"user {event['parse_data']['intent'].get('name')}"
        case "bot":
            return f"bot {event['text']}"
        case "slot":
            return f"slot {event['name']}={event['value']}"
        case "active_loop":
            return f"loop {event['name']}"
        case "action_execution_rejected":
            return f"rejected {event['name']}"
        case "action" | "followup":
            return f"{event['event']} {event['name']}"
        case "user_featurization":
            return "featurized"
        case kind:
            return str(kind)
