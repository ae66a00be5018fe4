"""From what curators published to what visitors are answered: built, judged, swapped in one assignment."""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from threading import Lock

from api.judging import Judgement, judge
from api.storage.documents import SqlDocuments
from knowledge.evidence import FEATURES
from knowledge.ports import Encoders, Entries
from knowledge.quality import trials
from knowledge.search import Base, Knowledge
from knowledge.shelf import Shelf
from knowledge.snapshot import build_shelves
from nlu.head import learn
from nlu.promise import threshold

_DOCUMENT = "judgement"


class Publisher:
    """Publishes entries, and keeps the base in service at the newest published version."""

    def __init__(
        self,
        *,
        entries: Entries,
        knowledge: Knowledge,
        encoders: Encoders,
        languages: Callable[[], Sequence[str]],
        documents: SqlDocuments,
        prior: Judgement,
    ) -> None:
        self._entries = entries
        self._knowledge = knowledge
        self._encoders = encoders
        self._languages = languages
        self._documents = documents
        self._prior = prior
        self._one_at_a_time = Lock()

    def publish(self, ids: Sequence[str], *, author: str) -> int:
        """Show these entries to visitors at once, and return the new version. Raises EntryNotFound, NotPublishable."""
        version = self._entries.publish(ids, author=author)
        self.refresh()
        return version

    def retire(self, ids: Sequence[str], *, author: str) -> int:
        """Hide these entries from visitors at once, and return the new version. Raises EntryNotFound."""
        version = self._entries.retire(ids, author=author)
        self.refresh()
        return version

    def refresh(self) -> bool:
        """Put the newest published version in service; return whether it was not there yet."""
        with self._one_at_a_time:
            version = self._entries.version()
            if version == self._knowledge.base.version:
                return False
            self._knowledge.base = self._build(version)
            return True

    def _build(self, version: int) -> Base:
        entries = self._entries.published()
        spoken = dict.fromkeys([*self._languages(), *sorted({entry.lang for entry in entries})])
        shelves = build_shelves(entries, languages=list(spoken), encoders=self._encoders, learn=learn)
        return base_of(version, shelves, self._judgement(version, shelves), prior=self._prior)

    def _judgement(self, version: int, shelves: Mapping[str, Shelf]) -> Judgement:
        """Return what this version's confidence was fitted to be, by whichever process built it first."""
        kept = self._documents.read(_DOCUMENT)
        encoders = {lang: shelf.encoder.name for lang, shelf in shelves.items()}
        cause = {"version": version, "encoders": encoders, "features": list(FEATURES)}
        if kept and kept[1]["cause"] == cause:
            return Judgement.from_json(kept[1]["judgement"])
        judged = judge(list(chain.from_iterable(map(trials, shelves.values()))), prior=self._prior.calibration)
        self._documents.write(_DOCUMENT, {"cause": cause, "judgement": judged.to_json()}, "publisher")
        return judged


def base_of(version: int, shelves: Mapping[str, Shelf], judged: Judgement, *, prior: Judgement) -> Base:
    """Return the base of these shelves, as sure of itself as was judged; `prior` stands in for what it cannot prove."""
    return Base(
        version,
        shelves,
        judged.calibration.probability,
        lambda wrong_in_100: threshold(judged.record, prior.record, wrong_in_100),
    )
