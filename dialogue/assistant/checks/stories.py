"""Stories that go on differently after the same: neither is remembered there."""

from collections.abc import Iterator

from dialogue.assistant.domain import Domain
from dialogue.assistant.problems import Problem
from dialogue.assistant.project import Reading
from dialogue.assistant.sequences import Sequence
from dialogue.assistant.states import State
from dialogue.assistant.tracker import Tracker
from dialogue.assistant.trail import Lens

States = tuple[State, ...]


def disagreeing_stories(reading: Reading) -> Iterator[Problem]:
    """Return the stories that do something else than another does after the same last states."""
    history = reading.built.policies.stories.history
    first: dict[States, tuple[Sequence, str]] = {}
    told: set[tuple[str, str]] = set()
    for story in reading.sequences:
        for states, action in _steps(story, reading.domain, history) if story.kind == "story" and history else ():
            other, done = first.setdefault(states, (story, action))
            if done != action and (other.name, story.name) not in told:
                told.add((other.name, story.name))
                details = {"name": story.name, "action": action, "other": other.name, "place": str(other.place)}
                yield Problem("stories-disagree", story.place, details | {"done": done}, "warning")


def _steps(story: Sequence, domain: Domain, history: int) -> Iterator[tuple[States, str]]:
    """Return each action of a story, with the last states before it, the newest first."""
    tracker = Tracker("", Lens(domain), clock=float)
    tracker.add(*story.events)
    for each in tracker.applied:
        if each.event["event"] == "action" and not each.event.get("unpredictable") and each.trail.all:
            yield tuple(each.trail.all.newest_first())[:history], each.event["name"]
