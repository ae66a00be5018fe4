"""What a publication would do to the questions that visitors ask already, before anything is published."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from api.errors import PublicationWarns
from api.publication.publishing import Publisher
from api.storage.outcomes import Asked, SqlOutcomes
from dialogue.company import Company
from dialogue.mind import Mind, Reads, Thought
from dialogue.model import Conversation, Message
from knowledge.model import Reshape
from knowledge.privacy import Mask
from knowledge.search import Base, Knowledge
from nlu.model import Understanding

DAYS = 30
MOST = 200  # questions asked again, the newest: a second or so
TELLING = 20  # questions from which a share of them answered means something
_REMEMBERED = 1_000


@dataclass(frozen=True, slots=True)
class Reply:
    """The entry that a question is answered with, and how sure one is of it."""

    entry_id: str
    question: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Move:
    """A question whose answer would change; None is no sure answer. `right`: a visitor said that the old one helped."""

    text: str
    lang: str
    before: Reply | None
    after: Reply | None
    right: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """Questions `asked` again, how many are answered before and after, and the answers that change, those that were
    right first. `alert` is the most that the share answered may move, in points, without a warning.
    """

    asked: int
    before: int
    after: int
    moves: tuple[Move, ...]
    alert: float

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
            before, after = (round(100 * part / self.asked) for part in (self.before, self.after))
            raise PublicationWarns(before=before, after=after, broken=self.broken)


class Previewer:
    """Asks visitors' last questions again, of the base in service and of what a publication would make of it.

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
        self._reader = _Remembered(reader)
        self._company = company
        self._mask = mask

    def publish(self, ids: Sequence[str]) -> Preview:
        """Return what publishing these entries would change. Raises EntryNotFound, NotPublishable."""
        return self._compared(lambda: self._publisher.candidate(shown=frozenset(ids)))

    def retire(self, ids: Sequence[str]) -> Preview:
        """Return what retiring these entries would change. Raises EntryNotFound."""
        return self._compared(lambda: self._publisher.candidate(hidden=frozenset(ids)))

    def roll_back(self, version: int | None = None) -> Preview:
        """Return what going back to a version would change. Raises VersionNotFound, NothingToRollBack."""
        return self._compared(lambda: self._publisher.candidate_at(version))

    def reshape(self, plan: Reshape) -> Preview:
        """Return what a merge would change. Raises NotPublishable."""
        return self._compared(lambda: self._publisher.candidate_of(plan))

    def _compared(self, candidate: Callable[[], Base]) -> Preview:
        asked, alert = self._outcomes.asked(DAYS, most=MOST), self._company().policy.alert
        if not asked:
            return Preview(0, 0, 0, (), alert)
        before, after = (self._replies(base, asked) for base in (self._knowledge.base, candidate()))
        moves = [
            Move(each.text, each.lang, old, new, bool(old and old.entry_id == each.right))
            for each, old, new in zip(asked, before, after, strict=True)
            if (old and old.entry_id) != (new and new.entry_id)
        ]
        moves.sort(key=lambda move: not move.right)
        return Preview(
            asked=len(asked),
            before=len(asked) - before.count(None),
            after=len(asked) - after.count(None),
            moves=self._masked(moves),
            alert=alert,
        )

    def _replies(self, base: Base, asked: Sequence[Asked]) -> list[Reply | None]:
        knowledge = Knowledge()
        knowledge.base = base
        mind = Mind(reader=self._reader, knowledge=knowledge, company=self._company)
        return [_reply(mind.think(Conversation("", each.lang), Message("", each.text))) for each in asked]

    def _masked(self, moves: Sequence[Move]) -> tuple[Move, ...]:
        masked = self._mask.mask_many([move.text for move in moves], [move.lang for move in moves]) if moves else []
        return tuple(replace(move, text=each.text) for move, each in zip(moves, masked, strict=True))


class _Remembered:
    """A reader that reads the same question once: what it means does not change with the base."""

    def __init__(self, reader: Callable[[], Reads]) -> None:
        def read(text: str, page: str | None, conversation: str | None) -> Understanding:
            return reader().read(text, page=page, conversation=conversation)

        self._read = lru_cache(_REMEMBERED)(read)

    def read(self, text: str, *, page: str | None, conversation: str | None) -> Understanding:
        return self._read(text, page, conversation)


def _reply(thought: Thought) -> Reply | None:
    if thought.decision.kind != "answer":
        return None
    best = thought.decision.answers[0]
    return Reply(best.entry.id, best.entry.question, best.confidence)
