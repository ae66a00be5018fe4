"""What the files of an assistant may be: so many, so large, and named as files of a project are."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from dialogue.assistant.files import Files
from dialogue.authoring.errors import NotAProjectFile, ProjectTooLarge, ServerFile, TooManyFiles

MOST_FILES = 200
MOST_BYTES = 1_000_000
LONGEST_PATH = 200
_PART = r"[^\W.][\w .()-]*"
_PATH = re.compile(rf"(?:{_PART}/)*{_PART}\.ya?ml")
_OF_SERVERS = frozenset({"credentials", "endpoints"})


def bounded(files: Files) -> Files:
    """Return the files. Raises NotAProjectFile, ServerFile, TooManyFiles, ProjectTooLarge."""
    if len(files) > MOST_FILES:
        raise TooManyFiles(count=len(files), most=MOST_FILES)
    for path in files:
        if len(path) > LONGEST_PATH or not _PATH.fullmatch(path):
            raise NotAProjectFile(path=path[:LONGEST_PATH])
        if is_of_a_server(path):
            raise ServerFile(path=path)
    _fits(files.values())
    return files


def is_of_a_server(path: str) -> bool:
    """Say whether Rasa keeps here what a server needs, secrets among it: no part of the conversation."""
    return PurePosixPath(path).stem in _OF_SERVERS


def _fits(texts: Iterable[str]) -> None:
    size = sum(len(text.encode()) for text in texts)
    if size > MOST_BYTES:
        raise ProjectTooLarge(size=size, most=MOST_BYTES)
