"""Rasa's end-to-end test stories: what is done after each step, against what the story says.

As in Rasa, actions do not run: slots and loops are those that the story tells, and the messages mean what it says.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dialogue.assistant import events
from dialogue.assistant.domain import SNIPPET
from dialogue.assistant.events import Event
from dialogue.assistant.policies import Prediction, forced
from dialogue.assistant.problems import Place
from dialogue.assistant.project import Project
from dialogue.assistant.sequences import Sequence
from dialogue.assistant.tracker import Tracker


@dataclass(frozen=True, slots=True)
class Step:
    """An action that a story expects, the last message before it, and what is predicted there, by which policy."""

    said: str
    expected: str
    predicted: str
    policy: str | None = None

    @property
    def right(self) -> bool:
        """Say whether it is what the story says."""
        return self.expected == self.predicted


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A test story, step by step."""

    name: str
    place: Place
    steps: tuple[Step, ...]

    @property
    def passed(self) -> bool:
        """Say whether every step is as the story says."""
        return all(step.right for step in self.steps)


def rehearse(project: Project, story: Sequence) -> Rehearsed:
    """Play a test story, and compare."""
    return Rehearsed(story.name, story.place, tuple(_steps(project, story)))


def _steps(project: Project, story: Sequence) -> Iterator[Step]:
    tracker = Tracker("test", project.lens, clock=float)
    said = ""
    for event in story.events:
        if event["event"] == "user":
            said = _shown(event)
        if event["event"] != "action" or event["name"] == SNIPPET or event.get("unpredictable"):
            tracker.add(event)
            continue
        predicted = _prediction(project, tracker, event["name"])
        best = predicted.best[0]
        yield Step(said, event["name"], best, predicted.policy)
        # The story goes on as it is told, whatever would have been done.
        tracker.add(events.action(event["name"], hide=predicted.hide and best == event["name"]))


def _prediction(project: Project, tracker: Tracker, expected: str) -> Prediction:
    """Return what would be done; a form that the story does not go on with may have refused what was said."""
    predicted = _next(project, tracker)
    loop = tracker.now.loop_name
    if loop and predicted.policy and predicted.best[0] == loop != expected:
        tracker.add(events.rejected(loop))
        predicted = _next(project, tracker)
    return predicted


def _next(project: Project, tracker: Tracker) -> Prediction:
    followup = tracker.now.followup
    if followup and followup in project.domain.actions:
        return replace(forced(followup), policy=None)
    return project.policies.predict(tracker)


def _shown(message: Event) -> str:
    return str(message["text"] or f"/{message['parse_data']['intent'].get('name')}")
