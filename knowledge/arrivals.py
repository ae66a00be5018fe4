"""What a file of entries would change in the base, before anything is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from knowledge.model import Entry

# What is kept of an entry beside its content: who saved it and when, and what visitors see.
_KEPT = frozenset({"revision", "published_revision", "retired", "updated_at", "updated_by", "need_id"})
CONTENT = tuple(each.name for each in fields(Entry) if each.name not in _KEPT)


@dataclass(frozen=True, slots=True)
class Change:
    """An entry as it would become, and which of its fields differ."""

    entry: Entry
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Entries that are new, that differ from what is kept, and how many do not."""

    new: tuple[Entry, ...]
    changed: tuple[Change, ...]
    unchanged: int


def compare(entries: Iterable[Entry], kept: Mapping[str, Entry]) -> Arrivals:
    """Sort entries into those that are new, those that change one kept, and those that are as kept."""
    new: list[Entry] = []
    changed: list[Change] = []
    unchanged = 0
    for entry in entries:
        before = kept.get(entry.id)
        differing = tuple(name for name in CONTENT if before and getattr(before, name) != getattr(entry, name))
        if before is None:
            new.append(entry)
        elif differing:
            changed.append(Change(entry, differing))
        else:
            unchanged += 1
    return Arrivals(tuple(new), tuple(changed), unchanged)
