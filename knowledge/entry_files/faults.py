"""What is wrong with a line of an entries file, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Reason(StrEnum):
    """Why a line cannot be taken; the value says it in English, `code` names it for other languages."""

    NOT_JSON = "it is not JSON; write one complete object"
    NOT_A_LIST = "the file is not a list; write [{{...}}, {{...}}], or name it .jsonl for one object a line"
    NOT_AN_OBJECT = 'it is not an object; write {{"id": ..., "lang": ..., "question": ...}}'
    ENCODING = "it is not in a known encoding; save the file as UTF-8"
    QUOTES = "a quotation mark is not closed, or stands where none may; save the file again from a spreadsheet"
    NO_HEADER = "the first row names no column of entries; write {columns}"
    TWICE = "this column is there twice; keep one"
    UNKNOWN = "there is no such field; use {columns}"
    TOO_MANY_CELLS = "the row has more cells than the header names; take the others out"
    FORMULA = "it is a formula; put its value in its place"
    ERROR_CELL = "the spreadsheet could not compute it ({value}); write the value"
    DATE_IN_TEXT = "the spreadsheet took it for a date; format the cell as text and write it again"
    NOT_A_WORKBOOK = "it cannot be opened as a workbook; save it again as .xlsx, without a password"
    TOO_HEAVY = "it unpacks to more than {most} MB; split it"
    TOO_MANY = "the file has more than {most} entries; split it"
    MISSING = "it is missing; add it"
    EMPTY = "it is empty; write it"
    TOO_LONG = "it has {length} characters; {most} fit"
    NOT_A_TEXT = "it is not a text"
    NOT_A_LIST_OF_TEXTS = "it is not a list of texts"
    NOT_VARIANTS = 'it is not a list of wordings; write "...", or {{"text": ..., "origin": ...}} with {origins}'
    NOT_ALTERNATIVES = 'it is not a list of alternatives; write {{"answer": ..., "segment": ..., "page": ...}}'
    NOT_ORIGIN = "“{value}” is no origin of a wording; write one of {origins}"
    NOT_A_HEAD = "an alternative starts with a line such as “>>> segment: pro | page: /pro”"
    NOT_TRUE = "“{value}” is neither yes nor no; write true or false"
    NOT_A_TIME = "“{value}” is not a time; write 2026-05-04 14:30, or 2026-05-04T14:30:00+02:00"
    REVERSED = "it is before the entry is published; write a later time"
    NOT_AN_ID = "it may hold letters, digits, - and _ only, at most 100"
    TAKEN_ID = "“{value}” is an address of the engine; give the entry another id"
    NOT_A_LANGUAGE = "it is not a language code such as fr or en"
    NO_CHARACTER = "it holds a character that is no text (a zero or half a pair); take it out"
    TOO_MANY_ITEMS = "it has {length} items; {most} fit"
    SAME_ID = "the id “{id}” is already on line {first}; give one of them another"

    @property
    def code(self) -> str:
        return self.name.lower().replace("_", "-")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: on which line (of a workbook: row) and in which column, where that can be told."""

    reason: Reason
    line: int = 1
    column: str = ""
    details: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        place = f"line {self.line}, {self.column}" if self.column else f"line {self.line}"
        return f"{place}: {self.reason.format(**self.details)}"


class Faults(tuple[Fault, ...]):
    """Several faults, as text one a line."""

    __slots__ = ()

    def __str__(self) -> str:
        return "\n" + "".join(f"{fault}\n" for fault in self)


class Broken(Exception):
    """The file cannot be read any further."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault
