"""An assistant's draft, its releases, and how they differ."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from dialogue.assistant.files import Files
from dialogue.assistant.problems import Problem

Action = Literal["publish", "rollback"]
Change = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Draft:
    """The files as last saved, by their path. Its version grows by one a save; 0 is before the first."""

    version: int = 0
    files: Files = field(default_factory=dict)
    author: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """One time that the files in service changed. `back_to` is the release that visitors were led back to."""

    version: int
    action: Action
    author: str
    at: datetime
    back_to: int | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """What an intent starts: a form, or what a rule says; `name` is what the rule or story is called."""

    intent: str
    name: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in some files: all there is to put right, and the flows when there is no error."""

    problems: tuple[Problem, ...] = ()
    flows: tuple[Flow, ...] = ()


@dataclass(frozen=True, slots=True)
class FileChange:
    """How a file differs: its lines behind `+`, `-` or a space, and where they stand, as `diff -u` writes them."""

    path: str
    change: Change
    lines: tuple[str, ...]
