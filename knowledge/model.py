"""The nouns of the base: what was asked, what is needed, what is answered, what was found."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Pairs = tuple[tuple[str, str], ...]
Origin = Literal["curator", "request", "visitor"]
Status = Literal["draft", "review", "modified", "published", "retired"]


@dataclass(frozen=True, slots=True)
class Request:
    """One past request of a customer, already masked. `id` is a digest of its content: reading it twice gives one.

    `handling` is how long answering it took, in seconds, where known.
    """

    id: str
    text: str
    lang: str
    reply: str | None = None
    channel: str = "unknown"
    at: datetime | None = None
    source: str = ""
    handling: float | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """What several customers want, in their words. `wordings` are the most representative ones, best first.

    `samples` are the requests that say them, in the same order. A need is named in the language `lang`; `langs` counts
    its requests in each. `theme` is what it has in common with others. `weeks` counts requests by the Monday of their
    week, where dates are known, and `handling` is what answering one took, in seconds, where that is. An `emerging`
    need is new since the last learning. `entry_id` names the published entry that answers it already. `centres` says
    where it stands among the requests of each language: the mean of their vectors, half floats in base64.
    """

    id: str
    name: str
    lang: str
    volume: int
    request_ids: tuple[str, ...]
    wordings: tuple[str, ...]
    reply: str | None = None
    entry_id: str | None = None
    samples: tuple[str, ...] = ()
    langs: tuple[tuple[str, int], ...] = ()
    theme: str = ""
    weeks: tuple[tuple[str, int], ...] = ()
    handling: float | None = None
    emerging: bool = False
    centres: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Correction:
    """The needs `before` a curator's change and `after` it, and what it says: pairs of requests that ask the `same`,
    and pairs that do not, to be kept `apart`.
    """

    kind: str
    before: tuple[Need, ...]
    after: tuple[Need, ...]
    same: Pairs = ()
    apart: Pairs = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """Another way to ask the same thing."""

    text: str
    origin: Origin = "curator"


@dataclass(frozen=True, slots=True)
class Alternative:
    """What some visitors are answered in the place of an entry's answer: those of a segment, on pages of an address.

    `segment` is a name, `page` the beginning of a path ("/pro"); an empty one is any.
    """

    answer: str
    segment: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One question the company answers, in one language. `translation_of` names the entry it translates.

    `alternatives` are answers for some visitors, the first that fits; `rejected` wordings a curator does not want
    proposed again; `in_review` says that a draft or a change waits for somebody else's eyes. From `publish_at` on the
    last revision is published, from `retire_at` on the entry is hidden, by themselves. `follow_up` is the intent of the
    assistant whose flow starts once the answer was given.
    """

    id: str
    lang: str
    question: str
    answer: str = ""
    variants: tuple[Variant, ...] = ()
    category: str = ""
    translation_of: str | None = None
    need_id: str | None = None
    follow_up: str = ""
    alternatives: tuple[Alternative, ...] = ()
    rejected: tuple[str, ...] = ()
    in_review: bool = False
    publish_at: datetime | None = None
    retire_at: datetime | None = None
    retired: bool = False
    revision: int = 0
    published_revision: int | None = None
    updated_at: datetime | None = None
    updated_by: str = ""

    @property
    def status(self) -> Status:
        """Say where the entry stands between a curator's draft and what visitors see."""
        if self.retired:
            return "retired"
        if self.published_revision == self.revision:
            return "published"
        if self.in_review:
            return "review"
        return "draft" if self.published_revision is None else "modified"

    @property
    def wordings(self) -> tuple[str, ...]:
        """Return the question, then its variants."""
        return (self.question, *(variant.text for variant in self.variants))


@dataclass(frozen=True, slots=True)
class Revision:
    """The state of an entry after one change: who, when, what."""

    entry: Entry
    number: int
    action: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """What a publication changed of one entry: the revision that visitors saw before and after; None is hidden."""

    entry_id: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Publication:
    """One change of what visitors see, whole. `back_to` is the version that a rollback went back to."""

    version: int
    action: str
    author: str
    at: datetime
    changes: tuple[Shown, ...]
    back_to: int | None = None


@dataclass(frozen=True, slots=True)
class Reshape:
    """Entries changed together, at the revisions they were read at: `saved`, and of these some shown to visitors at
    once, some hidden from them; `gone` are removed, or hidden where visitors saw them once.
    """

    saved: tuple[Entry, ...]
    shown: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    gone: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Reshaped:
    """What came of a reshape, or of undoing one: `id` names it to undo it, `version` is that of what visitors see."""

    id: str
    entries: tuple[Entry, ...]
    gone: tuple[str, ...]
    version: int


@dataclass(frozen=True, slots=True)
class Match:
    """One entry found for a query, and why.

    `confidence` is the calibrated probability, in [0, 1], that this entry answers the query, `score` the fused score
    (unitless, higher is better), `dense` the best cosine in [-1, 1], `lexical` the best BM25 score as a share in [0, 1]
    of what a wording holding every word of the query would get. `wording` is the nearest wording of the entry, `terms`
    the query's words it holds.
    """

    entry: Entry
    score: float
    dense: float
    lexical: float
    wording: str
    terms: tuple[str, ...] = ()
    confidence: float = 0.0
