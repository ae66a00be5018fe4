"""What a publication would do to the questions that visitors ask, and to the wordings that are known, before anything
is published.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from api.errors import PublicationWarns
from api.publication.publishing import Publisher
from api.storage.outcomes import Asked, SqlOutcomes
from dialogue.company import Company
from dialogue.mind import Mind, Reads
from dialogue.model import Conversation, Message
from knowledge.model import Reshape
from knowledge.privacy import Mask
from knowledge.reach import Known, reached
from knowledge.search import Base, Knowledge
from knowledge.shelf import Query
from nlu.model import Language, Understanding

DAYS, DAYS_CONFIRMED = 30, 365
MOST = 200  # questions asked again, the newest
MOST_CONFIRMED = 500  # and those whose answer a visitor found right
MOST_WORDINGS = 3_000  # that the change comes nearest to: a quarter of a minute or so in a base of 5,000 entries
TELLING = 20  # questions from which a share of them answered means something
_REMEMBERED = 1_000
_OFTEN = 20

Progress = Callable[[float], None]


def _quietly(done: float) -> None:
    """Tell nobody how far it is."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The entry that a question is answered with, and how sure one is of it."""

    entry_id: str
    question: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Move:
    """A question whose answer would change; None is no sure answer.

    `wording` says that it is an entry's own, and no visitor's; `right`, that the old answer was the right one: that of
    its entry, or one that a visitor said helped.
    """

    text: str
    lang: str
    before: Reply | None
    after: Reply | None
    right: bool
    wording: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """Visitors' questions `asked` again, how many are answered before and after, and the answers that change, those
    that were right first. `alert` is the most that the share answered may move, in points, without a warning.

    Of the `known` wordings, those that the change comes near to were asked again as well: so many `wordings`; `left`
    are those it also comes near to, but that were too many.
    """

    asked: int
    before: int
    after: int
    moves: tuple[Move, ...]
    alert: float
    known: int = 0
    wordings: int = 0
    left: int = 0

    @property
    def broken(self) -> int:
        """How many answers that were right would be others, or none."""
        return sum(move.right for move in self.moves)

    @property
    def warns(self) -> bool:
        """Whether somebody should look before this is published."""
        moved = 100 * abs(self.after - self.before) / max(1, self.asked)
        return self.broken > 0 or (self.asked >= TELLING and moved > self.alert)

    def check(self) -> None:
        """Raises PublicationWarns when somebody should look."""
        if self.warns:
            before, after = (round(100 * part / max(1, self.asked)) for part in (self.before, self.after))
            raise PublicationWarns(before=before, after=after, broken=self.broken)


class Previewer:
    """Asks questions again, of the base in service and of what a publication would make of it: visitors' last ones,
    those they said were answered right, and the wordings that the change comes near to. `progress` hears how far it is.

    Nothing is kept; personal data is masked in what is shown.
    """

    def __init__(
        self,
        *,
        publisher: Publisher,
        knowledge: Knowledge,
        outcomes: SqlOutcomes,
        reader: Callable[[], Reads],
        company: Callable[[], Company],
        mask: Mask,
    ) -> None:
        self._publisher = publisher
        self._knowledge = knowledge
        self._outcomes = outcomes
        self._open = reader
        self._company = company
        self._mask = mask

    def publish(self, ids: Sequence[str], *, progress: Progress = _quietly) -> Preview:
        """Return what publishing these entries would change. Raises EntryNotFound, NotPublishable."""
        return self._compared(self._publisher.candidate(shown=frozenset(ids)), progress)

    def retire(self, ids: Sequence[str], *, progress: Progress = _quietly) -> Preview:
        """Return what retiring these entries would change. Raises EntryNotFound."""
        return self._compared(self._publisher.candidate(hidden=frozenset(ids)), progress)

    def roll_back(self, version: int | None = None, *, progress: Progress = _quietly) -> Preview:
        """Return what going back to a version would change. Raises VersionNotFound, NothingToRollBack."""
        return self._compared(self._publisher.candidate_at(version), progress)

    def reshape(self, plan: Reshape, *, progress: Progress = _quietly) -> Preview:
        """Return what a merge would change. Raises NotPublishable."""
        return self._compared(self._publisher.candidate_of(plan), progress)

    def _compared(self, candidate: Base, progress: Progress) -> Preview:
        base, asked = self._knowledge.base, self._outcomes.asked(DAYS, most=MOST)
        asked = _each_once([*asked, *self._outcomes.asked(DAYS_CONFIRMED, most=MOST_CONFIRMED, confirmed=True)])
        near = reached(base.shelves, candidate.shelves, most=MOST_WORDINGS)
        reader = _Remembered(self._open(), near.wordings)
        minds = [Mind(reader=reader, knowledge=Knowledge(each), company=self._company) for each in (base, candidate)]
        pairs = list[tuple[Reply | None, Reply | None]]()
        questions = [*asked, *(Asked(each.query.text, each.query.lang, each.entry_id) for each in near.wordings)]
        for done, each in enumerate(questions):
            if done % _OFTEN == 0:
                progress(done / len(questions))
            before, after = (_reply(mind, each) for mind in minds)
            pairs.append((before, after))
        moves = [
            Move(each.text, each.lang, old, new, bool(old and old.entry_id == each.right), number >= len(asked))
            for number, (each, (old, new)) in enumerate(zip(questions, pairs, strict=True))
            if (old and old.entry_id) != (new and new.entry_id)
        ]
        moves.sort(key=lambda move: (not move.right, move.wording))
        answered = [sum(pair[side] is not None for pair in pairs[: len(asked)]) for side in (0, 1)]
        return Preview(
            asked=len(asked),
            before=answered[0],
            after=answered[1],
            moves=self._masked(moves),
            alert=self._company().policy.alert,
            known=near.known,
            wordings=len(near.wordings),
            left=near.left,
        )

    def _masked(self, moves: Sequence[Move]) -> tuple[Move, ...]:
        masked = self._mask.mask_many([move.text for move in moves], [move.lang for move in moves]) if moves else []
        return tuple(replace(move, text=each.text) for move, each in zip(moves, masked, strict=True))


class _Remembered:
    """A reader that reads the same question once, and wordings whose vectors are known not at all."""

    def __init__(self, reader: Reads, known: Sequence[Known]) -> None:
        self._read = lru_cache(_REMEMBERED)(partial(_read, reader))
        self._known = {(each.query.text, each.query.lang): _understood(each.query) for each in known}

    def read(self, text: str, *, page: str | None, conversation: str | None) -> Understanding:
        return self._known.get((text, conversation or "")) or self._read(text, page, conversation)


def _read(reader: Reads, text: str, page: str | None, conversation: str | None) -> Understanding:
    return reader.read(text, page=page, conversation=conversation)


def _understood(query: Query) -> Understanding:
    return Understanding(query.text, Language(query.lang, 1.0, "known"), (), query.vector, query.encoder)


def _each_once(asked: Sequence[Asked]) -> list[Asked]:
    """Return each question once, with the entry that a visitor found right, where one did."""
    found: dict[tuple[str, str], Asked] = {}
    for each in asked:
        known = found.setdefault((each.text, each.lang), each)
        found[each.text, each.lang] = replace(known, right=known.right or each.right)
    return list(found.values())


def _reply(mind: Mind, asked: Asked) -> Reply | None:
    thought = mind.think(Conversation("", asked.lang), Message("", asked.text))
    if thought.decision.kind != "answer":
        return None
    best = thought.decision.answers[0]
    return Reply(best.entry.id, best.entry.question, best.confidence)
