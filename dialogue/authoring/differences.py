"""How two states of an assistant's files differ, file by file."""

from difflib import unified_diff

from dialogue.assistant.files import Files
from dialogue.authoring.model import FileChange


def differences(before: Files, after: Files) -> list[FileChange]:
    """Return how files differ, by path; those that are the same are left out."""
    return [
        _difference(path, before.get(path), after.get(path))
        for path in sorted({*before, *after})
        if before.get(path) != after.get(path)
    ]


def _difference(path: str, before: str | None, after: str | None) -> FileChange:
    old, new = (before or "").splitlines(), (after or "").splitlines()
    lines = tuple(unified_diff(old, new, lineterm=""))[2:]
    return FileChange(path, "added" if before is None else "removed" if after is None else "changed", lines)
