"""The language of short texts: what letters say alone, and what the detector makes of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from api.settings import Settings
from nlu.encoders import Encoders
from nlu.language import LanguageDetector, Letters, _langdetect, _lingua
from nlu.lexicon import words
from tests.bench.search import _rows
from tests.bench.table import Table, percent

LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt")
COLUMNS = (
    "detector",
    "commands, nothing given",
    "conversation given",
    "another language until then",
    "first 3 words",
    "single words",
    "µs a text",
)
_SENTENCE = 4  # words from which a change of language should be followed

Judged = Sequence[tuple[str, str]]
Tell = Callable[[str, str | None], str]


def tables(settings: Settings, _: Encoders) -> Iterator[Table]:
    folder = settings.data / "multi-langid"
    rows = [[name, *_figures(tell, folder, prior=prior)] for name, tell, prior in _detectors()]
    yield Table("language", "Language of short texts", COLUMNS, rows)


def _detectors() -> Iterator[tuple[str, Tell, bool]]:
    """Name each detector, what it tells of a text in a conversation, and whether it knows of conversations."""
    yield "langdetect alone, these languages", _alone(_langdetect(LANGUAGES, 0)), False
    yield "lingua alone, these languages", _alone(_lingua(LANGUAGES)), False
    yield "Comptoir, langdetect", _whole(LanguageDetector(LANGUAGES, letters="langdetect")), True
    yield "Comptoir, lingua (default)", _whole(LanguageDetector(LANGUAGES)), True


def _figures(tell: Tell, folder: Path, *, prior: bool) -> list[str]:
    commands = list(_judged(folder / "commands.jsonl"))
    starts = [(" ".join(text.split()[:3]), lang) for text, lang in _judged(folder / "sentences.jsonl")]
    others = [_other(lang) for _, lang in commands]
    sentences = [at for at, (text, _) in enumerate(commands) if len(words(text)) >= _SENTENCE]
    changed = ([commands[at] for at in sentences], [others[at] for at in sentences])
    return [
        _accuracy(tell, commands),
        _accuracy(tell, commands, [lang for _, lang in commands]) if prior else "-",
        _accuracy(tell, *changed) if prior else "-",
        _accuracy(tell, starts),
        _accuracy(tell, list(_judged(folder / "single-words.jsonl"))),
        f"{1e6 * median(_seconds(tell, text) for text, _ in commands):.0f}",
    ]


def _accuracy(tell: Tell, judged: Judged, spoken: Sequence[str] | None = None) -> str:
    given = spoken or [None] * len(judged)
    right = [tell(text, before) == lang for (text, lang), before in zip(judged, given, strict=True)]
    return percent(sum(right) / len(right))


def _alone(letters: Letters) -> Tell:
    def tell(text: str, _: str | None) -> str:
        shares: Mapping[str, float] = letters(text.lower())
        return max(shares, key=lambda lang: shares[lang], default=LANGUAGES[0])

    return tell


def _whole(detector: LanguageDetector) -> Tell:
    return lambda text, spoken: detector.detect(text, page=None, conversation=spoken).code


def _seconds(tell: Tell, text: str) -> float:
    start = perf_counter()
    tell(text, None)
    return perf_counter() - start


def _other(lang: str) -> str:
    return LANGUAGES[(LANGUAGES.index(lang) + 1) % len(LANGUAGES)]


def _judged(path: Path) -> Iterator[tuple[str, str]]:
    return ((row["text"], row["lang"]) for row in _rows(path))
