"""In which order sentences are said: that of the reply they are built on, the others beside their usual neighbours."""

from collections.abc import Iterable, Sequence


def ordered(spine: Sequence[int], others: Iterable[int], told: Sequence[Sequence[int]]) -> list[int]:
    """Return sayings in order: those of the `spine` as they stand, each other where most replies would have it.

    `told` are the sayings of each reply, in its order.
    """
    line = list(spine)
    for saying in others:
        line.insert(_slot(saying, line, told), saying)
    return line


def _slot(saying: int, line: Sequence[int], told: Sequence[Sequence[int]]) -> int:
    """Return the place with which the fewest replies disagree, the last of equals."""
    behind = [0] * len(line)  # how many more replies say the saying after this one than before it
    beside = [0] * len(line)
    for sayings in told:
        if saying in sayings:
            own = sayings.index(saying)
            for place, other in enumerate(line):
                if other in sayings:
                    behind[place] += 1 if sayings.index(other) < own else -1
                    beside[place] += sayings.index(other) == own - 1
    scores = [sum(behind[:slot]) - sum(behind[slot:]) for slot in range(len(line) + 1)]
    near = [0, *beside]
    return max(range(len(line) + 1), key=lambda slot: (scores[slot], near[slot], slot))


def before(saying: int, told: Sequence[Sequence[int]]) -> set[int]:
    """Return the sayings that stand right before this one in some reply."""
    found = ((sayings, sayings.index(saying)) for sayings in told if saying in sayings)
    return {sayings[place - 1] for sayings, place in found if place}
