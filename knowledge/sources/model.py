"""What a source gives: requests as they were written, and what could not be read and why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MAX_TEXT = 20_000

# Called with the part of the file already read, in [0, 1].
Progress = Callable[[float], None]


class Reason(StrEnum):
    """Why a row was skipped: a stable code, and a sentence in English without anything the row held."""

    code: str

    LINE_TOO_LONG = "line-too-long", "the line is longer than 1 MB"
    NOT_JSON = "not-json", "the line is not complete JSON"
    NOT_AN_OBJECT = "not-an-object", "the line is JSON but not an object with names"
    TOO_DEEP = "too-deep", "the JSON is nested too deeply"
    REST_NOT_READ = "rest-not-read", "the JSON list is broken or cut here: what follows was not read"
    ITEM_TOO_LONG = "item-too-long", "the item of the JSON list is longer than 1 MB: what follows was not read"
    BLANK_TEXT = "blank-text", "the customer's text is blank or missing"
    TOO_MANY_COLUMNS = "too-many-columns", "there are more columns than in the header: a quote is missing"
    QUOTE_NOT_CLOSED = "quote-not-closed", "a quote is opened and never closed"
    BROKEN_ROW = "broken-row", "the row is not valid CSV"
    MAIL_TOO_LARGE = "mail-too-large", "the mail is larger than 25 MB"
    MAIL_WITHOUT_TEXT = "mail-without-text", "the mail has no text of its own"
    COMPANY_MAIL = "company-mail", "the company wrote it, and the request it replies to is not in the file"
    LATER_REPLY = "later-reply", "the company wrote it, to a request that has a reply already"

    def __new__(cls, code: str, sentence: str) -> "Reason":
        """Make the sentence the value, which is what a reader sees."""
        reason = str.__new__(cls, sentence)
        reason._value_ = sentence
        reason.code = code
        return reason


@dataclass(frozen=True, slots=True)
class RawRequest:
    """One past request as it was written, personal data included. `line` is where it starts in the file, from 1."""

    line: int
    text: str
    reply: str | None = None
    lang: str | None = None
    channel: str = "unknown"
    at: datetime | None = None
    external_id: str | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """One row that gave no request, and why."""

    line: int
    reason: Reason

    @property
    def code(self) -> str:
        """Return the stable code of the reason."""
        return self.reason.code


Row = RawRequest | Skipped
