"""`comptoir eval`: how good understanding is on files of one's own."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Annotated

import typer

from api.commands import eval_needs, terminal
from api.commands.eval_base import ENTRY_ROW, Bench, cut, labelled, language_codes, read_base
from api.commands.eval_files import Row, is_text, is_text_or_null, is_texts, read_rows, writing
from api.errors import NoRows, UnknownCode, UnknownPrior
from api.settings import Settings, terminal_language
from dialogue.mind import Thought
from dialogue.model import Conversation, Message, Reason
from dialogue.wording import Wording
from knowledge.model import Match
from knowledge.quality import Quality, measure
from knowledge.search import Threshold
from nlu.evaluate import DecisionFigures, Judged, decision_figures, language_figures
from nlu.language import LanguageDetector
from nlu.model import Language
from nlu.normalise import clean

app = typer.Typer(no_args_is_help=True, help="Measure on your own files.")
app.command()(eval_needs.needs)

_LIKELIER = 0.5  # acting is more likely right than wrong
OWN = "row"  # as a prior: the language of each row
TEXT_ROW = '{"text": "où est mon colis ?", "label": "tracking"}'
QUERY_ROW = '{"text": "mon colis est ou", "expected": ["tracking"]}'
LANGUAGE_ROW = '{"text": "où est mon colis ?", "lang": "fr"}'

Predictions = Annotated[Path | None, typer.Option(metavar="OUT.jsonl", help="Write what was predicted, a row a line.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Seed = Annotated[int, typer.Option(min=0, help="Of whatever is drawn by chance.")]
Shots = Annotated[int | None, typer.Option(min=1, help="Keep so many wordings of each, drawn by the seed.")]
Promise = Annotated[float, typer.Option(min=0.1, max=50, help="At most so many wrong answers in 100 answered.")]


@app.command()
def search(
    entries: Annotated[Path, typer.Option(metavar="E.jsonl", help=f"Rows such as {ENTRY_ROW}.")],
    queries: Annotated[Path, typer.Option(metavar="Q.jsonl", help=f"Rows such as {QUERY_ROW}; [] is out of scope.")],
    wrong_in_100: Promise = 5,
    shots: Shots = None,
    predictions: Predictions = None,
    as_json: AsJson = False,
    seed: Seed = 0,
) -> None:
    """Measure how well a base finds its entries, and what the agent would answer."""
    base = [cut(entry, shots, seed) for entry in read_base(entries)]
    asked = [row for _, row in read_rows(queries, {"text": is_text, "expected": is_texts}, form=QUERY_ROW)]
    with writing(predictions) as write:
        bench = Bench(base, settings=Settings.load(), promise=wrong_in_100, seed=seed)
        thoughts = [bench.mind.think(Conversation("", base[0].lang), Message("", row["text"])) for row in asked]
        for row, thought in zip(asked, thoughts, strict=True):
            write({"text": row["text"], **_decided(thought)})
    judged = [_judged(thought, frozenset(row["expected"])) for row, thought in zip(asked, thoughts, strict=True)]
    found = [
        ([match.entry.id for match in thought.matches], frozenset(row["expected"]))
        for row, thought in zip(asked, thoughts, strict=True)
        if row["expected"]
    ]
    _tell(decision_figures(judged), measure(found), bench.knowledge.base.threshold(wrong_in_100), as_json=as_json)


@app.command()
def intents(
    train: Annotated[Path, typer.Option(metavar="T.jsonl", help=f"Rows such as {TEXT_ROW}; null is out of scope.")],
    test: Annotated[
        Path, typer.Option(metavar="T.jsonl", help="Rows of the same kind, none of which is learned from.")
    ],
    wrong_in_100: Annotated[
        float | None, typer.Option(min=0.1, max=50, help="Act on so many wrong in 100; else when more likely right.")
    ] = None,
    lang: Annotated[str, typer.Option(help="The language of the texts.")] = "en",
    shots: Shots = None,
    predictions: Predictions = None,
    as_json: AsJson = False,
    seed: Seed = 0,
) -> None:
    """Measure how well labels are told: every label is an entry, every text that bears it a wording."""
    lessons, asked = (
        [row for _, row in read_rows(path, {"text": is_text, "label": is_text_or_null}, form=TEXT_ROW)]
        for path in (train, test)
    )
    if lang not in language_codes():
        raise UnknownPrior(lang=lang)
    base = [cut(entry, shots, seed) for entry in labelled(lessons, lang)]
    if not base:
        raise NoRows(file=train.name, form=TEXT_ROW)
    unknown = [row["text"] for row in lessons if row["label"] is None]
    with writing(predictions) as write:
        bench = Bench(base, settings=Settings.load(), promise=wrong_in_100 or 5, seed=seed, unknown=unknown)
        at = bench.knowledge.base.threshold(wrong_in_100).confidence if wrong_in_100 else _LIKELIER
        found = [bench.knowledge.base.search(bench.query(row["text"])) for row in asked]
        for row, matches in zip(asked, found, strict=True):
            write({"text": row["text"], **_labelled_as(matches, at)})
    judged = [
        Judged(
            confidence=matches[0].confidence if matches else 0.0,
            right=bool(matches) and matches[0].entry.id == row["label"],
            acted=bool(matches) and matches[0].confidence >= at,
            in_scope=row["label"] is not None,
        )
        for row, matches in zip(asked, found, strict=True)
    ]
    _tell(decision_figures(judged), as_json=as_json)


@app.command()
def language(
    texts: Annotated[Path, typer.Option(metavar="L.jsonl", help=f"Rows such as {LANGUAGE_ROW}.")],
    prior: Annotated[str, typer.Option(help="The conversation's language; `row`: each row's own.")] = "",
    predictions: Predictions = None,
    as_json: AsJson = False,
    seed: Seed = 0,
) -> None:
    """Measure how well the language of texts is told, among those that occur in the file."""
    rows = _language_rows(texts)
    if prior not in ("", OWN, *language_codes()):
        raise UnknownPrior(lang=prior)
    languages = sorted({row["lang"] for row in rows} | ({prior} - {"", OWN}))
    detector = LanguageDetector(languages, letters=Settings.load().language_detector, seed=seed)
    with writing(predictions) as write:
        told = [_timed(detector, row["text"], row["lang"] if prior == OWN else prior or None) for row in rows]
        for row, (found, _) in zip(rows, told, strict=True):
            write({"text": row["text"], "predicted": found.code, "confidence": round(found.probability, 6)})
    texts_read, langs = ([row[field] for row in rows] for field in ("text", "lang"))
    figures = language_figures(texts_read, langs, [found for found, _ in told])
    milliseconds = median(took for _, took in told)
    if as_json:
        how = {"languages": languages, "prior": prior or None, "ms_per_text": round(milliseconds, 4)}
        typer.echo(json.dumps(asdict(figures) | how))
    else:
        terminal.show_languages(figures, milliseconds)


def _decided(thought: Thought) -> dict[str, object]:
    """Return what `--predictions` tells of a decision."""
    return {
        "decision": thought.decision.kind,
        "confidence": round(thought.matches[0].confidence, 6) if thought.matches else 0.0,
        "predicted": [{"id": match.entry.id, "confidence": round(match.confidence, 6)} for match in thought.matches],
        "reason": Wording(terminal_language()).why(thought.decision.reason),
    }


def _labelled_as(matches: Sequence[Match], at: float) -> dict[str, object]:
    best = matches[0] if matches else None
    acted = best is not None and best.confidence >= at
    reason = Reason("nothing-found")
    if best:
        shares = {"confidence": round(100 * best.confidence), "threshold": round(100 * at)}
        reason = Reason("sure", shares) if acted else Reason("unsure", shares)
    return {
        "predicted": best.entry.id if best and acted else None,
        "best": best.entry.id if best else None,
        "confidence": round(best.confidence, 6) if best else 0.0,
        "reason": Wording(terminal_language()).why(reason),
    }


def _judged(thought: Thought, expected: frozenset[str]) -> Judged:
    best = thought.matches[0] if thought.matches else None
    return Judged(
        confidence=best.confidence if best else 0.0,
        right=best is not None and best.entry.id in expected,
        acted=thought.decision.kind == "answer",
        in_scope=bool(expected),
    )


def _tell(
    decided: DecisionFigures, ranks: Quality | None = None, kept: Threshold | None = None, *, as_json: bool
) -> None:
    if not as_json:
        terminal.show_decisions(decided, ranks, kept)
        return
    threshold = {"threshold": kept.confidence, "proven": kept.proven} if kept else {}
    typer.echo(json.dumps((asdict(ranks) if ranks else {}) | threshold | asdict(decided)))


def _language_rows(path: Path) -> list[Row]:
    numbered = read_rows(path, {"text": is_text, "lang": is_text}, form=LANGUAGE_ROW)
    for number, row in numbered:
        if row["lang"] not in language_codes():
            raise UnknownCode(line=number, file=path.name, lang=row["lang"])
    return [row for _, row in numbered]


def _timed(detector: LanguageDetector, text: str, conversation: str | None) -> tuple[Language, float]:
    """Return the language of a text, and the milliseconds that this took."""
    start = perf_counter()
    found = detector.detect(clean(text), page=None, conversation=conversation)
    return found, 1_000 * (perf_counter() - start)
