"""An entry as the values of a row, and back: what each field may hold, whatever the format."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import datetime, tzinfo
from typing import Any, get_args

from knowledge.curation import LONGEST_FOLLOW_UP, RESERVED_IDS
from knowledge.entry_files.faults import Fault, Reason
from knowledge.entry_files.rows import FIELDS, READ_ONLY, REQUIRED, TEXTS, TIMES, Values
from knowledge.model import Alternative, Entry, Origin, Variant

ORIGINS: tuple[str, ...] = get_args(Origin)
_MOST = {"variants": 1_000, "rejected": 1_000, "alternatives": 50}
_LONGEST = {"category": 500, "follow_up": LONGEST_FOLLOW_UP, "segment": 500, "page": 500, "rejected": 2_000}
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_LANG = re.compile(r"[a-z]{2,3}")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class _Wrong(Exception):
    """A value is not what its field holds."""

    def __init__(self, reason: Reason, **details: object) -> None:
        super().__init__(reason)
        self.reason, self.details = reason, details


def values_of(entry: Entry) -> dict[str, Any]:
    """Return what a file says of an entry, by field, in JSON's types."""
    values = {name: getattr(entry, name) for name in (*FIELDS, *READ_ONLY)}
    lists = {
        "variants": [asdict(variant) for variant in entry.variants],
        "alternatives": [asdict(alternative) for alternative in entry.alternatives],
        "rejected": list(entry.rejected),
    }
    times = {name: values[name].isoformat() if values[name] else None for name in TIMES}
    return {**values, **lists, **times}


def entry_of(values: Values, line: int, *, over: Mapping[str, Entry], zone: tzinfo) -> Entry | list[Fault]:
    """Return the entry that a row describes, over the one of its id, or everything that is wrong with the row."""
    faults = [*_strange(values, line), *_missing(values, line)]
    said: dict[str, Any] = {}
    for name in FIELDS:
        if name in values and not any(fault.column == name for fault in faults):
            try:
                said[name] = _READ.get(name, _text)(name, values[name], zone)
            except _Wrong as wrong:
                faults.append(Fault(wrong.reason, line, name, wrong.details))
    if faults:
        return faults
    kept = over.get(said["id"])
    entry = replace(kept or Entry(said["id"], said["lang"], said["question"]), **said)
    return replace(entry, variants=_with_origins(entry.variants, kept))


def _strange(values: Values, line: int) -> Iterator[Fault]:
    for name in values:
        if name not in FIELDS and name not in READ_ONLY:
            yield Fault(Reason.UNKNOWN, line, name[:80], {"columns": ", ".join(FIELDS)})


def _missing(values: Values, line: int) -> Iterator[Fault]:
    for name in REQUIRED:
        if name not in values:
            yield Fault(Reason.MISSING, line, name)
        elif values[name] == "":
            yield Fault(Reason.EMPTY, line, name)


def _with_origins(variants: tuple[Variant | str, ...], kept: Entry | None) -> tuple[Variant, ...]:
    """A wording whose origin the file does not say has the one it had."""
    known = {variant.text: variant for variant in kept.variants} if kept else {}
    return tuple(
        known.get(" ".join(each.split()), Variant(each)) if isinstance(each, str) else each for each in variants
    )


def _text(name: str, value: object, _: tzinfo) -> str | None:
    if value is None and name not in REQUIRED:
        return None if name == "translation_of" else ""
    text = _storable(value)
    if name == "translation_of" and not text.strip():
        return None
    if name in ("id", "translation_of"):
        return _named(text.strip())
    if name == "lang" and not _LANG.fullmatch(text := text.strip()):
        raise _Wrong(Reason.NOT_A_LANGUAGE)
    return _short(name, text)


def _named(text: str) -> str:
    if not _ID.fullmatch(text):
        raise _Wrong(Reason.NOT_AN_ID)
    if text in RESERVED_IDS:
        raise _Wrong(Reason.TAKEN_ID, value=text)
    return text


def _variants(name: str, value: object, _: tzinfo) -> tuple[Variant | str, ...]:
    return tuple(_variant(each) for each in _list(name, value, Reason.NOT_VARIANTS))


def _variant(value: object) -> Variant | str:
    if isinstance(value, str):
        return _storable(value)
    if not isinstance(value, Mapping) or not {"text"} <= value.keys() <= {"text", "origin"}:
        raise _Wrong(Reason.NOT_VARIANTS, origins=", ".join(ORIGINS))
    origin = value.get("origin", "curator")
    if origin not in ORIGINS:
        raise _Wrong(Reason.NOT_ORIGIN, value=str(origin)[:40], origins=", ".join(ORIGINS))
    return Variant(_storable(value["text"]), origin)


def _alternatives(name: str, value: object, _: tzinfo) -> tuple[Alternative, ...]:
    found = []
    for each in _list(name, value, Reason.NOT_ALTERNATIVES):
        if not isinstance(each, Mapping) or not {"answer"} <= each.keys() <= {"answer", "segment", "page"}:
            raise _Wrong(Reason.NOT_ALTERNATIVES)
        parts = {part: _short(part, _storable(text or "")) for part, text in each.items()}
        found.append(Alternative(**parts))
    return tuple(found)


def _rejected(name: str, value: object, _: tzinfo) -> tuple[str, ...]:
    return tuple(_short(name, _storable(each)) for each in _list(name, value, Reason.NOT_A_LIST_OF_TEXTS))


def _list(name: str, value: object, otherwise: Reason) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise _Wrong(otherwise, origins=", ".join(ORIGINS))
    if len(value) > _MOST[name]:
        raise _Wrong(Reason.TOO_MANY_ITEMS, length=len(value), most=_MOST[name])
    return value


def _flag(_: str, value: object, __: tzinfo) -> bool:
    if value is None or isinstance(value, bool):
        return bool(value)
    raise _Wrong(Reason.NOT_TRUE, value=str(value)[:40])


def _time(_: str, value: object, zone: tzinfo) -> datetime | None:
    if value is None or value == "":
        return None
    try:
        at = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        return at if at.tzinfo else at.replace(tzinfo=zone)
    except ValueError as error:
        raise _Wrong(Reason.NOT_A_TIME, value=str(value)[:40]) from error


def _storable(value: object) -> str:
    if not isinstance(value, str):
        raise _Wrong(Reason.NOT_A_TEXT)
    if _UNSTORABLE.search(value):
        raise _Wrong(Reason.NO_CHARACTER)
    return value


def _short(name: str, text: str) -> str:
    most = _LONGEST.get(name, len(text))
    if len(text) > most:
        raise _Wrong(Reason.TOO_LONG, length=len(text), most=most)
    return text


_READ: dict[str, Callable[[str, object, tzinfo], Any]] = {
    **dict.fromkeys(TEXTS, _text),
    **dict.fromkeys(TIMES, _time),
    "variants": _variants,
    "alternatives": _alternatives,
    "rejected": _rejected,
    "in_review": _flag,
}
