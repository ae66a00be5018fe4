"""What is wrong in a project, and where: told at load, before anybody talks to it."""

from dataclasses import dataclass, field
from typing import Any, Literal

from dialogue.errors import DialogueError

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a project's file, from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right. `code` has a sentence in every language, `details` fill it."""

    code: str
    place: Place
    details: dict[str, Any] = field(default_factory=dict)
    severity: Severity = "error"

    def __str__(self) -> str:
        return self.code


class InvalidProject(DialogueError):
    """{place}: {first} In all, {count} to put right before this assistant can be used."""

    code = "invalid-project"

    def __init__(self, problems: tuple[Problem, ...] = (), **details: object) -> None:
        first = {"place": problems[0].place, "first": problems[0]} if problems else {}
        super().__init__(**{"count": len(problems), **first, **details})
        self.problems = problems
