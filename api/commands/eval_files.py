"""The files of evaluations: rows read strictly from JSONL, predictions written whole or not at all."""

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from errno import EISDIR
from pathlib import Path
from typing import Any, TextIO
from uuid import uuid4

from api.errors import FieldMissing, FieldMistyped, NoRows, RowNotAnObject, SystemRefused
from knowledge.errors import SourceNotFound

Row = dict[str, Any]
Kind = Callable[[object], bool]
Write = Callable[[Mapping[str, object]], None]
_HALF_PAIR = re.compile(r"[\ud800-\udfff]")


def is_text(value: object) -> bool:
    """Tell whether a value is a text, none of whose characters is half a pair."""
    return isinstance(value, str) and not _HALF_PAIR.search(value)


def is_text_or_null(value: object) -> bool:
    """Tell whether a value is a text or null."""
    return value is None or is_text(value)


def is_texts(value: object) -> bool:
    """Tell whether a value is a list of texts."""
    return isinstance(value, list) and all(map(is_text, value))


def read_rows(
    path: Path, fields: Mapping[str, Kind], *, form: str, defaults: Mapping[str, object] | None = None
) -> list[tuple[int, Row]]:
    """Return the rows of a JSONL file, each with the number of its line; `form` is a line as it should be.

    A field with a default may be missing. Blank lines and fields that are not asked for are left out. Raises
    SourceNotFound, NoRows, RowNotAnObject, FieldMissing or FieldMistyped.
    """
    if not path.is_file():
        raise SourceNotFound(file=path.name)
    lines = path.read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines()
    rows = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not rows:
        raise NoRows(file=path.name, form=form)
    filled = dict(defaults or {})
    places = [{"line": number, "file": path.name, "form": form} for number, _ in rows]
    return [(number, _row(line, fields, filled, place)) for (number, line), place in zip(rows, places, strict=True)]


@contextmanager
def writing(path: Path | None) -> Iterator[Write]:
    """Yield what writes one JSON object a line; the file appears when the block ends well, and not before.

    Without a path, nothing is written. Raises SystemRefused, at once, when the file cannot be.
    """
    if path is None:
        yield lambda _: None
        return
    with _replacing(path) as file:
        yield lambda row: print(json.dumps(row, ensure_ascii=False), file=file)


def _row(line: bytes, fields: Mapping[str, Kind], defaults: Row, place: Mapping[str, object]) -> Row:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RowNotAnObject(**place) from error
    if not isinstance(values, dict):
        raise RowNotAnObject(**place)
    values = {**defaults, **values}
    for field, right in fields.items():
        if field not in values:
            raise FieldMissing(name=field, **place)
        if not right(values[field]):
            raise FieldMistyped(name=field, **place)
    return {field: values[field] for field in fields}


@contextmanager
def _replacing(path: Path) -> Iterator[TextIO]:
    """Open a file beside, and put it in the place of this one at the end; a pipe or a device is written as it is."""
    if path.is_dir():
        raise SystemRefused(reason=os.strerror(EISDIR), file=path)
    target = path.resolve()
    direct = target.exists() and not target.is_file()
    beside = target if direct else target.with_name(f".{target.name[:100]}.{uuid4().hex}")
    try:
        file = beside.open("w", encoding="utf-8")
    except OSError as error:
        raise SystemRefused(reason=error.strerror, file=path) from error
    try:
        with file:
            yield file
        if not direct:
            beside.replace(target)
    finally:
        if not direct:
            beside.unlink(missing_ok=True)
