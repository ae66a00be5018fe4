"""Requests from mails: one .eml, or an mbox where the company's replies find their requests."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path

from knowledge.sources.columns import bounded, joined
from knowledge.sources.html_text import text_of
from knowledge.sources.mail_text import new_text
from knowledge.sources.model import Progress, RawRequest, Reason, Row, Skipped
from knowledge.sources.when import read_date

MAX_MAIL = 25_000_000
MAX_LINE = 1_000_000
HEADER_ERRORS = (ValueError, TypeError, IndexError, AttributeError, KeyError, LookupError)


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail, read: addresses in lower case, ids as they are."""

    line: int
    id: str
    sender: str
    recipients: tuple[str, ...]
    answers: tuple[str, ...]
    subject: str
    text: str
    at: datetime | None


def read_mails(path: Path, *, progress: Progress) -> Iterator[Row]:
    """Yield one row a mail: a request with the company's first reply to it, or why there is none."""
    mails: list[Mail] = []
    for line, content in _split(path, progress):
        if content is None:
            yield Skipped(line, Reason.MAIL_TOO_LARGE)
            continue
        mail = _mail(line, content)
        if mail.text:
            mails.append(mail)
        else:
            yield Skipped(line, Reason.MAIL_WITHOUT_TEXT)
    yield from _matched(mails)


def _split(path: Path, progress: Progress) -> Iterator[tuple[int, bytes | None]]:
    """Yield the first line's number and the bytes of each mail; None: it is too large."""
    size = max(path.stat().st_size, 1)
    with path.open("rb") as file:
        pieces: list[bytes] = []
        start, number, length, after_blank, new_line = 1, 0, 0, True, True
        while piece := file.readline(MAX_LINE):
            number += new_line
            if new_line and after_blank and piece.startswith(b"From "):
                if length:
                    yield start, b"".join(pieces) if length <= MAX_MAIL else None
                    progress(file.tell() / size)
                pieces, start, length = [], number, 0
            else:
                length += len(piece)
                if length <= MAX_MAIL:
                    pieces.append(piece[1:] if piece.lstrip(b">").startswith(b"From ") else piece)
            after_blank = new_line and not piece.strip()
            new_line = piece.endswith(b"\n")
        if length:
            yield start, b"".join(pieces) if length <= MAX_MAIL else None
    progress(1.0)


def _mail(line: int, content: bytes) -> Mail:
    message = message_from_bytes(content, policy=policy.default)
    return Mail(
        line=line,
        id=_header(message, "Message-ID").strip(),
        sender=next(iter(_addresses(message, "From")), ""),
        recipients=(*_addresses(message, "To"), *_addresses(message, "Cc")),
        answers=tuple(reversed(f"{_header(message, 'References')} {_header(message, 'In-Reply-To')}".split())),
        subject=" ".join(_header(message, "Subject").split()),
        text=new_text(_body(message)),
        at=read_date(_header(message, "Date")),
    )


def _header(message: EmailMessage, name: str) -> str:
    # Broken headers make the standard library raise whatever comes first.
    try:
        return str(message.get(name, ""))
    except HEADER_ERRORS:
        return ""


def _addresses(message: EmailMessage, name: str) -> list[str]:
    return [address.lower() for _, address in getaddresses([_header(message, name)]) if address]


def _body(message: EmailMessage) -> str:
    try:
        part = message.get_body(preferencelist=("plain", "html"))
        content = part.get_content() if part else ""
        return text_of(content) if part and part.get_content_subtype() == "html" else str(content)
    except HEADER_ERRORS:
        payload = message.get_payload(decode=True)
        return payload.decode("cp1252", errors="replace") if isinstance(payload, bytes) else ""


def _matched(mails: Sequence[Mail]) -> Iterator[Row]:
    """Yield requests with replies, in order, then the company's mails that could not be joined to any."""
    company = _company(mails)
    requests = {mail.line: mail for mail in mails if not _is_from(mail, company)}
    by_id = {mail.id: mail for mail in mails if mail.id}
    replies: dict[int, str] = {}
    lost: list[Row] = []
    for mail in mails:
        if mail.line in requests:
            continue
        asked = next((by_id[id] for id in mail.answers if id in by_id and by_id[id].line in requests), None)
        if asked is None:
            lost.append(Skipped(mail.line, Reason.COMPANY_MAIL))
        elif asked.line in replies:
            lost.append(Skipped(mail.line, Reason.LATER_REPLY))
        else:
            replies[asked.line] = mail.text
    for mail in requests.values():
        yield _request(mail, replies.get(mail.line))
    yield from lost


def _request(mail: Mail, reply: str | None) -> RawRequest:
    request = bounded(mail.line, text=joined(mail.subject, mail.text), reply=reply)
    return replace(request, channel="email", at=mail.at, external_id=mail.id or None)


def _company(mails: Iterable[Mail]) -> str:
    """Return the address that most different people write to; of equals, the first written to."""
    writers: dict[str, set[str]] = {}
    for mail in mails:
        for address in mail.recipients:
            writers.setdefault(address, set()).add(mail.sender)
    counts = Counter({address: len(senders - {address}) for address, senders in writers.items()})
    return counts.most_common(1)[0][0] if counts else ""


def _is_from(mail: Mail, company: str) -> bool:
    return bool(company) and mail.sender == company
