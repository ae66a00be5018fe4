"""Encoders that a company's own wordings taught: which one reads which language, and what came of each training."""

import logging
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from api.settings import Settings
from api.storage.documents import SqlDocuments
from knowledge.quality import Quality, measure
from nlu.evaluate import surely_better

Found = Sequence[tuple[Sequence[str], frozenset[str]]]  # ids, best first, and those that are right, a pair a question

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tuned:
    """An encoder in service: a folder of the models', made from the encoder that the settings name.

    `learned` are the digests of the wordings that it learned from.
    """

    name: str
    source: str
    learned: frozenset[str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What wordings held out found `before`, with the encoder in service, and `after`, with the one taught: `won` were
    found first only after, `lost` only before.
    """

    name: str
    before: Quality
    after: Quality
    won: int
    lost: int

    @property
    def better(self) -> bool:
        """Whether the one taught finds more, by more than chance."""
        return surely_better(self.won, self.lost)

    @classmethod
    def of(cls, name: str, before: Found, after: Found) -> "Comparison":
        """Compare what the same wordings found."""
        old, new = ([not expected.isdisjoint(ids[:1]) for ids, expected in found] for found in (before, after))
        changed = [(was, is_now) for was, is_now in zip(old, new, strict=True) if was != is_now]
        won = sum(is_now for _, is_now in changed)
        return cls(name, measure(before), measure(after), won, len(changed) - won)

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> "Comparison":
        """Read what `asdict` made."""
        qualities = {when: Quality(**body[when]) for when in ("before", "after")}
        return cls(**{**body, **qualities})


class TunedEncoders:
    """Keeps, in the database, the encoder of each language that was tuned, and what the last training came to."""

    def __init__(self, documents: SqlDocuments, settings: Settings) -> None:
        self._documents = documents
        self._settings = settings

    def source(self, lang: str) -> str:
        """Return the encoder that the settings name for a language."""
        return self._settings.encoders.get(lang, self._settings.encoder)

    def of(self, lang: str) -> Tuned | None:
        """Return the tuned encoder that is to read a language, if it can: its folder and its source are here."""
        tuned = self._kept(lang)
        if tuned is None:
            return None
        if tuned.source != self.source(lang) or not (self._settings.models / tuned.name).is_dir():
            _log.warning("%s, made of %s, is not here or no longer what the settings ask for", tuned.name, tuned.source)
            return None
        return tuned

    def keep(self, lang: str, tuned: Tuned, *, author: str) -> None:
        """Put an encoder in service for a language, from the next start on, in the place of the one before."""
        before = self._kept(lang)
        self._documents.write(_in_service(lang), asdict(tuned) | {"learned": sorted(tuned.learned)}, author)
        if before and before.name != tuned.name:
            self._delete(before)

    def forget(self, lang: str, *, author: str) -> bool:
        """Let the encoder of the settings read a language again; return whether another one did."""
        before = self._kept(lang)
        for document in (_in_service(lang), _comparison(lang)):
            self._documents.write(document, {}, author)
        if before:
            self._delete(before)
        return before is not None

    def comparison(self, lang: str) -> Comparison | None:
        """Return what the last training for a language came to."""
        found = self._documents.read(_comparison(lang))
        return Comparison.from_json(found[1]) if found and found[1] else None

    def report(self, lang: str, comparison: Comparison, *, author: str) -> None:
        """Keep what a training came to."""
        self._documents.write(_comparison(lang), asdict(comparison), author)

    def _kept(self, lang: str) -> Tuned | None:
        found = self._documents.read(_in_service(lang))
        return Tuned(**{**found[1], "learned": frozenset(found[1]["learned"])}) if found and found[1] else None

    def _delete(self, tuned: Tuned) -> None:
        shutil.rmtree(self._settings.models / tuned.name, ignore_errors=True)


def _in_service(lang: str) -> str:
    return f"tuned encoder {lang}"


def _comparison(lang: str) -> str:
    return f"training {lang}"
