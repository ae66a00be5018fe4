"""The nouns of the base: what was asked, what is needed, what is answered, what was found."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

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

    `entry_id` names the published entry that answers it already.
    """

    id: str
    name: str
    lang: str
    volume: int
    request_ids: tuple[str, ...]
    wordings: tuple[str, ...]
    reply: str | None = None
    entry_id: str | None = None


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
    last revision is published, from `retire_at` on the entry is hidden, by themselves.
    """

    id: str
    lang: str
    question: str
    answer: str = ""
    variants: tuple[Variant, ...] = ()
    category: str = ""
    translation_of: str | None = None
    need_id: str | None = None
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
