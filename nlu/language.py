"""Finds the language of a text among those served, from its letters, its little words, page and conversation."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import resources
from math import exp, inf, log
from typing import Literal, get_args

import lingua
from langdetect.detector_factory import DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

from nlu.lexicon import Lexicon, fold, load_lexicon, words
from nlu.model import Language

LettersBy = Literal["lingua", "langdetect"]
Letters = Callable[[str], Mapping[str, float]]
Evidence = dict[str, float]

LONGEST_TEXT = 2_000  # characters: letters are sure long before
LEAST = 0.01  # letters say 0 or 1 too easily: no less than this is believed
# Evidence is in nats. What letters and little words weigh maximises the likelihood of short texts in seven languages.
LETTERS: Mapping[LettersBy, float] = {"lingua": 1.7, "langdetect": 0.45}
LITTLE_WORD = 3.4  # each little word of the text, for the languages that have it
CONVERSATION = 3.0  # the language spoken so far
PAGE = 1.0  # the page's language
CLEAR = 3  # words from which a text may outweigh the conversation, one of them a little word of its language
CLEAR_LENGTH = 10  # characters from which it may where no little words of its language are known
UNCLEAR = 2.5  # the most that any other text brings against the conversation
_LANGDETECT_NAMES = {"zh": "zh-cn"}


class LanguageDetector:
    """Tells the language of a text among `languages`. Safe to share between threads; the same text, the same answer.

    `letters` names the library that reads letters; the other one does where it knows more of the languages served.
    """

    def __init__(self, languages: Sequence[str], *, letters: LettersBy = "lingua", seed: int = 0) -> None:
        self.languages = tuple(languages)
        self._letters, self._weight = _open_letters(languages, letters, seed)
        lexicons = [load_lexicon(lang) for lang in languages]
        self._little_words = _shared_out(lexicons)
        self._without_words = {lexicon.lang for lexicon in lexicons if not lexicon.function_words}

    def detect(self, text: str, *, page: str | None, conversation: str | None) -> Language:
        """Return the most probable language, by Bayes: letters and little words, times page, times conversation.

        A word or two, or a name of any length, never outweigh the conversation; one clear sentence does. Languages
        not served are ignored.
        """
        if len(self.languages) == 1:
            return Language(self.languages[0], 1.0, "the only language served")
        found, listed = self._letters(text[:LONGEST_TEXT].lower()), words(text[:LONGEST_TEXT])
        # Of a language that they do not know, letters say nothing.
        shares = {lang: found.get(lang, 1 / len(self.languages)) for lang in self.languages}
        letters = {lang: self._weight * log(max(LEAST, share)) for lang, share in shares.items()}
        little = self._from_little_words(listed)
        evidence = {lang: letters[lang] + little[lang] + PAGE * (lang == page) for lang in self.languages}
        if conversation in evidence:
            top = max(evidence, key=lambda lang: evidence[lang])
            worded = len(text) >= CLEAR_LENGTH if top in self._without_words else len(listed) >= CLEAR and little[top]
            least = -inf if worded else evidence[top] - UNCLEAR
            evidence[conversation] = CONVERSATION + max(evidence[conversation], least)
        code = max(evidence, key=lambda lang: evidence[lang])
        probability = 1 / sum(exp(value - evidence[code]) for value in evidence.values())
        return Language(code, probability, _reason(code, letters, little, page, conversation))

    def code(self, text: str) -> str:
        """Return the code of the language of a text that stands alone."""
        return self.detect(text, page=None, conversation=None).code

    def _from_little_words(self, listed: Sequence[str]) -> Evidence:
        hits = dict.fromkeys(self.languages, 0.0)
        for word in set(listed):
            for lang in self._little_words.get(word, ()):
                hits[lang] += LITTLE_WORD
        return hits


@cache
def known_languages(letters: LettersBy) -> frozenset[str]:
    """Return the codes of the languages that a library of letters knows."""
    if letters == "lingua":
        return frozenset(language.iso_code_639_1.name.lower() for language in lingua.Language.all())
    profiles = resources.files("langdetect").joinpath("profiles").iterdir()
    return frozenset(profile.name.split("-")[0] for profile in profiles if not profile.name.startswith("_"))


def _open_letters(languages: Sequence[str], preferred: LettersBy, seed: int) -> tuple[Letters, float]:
    """Return what reads letters and how much it is believed."""
    known = {by: [lang for lang in languages if lang in known_languages(by)] for by in get_args(LettersBy)}
    chosen: LettersBy = max(known, key=lambda by: (len(known[by]), by == preferred))
    if len(known[chosen]) < 2:
        return lambda _: {}, 0.0
    reader = _lingua(known[chosen]) if chosen == "lingua" else _langdetect(known[chosen], seed)
    return reader, LETTERS[chosen]


def _lingua(languages: Sequence[str]) -> Letters:
    codes = [getattr(lingua.IsoCode639_1, lang.upper()) for lang in languages]
    detector = lingua.LanguageDetectorBuilder.from_iso_codes_639_1(*codes).build()
    detector.compute_language_confidence_values("loading")  # its own preloading starts threads, which no fork survives

    def read(text: str) -> Mapping[str, float]:
        values = detector.compute_language_confidence_values(text)
        # The last digits vary from call to call.
        shares = {each.language.iso_code_639_1.name.lower(): round(each.value, 6) for each in values}
        return shares if any(shares.values()) else {}

    return read


def _langdetect(languages: Sequence[str], seed: int) -> Letters:
    """Load the profiles of these languages only: 30 times faster and more often right than choosing among all 55."""
    folder, factory = resources.files("langdetect").joinpath("profiles"), DetectorFactory()
    files = [folder.joinpath(_LANGDETECT_NAMES.get(lang, lang)) for lang in languages]
    factory.set_seed(seed)
    factory.load_json_profile([file.read_text(encoding="utf-8") for file in files])

    def read(text: str) -> Mapping[str, float]:
        detector = factory.create()
        detector.append(text)
        try:
            found = {each.lang.split("-")[0]: each.prob for each in detector.get_probabilities()}
        except LangDetectException:  # digits, signs or emoji only
            return {}
        return dict.fromkeys(languages, 0.0) | found

    return read


def _shared_out(lexicons: Sequence[Lexicon]) -> Mapping[str, Sequence[str]]:
    """Return the languages that have each little word or abbreviation, for those that some have and others have not."""
    owners: dict[str, list[str]] = {}
    for lexicon in lexicons:
        for word in lexicon.function_words | {fold(short) for short in lexicon.abbreviations or ()}:
            owners.setdefault(word, []).append(lexicon.lang)
    return {word: langs for word, langs in owners.items() if len(langs) < len(lexicons)}


def _reason(code: str, letters: Evidence, little: Evidence, page: str | None, conversation: str | None) -> str:
    witnesses = [
        (letters[code] >= max(letters.values()) and len(set(letters.values())) > 1, "its letters"),
        (little[code] > 0, "its little words"),
        (conversation == code, "the conversation's language"),
        (page == code, "the page's language"),
    ]
    return " and ".join(name for holds, name in witnesses if holds) or "the first language served"
