"""A project's files: YAML 1.2 as Rasa reads it, with the place where everything stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from dialogue.assistant.problems import Place, Problem

Files = Mapping[str, str]
_MOST_BYTES = 2_000_000
_MOST_NODES = 500_000


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file as it was written. `root` is empty when it could not be read."""

    name: str
    root: CommentedMap

    def place(self, node: object, key: object = None) -> Place:
        """Return where a mapping or a list stands, or what stands at `key` in it."""
        line = 0
        if isinstance(node, CommentedMap | CommentedSeq):
            line = node.lc.line or 0
            if key is not None and node.lc.data and key in node.lc.data:
                line = node.lc.data[key][0]
        return Place(self.name, line + 1)


def read_folder(root: Path) -> dict[str, str]:
    """Return the YAML files of a project's folder: path from the folder -> text."""
    paths = sorted((*root.rglob("*.yml"), *root.rglob("*.yaml")))
    inside = (path for path in paths if not any(part.startswith(".") for part in path.relative_to(root).parts))
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for path in inside
        if path.stat().st_size <= _MOST_BYTES
    }


def documents(files: Files, problems: list[Problem]) -> Iterator[Document]:
    """Read each file, in the order of their names; what is no YAML is told in `problems`."""
    for name in sorted(files):
        try:
            root = YAML(typ="rt", pure=True).load(files[name])
        except (YAMLError, ValueError, RecursionError) as error:
            problems.append(_unreadable(name, error))
            continue
        if "\ufffd" in files[name]:
            line = files[name].partition("\ufffd")[0].count("\n") + 1
            problems.append(Problem("not-utf-8", Place(name, line)))
        elif _weight(root, {}) > _MOST_NODES:
            problems.append(Problem("too-many-nodes", Place(name, 1), {"most": _MOST_NODES}))
        elif isinstance(root, CommentedMap):
            yield Document(name, root)
        elif root is not None:
            problems.append(Problem("not-a-mapping", Place(name, 1)))


def plain(node: Any) -> Any:
    """Return what was read as plain dicts, lists and scalars."""
    if isinstance(node, Mapping):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, list | tuple):
        return [plain(value) for value in node]
    if isinstance(node, bool) or node is None:
        return node
    for kind in (int, float, str):
        if isinstance(node, kind):
            return kind(node)
    return str(node)


def _weight(node: Any, known: dict[int, float]) -> float:
    """Return how many nodes there are once aliases are followed; without end where one leads back to itself."""
    if not isinstance(node, CommentedMap | CommentedSeq):
        return 1
    if id(node) not in known:
        known[id(node)] = inf
        inside = node.values() if isinstance(node, CommentedMap) else node
        known[id(node)] = 1 + sum(_weight(each, known) for each in inside)
    return known[id(node)]


def _unreadable(name: str, error: Exception) -> Problem:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    said = (error.problem if isinstance(error, MarkedYAMLError) else str(error)) or "?"
    return Problem("not-yaml", Place(name, mark.line + 1 if mark else 1), {"problem": " ".join(said.split())})
