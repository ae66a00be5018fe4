"""From what curators published to what visitors are answered: in service at once, judged soon after."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain
from threading import Lock

from api.publication.heads import SqlHeads
from api.publication.judging import Judgement, judge
from api.storage.documents import SqlDocuments
from knowledge.errors import EntryNotFound, NotPublishable
from knowledge.evidence import FEATURES
from knowledge.model import Entry, Reshape
from knowledge.ports import Encoders, Entries
from knowledge.quality import Trial, trials
from knowledge.scoring import Learned
from knowledge.search import NO_SYNONYMS, Base, Knowledge
from knowledge.shelf import Shelf
from knowledge.snapshot import build_shelves
from knowledge.synonyms import Synonyms
from knowledge.vectors import digest
from nlu.head import learn

CALENDAR = "calendar"  # who publishes and hides by date, in the history
_OFTEN = 50  # trials between two words on how far it is: less than a worker may stay silent

Later = Callable[[str], object]
Taught = Callable[[str], frozenset[str]]
Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class _Kept:
    """The last judgement, the version that it was made of, and its own number."""

    number: int
    version: int
    judgement: Judgement


class Publisher:
    """Publishes entries, and keeps the base in service at the newest published version.

    A new version is in service within a second or two: its head goes on from the one before, and it is as sure of
    itself as the last version that was judged. `later` hears that it is to be judged; `judge` then learns it whole,
    tries it on its own wordings, and keeps what came out in the database: all processes are as sure of an answer.
    `taught` gives the digests of the wordings that the encoder of a language learned from.
    """

    def __init__(
        self,
        *,
        entries: Entries,
        knowledge: Knowledge,
        encoders: Encoders,
        languages: Callable[[], Sequence[str]],
        documents: SqlDocuments,
        prior: Judgement,
        later: Later,
        taught: Taught = lambda lang: frozenset(),
        synonyms: Callable[[], Synonyms] = lambda: NO_SYNONYMS,
    ) -> None:
        self._entries = entries
        self._knowledge = knowledge
        self._encoders = encoders
        self._languages = languages
        self._documents = documents
        self._prior = prior
        self._later = later
        self._taught = taught
        self._synonyms = synonyms
        self._heads = SqlHeads(documents)
        self._judgement = 0
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

    def roll_back(self, version: int | None = None, *, author: str, seen: int | None = None) -> tuple[int, list[str]]:
        """Show visitors at once what they saw at this version, or before the last; return the new one, and the ids.

        Raises VersionNotFound, NothingToRollBack, PublishedMeanwhile.
        """
        rolled = self._entries.roll_back(version, author=author, seen=seen)
        self.refresh()
        return rolled

    def keep_up(self) -> bool:
        """Publish and hide what has come to its date, then refresh; return whether anything was new."""
        self._entries.keep_dates(author=CALENDAR)
        return self.refresh()

    def candidate(self, *, shown: frozenset[str] = frozenset(), hidden: frozenset[str] = frozenset()) -> Base:
        """Return the base as it would be with these entries published, or retired; nothing is changed.

        Raises EntryNotFound, NotPublishable.
        """
        kept_as = {entry.id: entry for entry in self._entries.all()}
        for id in (*shown, *hidden):
            if id not in kept_as:
                raise EntryNotFound(id=id)
            if id in shown and not kept_as[id].answer.strip():
                raise NotPublishable(id=id)
        return self._base({id: kept_as[id] for id in shown}, hidden)

    def candidate_of(self, plan: Reshape) -> Base:
        """Return the base as it would be after a reshape. Raises NotPublishable."""
        shown = {entry.id: entry for entry in plan.saved if entry.id in plan.shown}
        for entry in shown.values():
            if not entry.answer.strip():
                raise NotPublishable(id=entry.id)
        return self._base(shown, plan.hidden | {entry.id for entry in plan.gone})

    def candidate_at(self, version: int | None = None) -> Base:
        """Return the base as it was at a version, or before the last. Raises VersionNotFound, NothingToRollBack."""
        at = self._entries.version() - 1 if version is None else version
        return self._made_of(self._entries.published_at(at))

    def refresh(self) -> bool:
        """Put the newest published version, and the newest judgement, in service; return whether either was new."""
        with self._one_at_a_time:
            version, kept = self._entries.version(), self._kept()
            if version == self._knowledge.base.version and kept.number == self._judgement:
                return self._reword(version, kept)
            before, judged = self._knowledge.base.shelves, self._heads.read()
            going_on = judged if kept.version == version or not before else _learned(before)
            shelves = self._shelves(before=before, learned=going_on)
            self._serve(version, shelves, kept)
            if self._due(version, kept, shelves):
                self._later(_key(self._cause(version)))
            return True

    def judge(self, *, progress: Progress = lambda done: None) -> None:
        """Learn the newest version whole and try it on its own wordings, unless that was done already, or so little
        changed since that it would come to the same.
        """
        if self._knowledge.base.shelves:
            # Whether it is due shows in the newest version, which another process may have published a moment ago.
            self.refresh()
        version, kept = self._entries.version(), self._kept()
        if self._due(version, kept, self._knowledge.base.shelves):
            shelves = self._shelves(before=self._knowledge.base.shelves)
            judged = judge(self._tried(shelves, progress), prior=self._prior.calibration)
            self._heads.write(shelves)
            body = {"cause": self._cause(version), "judgement": judged.to_json()}
            kept = _Kept(self._documents.write(self.document, body, "publisher"), version, judged)
            with self._one_at_a_time:
                if self._entries.version() == version:
                    self._serve(version, shelves, kept)
        self.refresh()

    @property
    def document(self) -> str:
        """Return where judgements are kept: a process with other encoders, about to start again, has its own."""
        return f"judgement {_digest(self._cause(0))}"

    def _due(self, version: int, kept: _Kept, shelves: Mapping[str, Shelf]) -> bool:
        """Say whether a version was not judged, and differs enough from the one that was."""
        return kept.version != version and (kept.version < 0 or _much(self._heads.read(), shelves))

    def _reword(self, version: int, kept: _Kept) -> bool:
        """Search with the newest synonyms; return whether they were new. What was learned does not depend on them."""
        base = self._knowledge.base
        if self._synonyms().version == base.synonyms.version:
            return False
        self._serve(version, base.shelves, kept)
        return True

    def _base(self, shown: Mapping[str, Entry], hidden: frozenset[str]) -> Base:
        entries = {entry.id: entry for entry in self._entries.published() if entry.id not in hidden}
        entries |= shown
        return self._made_of([entries[id] for id in sorted(entries)])

    def _made_of(self, entries: Sequence[Entry]) -> Base:
        before, kept = self._knowledge.base, self._kept()
        shelves = self._shelved(entries, before=before.shelves, learned=_learned(before.shelves))
        return base_of(before.version, shelves, kept.judgement, prior=self._prior, synonyms=self._synonyms())

    def _serve(self, version: int, shelves: Mapping[str, Shelf], kept: _Kept) -> None:
        synonyms = self._synonyms()
        self._knowledge.base = base_of(version, shelves, kept.judgement, prior=self._prior, synonyms=synonyms)
        self._judgement = kept.number

    def _shelves(
        self, *, before: Mapping[str, Shelf], learned: Mapping[str, Learned] | None = None
    ) -> dict[str, Shelf]:
        return self._shelved(self._entries.published(), before=before, learned=learned)

    def _shelved(
        self, entries: Sequence[Entry], *, before: Mapping[str, Shelf], learned: Mapping[str, Learned] | None
    ) -> dict[str, Shelf]:
        return build_shelves(
            entries,
            languages=self._spoken(entries),
            encoders=self._encoders,
            learn=learn,
            before=before,
            learned=learned,
        )

    def _tried(self, shelves: Mapping[str, Shelf], progress: Progress) -> list[Trial]:
        """Try the shelves that hold entries of their own language; the others would only repeat them."""
        own = [shelf for lang, shelf in shelves.items() if any(entry.lang == lang for entry in shelf.entries)]
        tried, wordings = list[Trial](), max(1, sum(len(shelf.wordings) for shelf in own))
        for trial in chain.from_iterable(trials(shelf, fair=self._fair(shelf)) for shelf in own):
            tried.append(trial)
            if len(tried) % _OFTEN == 0:
                progress(min(1.0, len(tried) / wordings))
        return tried

    def _fair(self, shelf: Shelf) -> Callable[[str], bool]:
        """Return whether a wording may be asked: an encoder that learned from it would find it too easily."""
        taught = self._taught(shelf.lang) if shelf.encoder is self._encoders.of(shelf.lang) else frozenset()
        return lambda text: digest(text) not in taught

    def _spoken(self, entries: Sequence[Entry]) -> list[str]:
        return list(dict.fromkeys([*self._languages(), *sorted({entry.lang for entry in entries})]))

    def _kept(self) -> _Kept:
        """Return the last judgement of any version that this program can use, else what young bases start with."""
        found = self._documents.read(self.document)
        if found and found[1]["cause"] == self._cause(found[1]["cause"]["version"]):
            return _Kept(found[0], found[1]["cause"]["version"], Judgement.from_json(found[1]["judgement"]))
        return _Kept(0, -1, Judgement.young(self._prior))

    def _cause(self, version: int) -> dict[str, object]:
        encoders = {lang: self._encoders.of(lang).name for lang in sorted(self._languages())}
        return {"version": version, "encoders": encoders, "features": list(FEATURES)}


def _learned(shelves: Mapping[str, Shelf]) -> dict[str, Learned]:
    return {lang: shelf.learned for lang, shelf in shelves.items()}


def _much(judged: Mapping[str, Learned], shelves: Mapping[str, Shelf]) -> bool:
    """Say whether more than a hundredth of the entries changed since a version was judged, or the encoders did."""
    now = _learned(shelves)
    same = judged.keys() == now.keys() and all(judged[lang].encoder == each.encoder for lang, each in now.items())
    return not same or any(judged[lang].changed(each) > len(each.entries) / 100 for lang, each in now.items())


def _key(cause: Mapping[str, object]) -> str:
    """Return what tells this judgement from those of other versions, encoders and features."""
    return f"v{cause['version']}-{_digest(cause)}"


def _digest(cause: Mapping[str, object]) -> str:
    """Return what tells these encoders and features from others, whatever the version."""
    return blake2b(json.dumps({**cause, "version": None}).encode(), digest_size=8).hexdigest()


def base_of(
    version: int,
    shelves: Mapping[str, Shelf],
    judged: Judgement,
    *,
    prior: Judgement,
    synonyms: Synonyms = NO_SYNONYMS,
) -> Base:
    """Return the base of these shelves, as sure of itself as was judged; `prior` stands in for what it cannot prove."""
    return Base(
        version,
        shelves,
        judged.calibration,
        lambda wrong_in_100, topic="": judged.threshold(wrong_in_100, topic=topic, others=prior.record),
        synonyms,
    )
