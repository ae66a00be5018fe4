"""Past replies: what was answered to each message, as vectors."""

from collections.abc import Sequence

import numpy as np

from knowledge.analysis import Analyser
from knowledge.mining.courtesies import strip_courtesies
from knowledge.mining.linkage import Replies
from knowledge.mining.messages import Message
from knowledge.mining.space import unit
from knowledge.mining.words import word_vectors


class PastReplies:
    """The replies to the messages of one language, without their courtesies."""

    def __init__(self, messages: Sequence[Message], analyser: Analyser) -> None:
        self._of = [_answers(message, analyser.lang) for message in messages]
        self._row = {answer: row for row, answer in enumerate(sorted({text for texts in self._of for text in texts}))}
        self._vectors = word_vectors(list(self._row), analyser) if self._row else np.zeros((0, 1), np.float32)

    def by_message(self) -> Replies:
        """Return the mean reply to each message."""
        means = np.zeros((len(self._of), self._vectors.shape[1]), dtype=np.float32)
        for at, answers in enumerate(self._of):
            if answers:
                means[at] = self._vectors[[self._row[answer] for answer in answers]].mean(axis=0)
        return Replies(unit(means), np.array([bool(answers) for answers in self._of], dtype=np.bool_))


def _answers(message: Message, lang: str) -> list[str]:
    stripped = (strip_courtesies(request.reply, lang) for request in message.requests if request.reply)
    return [answer[:1].upper() + answer[1:] for answer in stripped if answer]
