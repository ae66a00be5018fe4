"""What curators said of requests, held where learning by itself keeps apart: languages, and what entries answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from knowledge.mining.found import Found


@dataclass(frozen=True, slots=True)
class Said:
    """Pairs of requests, by id, that curators said ask the same, and that they said do not."""

    same: Sequence[tuple[str, str]] = ()
    apart: Sequence[tuple[str, str]] = ()


def as_said(found: Sequence[Found], together: Sequence[Sequence[int]], said: Said) -> list[list[int]]:
    """Return the groups `together`, by position, with what was set apart alone, and what is the same in one group.

    Two groups that two entries answer stay two.
    """
    place = {
        request.id: at for at, each in enumerate(found) for message in each.messages for request in message.requests
    }
    groups = {at: set(group) for group in together for at in group}
    for one, other in _places(said.apart, place):
        if other in groups[one]:
            groups |= {at: groups[one] - {other} for at in groups[one]}
            groups[other] = {other}
    for one, other in _places(said.same, place):
        both = groups[one] | groups[other]
        if len({entry.id for at in both if (entry := found[at].entry)}) < 2:
            groups |= dict.fromkeys(both, both)
    return [list(group) for group in dict.fromkeys(tuple(sorted(group)) for group in groups.values())]


def one_a_language(found: Sequence[Found]) -> list[Found]:
    """Return these groups of one need, those of a language as one."""
    of: dict[str, list[Found]] = {}
    for each in found:
        of.setdefault(each.lang, []).append(each)
    return [_one(same) for same in of.values()]


def _one(found: Sequence[Found]) -> Found:
    if len(found) == 1:
        return found[0]
    return Found(
        found[0].lang,
        tuple(chain.from_iterable(each.messages for each in found)),
        np.concatenate([each.vectors for each in found]),
        next((each.reply for each in found if each.reply), None),
        next((each.entry for each in found if each.entry), None),
        tuple(chain.from_iterable(each.also for each in found)),
    )


def _places(pairs: Sequence[tuple[str, str]], place: dict[str, int]) -> list[tuple[int, int]]:
    found = [(place[one], place[other]) for one, other in pairs if one in place and other in place]
    return [(one, other) for one, other in found if one != other]
