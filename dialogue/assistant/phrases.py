"""Which intent's examples a message repeats: word for word, with a slip, or with a few words around."""

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from dialogue.assistant.nlu_data import TrainingData
from nlu.lexicon import words

_LONGEST = 8  # words that can be compared with an example
_SHORTEST_MISSPELT = 4  # letters; a shorter word is too near to others
_LONG = 12  # letters from which two slips are forgiven
_AROUND = 2  # words that may stand around an example of as many

Found = tuple[str, float]


class Phrases:
    """The examples of a project, by what they say. Those with entities in them are no set phrases, and left out."""

    def __init__(self, training: TrainingData) -> None:
        self._intents = {
            said: example.intent
            for example in training.all()
            if not example.entities and (said := " ".join(words(example.text)))
        }
        self._longest = max((said.count(" ") + 1 for said in self._intents), default=0)

    def find(self, text: str) -> Found | None:
        """Return the intent that a message repeats an example of, and how sure that is, in [0, 1]."""
        listed = words(text)
        said = " ".join(listed)
        if said in self._intents:
            return self._intents[said], 1.0
        if not listed or len(listed) > _LONGEST:
            return None
        return self._misspelt(said) or self._within(listed)

    def _misspelt(self, said: str) -> Found | None:
        slips = 0 if len(said) < _SHORTEST_MISSPELT else 1 if len(said) < _LONG else 2
        for phrase, intent in self._intents.items():
            if slips and phrase[0] == said[0] and OSA.distance(said, phrase, score_cutoff=slips) <= slips:
                return intent, 0.9
        return None

    def _within(self, listed: Sequence[str]) -> Found | None:
        """Find the longest example inside a message that says little else."""
        for size in range(min(self._longest, len(listed) - 1), 0, -1):
            if len(listed) - size > min(_AROUND, size):
                return None
            for start in range(len(listed) - size + 1):
                intent = self._intents.get(" ".join(listed[start : start + size]))
                if intent:
                    return intent, 0.8
        return None
