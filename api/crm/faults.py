"""What is wrong with a line of a file of customers and orders, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Wrong(StrEnum):
    """Why a line cannot be taken; the value says it in English, `code` names it for other languages."""

    NO_FILE = "there is no such file; check the path"
    ENDING = "it is neither .csv, .json nor .jsonl; export it in one of these formats"
    ENCODING = "it is not in a known encoding; save the file as UTF-8"
    QUOTES = "a quotation mark is not closed, or stands where none may; save the file again from a spreadsheet"
    NO_HEADER = "the first row names neither customers' columns nor orders'; write {columns}"
    TWICE = "this column is there twice; keep one"
    UNKNOWN = "there is no such field; use {columns}"
    TOO_MANY_CELLS = "the row has more cells than the header names; take the others out"
    NOT_JSON = "it is not JSON; write one complete object"
    NOT_A_LIST = "the file is not a list; write [{{...}}, {{...}}], or name it .jsonl for one object a line"
    NOT_AN_OBJECT = 'it is not an object; write {{"number": ..., "email": ...}}'
    TOO_MANY = "the files hold more than {most} rows; split them"
    MISSING = "it is missing; add it"
    TOO_LONG = "it has {length} characters; {most} fit"
    NO_CHARACTER = "it holds a character that is no text (a zero or half a pair); take it out"
    NOT_OF_ITS_KIND = "it is not of the right kind; see the sample files"
    NOT_A_NUMBER = "“{value}” is not a number; write 12.50"
    NOT_A_TIME = "“{value}” is not a time; write 2026-05-04 14:30, or 2026-05-04T14:30:00+02:00"
    NOT_A_DATE = "“{value}” is not a date; write 2026-05-04"
    NOT_ONE_OF = "“{value}” is none of {known}"
    NOT_AN_EMAIL = "“{value}” is not an e-mail address"
    NOT_A_PHONE = "“{value}” is not a phone number"
    SAME_NUMBER = "the number “{value}” stands on {first} already; give each its own"
    SAME_EMAIL = "“{value}” is the address of {first} already; one address is one account"
    NO_CUSTOMER = "there is no customer “{value}”, neither here nor in the records; add it, or leave this empty"
    DIFFERS = "“{value}” stands where the first row of this order says otherwise; leave it empty, or write the same"
    NO_LINES = "the order has no articles; add one at least"

    @property
    def code(self) -> str:
        return self.name.lower().replace("_", "-")


@dataclass(frozen=True, slots=True)
class RecordFault:
    """One thing wrong: in which file, on which line, in which column, where that can be told."""

    wrong: Wrong
    file: str
    line: int = 1
    column: str = ""
    details: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" + (f", {self.column}" if self.column else "")
        return f"{place}: {self.wrong.format(**self.details)}"


class RecordFaults(tuple[RecordFault, ...]):
    """Several faults, as text one a line."""

    __slots__ = ()

    def __str__(self) -> str:
        return "\n" + "".join(f"{fault}\n" for fault in self)


class Unreadable(Exception):
    """The file cannot be read any further."""

    def __init__(self, fault: RecordFault) -> None:
        super().__init__(fault)
        self.fault = fault
