"""`comptoir assistant`: an assistant's project is checked, tried, tested, drawn and replayed."""

import json
import random
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from api.commands import assistant_kept as kept
from api.commands import assistant_shown as shown
from api.commands import terminal
from api.commands.assistant_chat import Chat
from api.logs import configure
from api.settings import Settings, terminal_language
from api.wiring import Engine, build
from dialogue.actions.built_in import BUILT_IN, BuiltIn
from dialogue.actions.inside import Inside
from dialogue.actions.remote import Remote
from dialogue.assistant import sequences
from dialogue.assistant.checking import problems_of
from dialogue.assistant.drawing.chart import chart
from dialogue.assistant.drawing.dot import dot
from dialogue.assistant.drawing.svg import svg
from dialogue.assistant.errors import ProjectNotFound
from dialogue.assistant.files import Files, read_folder
from dialogue.assistant.interpreter import Interpreter
from dialogue.assistant.nlu_data import training_data
from dialogue.assistant.problems import InvalidProject, Problem
from dialogue.assistant.project import Project, load, read
from dialogue.assistant.recording import read_recording
from dialogue.assistant.rehearsal import rehearse
from dialogue.assistant.replay import replay as take_again
from dialogue.assistant.stand_in import StandIn
from dialogue.assistant.wording import words
from dialogue.authoring.sources import read_sources

_DIFFERENT = 1

app = typer.Typer(no_args_is_help=True, help="An assistant's project, in Rasa's format: a folder with a domain.yml.")
app.command("import")(kept.import_project)
app.command("export")(kept.export_project)

Folder = Annotated[Path, typer.Argument(metavar="PROJECT", help="The project's folder.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Server = Annotated[str, typer.Option("--actions", help="The webhook of a running action server; else run here.")]


class Format(StrEnum):
    """What a picture is written in."""

    SVG = "svg"
    DOT = "dot"


@app.command("check")
def check_project(
    project: Folder,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings, too, end with status 1.")] = False,
    as_json: AsJson = False,
) -> None:
    """Print what is wrong in a project, with file and line; status 1 if there is an error."""
    problems = problems_of(_files(project), read_sources(project), known=BUILT_IN)
    errors = sum(problem.severity == "error" for problem in problems)
    if as_json:
        _print({"errors": errors, "warnings": len(problems) - errors, "problems": _bodies(problems)})
    else:
        shown.show_problems(problems)
    raise typer.Exit(_DIFFERENT if errors or (strict and problems) else 0)


@app.command("test")
def run_tests(project: Folder, as_json: AsJson = False) -> None:
    """Run a project's end-to-end test stories, as Rasa does: messages mean what they say, actions do not run."""
    files = _files(project)
    loaded = _loaded(files)
    problems: list[Problem] = []
    told = list(sequences.tests(read(files).tests, loaded.domain, problems))
    rehearsed = [rehearse(loaded, story) for story in told]
    if as_json:
        _print({"stories": [shown.story_body(story) for story in rehearsed], "problems": _bodies(problems)})
    else:
        shown.show_rehearsed(rehearsed, problems)
    raise typer.Exit(0 if all(story.passed for story in rehearsed) and not problems else _DIFFERENT)


@app.command()
def chat(
    project: Folder,
    events: Annotated[bool, typer.Option("--events", help="Show what happens, too.")] = False,
    actions: Server = "",
) -> None:
    """Talk to a project; it understands by its nearest example, a stand-in for the engine's understanding."""
    files = _files(project)
    loaded = _loaded(files)
    with _interpreter(project, loaded, actions, channel="comptoir") as interpreter:
        stand_in = StandIn(loaded.domain, training_data(read(files).data))
        Chat(interpreter, stand_in, with_events=events).talk(project.resolve().name)


@app.command()
def visualise(
    project: Folder,
    format: Annotated[Format, typer.Option("--format", help="A picture for a browser, or Graphviz.")] = Format.SVG,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file; else it is printed.")] = None,
) -> None:
    """Draw a project's forms, rules and stories."""
    reading = read(_files(project))
    groups, named = chart(reading), words(terminal_language())["drawing"]
    drawn = dot(groups, named) if format is Format.DOT else svg(groups, named, title=project.resolve().name)
    if output:
        output.write_text(drawn, encoding="utf-8")
        terminal.tell("assistant_drawn", file=output)
    else:
        typer.echo(drawn, nl=False)
    errors = sum(problem.severity == "error" for problem in reading.problems)
    if errors:
        terminal.complain(terminal.say("assistant_drawn_with_errors", errors=errors))


@app.command()
def replay(
    project: Folder,
    recorded: Annotated[Path, typer.Argument(help="Turns of a real Rasa: JSON, or .json.gz.")],
    actions: Server = "",
    as_json: AsJson = False,
) -> None:
    """Take recorded turns again, and print how many conversations go as they did, and where others first differ."""
    loaded, conversations = _loaded(_files(project)), read_recording(recorded)
    with _interpreter(project, loaded, actions, channel="rest") as interpreter:
        began = time.process_time()
        replayed = take_again(interpreter, conversations)
        milliseconds = 1000 * (time.process_time() - began) / max(replayed.turns, 1)
    if as_json:
        _print(shown.replay_body(replayed, milliseconds))
    else:
        shown.show_replayed(replayed, milliseconds)
    raise typer.Exit(_DIFFERENT if replayed.differences else 0)


def _files(folder: Path) -> Files:
    """Return a project's files. Raises ProjectNotFound."""
    files = read_folder(folder) if folder.is_dir() else {}
    if not any(name in ("domain.yml", "domain.yaml") or name.startswith("domain/") for name in files):
        raise ProjectNotFound(folder=folder)
    return files


def _loaded(files: Files) -> Project:
    """Return a project that can be run; one that cannot is told with all there is to put right."""
    try:
        return load(files)
    except InvalidProject as invalid:
        shown.show_problems(invalid.problems, to_error=True)
        raise typer.Exit(_DIFFERENT) from invalid


@contextmanager
def _interpreter(folder: Path, project: Project, server: str, *, channel: str) -> Iterator[Interpreter]:
    # What fails is told where it fails; the warnings of rasa-sdk would only stand between.
    configure("ERROR")
    with build(Settings.load()) as engine, closing(_actions(folder, server, engine)) as runs:
        chance = random.Random()  # noqa: S311
        yield Interpreter(project, BuiltIn(runs), clock=time.time, rng=chance, channel=channel)


def _actions(folder: Path, server: str, engine: Engine) -> Inside | Remote:
    return Remote(server) if server else Inside(folder, services=_Records(engine))


class _Records:
    """The company's records of this home, opened when an action first reaches for them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine.records.services, name)


def _bodies(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    # The web is loaded by the few commands that print JSON alone.
    from api.http import wrong_body

    return [wrong_body(problem, terminal_language()) for problem in problems]


def _print(body: dict[str, Any]) -> None:
    typer.echo(json.dumps(body, ensure_ascii=False))
