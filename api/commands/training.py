"""`comptoir train`: an encoder is taught the company's own wordings, and serves if it then finds more."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import terminal
from api.errors import MixedShelf, TooFewWordings
from api.logs import configure
from api.publication.tuned import Comparison, Found, Tuned
from api.settings import Settings
from api.wiring import Engine, build
from knowledge.model import Entry
from knowledge.ports import Encoder
from knowledge.quality import held_out
from knowledge.shelf import Query
from knowledge.snapshot import on_shelf, shelve
from knowledge.vectors import digest
from nlu.embed import open_encoder
from nlu.encoders import Encoders
from nlu.errors import UnknownLanguage
from nlu.head import learn

if TYPE_CHECKING:
    from nlu.train import Training

_AUTHOR = "comptoir"
_ENTRIES = 20  # with a wording held out: fewer can hardly prove anything
_DEPTH = 10
_INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the encoder of a language is taught and tried on: entries without the wordings held out, and those, each
    with the id of its entry.
    """

    lang: str
    entries: Sequence[Entry]
    asked: Sequence[tuple[str, str]]

    @property
    def wordings(self) -> list[tuple[str, ...]]:
        """Return the wordings of each entry that has two or more."""
        return [entry.wordings for entry in self.entries if entry.variants]

    def found(self, encoder: Encoder) -> Found:
        """Return what each wording held out finds when this encoder reads, best first, and what it should."""
        shelf = shelve(self.entries, lang=self.lang, encoders=Encoders(encoder), learn=learn)
        assert shelf
        texts, ids = zip(*self.asked, strict=True)
        queries = [Query(text, self.lang, vector) for text, vector in zip(texts, encoder.encode(texts), strict=True)]
        hits = [shelf.search(query, limit=_DEPTH) for query in queries]
        return [
            ([shelf.entries[hit.owner].id for hit in found], frozenset({id}))
            for found, id in zip(hits, ids, strict=True)
        ]


def train(
    fine_tune: Annotated[bool, typer.Option("--fine-tune", help="Teach: ten minutes or so for 800 wordings.")] = False,
    forget: Annotated[bool, typer.Option("--forget", help="Go back to the encoder of the settings.")] = False,
    lang: Annotated[str, typer.Option(help="Whose encoder; by default the company's first language.")] = "",
    steps: Annotated[int | None, typer.Option(min=1, help="How long; by default what the wordings need.")] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of whatever is drawn by chance.")] = 0,
) -> None:
    """Teach an encoder the company's own wordings, and use it if it finds more of those held out."""
    settings = Settings.load()
    configure(settings.log_level)
    with build(settings) as engine:
        language = _served(engine, lang)
        if forget:
            _forget(engine, language)
        if fine_tune:
            _fine_tune(engine, language, steps=steps, seed=seed)
        if not forget and not fine_tune:
            _show(engine)


def _fine_tune(engine: Engine, lang: str, *, steps: int | None, seed: int) -> None:
    lesson = _lesson(engine, lang, seed=seed)
    # torch takes seconds to import: what is refused is told before.
    from nlu.train import Plan, Training, distinct, enough, whereabouts

    models, source = engine.settings.models, engine.tuned_encoders.source(lang)
    plan = Plan(steps or enough(lesson.wordings), seed=seed)
    name = f"{Path(source).name}-tuned-{distinct(source, lesson.wordings, plan)}"
    if _tried_before(engine, lang, name):
        return
    folder = models / f".{Path(source).name}-{lang}.training"
    training = Training(whereabouts(source, models), lesson.wordings, plan=plan, name=name, folder=folder)
    _run(training, lesson)
    with _draft(models, name) as draft:
        training.write(draft)
        terminal.tell("train_trying", asked=len(lesson.asked))
        before, after = (
            lesson.found(each) for each in (engine.encoders.of(lang), open_encoder(str(draft), models=models))
        )
        compared = Comparison.of(name, before, after)
        if compared.better:
            shutil.rmtree(models / name, ignore_errors=True)
            draft.rename(models / name)
            learned = frozenset(digest(text) for wordings in lesson.wordings for text in wordings)
            engine.tuned_encoders.keep(lang, Tuned(name, source, learned), author=_AUTHOR)
    engine.tuned_encoders.report(lang, compared, author=_AUTHOR)
    shutil.rmtree(folder, ignore_errors=True)
    terminal.show_comparison(compared)
    if compared.better:
        terminal.tell("train_in_service", lang=lang, encoder=name)
        _judge(engine.settings)


def _served(engine: Engine, lang: str) -> str:
    languages = engine.company().languages
    if lang and lang not in languages:
        raise UnknownLanguage(lang=lang, languages=", ".join(languages))
    return lang or languages[0]


def _lesson(engine: Engine, lang: str, *, seed: int) -> Lesson:
    """Return what there is to learn from. Raises MixedShelf, TooFewWordings."""
    entries = on_shelf(engine.entries.published(), lang)
    foreign = sum(entry.lang != lang for entry in entries)
    if foreign:
        raise MixedShelf(lang=lang, count=foreign)
    # The encoder in service finds what it learned from too easily to be compared on that.
    learned = engine.tuned[lang].learned if lang in engine.tuned else frozenset()
    left, asked = held_out(entries, seed=seed, fair=lambda text: digest(text) not in learned)
    found = len({id for _, id in asked})
    if found < _ENTRIES:
        raise TooFewWordings(lang=lang, found=found, least=_ENTRIES)
    return Lesson(lang, left, asked)


def _tried_before(engine: Engine, lang: str, name: str) -> bool:
    """Say what this very training came to, if it was done before and what came of it is still here."""
    told = engine.tuned_encoders.comparison(lang)
    if told is None or told.name != name or (told.better and not (engine.settings.models / name).is_dir()):
        return False
    terminal.tell("train_known")
    terminal.show_comparison(told)
    return True


def _run(training: "Training", lesson: Lesson) -> None:
    if training.step:
        terminal.tell("train_resumed", step=training.step, steps=training.plan.steps)
    elif training.afresh:
        terminal.tell("train_afresh")
    wordings, entries = sum(map(len, lesson.wordings)), len(lesson.wordings)
    terminal.tell("train_began", wordings=wordings, entries=entries, steps=training.plan.steps, device=training.device)
    try:
        with terminal.progress(terminal.say("training")) as progress:
            training.run(progress=progress)
    except KeyboardInterrupt:
        terminal.tell("train_stopped", step=training.kept)
        raise typer.Exit(_INTERRUPTED) from None


@contextmanager
def _draft(models: Path, name: str) -> Iterator[Path]:
    """Yield where an encoder may be written that is not finished yet; what is left there at the end is removed."""
    folder = models / f".{name}.building"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _forget(engine: Engine, lang: str) -> None:
    if not engine.tuned_encoders.forget(lang, author=_AUTHOR):
        terminal.tell("train_nothing_to_forget", lang=lang)
        return
    terminal.tell("train_forgotten", lang=lang, encoder=engine.tuned_encoders.source(lang))
    _judge(engine.settings)


def _judge(settings: Settings) -> None:
    """Judge the base again, read as it will be from the next start on."""
    with build(settings) as engine:
        with terminal.progress(terminal.say("judging")) as progress:
            engine.publisher.judge(progress=progress)
        promise = engine.company().policy.wrong_in_100
        terminal.show_threshold(promise, engine.knowledge.base.threshold(promise))
    terminal.tell("train_restart")


def _show(engine: Engine) -> None:
    for lang in engine.company().languages:
        tuned = engine.tuned_encoders.of(lang)
        terminal.tell("train_reader", lang=lang, encoder=tuned.name if tuned else engine.tuned_encoders.source(lang))
        compared = engine.tuned_encoders.comparison(lang)
        if compared:
            terminal.show_comparison(compared)
