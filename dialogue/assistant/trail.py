"""The states of a conversation's past: all of them for rules; for stories, without what only rules know."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from dialogue.assistant.domain import LISTEN, Domain
from dialogue.assistant.moment import Moment
from dialogue.assistant.states import State, state


@dataclass(frozen=True, slots=True)
class Lens:
    """How states are seen: `explicit_only` without slots no event set, by stories without what rules alone know."""

    domain: Domain
    explicit_only: bool = False
    rule_slots: frozenset[str] = frozenset()
    rule_loops: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Link:
    """A state, and those before it."""

    state: State
    past: "Link | None" = None

    def newest_first(self) -> Iterator[State]:
        """Return the states, the last one first."""
        link: Link | None = self
        while link:
            yield link.state
            link = link.past


@dataclass(frozen=True, slots=True)
class Trail:
    """The states before each action. `shown` is the last action that stories saw; `hiding`: they see none now."""

    all: Link | None = None
    story: Link | None = None
    shown: str | None = None
    hiding: bool = False

    def last_of_story(self, most: int) -> tuple[State, ...]:
        """Return at most so many of the last states that stories see, in order."""
        newest = islice(self.story.newest_first(), most) if self.story else ()
        return tuple(newest)[::-1]


def seen(trail: Trail, moment: Moment, lens: Lens, *, hide: bool = False) -> Trail:
    """Return the trail with the state at this moment; `hide` says that a rule which no story knows acts now."""
    here = state(moment, lens.domain, explicit_only=lens.explicit_only)
    shown = trail.shown if trail.hiding else moment.action
    stays = moment.followup is not None or moment.action == moment.loop_name
    hiding = trail.hiding if stays else hide
    story = trail.story if hiding else Link(_for_story(here, trail.story, shown, lens), trail.story)
    return Trail(Link(here, trail.all), story, shown, hiding)


def _for_story(here: State, past: Link | None, shown: str | None, lens: Lens) -> State:
    slots = tuple((name, seen) for name, seen in here.slots if name not in lens.rule_slots)
    told = replace(here, slots=slots, loop=None if here.loop in lens.rule_loops else here.loop)
    if past and here.action != LISTEN:
        told = replace(told, intent=past.state.intent, entities=past.state.entities)
    return replace(told, action=shown) if shown else told
