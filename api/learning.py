"""Past requests into needs and draft entries, in one step."""

from collections.abc import Callable
from dataclasses import dataclass

from knowledge.curation import Curation, DraftReport
from knowledge.mining import mine
from knowledge.ports import Encoder, Requests


@dataclass(frozen=True, slots=True)
class LearningReport:
    """What a learning found: how many requests were read, needs found, and what became of the drafts."""

    requests: int
    needs: int
    drafts: DraftReport


class Learning:
    """Groups all past requests into needs and drafts entries for those that lack one."""

    def __init__(self, *, requests: Requests, curation: Curation, encoder: Encoder) -> None:
        self._requests = requests
        self._curation = curation
        self._encoder = encoder

    def learn(self, *, author: str, progress: Callable[[float], None]) -> LearningReport:
        """Learn anew from every request; what people wrote or published stays."""
        requests = list(self._requests.all())
        needs = mine(requests, encoder=self._encoder, progress=lambda done, total: progress(done / max(1, total)))
        return LearningReport(len(requests), len(needs), self._curation.draft_from_needs(needs, author=author))
