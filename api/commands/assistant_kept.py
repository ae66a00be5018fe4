"""`comptoir assistant import` and `export`: from a project's folder to the engine's database, and back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from api.commands import terminal
from api.logs import configure
from api.settings import Settings
from api.wiring import Engine, build
from dialogue.assistant.errors import ProjectNotFound
from dialogue.assistant.files import read_folder
from dialogue.authoring.bounds import is_of_a_server
from dialogue.authoring.errors import FolderTaken

_AUTHOR = "comptoir"
_SHOWN = 5


def import_project(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help="The project's folder.")],
    publish: Annotated[bool, typer.Option("--publish", help="Put it in service, if it has no error.")] = False,
    over: Annotated[bool, typer.Option("--over", help="Even if the draft has changes that are not published.")] = False,
) -> None:
    """Keep a project's files as the draft of the assistant."""
    with _engine() as engine:
        left_out = take_in(engine, project, author=_AUTHOR, publish=publish, over=over)
        draft = engine.assistants.draft()
        terminal.tell("assistant_imported", count=len(draft.files), version=draft.version)
        if left_out:
            terminal.tell("assistant_left_out", files=", ".join(left_out))
        if publish:
            terminal.tell("assistant_published", version=engine.assistants.version())


def export_project(
    folder: Annotated[Path, typer.Argument(help="An empty folder, or one of an earlier export.")],
    version: Annotated[int | None, typer.Option(min=1, help="A version that was published; else the draft.")] = None,
) -> None:
    """Write the assistant's draft to a folder, as a project."""
    with _engine() as engine:
        files = engine.assistants.draft().files if version is None else engine.assistants.files(version)
    write_folder(files, folder)
    terminal.tell("assistant_exported", count=len(files), folder=folder)


def take_in(engine: Engine, project: Path, *, author: str, publish: bool, over: bool = False) -> list[str]:
    """Keep a folder's files as the draft, and put them in service; return those left out, which are a server's.

    Raises ProjectNotFound, DraftUnpublished, InvalidProject and what else keeps them out; nothing is kept then.
    """
    found = read_folder(project) if project.is_dir() else {}
    files = {path: text for path, text in found.items() if not is_of_a_server(path)}
    if not any(path in ("domain.yml", "domain.yaml") or path.startswith("domain/") for path in files):
        raise ProjectNotFound(folder=project)
    if publish:
        engine.workshop.refuse(files)
    draft = engine.workshop.take_in(files, author=author, over=over)
    if publish:
        engine.workshop.publish(author=author, version=draft.version)
    return sorted(found.keys() - files.keys())


def write_folder(files: Mapping[str, str], folder: Path) -> None:
    """Write files below a folder. Raises FolderTaken when it has others, which would be taken for a part of them."""
    others = sorted(path for path in (read_folder(folder) if folder.is_dir() else {}) if path not in files)
    if others:
        raise FolderTaken(folder=folder, files=", ".join(others[:_SHOWN]))
    for path, text in files.items():
        at = folder / path
        at.parent.mkdir(parents=True, exist_ok=True)
        at.write_text(text, encoding="utf-8", newline="")


@contextmanager
def _engine() -> Iterator[Engine]:
    settings = Settings.load()
    configure(settings.log_level)
    with build(settings) as engine:
        yield engine
