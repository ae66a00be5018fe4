"""Which sayings make the draft, in which wording: what is said often enough, never twice, never both sides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from knowledge.doubts.facts import facts_of
from knowledge.mining.drafts.likeness import Likeness
from knowledge.mining.drafts.sayings import Saying, camps_of, disagree
from knowledge.mining.drafts.wordings import Wording

FEW = 2
MOST_SENTENCES, LONGEST = 12, 1_600
_OFTEN = 0.2
_LOOSE = 5  # from so many replies on, a sentence that only one of them said is left out
_SAME, _HELD = 0.62, 0.8
_HEAVIEST = 20
# Sentences that share less than this are about two things, whatever figures they give.
ABOUT_THE_SAME = 0.3


@dataclass(frozen=True, slots=True)
class Told:
    """What the replies said: the sayings, the wordings they group, and the places of both in each reply, in order."""

    lang: str
    wordings: Sequence[Wording]
    likeness: Likeness
    sayings: Sequence[Saying]
    by_reply: Sequence[Sequence[int]]
    wordings_by_reply: Sequence[Sequence[int]]


def spine_of(told: Told) -> int:
    """Return the place of the reply to build on: the one whose sentences are said most often, and few of which are not.

    Of few replies, the newest that says most; one that others contradict stands back.
    """
    count = len(told.by_reply)
    lost = _refused(told)

    def merit(reply: int) -> tuple[int, float, int, int]:
        said = told.by_reply[reply]
        agreed = sum(len(told.sayings[at].replies) - 1 for at in said)
        alone = sum(len(told.sayings[at].replies) == 1 for at in said)
        central = agreed / max(count - 1, 1) - (0.2 * alone if count > FEW else 0)
        length = sum(len(told.wordings[at].text) for at in told.wordings_by_reply[reply])
        return (-len(lost & set(told.wordings_by_reply[reply])), round(central, 4), min(length, LONGEST), -reply)

    return max(range(count), key=merit)


def worth_saying(told: Told, spine: Sequence[int]) -> list[int]:
    """Return the sayings that are said often enough, those of the spine first, then by weight."""
    count = len(told.by_reply)
    often = [at for at, saying in enumerate(told.sayings) if len(saying.replies) >= max(FEW, _OFTEN * count)]
    kept = [at for at in spine if count < _LOOSE or len(told.sayings[at].replies) >= FEW] or list(spine)
    return kept if count <= FEW else [*kept, *(at for at in often if at not in kept)]


def winning(saying: Saying, told: Told, preferred: Iterable[int] = ()) -> tuple[int, frozenset[int]]:
    """Return the wording to take, and the replies behind it: one of the camp that is newest and most frequent.

    A `preferred` wording is taken where it is in that camp.
    """
    camp = camps_of(saying, told.wordings, told.lang)[0]
    replies = frozenset(reply for at in camp for reply in told.wordings[at].replies)
    own = [at for at in preferred if at in camp]
    return (own or [max(camp, key=lambda at: (_centrality(at, camp, told), -at))])[0], replies


def is_said(at: int, taken: Iterable[int], told: Told) -> bool:
    """Say whether what was taken says a wording already."""
    return any(
        (told.likeness.cosines[at, other] >= _SAME or told.likeness.holds(at, other) >= _HELD)
        and not _adds(at, other, told)
        for other in taken
    )


def is_against(at: int, taken: Iterable[int], told: Told) -> bool:
    """Say whether a wording contradicts what was taken."""
    return any(contradicts(at, other, told) for other in taken)


def contradicts(one: int, other: int, told: Told) -> bool:
    """Say whether two wordings about the same thing contradict each other."""
    near = told.likeness.cosines[one, other] >= ABOUT_THE_SAME
    return bool(near) and disagree(told.wordings[one], told.wordings[other], told.lang)


def _adds(at: int, other: int, told: Told) -> bool:
    """Say whether a wording gives a figure that the other lacks."""
    texts = [told.wordings[each].text for each in (at, other)]
    one, two = ({(fact.unit, fact.value) for fact in facts_of(text, told.lang)} for text in texts)
    return bool(one - two)


def _centrality(at: int, camp: Sequence[int], told: Told) -> float:
    weights = sum(told.wordings[other].weight * float(told.likeness.cosines[at, other]) for other in camp)
    return round(weights + told.wordings[at].weight, 4)


def _refused(told: Told) -> set[int]:
    """Return the wordings of the heaviest sayings that newer or more frequent ones contradict."""
    heaviest = told.sayings[:_HEAVIEST]
    losing = {at for saying in heaviest for camp in camps_of(saying, told.wordings, told.lang)[1:] for at in camp}
    first = [saying.wordings[0] for saying in heaviest]
    for one, other in combinations(first, 2):
        if contradicts(one, other, told):
            losing.add(min(one, other, key=lambda at: (told.wordings[at].standing, -told.wordings[at].replies[0])))
    return losing
