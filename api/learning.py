"""Past requests into needs and draft entries, in one step."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from api.publication.publishing import Publisher
from knowledge.curation import Curation, DraftReport
from knowledge.model import Entry
from knowledge.ports import Encoders, Requests
from knowledge.search import Knowledge
from knowledge.shelf import Query

# More likely right than wrong: enough to count a past request, too little to answer a visitor.
_ANSWERED_FROM = 0.5


@dataclass(frozen=True, slots=True)
class LearningReport:
    """What a learning found: how many requests were read, needs found, and what became of the drafts."""

    requests: int
    needs: int
    drafts: DraftReport


class Learning:
    """Groups all past requests into needs, and drafts entries for those that the published base does not answer."""

    def __init__(
        self,
        *,
        requests: Requests,
        curation: Curation,
        encoders: Encoders,
        knowledge: Knowledge,
        publisher: Publisher,
    ) -> None:
        self._requests = requests
        self._knowledge = knowledge
        self._publisher = publisher
        self._curation = curation
        self._encoders = encoders

    def learn(self, *, author: str, progress: Callable[[float], None]) -> LearningReport:
        """Learn anew from every request; what people wrote or published stays."""
        # scikit-learn takes seconds to import: a server that learns nothing does without.
        from knowledge.mining import mine

        self._publisher.refresh()
        requests = list(self._requests.all())
        needs = mine(
            requests,
            encoders=self._encoders,
            answered=self._answered,
            progress=lambda done, total: progress(done / max(1, total)),
        )
        return LearningReport(len(requests), len(needs), self._curation.draft_from_needs(needs, author=author))

    def _answered(self, text: str, lang: str, vector: NDArray[np.float32]) -> Entry | None:
        matches = self._knowledge.base.search(Query(text, lang, vector, self._encoders.of(lang).name), limit=3)
        return matches[0].entry if matches and matches[0].confidence >= _ANSWERED_FROM else None
