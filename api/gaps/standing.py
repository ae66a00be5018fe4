"""Where a gap stands: open, drafted, done or dismissed. Pure."""

from dataclasses import dataclass
from typing import Literal

from api.storage.gaps import Decided
from knowledge.gaps.gaps import Gap, Suggestion
from knowledge.model import Entry, Match

State = Literal["open", "drafted", "done", "dismissed"]


@dataclass(frozen=True, slots=True)
class Near:
    """The published entry nearest to a gap, and whether the agent would answer with it today."""

    match: Match | None = None
    answers: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """A gap, where it stands and why; `entry` is the one that answers it, or will, `target` the one suggested."""

    gap: Gap
    state: State
    near: Near
    suggestion: Suggestion
    decided: Decided | None = None
    entry: Entry | None = None
    target: Entry | None = None


def state_of(gap: Gap, near: Near, decided: Decided | None, entry: Entry | None) -> State:
    """Say where a gap stands.

    What was dismissed, or answered by an entry, comes back once as many conversations again have asked for it. A gap
    that nobody decided on is done when the agent answers it today, with an entry that its visitors were not shown.
    """
    if decided is None:
        return "done" if near.answers and near.match and near.match.entry.id not in gap.shown else "open"
    grown = gap.since(decided.at) >= max(1, decided.volume)
    if decided.decision == "dismissed":
        return "open" if grown else "dismissed"
    if entry is None or entry.retired:
        return "open"
    if (entry.published_revision or 0) < (decided.revision or 1):
        return "drafted"
    return "open" if grown and not near.answers else "done"
