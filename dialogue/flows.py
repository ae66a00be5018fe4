"""The assistant's side of a conversation: what a message is to its flows, and what they say to it."""

from collections.abc import Callable
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from dialogue.assistant.domain import FALLBACK
from dialogue.assistant.events import Event
from dialogue.assistant.messages import Parse, parse_of, written_intent
from dialogue.assistant.phrases import Phrases
from dialogue.assistant.project import Project
from dialogue.assistant.slots import REQUESTED, SESSION_METADATA, Mapping
from dialogue.assistant.turn import Said
from dialogue.assistant.understood import INFORM, LANGUAGE, QUESTION, Extractors, understood
from dialogue.compose import buttons_of
from dialogue.errors import DialogueAway
from dialogue.mind import Thought
from dialogue.model import Conversation, Message
from dialogue.ports import Dialogue, Talk
from nlu.model import Entity

_SURE_OF_INTENT = 0.8
_IN_ITS_WORDS = 0.9
Slots = Dict[str, Any]
_NOT_FOR_FLOWS = ("sensitive", "asked-for-human")


class Assistant:
    """A published project, and who takes its turns."""

    def __init__(self, project: Project, dialogue: Dialogue) -> None:
        self.domain = project.domain
        self.dialogue = dialogue
        self.phrases = Phrases(project.training)
        self.extractors = Extractors(project.domain, project.training)
        # Slots that no message fills are the actions' own notes.
        notes = (name for name, slot in project.domain.slots.items() if not any(map(_hears, slot.mappings)))
        self.hidden = frozenset((*notes, REQUESTED, SESSION_METADATA, LANGUAGE))


class Serving:
    """The assistant that takes turns: made ready once a project, whenever another is published."""

    def __init__(self, project: Callable[[], Project | None], dialogue: Callable[[Project], Dialogue]) -> None:
        self._project = project
        self._dialogue = dialogue
        self._ready: tuple[Project, Assistant] | None = None

    def __call__(self) -> Assistant | None:
        """Return the assistant in service, if there is one."""
        project, ready = self._project(), self._ready
        if project is None:
            return None
        if ready is None or ready[0] is not project:
            ready = self._ready = project, Assistant(project, self._dialogue(project))
        return ready[1]


class Names(Protocol):
    """Finds what a text names: see nlu.entities.recogniser."""

    def recognise(self, text: str, lang: str) -> tuple[Entity, ...]: ...


@dataclass(frozen=True, slots=True)
class Step:
    """What a turn with the assistant gave: what it says, the form that goes on, what it remembers now.

    `events` are all of the turn, to be kept; `buttons` those it shows last, title and payload; `failed` names what did
    not get through. `follows`: it goes on from an answer of the base, which is given first; `stuck`: it asks again,
    what was said was nothing to it.
    """

    said: tuple[Event, ...] = ()
    events: tuple[Event, ...] = ()
    flow: str = ""
    slots: Slots = field(default_factory=dict)
    buttons: tuple[tuple[str, str], ...] = ()
    failed: str = ""
    follows: bool = False
    stuck: bool = False


class Flows:
    """Takes a conversation's turns with the assistant that is published now, if there is one.

    `names` gives the recogniser when it is first needed: it takes seconds to load.
    """

    def __init__(self, *, assistant: Callable[[], Assistant | None], names: Callable[[], Names]) -> None:
        self._assistant = assistant
        self._names = names

    def step(self, conversation: Conversation, message: Message, thought: Thought) -> Step | None:
        """Return the assistant's turn on a message; None when it is nothing for it."""
        assistant = self._assistant()
        if assistant is None or thought.decision.reason.code in _NOT_FOR_FLOWS:
            return None
        if not conversation.flow and (thought.parts or not _asked_for(assistant, message.text, thought)):
            return None
        talk = _opened(assistant, conversation)
        if isinstance(talk, Step):
            return replace(talk, follows=bool(_follow_up(thought)))
        requested = talk.slots.get(REQUESTED)
        parse = self._parse(assistant, message.text, thought, requested)
        step, intent = _taken(assistant, talk, message.id, message.text, parse), parse["intent"]["name"]
        if not conversation.flow and not step.said and not step.failed:
            return None
        stuck = intent == FALLBACK and bool(step.flow) and talk.slots.get(REQUESTED) == requested
        # Who asks for the flow in its own words needs no explanation of what it does.
        phrase = assistant.phrases.find(message.text)
        asks_for_it = phrase is not None and phrase[1] >= _IN_ITS_WORDS
        return replace(step, follows=intent == _follow_up(thought) and not asks_for_it, stuck=stuck)

    def understand(self, message: Message, thought: Thought) -> Parse:
        """Return what a message is to the assistant, whatever its flows are waiting for."""
        assistant = self._assistant()
        if assistant is None:
            return parse_of(FALLBACK, text=message.text, confidence=0.0)
        return self._parse(assistant, message.text, thought, requested=None)

    def begin(self, conversation: Conversation, message_id: str, text: str, meant: str) -> Step | None:
        """Return the assistant's turn on what means this: an answer goes on with an intent, a button says one."""
        assistant = self._assistant()
        if assistant is None:
            return None
        domain, lang = assistant.domain, conversation.lang
        written = written_intent(meant if meant.startswith("/") else f"/{meant}", domain)
        if written is None:
            return None
        talk = _opened(assistant, conversation)
        if isinstance(talk, Step):
            return talk
        found = [*self._found(assistant, text, lang), *written["entities"]]
        parse = understood(text, written["intent"]["name"], 1.0, found, lang=lang, domain=domain)
        return _taken(assistant, talk, message_id, text, parse)

    def known(self, conversation: Conversation) -> Slots:
        """Return what the visitor told the form that is being filled."""
        assistant = self._assistant() if conversation.flow else None
        talk = _opened(assistant, conversation) if assistant else Step()
        return talk.slots if isinstance(talk, Step) or assistant is None else _told(assistant, talk)

    def _parse(self, assistant: Assistant, text: str, thought: Thought, requested: str | None) -> Parse:
        lang = thought.understanding.language.code
        found = self._found(assistant, text, lang)
        intent, sure = _intent(assistant, _asked_for(assistant, text, thought, requested), thought, found, requested)
        return understood(text, intent, sure, found, lang=lang, domain=assistant.domain)

    def _found(self, assistant: Assistant, text: str, lang: str) -> list[dict[str, Any]]:
        return assistant.extractors.find(text, self._names().recognise(text, lang))


def _asked_for(
    assistant: Assistant, text: str, thought: Thought, requested: str | None = None
) -> tuple[str, float] | None:
    """Return the intent that a message is for, in a flow or out of it: an example of the project, or what it does.

    Where a form asks to be told something freely, only its own examples lead elsewhere.
    """
    intents = assistant.domain.intents
    phrase = assistant.phrases.find(text)
    if phrase and phrase[0] in intents:
        return phrase
    if _follow_up(thought) in intents and not _takes_any_text(assistant, requested):
        return _follow_up(thought), thought.decision.confidence
    does = thought.understanding.intent
    sure = does is not None and does.probability >= _SURE_OF_INTENT and does.name in intents
    return (does.name, does.probability) if does and sure else None


def _intent(
    assistant: Assistant,
    asked: tuple[str, float] | None,
    thought: Thought,
    found: list[dict[str, Any]],
    requested: str | None,
) -> tuple[str, float]:
    """Return what a message is to the flow: what it asked for, something else, a question, or nothing known."""
    if _answers(assistant, found, requested) and (asked is None or asked[0] == _follow_up(thought)):
        return INFORM, 1.0
    if asked:
        return asked
    decision = thought.decision
    if decision.kind == "answer" and QUESTION in assistant.domain.intents:
        return QUESTION, decision.confidence
    return (INFORM if found else FALLBACK), 1.0 - decision.confidence


def _follow_up(thought: Thought) -> str:
    decision = thought.decision
    return decision.answers[0].entry.follow_up if decision.kind == "answer" else ""


def _answers(assistant: Assistant, found: list[dict[str, Any]], requested: str | None) -> bool:
    """Say whether what was found is what the form asked for."""
    slot = assistant.domain.slots.get(requested or "")
    wanted = {mapping.entity for mapping in slot.mappings if mapping.kind == "from_entity"} if slot else set()
    return any(each["entity"] in wanted for each in found)


def _takes_any_text(assistant: Assistant, requested: str | None) -> bool:
    slot = assistant.domain.slots.get(requested or "")
    return slot is not None and any(mapping.kind == "from_text" for mapping in slot.mappings)


def _hears(mapping: Mapping) -> bool:
    return mapping.kind != "custom" or bool(mapping.action)


def _opened(assistant: Assistant, conversation: Conversation) -> Talk | Step:
    """Return the conversation with the assistant; where nobody takes its turns, the step that says so."""
    try:
        return assistant.dialogue.open(conversation.id)
    except DialogueAway as error:
        return Step(flow=conversation.flow, failed=error.code)


def _taken(assistant: Assistant, talk: Talk, message_id: str, text: str, parse: Parse) -> Step:
    # Actions make their idempotency key of the id: a message that is planned twice changes a customer's record once.
    turn = talk.take(Said(text, parse | {"message_id": message_id, "metadata": {}}, message_id))
    shown = [buttons_of(event) for event in turn.messages]
    return Step(
        said=turn.messages,
        events=turn.events,
        flow=talk.flow,
        slots=_told(assistant, talk),
        buttons=next((each for each in reversed(shown) if each), ()),
        failed=turn.failures[0].code if turn.failures else "",
    )


def _told(assistant: Assistant, talk: Talk) -> Slots:
    """Return the slots that say something of what the visitor wants."""
    return {name: value for name, value in talk.slots.items() if value is not None and name not in assistant.hidden}
