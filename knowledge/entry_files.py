"""Entries in and out of JSONL files, one entry a line."""

import json
import re
from collections.abc import Iterable, Iterator
from json import JSONDecodeError
from pathlib import Path
from typing import Any

from knowledge.curation import tidy
from knowledge.errors import EmptyQuestion, InvalidEntry, SourceNotFound, TooLong
from knowledge.model import Entry, Variant

_FIELDS = ("id", "lang", "category", "question", "answer", "variants", "translation_of")
_REQUIRED = ("id", "lang", "question")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_LANG = re.compile(r"[a-z]{2,3}")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def read_entries(path: Path) -> list[Entry]:
    """Return the entries of a JSONL file, new and unpublished, all or none. Raises SourceNotFound, InvalidEntry."""
    if not path.is_file():
        raise SourceNotFound(file=path.name)
    lines: dict[str, int] = {}
    entries: list[Entry] = []
    for number, values in _objects(path):
        entry = _entry(values, path.name, number)
        if entry.id in lines:
            reason = f"its id “{entry.id}” is already on line {lines[entry.id]}; give it another"
            raise InvalidEntry(line=number, file=path.name, reason=reason)
        lines[entry.id] = number
        entries.append(entry)
    return entries


def write_entries(entries: Iterable[Entry], path: Path) -> int:
    """Write entries as `read_entries` reads them, over what the file held, all or none; return how many."""
    rows = [json.dumps(_values(entry), ensure_ascii=False) for entry in entries]
    beside = path.with_name(f".{path.name}.new")
    beside.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    beside.replace(path)
    return len(rows)


def _objects(path: Path) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(path.read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line.decode("utf-8"))
        except UnicodeDecodeError as error:
            reason = "it is not UTF-8; save the file as UTF-8"
            raise InvalidEntry(line=number, file=path.name, reason=reason) from error
        except (JSONDecodeError, RecursionError) as error:
            reason = "it is not JSON; write one complete object on the line"
            raise InvalidEntry(line=number, file=path.name, reason=reason) from error


def _entry(values: Any, file: str, number: int) -> Entry:
    reason = _fault(values)
    if reason:
        raise InvalidEntry(line=number, file=file, reason=reason)
    entry = Entry(
        id=values["id"],
        lang=values["lang"],
        question=values["question"],
        answer=values.get("answer") or "",
        variants=tuple(Variant(text) for text in values.get("variants") or ()),
        category=values.get("category") or "",
        translation_of=values.get("translation_of"),
    )
    try:
        return tidy(entry)
    except (EmptyQuestion, TooLong) as error:
        raise InvalidEntry(line=number, file=file, reason=str(error)) from error


def _fault(values: Any) -> str | None:
    """Return what is wrong with the values of a line and what to write instead; None when nothing is."""
    if not isinstance(values, dict):
        return 'it is not an object; write {"id": ..., "lang": ..., "question": ...}'
    if unknown := sorted(values.keys() - set(_FIELDS)):
        return f"it has unknown fields ({', '.join(unknown)}); use {', '.join(_FIELDS)}"
    if missing := [field for field in _REQUIRED if field not in values]:
        return f"it has no {' and no '.join(missing)}; add it"
    return _wrong_type(values) or _wrong_code(values) or _wrong_character(values)


def _wrong_type(values: dict[str, Any]) -> str | None:
    for field in _FIELDS:
        value = values.get(field)
        if field == "variants":
            right = value is None or (isinstance(value, list) and all(isinstance(text, str) for text in value))
        else:
            right = isinstance(value, str) or (value is None and field not in _REQUIRED)
        if not right:
            return f"its “{field}” is not {'a list of texts' if field == 'variants' else 'a text'}"
    return None


def _wrong_code(values: dict[str, Any]) -> str | None:
    for field in ("id", "translation_of"):
        if values.get(field) is not None and not _ID.fullmatch(values[field]):
            return f"its “{field}” may hold letters, digits, - and _ only, at most 100"
    if not _LANG.fullmatch(values["lang"]):
        return "its “lang” is not a language code such as fr or en"
    return None


def _wrong_character(values: dict[str, Any]) -> str | None:
    if _UNSTORABLE.search("".join([values["question"], values.get("answer") or "", *(values.get("variants") or ())])):
        return "it holds a character that is no text (a zero or half a pair); take it out"
    return None


def _values(entry: Entry) -> dict[str, Any]:
    values = {field: getattr(entry, field) for field in _FIELDS}
    return {**values, "variants": [variant.text for variant in entry.variants]}
