"""Any action run on a conversation: a default one, a response, a form, or the project's own."""

from collections.abc import Callable

from dialogue.assistant import events
from dialogue.assistant.customs import Customs
from dialogue.assistant.domain import DEFAULT_ACTIONS, FALLBACK, LISTEN, OUT_OF_SCOPE, SESSION_START, TWO_STAGE, Domain
from dialogue.assistant.events import Event
from dialogue.assistant.extraction import Extraction
from dialogue.assistant.forms import Forms
from dialogue.assistant.slots import REQUESTED
from dialogue.assistant.tracker import Tracker
from dialogue.assistant.two_stage import two_stage


class Acting:
    """Runs actions of a domain; each gives the events it causes."""

    def __init__(self, domain: Domain, customs: Customs, extraction: Extraction) -> None:
        self._domain = domain
        self._customs = customs
        self._forms = Forms(domain, customs, extraction, self.run)
        self._defaults: dict[str, Callable[[Tracker], list[Event]]] = {
            LISTEN: lambda tracker: [],
            "action_unlikely_intent": lambda tracker: [],
            SESSION_START: self._start,
            "action_restart": lambda tracker: [*self._say("utter_restart", tracker), {"event": "restart"}],
            "action_back": lambda tracker: [
                *self._say("utter_back", tracker),
                {"event": "rewind"},
                {"event": "rewind"},
            ],
            "action_default_fallback": lambda tracker: [*self._say("utter_default", tracker), {"event": "rewind"}],
            "action_deactivate_loop": lambda tracker: [events.active_loop(None), events.slot(REQUESTED, None)],
            "action_revert_fallback_events": _revert_fallback,
            "action_default_ask_rephrase": lambda tracker: self._say("utter_ask_rephrase", tracker),
            "action_default_ask_affirmation": _affirmation,
            TWO_STAGE: lambda tracker: two_stage(tracker, self.run),
            "action_extract_slots": extraction.run,
        }

    def run(self, name: str, tracker: Tracker) -> list[Event]:
        """Run an action. Raises ActionRejected when it does not want to run, ActionNotFound, ActionFailed."""
        own = self._domain.overrides(name)
        if name in DEFAULT_ACTIONS and not own:
            return self._defaults[name](tracker)
        if name.startswith("utter_"):
            return self._say(name, tracker)
        if name in self._domain.forms and not own:
            return self._forms.run(name, tracker)
        return self._customs.run(name, tracker)

    def _say(self, name: str, tracker: Tracker) -> list[Event]:
        return self._customs.utter(name, tracker)

    def _start(self, tracker: Tracker) -> list[Event]:
        """Begin a session, with the slots of the one before if the domain carries them over."""
        held = (each.event for each in (tracker.applied if self._domain.carry_over else ()))
        carried = [events.slot(event["name"], event["value"]) for event in held if event["event"] == "slot"]
        return [{"event": "session_started"}, *carried, events.action(LISTEN)]


def _affirmation(tracker: Tracker) -> list[Event]:
    parse = tracker.now.message["parse_data"]
    ranking = parse.get("intent_ranking") or []
    intent = parse["intent"].get("name")
    if intent == FALLBACK and len(ranking) > 1:
        intent = ranking[1]["name"]
    buttons = [{"title": "Yes", "payload": f"/{intent}"}, {"title": "No", "payload": f"/{OUT_OF_SCOPE}"}]
    asks = {"text": f"Did you mean '{intent}'?", "buttons": buttons, "utter_action": "action_default_ask_affirmation"}
    return [events.bot(asks)]


def _revert_fallback(tracker: Tracker) -> list[Event]:
    """Take back the message that was not understood; Rasa keeps the one that was, which two-stage fallback repeats."""
    return [{"event": "rewind"}]
