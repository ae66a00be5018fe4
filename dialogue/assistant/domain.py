"""What an assistant knows: its intents, entities, slots, forms, responses and actions."""

from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from typing import Any, Final

from dialogue.assistant.slots import REQUESTED, SESSION_METADATA, Beginning, Slot, beginning

LISTEN: Final = "action_listen"
SNIPPET: Final = "..."
SESSION_START: Final = "action_session_start"
FALLBACK: Final = "nlu_fallback"
OUT_OF_SCOPE: Final = "out_of_scope"
TWO_STAGE: Final = "action_two_stage_fallback"
DEFAULT_INTENTS: Final = ("restart", "back", OUT_OF_SCOPE, "session_start", FALLBACK)
DEFAULT_ACTIONS: Final = (
    LISTEN,
    "action_restart",
    SESSION_START,
    "action_default_fallback",
    "action_deactivate_loop",
    "action_revert_fallback_events",
    "action_default_ask_affirmation",
    "action_default_ask_rephrase",
    TWO_STAGE,
    "action_unlikely_intent",
    "action_back",
    SNIPPET,
    "action_extract_slots",
)
INTENT_ACTIONS: Final = {"restart": "action_restart", "back": "action_back", "session_start": SESSION_START}


@dataclass(frozen=True, slots=True)
class Form:
    """A form: it asks for its slots, one after the other."""

    name: str
    required: tuple[str, ...] = ()
    ignored_intents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain, whole. `intents` says which entities of a message rules and stories see for each intent.

    `custom` are the actions listed, which the project's own code runs; `actions` all that may be predicted; `raw` is
    the domain as custom actions are given it.
    """

    intents: Dict[str, frozenset[str]]
    entities: tuple[str, ...] = ()
    slots: Dict[str, Slot] = field(default_factory=dict)
    forms: Dict[str, Form] = field(default_factory=dict)
    responses: Dict[str, tuple[dict[str, Any], ...]] = field(default_factory=dict)
    custom: frozenset[str] = frozenset()
    actions: frozenset[str] = frozenset(DEFAULT_ACTIONS)
    session_minutes: float = 60
    carry_over: bool = True
    raw: dict[str, Any] = field(default_factory=dict)
    beginning: Beginning = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Make once what every conversation begins with."""
        object.__setattr__(self, "beginning", beginning(self.slots.values()))

    def overrides(self, action: str) -> bool:
        """Say whether the project runs this default action or form by its own code."""
        return action in self.custom or action in self.responses


def implicit_slots(forms: bool) -> tuple[Slot, ...]:
    """Return the slots that every domain has."""
    session = Slot(SESSION_METADATA, "any", influences=False)
    return (Slot(REQUESTED, "text", influences=False), session) if forms else (session,)
