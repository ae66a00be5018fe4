"""Past requests into needs and draft entries, in one step; and what curators make of the needs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from api.publication.publishing import Publisher
from api.storage.learnings import SqlLearnings
from knowledge.curation import Curation, DraftReport
from knowledge.errors import EditConflict, NeedNotFound
from knowledge.model import Correction, Entry, Need
from knowledge.ports import Encoders, Needs, Requests
from knowledge.search import Knowledge
from knowledge.shelf import Query

if TYPE_CHECKING:
    from knowledge.mining.learned import Learned, Means
    from knowledge.mining.said import Said
    from knowledge.mining.space import Space

# More likely right than wrong: enough to count a past request, too little to answer a visitor.
_ANSWERED_FROM = 0.5
_TRIES = 3  # of a learning during which curators correct needs; the last one is kept in any case
_FEW = 0.2  # the share of new requests up to which needs grow; above, all are grouped anew


@dataclass(frozen=True, slots=True)
class LearningReport:
    """What a learning found: how many requests there are, how many of them are new, the needs, those of them that
    emerge, and what became of the drafts.
    """

    requests: int
    new: int
    needs: int
    emerging: int
    drafts: DraftReport


@dataclass(frozen=True, slots=True)
class _Task:
    """Who wanted a learning, under which key, how many requests it began with, all and new, and which corrections were
    `seen`; None where those made since do not matter.
    """

    key: str
    author: str
    requests: int
    new: int
    seen: int | None


class Learning:
    """Groups past requests into needs, and drafts entries for those that the published base does not answer."""

    def __init__(
        self,
        *,
        requests: Requests,
        needs: Needs,
        curation: Curation,
        encoders: Encoders,
        languages: Callable[[], Sequence[str]],
        knowledge: Knowledge,
        publisher: Publisher,
        learnings: SqlLearnings,
    ) -> None:
        self._requests = requests
        self._needs = needs
        self._knowledge = knowledge
        self._publisher = publisher
        self._curation = curation
        self._encoders = encoders
        self._languages = languages
        self._learnings = learnings

    def learn(
        self, *, author: str, progress: Callable[[float], None], anew: bool = False, key: str = ""
    ) -> LearningReport:
        """Let new requests join the needs, or group all `anew`, which many new ones do by themselves.

        What people wrote, published, merged or split stays. All of it is kept in one step at the end; a learning of
        the same `key` that was, without anybody knowing, is told and not done again.
        """
        if told := self._told(key):
            return told
        self._publisher.refresh()
        means, report = self._means(progress), None
        for tried in range(_TRIES):
            # What curators merge or split meanwhile, they see done: it is learned again, with that.
            seen = self._learnings.corrections() if tried + 1 < _TRIES else None
            learned, asked, new = self._learned(means, anew=anew)
            if report := self._kept(learned, _Task(key, author, asked, new, seen)):
                break
        assert report
        return report

    def merge(self, ids: Sequence[str], *, author: str) -> Correction:
        """Make one need of several, now and in later learnings. Raises NeedNotFound, NothingToMerge."""
        from knowledge.mining.corrections import merge

        return self._corrected(merge([self.need(id) for id in dict.fromkeys(ids)]), author)

    def split(self, id: str, wordings: Sequence[str], *, author: str) -> Correction:
        """Make a need of its own of some wordings of a need. Raises NeedNotFound, NothingToSplit."""
        from knowledge.mining.corrections import split

        need = self.need(id)
        requests = self._requests.fetch(need.request_ids)
        found = split(need, requests, wordings, encoders=self._encoders, spaces=self._spaces())
        return self._corrected(found, author)

    def need(self, id: str) -> Need:
        """Return a need. Raises NeedNotFound."""
        found = next((need for need in self._needs.all() if need.id == id), None)
        if found is None:
            raise NeedNotFound(id=id)
        return found

    def _kept(self, learned: "Learned", task: "_Task") -> LearningReport | None:
        """Keep what was learned, and return the report of it; None when needs were corrected meanwhile."""
        spaces = {lang: space.to_json() for lang, space in learned.spaces.items()}
        emerging = sum(need.emerging for need in learned.needs)
        while True:
            drafts = self._curation.drafts_of(learned.needs)
            report = LearningReport(task.requests, task.new, len(learned.needs), emerging, drafts.report)
            left = {"encoders": self._names(spaces), "spaces": spaces, "key": task.key, "report": asdict(report)}
            try:
                kept = self._learnings.keep(learned.needs, drafts, left, author=task.author, seen=task.seen)
            except EditConflict:
                # Somebody took up a draft in this moment: it is theirs now.
                continue
            return report if kept else None

    def _told(self, key: str) -> LearningReport | None:
        last = self._learnings.last()
        return _report(last["report"]) if key and last.get("key") == key else None

    def _corrected(self, correction: Correction, author: str) -> Correction:
        self._needs.correct(correction, author=author)
        return correction

    def _learned(self, means: "Means", *, anew: bool) -> tuple["Learned", int, int]:
        """Return what there is to learn, from how many requests, and how many of them are new."""
        from knowledge.mining.said import Said

        ids, before, spaces = self._requests.ids(), self._needs.all(), self._spaces()
        known = {id for need in before for id in need.request_ids}
        new, said = [id for id in ids if id not in known], Said(*self._needs.said())
        if anew or not spaces or not before or len(new) > _FEW * len(ids):
            return self._all(means, said, before), len(ids), len(new)
        return self._new(new, before, spaces, means, said), len(ids), len(new)

    def _all(self, means: "Means", said: "Said", before: Sequence[Need]) -> "Learned":
        from knowledge.mining.learned import mine

        return mine(self._requests.all(), means, said=said, before=before)

    def _new(
        self, ids: Sequence[str], needs: Sequence[Need], spaces: "dict[str, Space]", means: "Means", said: "Said"
    ) -> "Learned":
        from knowledge.mining.grown import Before, alone, grow

        singles = {request.id: request for request in self._requests.fetch(alone(needs))}
        return grow(self._requests.fetch(ids), Before(needs, spaces, singles), means, said=said)

    def _means(self, progress: Callable[[float], None]) -> "Means":
        # scikit-learn takes seconds to import: a server that learns nothing does without.
        from knowledge.mining.learned import Means

        return Means(
            encoders=self._encoders,
            lang=next(iter(self._languages()), ""),
            answered=self._answered,
            progress=lambda done, total: progress(done / max(1, total)),
        )

    def _spaces(self) -> "dict[str, Space]":
        """Return the spaces of the last learning, none when it had other encoders."""
        from knowledge.mining.space import Space

        last = self._learnings.last()
        if not last or last["encoders"] != self._names(last["spaces"]):
            return {}
        return {lang: Space.from_json(kept) for lang, kept in last["spaces"].items()}

    def _names(self, langs: Iterable[str]) -> dict[str, str]:
        return {lang: self._encoders.of(lang).name for lang in sorted(langs)}

    def _answered(self, text: str, lang: str, vector: NDArray[np.float32]) -> Entry | None:
        matches = self._knowledge.base.search(Query(text, lang, vector, self._encoders.of(lang).name), limit=3)
        return matches[0].entry if matches and matches[0].confidence >= _ANSWERED_FROM else None


def _report(kept: dict[str, Any]) -> LearningReport:
    """Return a report from JSON."""
    drafts = kept["drafts"]
    created, refreshed, deleted = (tuple(drafts[name]) for name in ("created", "refreshed", "deleted"))
    return LearningReport(**{**kept, "drafts": DraftReport(created, refreshed, deleted, drafts["known"])})
