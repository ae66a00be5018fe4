"""Reads one text: its language, words, intent and vector; on demand, what it names. The package's straight line."""

from collections.abc import Callable

from nlu.intent import IntentRecogniser
from nlu.language import LanguageDetector
from nlu.lexicon import Lexicon, load_lexicon, words
from nlu.model import Entity, Understanding
from nlu.normalise import Expander, bare, clean
from nlu.ports import Encoders, Entities
from nlu.signals import signals

LONGEST_TEXT = 20_000  # characters: what is read of a text, ten pages
LONGEST_ENCODED = 2_000  # characters that make the vector: about the 512 tokens an encoder takes


class Reader:
    """Reads visitors' texts in the detector's languages. Safe to share between threads.

    `entities` gives the recogniser when it is first needed: it takes seconds to load, and no answer needs it.
    """

    def __init__(
        self,
        encoders: Encoders,
        detector: LanguageDetector,
        entities: Callable[[], Entities],
        intents: IntentRecogniser,
    ) -> None:
        self._encoders = {lang: encoders.of(lang) for lang in detector.languages}
        self._detector = detector
        self._entities = entities
        self._intents = intents
        self._lexicons = {lang: load_lexicon(lang) for lang in detector.languages}
        self._expanders = {lang: _expander(lexicon) for lang, lexicon in self._lexicons.items()}

    def read(self, text: str, *, page: str | None, conversation: str | None) -> Understanding:
        """Return what the text was understood to be; `page` and `conversation` are the languages spoken there.

        Only the first 20,000 characters are read, and the first 2,000 encoded.
        """
        original = text[:LONGEST_TEXT]
        cleaned = clean(original)
        language = self._detector.detect(cleaned, page=page, conversation=conversation)
        normalised = self._expanders[language.code].expand(cleaned)
        # "bonjour", "svp" and "merci d'avance" say nothing of what is wanted, and weigh on a short question's vector.
        asked = bare(normalised, self._lexicons[language.code].courtesies)
        encoder = self._encoders[language.code]
        vector = encoder.encode([asked[:LONGEST_ENCODED]])[0]
        return Understanding(
            text=asked,
            language=language,
            tokens=words(asked),
            vector=vector,
            encoder=encoder.name,
            intent=self._intents.recognise(normalised, lang=language.code, vector=vector),
            signals=signals(normalised, original=original, lexicon=self._lexicons[language.code]),
        )

    def entities(self, text: str, *, lang: str) -> tuple[Entity, ...]:
        """Return what a text names, by offset; apart from `read`, so that an answer need not wait for it."""
        return self._entities().recognise(text[:LONGEST_TEXT], lang)


def _expander(lexicon: Lexicon) -> Expander:
    return Expander(lexicon.abbreviations or {})
