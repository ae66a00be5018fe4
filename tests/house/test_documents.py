"""What the engine offers is written down: settings, commands, routes, frames, events, errors."""

import ast
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
from starlette.routing import WebSocketRoute

from api.app import API, create_app
from api.commands.cli import app as commands
from api.errors import KNOWN, Known, status_of
from api.frames import CONSOLE, VISITOR
from api.settings import PREFIX, ROOT, Settings
from api.wiring import Engine

WIRE = (ROOT / "api" / "README.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """What is written under this heading."""
    return WIRE.split(f"\n## {title}\n")[1].split("\n## ")[0]


def rows(title: str) -> list[list[str]]:
    """The cells of the tables under this heading."""
    lines = [line for line in section(title).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]


def in_code(cell: str) -> str:
    return cell.strip("`")


def default_of(name: str) -> str:
    """The default of a setting as a person would write it; a path is relative to the project."""
    field = Settings.model_fields[name]
    value = "" if field.default_factory or field.default is None else field.default
    if isinstance(value, Path):
        value = Path(os.path.relpath(value, ROOT)) if value.is_absolute() else value
    text = json.dumps(value) if isinstance(value, bool | list | dict) else str(value)
    return f"`{text}`" if text else ""


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_written_down_with_its_default(name: str) -> None:
    row = [f"`{PREFIX}{name.upper()}`", default_of(name), Settings.model_fields[name].description]
    assert row in rows("Settings")


def test_no_setting_is_written_down_that_does_not_exist() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    assert set(re.findall(rf"{PREFIX}[A-Z_]+", WIRE)) - known == set()


def command_lines(command: Any, path: tuple[str, ...] = ("comptoir",)) -> Iterator[tuple[str, str]]:
    """Every command, with what it says of itself."""
    inner = getattr(command, "commands", {})
    if not inner or command.invoke_without_command:
        yield " ".join(path), " ".join(command.callback.__doc__.split())
    for name, each in inner.items():
        yield from command_lines(each, (*path, name))


def test_every_command_is_written_down_and_no_other() -> None:
    known = dict(command_lines(typer.main.get_command(commands)))
    assert len(known) >= 13
    written = {in_code(row[0]): row[1] for row in rows("Command line")[2:]}
    assert {re.sub(r" [^a-z ].*", "", line): told for line, told in written.items()} == known


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Every route of the application, as `GET /entries/{id}`."""
    app = create_app(Engine(Settings(home=tmp_path_factory.mktemp("home"))), dist=ROOT / "widget" / "dist")
    spoken = {
        f"{method.upper()} {path}"
        for path, methods in app.openapi()["paths"].items()
        for method in methods
        if path.startswith(API)
    }
    sockets = {f"WS {route.path}" for route in app.routes if isinstance(route, WebSocketRoute)}
    return {re.sub(r"\{\w+\}", "{id}", line.replace(API, "")) for line in spoken | sockets}


def test_every_route_is_written_down_and_no_other(routes: set[str]) -> None:
    assert len(routes) > 30
    assert {in_code(row[0]) for row in rows("Routes")[2:]} == routes


SOCKETS = {"Visitor socket": VISITOR, "Console socket": CONSOLE}
# Only the console says of which conversation, and it has no position to resume from.
MEANT_FOR_THE_OTHER = {("Visitor socket", "typing"): {"conversation_id"}, ("Console socket", "hello"): {"after"}}


def frames(title: str) -> dict[str, set[str]]:
    """The frames that a socket takes, by type, with their fields."""
    schema = SOCKETS[title].json_schema()
    places = {name: place.rpartition("/")[2] for name, place in schema["discriminator"]["mapping"].items()}
    return {name: set(schema["$defs"][place]["properties"]) for name, place in places.items()}


@pytest.mark.parametrize(("title", "name"), [(title, name) for title in SOCKETS for name in frames(title)])
def test_every_frame_is_written_down_with_its_fields(title: str, name: str) -> None:
    written = [row[0] for row in rows(title) if row[0].startswith(f'`{{"type": "{name}"')]
    fields = frames(title)[name] - MEANT_FOR_THE_OTHER.get((title, name), set())
    named = [{"type", *re.findall(r'"(\w+)"', row.partition(name)[2])} for row in written]
    assert fields in named


def sent(module: str) -> set[str]:
    """The types of the frames that a socket sends."""
    tree = ast.parse((ROOT / "api" / f"{module}.py").read_text(encoding="utf-8"))
    return {
        str(value.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant) and key.value == "type" and isinstance(value, ast.Constant)
    }


@pytest.mark.parametrize(("module", "title"), [("visitor", "Visitor socket"), ("console", "Console socket")])
def test_every_frame_that_is_sent_is_written_down_and_no_other(module: str, title: str) -> None:
    assert len(sent(module)) >= 5
    assert set(re.findall(r'"type": "(\w+)"', section(title))) == sent(module) | frames(title).keys()


@pytest.mark.parametrize("name", ["BAD_FRAME", "WRONG_TOKEN", "NOT_FOUND", "NO_HELLO"])
def test_every_close_code_is_written_down(name: str) -> None:
    from api import visitor

    assert str(getattr(visitor, name)) in section("Visitor socket")


# Where the kind of an event stands among the arguments.
KINDS = {"Draft": (0,), "_told": (2, 3), "_noted": (2,)}


def event_kinds() -> set[str]:
    """The kinds of events that the dialogue writes."""
    found = set()
    for path in (ROOT / "dialogue").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                places = KINDS.get(getattr(node.func, "attr", getattr(node.func, "id", "")), ())
                given = [node.args[place] for place in places if place < len(node.args)]
                found |= {str(each.value) for each in given if isinstance(each, ast.Constant)}
    return found


def test_every_kind_of_event_is_written_down_and_no_other() -> None:
    assert len(event_kinds()) == 19
    assert {in_code(row[0]) for row in rows("Events")[2:]} == event_kinds()


def errors(kinds: tuple[type[Known], ...] = KNOWN) -> Iterator[type[Known]]:
    """Every error that is raised, those that others derive from left out."""
    for kind in kinds:
        yield from errors(tuple(kind.__subclasses__())) if kind.__subclasses__() else [kind]


def test_every_error_code_is_written_down_with_its_status_and_its_words() -> None:
    known = sorted([f"`{kind.code}`", str(status_of(kind())), kind.__doc__ or ""] for kind in errors())
    assert len(known) > 40
    assert rows("Error codes")[2:] == known
