"""The Python of a project's actions, read without running it: which actions it has, which names it says."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dialogue.assistant.problems import Place, Problem

_VALIDATION = {"ValidationAction": "action_validate_slot_mappings"}
_UNSUPPORTED = {
    "ReminderScheduled": "reminder-not-kept",
    "ReminderCancelled": "reminder-not-kept",
    "ActionQueryKnowledgeBase": "knowledge-base-not-tried",
}


@dataclass(frozen=True, slots=True)
class Code:
    """What the actions' code says. `known`: every action's name could be read; `words`: all its names and strings."""

    actions: Mapping[str, Place] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    known: bool = False
    problems: tuple[Problem, ...] = ()


def read_code(sources: Mapping[str, str]) -> Code:
    """Read the Python files of a project: path -> text."""
    trees: dict[str, ast.Module] = {}
    problems = []
    for name in sorted(sources):
        try:
            trees[name] = ast.parse(sources[name])
        except (SyntaxError, ValueError) as error:
            problems.append(Problem("not-python", Place(name, getattr(error, "lineno", 1) or 1)))
    classes = [
        (name, node) for name, tree in trees.items() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    ]
    named = [(_action(node), Place(name, node.lineno)) for name, node in classes]
    readable = len(trees) == len(sources) > 0 and all(_is_readable(node) for _, node in classes)
    problems += [found for name, tree in trees.items() for found in _unsupported(name, tree)]
    return Code(
        {action: place for action, place in named if action},
        frozenset(word for tree in trees.values() for word in _words(tree)),
        readable,
        tuple(problems),
    )


def _classes(tree: ast.Module) -> Iterator[ast.ClassDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def _action(node: ast.ClassDef) -> str:
    """Return the name of the action that a class is, where it is written; empty for any other class."""
    for method in node.body:
        if isinstance(method, ast.FunctionDef) and method.name == "name":
            returned = [each.value for each in ast.walk(method) if isinstance(each, ast.Return)]
            if len(returned) == 1 and isinstance(returned[0], ast.Constant):
                return str(returned[0].value)
    return next((_VALIDATION[name] for name in _bases(node) if name in _VALIDATION), "")


def _is_readable(node: ast.ClassDef) -> bool:
    """Say whether a class is an action whose name is written, or derives from nothing that could be one."""
    return bool(_action(node)) or not _bases(node)


def _bases(node: ast.ClassDef) -> list[str]:
    return [getattr(each, "attr", getattr(each, "id", "")) for each in node.bases]


def _words(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.arg


def _unsupported(name: str, tree: ast.Module) -> Iterator[Problem]:
    """Return what the actions use that is not run here."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Name | ast.Attribute):
            continue
        used = node.attr if isinstance(node, ast.Attribute) else node.id
        if used in _UNSUPPORTED:
            yield Problem(_UNSUPPORTED[used], Place(name, node.lineno), {"what": used}, "warning")
