"""Entries in and out of files: one file a format over one row codec; a list is one cell where there are cells."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from pathlib import Path

from knowledge.curation import tidy
from knowledge.entry_files import csv_file, json_file, jsonl, xlsx
from knowledge.entry_files.codec import entry_of, values_of
from knowledge.entry_files.faults import Broken, Fault, Faults, Reason
from knowledge.entry_files.rows import Rows
from knowledge.errors import DatesReversed, EmptyQuestion, InvalidEntries, SourceNotFound, TooLong, UnknownEntryFormat
from knowledge.model import Entry

FORMATS = {"csv": csv_file, "json": json_file, "jsonl": jsonl, "xlsx": xlsx}
MOST_FAULTS = 200
_MOST_ENTRIES = 20_000
_COLUMNS = {"variant": "variants"}


@dataclass(frozen=True, slots=True)
class EntryFile:
    """What a file holds: entries, and the first 200 of its `faulty` faults; of a workbook, which sheet was read."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...] = ()
    faulty: int = 0
    sheet: str = ""
    sheets: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    """Collects the entries and the faults of a file, and the line that each id stands on."""

    over: Mapping[str, Entry]
    zone: tzinfo
    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    faulty: int = 0
    lines: dict[str, int] = field(default_factory=dict)

    def fault(self, *faults: Fault) -> None:
        self.faulty += len(faults)
        self.faults.extend(faults[: MOST_FAULTS - len(self.faults)])


def read_entries(path: Path, *, over: Mapping[str, Entry] | None = None, zone: tzinfo = UTC) -> list[Entry]:
    """Return the entries of a file, all or none; see `read_file`. Raises InvalidEntries, which names every fault."""
    found = read_file(path, over=over, zone=zone)
    check(found, path.name)
    return list(found.entries)


def check(found: EntryFile, file: str) -> None:
    """Raise InvalidEntries where a file has faults."""
    if found.faults:
        raise InvalidEntries(file=file, count=found.faulty, faults=Faults(found.faults))


def read_file(path: Path, *, over: Mapping[str, Entry] | None = None, zone: tzinfo = UTC, sheet: str = "") -> EntryFile:
    """Return what a file holds, in the format that its name ends with.

    A row changes the entry of its id in `over`, and leaves the fields that the file does not name as they are there;
    else it is a new entry. Times without a zone are of `zone`. Raises SourceNotFound, UnknownEntryFormat, UnknownSheet.
    """
    if not path.is_file():
        raise SourceNotFound(file=path.name)
    reading = _Reading(over or {}, zone)
    rows = Rows()
    try:
        rows = FORMATS[format_of(path.name)].read(path, sheet=sheet)
        for line, values in _bounded(rows):
            _take(reading, line, values)
    except Broken as broken:
        reading.fault(broken.fault)
    return EntryFile(tuple(reading.entries), tuple(reading.faults), reading.faulty, rows.sheet, rows.sheets)


def write_entries(entries: Iterable[Entry], path: Path) -> int:
    """Write entries as `read_entries` reads them, over what the file held, all or none; return how many.

    The name of the file says in which format. Raises UnknownEntryFormat.
    """
    form = FORMATS[format_of(path.name)]
    rows = [values_of(entry) for entry in entries]
    beside = path.with_name(f".{path.name}.new")
    form.write(rows, beside)
    beside.replace(path)
    return len(rows)


def format_of(name: str) -> str:
    """Return the format that a file's name ends with. Raises UnknownEntryFormat."""
    ending = Path(name).suffix.removeprefix(".").lower()
    if ending not in FORMATS:
        raise UnknownEntryFormat(file=name, formats=", ".join(sorted(FORMATS)))
    return ending


def _bounded(rows: Rows) -> Iterator[tuple[int, Mapping[str, object] | Fault]]:
    for count, (line, values) in enumerate(rows.rows, start=1):
        if count > _MOST_ENTRIES:
            raise Broken(Fault(Reason.TOO_MANY, line, details={"most": _MOST_ENTRIES}))
        yield line, values


def _take(reading: _Reading, line: int, values: Mapping[str, object] | Fault) -> None:
    if isinstance(values, Fault):
        reading.fault(values)
        return
    found = entry_of(values, line, over=reading.over, zone=reading.zone)
    if not isinstance(found, Entry):
        reading.fault(*found)
    elif found.id in reading.lines:
        details = {"id": found.id, "first": reading.lines[found.id]}
        reading.fault(Fault(Reason.SAME_ID, line, "id", details))
    else:
        reading.lines[found.id] = line
        _keep(reading, line, found)


def _keep(reading: _Reading, line: int, entry: Entry) -> None:
    try:
        reading.entries.append(tidy(entry))
    except EmptyQuestion:
        reading.fault(Fault(Reason.EMPTY, line, "question"))
    except DatesReversed:
        reading.fault(Fault(Reason.REVERSED, line, "retire_at"))
    except TooLong as error:
        part = str(error.details["part"])
        reading.fault(Fault(Reason.TOO_LONG, line, _COLUMNS.get(part, part), error.details))
