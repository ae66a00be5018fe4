"""What to do next: by the rules, by the stories, and by whichever is surer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from dialogue.assistant import events
from dialogue.assistant.domain import INTENT_ACTIONS, LISTEN
from dialogue.assistant.events import Event
from dialogue.assistant.rules import Loose, Rule, Table, holds
from dialogue.assistant.slots import NOT_SET
from dialogue.assistant.states import State
from dialogue.assistant.tracker import Tracker

_RULE_PRIORITY: Final = 6
_STORY_PRIORITY: Final = 3


@dataclass(frozen=True, slots=True)
class Prediction:
    """Which action, how sure (0 to 1), by which policy, and what happens before it.

    `source` names the rule, `hide` hides the turn from stories; `certain` beats every prediction that is not: a loop
    goes on.
    """

    choices: Mapping[str, float]
    policy: str | None
    priority: int
    events: tuple[Event, ...] = ()
    source: str = ""
    hide: bool = False
    certain: bool = False

    @property
    def best(self) -> tuple[str, float]:
        """Return the surest action and how sure it is; listening when there is none that is at all."""
        action, sure = max(self.choices.items(), key=lambda choice: choice[1], default=(LISTEN, 0.0))
        return (action, sure) if sure else (LISTEN, 0.0)


def forced(action: str) -> Prediction:
    """Return an action that another one asked for."""
    return Prediction({action: 1.0}, "followup_action", 0)


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """RulePolicy's settings in config.yml."""

    threshold: float = 0.3
    fallback: str = "action_default_fallback"
    with_fallback: bool = True


@dataclass(frozen=True, slots=True)
class RulePolicy:
    """Follows the rules; `hidden` are those that no story knows."""

    table: Table
    loose: list[tuple[tuple[State, ...], Loose]]
    settings: RuleSettings = field(default_factory=RuleSettings)
    hidden: frozenset[str] = frozenset()

    def predict(self, tracker: Tracker) -> Prediction:
        """Return what the rules say of the conversation as it stands; at least their fallback."""
        now = tracker.now
        if now.action == LISTEN and now.intent in INTENT_ACTIONS:
            return self._sure(INTENT_ACTIONS[now.intent], of_intent(now.intent))
        loop = now.loop
        if loop and loop.name != NOT_SET and not loop.rejected:
            if now.action and now.action != loop.name:
                return replace(self._sure(loop.name, of_loop(loop.name)), certain=True)
            if now.action == loop.name:
                return replace(self._sure(LISTEN, of_loop(loop.name, LISTEN)), certain=True)
        return self._by_rule(tracker)

    def _by_rule(self, tracker: Tracker) -> Prediction:
        trail = tracker.trail
        best = self.table.best(trail)
        loop = tracker.now.loop_name
        if loop is None:
            return self._of(best)
        loose = holds(self.loose, trail)
        if best and best.then == LISTEN and best.newest_first[0].loop in (None, NOT_SET):
            # A rule that knows no loop has ended: the loop goes on, unless a rule or a story shows that it does not.
            if "no-loop" not in loose:
                return self._sure(loop, best.key)
            best = None
        back = self._of(best)
        return replace(back, events=(events.interrupted(),)) if "interrupted" in loose else back

    def _of(self, rule: Rule | None) -> Prediction:
        return self._sure(rule.then, rule.key) if rule else Prediction(self._base(), "RulePolicy", _RULE_PRIORITY)

    def _sure(self, action: str, source: str) -> Prediction:
        choices = {**self._base(), action: 1.0}
        return Prediction(choices, "RulePolicy", _RULE_PRIORITY, source=source, hide=source in self.hidden)

    def _base(self) -> dict[str, float]:
        settings = self.settings
        return {settings.fallback: settings.threshold} if settings.with_fallback else {}


@dataclass(frozen=True, slots=True)
class MemoizationPolicy:
    """Does what a story did after exactly the same last states."""

    told: Mapping[tuple[State, ...], str] = field(default_factory=dict)
    history: int = 5

    def predict(self, tracker: Tracker) -> Prediction:
        """Return what a story says, or nothing."""
        action = self.told.get(tracker.trail.last_of_story(self.history)) if self.told else None
        return Prediction({action: 1.0} if action else {}, "MemoizationPolicy", _STORY_PRIORITY)


@dataclass(frozen=True, slots=True)
class Policies:
    """The rules and the stories of a project."""

    rules: RulePolicy
    stories: MemoizationPolicy

    def predict(self, tracker: Tracker) -> Prediction:
        """Return what to do next. An action that just did not want to run is not chosen again."""
        found = [self.rules.predict(tracker), self.stories.predict(tracker)]
        refused = _just_rejected(tracker)
        if refused:
            found = [replace(each, choices={**each.choices, refused: 0.0}) for each in found]
        certain = any(each.certain for each in found)
        best = max((each for each in found if each.certain == certain), key=lambda each: (each.best[1], each.priority))
        before = tuple(event for each in found for event in each.events)
        if tracker.now.action == LISTEN:
            before = (*before, events.featurized())
        return replace(best, events=before)


def of_intent(intent: str) -> str:
    """Return the source of what is done for an intent that Rasa knows."""
    return f"default {intent}"


def of_loop(loop: str, then: str = "") -> str:
    """Return the source of a loop that goes on, or listens."""
    return f"loop {loop} {then}".strip()


def _just_rejected(tracker: Tracker) -> str | None:
    for event in tracker.back():
        if event["event"] == "action_execution_rejected":
            return str(event["name"])
        if event["event"] == "action":
            return None
    return None
