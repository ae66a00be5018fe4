"""Recognises what a visitor does rather than asks: greets, thanks, wants a human. A question is no intent."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from nlu.lexicon import HumanCues, Lexicon, holds, load_lexicon, within_courtesies, words
from nlu.model import Intent, Vector
from nlu.ports import Encoder, Encoders, Vectors

SHORT = 8  # words: only so few can be compared with phrases
REACH = 4  # words between the verb and the person it wants
SENTENCE = 200  # words in which a human is looked for
# Cosines are told apart in standard deviations of those between phrases that mean different things: encoders differ.
MARGIN = 0.95  # by which the nearest phrase must beat the nearest question
LEAST_NEARNESS = 3.0  # below, a text resembles no phrase
SHORTEST_MISSPELT = 4  # letters: "helo"; a shorter word is too near to others
SHORTEST_EXACT = 6  # letters, for a word such as "right", near to "eight"
LONG_PHRASE = 12  # letters from which two slips are forgiven
QUESTION = ""  # the name under which questions are kept beside the intents


class IntentRecogniser:
    """Recognises the intents whose phrases are in languages/*.toml. Safe to share between threads.

    `remembering` encodes those phrases where a store may keep their vectors; nothing a visitor wrote goes there.
    """

    def __init__(self, languages: Sequence[str], encoders: Encoders, *, remembering: Encoders | None = None) -> None:
        self._encoders = encoders
        opened = remembering or encoders
        self._books = {lang: _open_book(load_lexicon(lang), opened.of(lang)) for lang in languages}

    def recognise(self, text: str, *, lang: str, vector: Vector | None = None) -> Intent | None:
        """Return the intent of a normalised text, or None when it asks something. `lang` may be one not served.

        `vector`, shape (dimension,), is that of the text without the courtesies around it, where it is known already.
        """
        book = self._books.get(lang)
        listed = words(text)
        if not book or not listed:
            return None
        start, end = within_courtesies(listed, book.lexicon.courtesies)
        rest = listed[start:end]
        return (
            _exact(book, listed)
            or (_exact(book, rest) if rest else _last_courtesy(book, listed))
            or _wants_human(book.lexicon.human, listed[:SENTENCE])
            or _insult(book.lexicon, rest)
            or _misspelt(book, rest)
            or self._nearest(book, rest, lang, vector)
        )

    def _nearest(self, book: "_Book", rest: tuple[str, ...], lang: str, vector: Vector | None) -> Intent | None:
        if not 2 <= len(rest) <= SHORT:
            return None
        cosines = book.vectors @ (self._encoders.of(lang).encode([" ".join(rest)])[0] if vector is None else vector)
        best = int(cosines.argmax())
        rival = float(cosines[book.intents != book.intents[best]].max())
        nearness = (float(cosines[best]) - book.usual) / book.spread
        margin = (float(cosines[best]) - rival) / book.spread
        if book.intents[best] == QUESTION or nearness < LEAST_NEARNESS or margin < MARGIN:
            return None
        probability = min(0.95, 0.6 + 0.13 * margin)
        return Intent(str(book.intents[best]), probability, f"close to “{book.texts[best]}”")


@dataclass(frozen=True, slots=True)
class _Book:
    """The phrases of one language. Row i of `vectors` is `texts[i]`, which means `intents[i]`.

    `usual` and `spread` are the mean and the standard deviation of cosines between phrases of different meanings.
    """

    lexicon: Lexicon
    phrases: dict[str, str]
    questions: frozenset[str]
    texts: tuple[str, ...]
    intents: NDArray[np.str_]
    vectors: Vectors
    usual: float
    spread: float


def _open_book(lexicon: Lexicon, encoder: Encoder) -> _Book | None:
    if not lexicon.phrases:
        return None
    everything = {" ".join(words(text)): name for name, texts in lexicon.phrases.items() for text in texts}
    near = {text: name for text, name in everything.items() if name not in lexicon.exact}
    questions = frozenset(" ".join(words(text)) for text in lexicon.questions)
    near |= dict.fromkeys(sorted(questions), QUESTION)
    vectors = encoder.encode(list(near))
    intents = np.array(list(near.values()))
    strange = (vectors @ vectors.T)[intents[:, None] != intents[None, :]]
    usual, spread = float(strange.mean()), float(strange.std())
    return _Book(lexicon, everything, questions, tuple(near), intents, vectors, usual, spread)


def _exact(book: _Book, listed: tuple[str, ...]) -> Intent | None:
    text = " ".join(listed)
    name = book.phrases.get(text)
    return Intent(name, 1.0, f"exactly “{text}”") if name else None


def _last_courtesy(book: _Book, listed: tuple[str, ...]) -> Intent | None:
    """Find the phrase said last in a text of nothing but courtesies: "bonjour, merci" thanks."""
    for end in range(len(listed), 0, -1):
        for start in range(end):
            found = _exact(book, listed[start:end])
            if found:
                return found
    return None


def _insult(lexicon: Lexicon, rest: tuple[str, ...]) -> Intent | None:
    found = holds(rest, lexicon.insult_words) if len(rest) <= SHORT else None
    return Intent("insult", 0.95, f"“{found}”") if found else None


def _misspelt(book: _Book, rest: tuple[str, ...]) -> Intent | None:
    """Find a phrase one slip of the keyboard away, two in a long one; never one of a question we know."""
    text = " ".join(rest)
    if len(rest) > SHORT or text in book.questions:
        return None
    for phrase, name in book.phrases.items():
        shortest = SHORTEST_EXACT if name in book.lexicon.exact else SHORTEST_MISSPELT
        slips = 0 if len(text) < shortest else 1 if len(text) < LONG_PHRASE else 2
        if slips and phrase[0] == text[0] and OSA.distance(text, phrase, score_cutoff=slips) <= slips:
            return Intent(name, 0.9, f"“{phrase}” misspelt")
    return None


def _wants_human(cues: HumanCues, listed: Sequence[str]) -> Intent | None:
    """Find a verb and, a few words later, a person it asks for; or a machine that is refused."""
    for at, word in enumerate(listed):
        if word not in cues.verbs:
            continue
        after, around = listed[at + 1 : at + 1 + REACH], listed[max(0, at - 3) : at + 2]
        refused = bool(cues.negations & set(around)) and not cues.unable & set(around)
        wanted = next((each for each in after if each in (cues.machines if refused else cues.persons)), None)
        if wanted:
            reason = f"refuses “{wanted}”" if refused else f"“{word} … {wanted}”"
            return Intent("ask_human", 0.95, reason)
    return None
