"""One turn of a conversation with an assistant, as Rasa 3.6 takes it: slots filled, then actions until it listens."""

import random
from collections.abc import Callable

from dialogue.assistant import events
from dialogue.assistant.acting import Acting
from dialogue.assistant.customs import Customs
from dialogue.assistant.domain import LISTEN, SESSION_START
from dialogue.assistant.errors import ActionFailed, ActionNotFound, ActionRejected
from dialogue.assistant.events import Event, any_of
from dialogue.assistant.extraction import Extraction
from dialogue.assistant.policies import Prediction, forced
from dialogue.assistant.ports import Actions
from dialogue.assistant.project import Project
from dialogue.assistant.responses import Responses
from dialogue.assistant.slots import SESSION_METADATA
from dialogue.assistant.tracker import Tracker
from dialogue.assistant.turn import Said, Turn

_MOST_ACTIONS = 10
# Of those that do not want to run, two could call upon each other for ever.
_MOST_TRIES = 2 * _MOST_ACTIONS
_ENDS = (LISTEN, SESSION_START)


class Interpreter:
    """Takes the turns of one project's conversations. It holds none of them."""

    def __init__(
        self,
        project: Project,
        actions: Actions,
        *,
        clock: Callable[[], float],
        rng: random.Random | None = None,
        channel: str = "rest",
    ) -> None:
        self.project = project
        self._clock = clock
        self._channel = channel
        domain = project.domain
        customs = Customs(domain, actions, Responses(domain.responses, rng or random.Random()), channel)  # noqa: S311
        self._extraction = Extraction(domain, customs)
        self._acting = Acting(domain, customs, self._extraction)

    def tracker(self, sender: str, past: tuple[Event, ...] = ()) -> Tracker:
        """Return a conversation, as its past events left it."""
        tracker = Tracker(sender, self.project.lens, clock=self._clock)
        tracker.add(*past)
        return tracker

    def handle(self, tracker: Tracker, said: Said) -> Turn:
        """Take a turn, and return what it caused; the tracker has taken it in."""
        before = tracker.last
        tracker.failures = []
        metadata = said.metadata or {}
        if self._is_new(tracker):
            tracker.add(*([events.slot(SESSION_METADATA, metadata)] if metadata else []))
            self._run(SESSION_START, Prediction({SESSION_START: 1.0}, None, 0), tracker)
        tracker.add(events.user(said.text, said.parse, channel=self._channel, id=said.id, metadata=metadata))
        self._extract(tracker)
        self._until_it_listens(tracker)
        caused = tuple(tracker.since(before))
        return Turn(caused, tuple(e for e in caused if e["event"] == "bot"), tuple(tracker.failures))

    def _is_new(self, tracker: Tracker) -> bool:
        if not any(tracker.counting()):
            return True
        last, minutes = tracker.last_user(), self.project.domain.session_minutes
        return last is not None and minutes > 0 and self._clock() - float(last["timestamp"]) > 60 * minutes

    def _until_it_listens(self, tracker: Tracker) -> None:
        for _ in range(_MOST_TRIES):
            if tracker.now.paused and tracker.now.intent != "restart":
                return
            if _since_listening(tracker) >= _MOST_ACTIONS:
                # Rasa stops here without listening, and is silent from then on, whatever is said.
                tracker.add(events.action(LISTEN))
                return
            predicted = self._next(tracker)
            action = predicted.best[0]
            self._run(action, predicted, tracker)
            if action in _ENDS:
                return

    def _next(self, tracker: Tracker) -> Prediction:
        followup = tracker.now.followup
        if followup and followup in self.project.domain.actions:
            return forced(followup)
        return self.project.policies.predict(tracker)

    def _run(self, action: str, predicted: Prediction, tracker: Tracker) -> None:
        """Run an action: on a conversation that goes its own way, so that one that fails leaves nothing half done."""
        trial = tracker.copy()
        trial.add(*predicted.events)
        how_sure = predicted.best[1]
        try:
            caused = self._acting.run(action, trial)
        except ActionRejected:
            tracker.add(events.rejected(action, policy=predicted.policy, confidence=how_sure))
            return
        except (ActionFailed, ActionNotFound) as error:
            tracker.failures.append(error)
            caused = []
        if not any_of(caused, "action_execution_rejected"):
            ran = events.action(action, policy=predicted.policy, confidence=how_sure, hide=predicted.hide)
            tracker.add(*predicted.events, ran)
        tracker.add(*caused)
        if any_of(caused, "user"):
            self._extract(tracker)

    def _extract(self, tracker: Tracker) -> None:
        try:
            tracker.add(*self._extraction.run(tracker))
        except (ActionFailed, ActionNotFound, ActionRejected) as error:
            tracker.failures.append(error)


def _since_listening(tracker: Tracker) -> int:
    """Return how many actions ran since the assistant last listened."""
    count = 0
    for event in tracker.back():
        if event["event"] == "action":
            if event["name"] in _ENDS:
                break
            count += 1
    return count
