"""`comptoir eval needs`: how well the needs that are found in requests agree with those that people know."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from api.commands import terminal
from api.commands.eval_base import language_codes
from api.commands.eval_files import is_text, read_rows, writing
from api.errors import UnknownPrior
from api.settings import Settings
from api.wiring import open_encoders
from knowledge.mining.figures import need_figures
from knowledge.mining.learned import Learned, Means, mine
from knowledge.model import Need, Request
from knowledge.privacy import Mask
from nlu.language import LanguageDetector
from nlu.normalise import clean

REQUEST_ROW = '{"text": "mon colis est ou", "need": "tracking"}'


def needs(
    requests: Annotated[Path, typer.Option(metavar="R.jsonl", help=f"Rows such as {REQUEST_ROW}.")],
    lang: Annotated[str, typer.Option(help="The language of the texts; else each is told.")] = "",
    predictions: Annotated[
        Path | None, typer.Option(metavar="OUT.jsonl", help="Write what was predicted, a row a line.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Measure how well needs are found in requests; neither what each asks nor how many there are is told."""
    rows = [row for _, row in read_rows(requests, {"text": is_text, "need": is_text}, form=REQUEST_ROW)]
    if lang and lang not in language_codes():
        raise UnknownPrior(lang=lang)
    with writing(predictions) as write:
        found = told([row["text"] for row in rows], settings=Settings.load(), lang=lang)
        for row, (id, name) in zip(rows, found, strict=True):
            write({"text": row["text"], "predicted": id, "name": name})
    figures = need_figures([row["need"] for row in rows], [id for id, _ in found])
    if as_json:
        typer.echo(json.dumps(asdict(figures)))
    else:
        terminal.show_needs(figures)


def told(texts: Sequence[str], *, settings: Settings, lang: str = "") -> list[tuple[str, str]]:
    """Return the id and the name of the need of each text; one that asks nothing has an id of its own, and no name."""
    requests, learned = learn(texts, settings=settings, lang=lang)
    return [_told(request, learned, {need.id: need for need in learned.needs}) for request in requests]


def learn(texts: Sequence[str], *, settings: Settings, lang: str = "") -> tuple[list[Request], Learned]:
    """Return the texts as masked requests, in order, and the needs found in them."""
    langs = [lang] * len(texts) if lang else _languages(texts, settings)
    requests = _masked(texts, langs)
    return requests, mine(requests, Means(open_encoders(settings, sorted(set(langs)))))


def _told(request: Request, learned: Learned, needs: Mapping[str, Need]) -> tuple[str, str]:
    id = learned.main.get(request.id)
    return (id, needs[id].name) if id else (f"nothing-{request.id}", "")


def _languages(texts: Sequence[str], settings: Settings) -> list[str]:
    """Return each text's language: the file's, unless it is clearly another (short texts are often told wrongly)."""
    detector = LanguageDetector(("fr", "en"), letters=settings.language_detector)
    alone = Counter(detector.detect(clean(text), page=None, conversation=None).code for text in texts)
    usual = alone.most_common(1)[0][0]
    return [detector.detect(clean(text), page=None, conversation=usual).code for text in texts]


def _masked(texts: Sequence[str], langs: Sequence[str]) -> list[Request]:
    from nlu.entities.recogniser import EntityRecogniser
    from nlu.pipeline import Pipeline

    recogniser = EntityRecogniser(patterns={}, pipelines={lang: Pipeline(lang) for lang in sorted(set(langs))})
    masked = Mask(recogniser.recognise_many).mask_many(texts, langs)
    return [
        Request(f"{number:07d}", each.text, lang) for number, (each, lang) in enumerate(zip(masked, langs, strict=True))
    ]
