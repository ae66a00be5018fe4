"""Mail out: by SMTP, or into a folder where no server was given."""

import hashlib
import smtplib
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from api.errors import InvalidSetting

_TIMEOUT = 30.0


@dataclass(frozen=True, slots=True)
class Mail:
    """One message. `key` names its cause: the same cause gives the same Message-ID, so that a copy can be told."""

    key: str
    to: str
    subject: str
    text: str


class Mailer(Protocol):
    """Sends mail."""

    def send(self, mail: Mail) -> None:
        """Send the mail, or raise: it will be tried again."""
        ...


class SmtpMailer:
    """Hands mail to an SMTP server, with TLS where the server offers it."""

    def __init__(self, url: str, *, sender: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise InvalidSetting(name="COMPTOIR_SMTP", reason="smtp://user:password@host:port")
        self._tls = parts.scheme == "smtps"
        self._host, self._port = parts.hostname, parts.port or (465 if self._tls else 587)
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._sender = sender

    def send(self, mail: Mail) -> None:
        """Send the mail. Raises OSError or smtplib.SMTPException."""
        connect = smtplib.SMTP_SSL if self._tls else smtplib.SMTP
        with connect(self._host, self._port, timeout=_TIMEOUT) as server:
            if not self._tls and server.has_extn("starttls"):
                server.starttls()
            if self._user:
                server.login(self._user, self._password)
            server.send_message(composed(mail, sender=self._sender))


class FolderMailer:
    """Writes each mail once into a folder, as an .eml file."""

    def __init__(self, folder: Path, *, sender: str) -> None:
        self._folder = folder
        self._sender = sender

    def send(self, mail: Mail) -> None:
        """Write the mail; the same key writes the same file."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{_digest(mail.key)}.eml"
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(composed(mail, sender=self._sender).as_bytes())
        unfinished.replace(path)


def open_mailer(url: str, *, sender: str, outbox: Path) -> Mailer:
    """Return the mailer for this address, or the folder's when there is none. Raises InvalidSetting."""
    return SmtpMailer(url, sender=sender) if url else FolderMailer(outbox, sender=sender)


def composed(mail: Mail, *, sender: str) -> EmailMessage:
    """Return the message as it goes out; line breaks cannot smuggle headers in."""
    message = EmailMessage()
    message["From"] = sender or "comptoir@localhost"
    message["To"] = mail.to
    message["Subject"] = " ".join(mail.subject.split())
    message["Date"] = formatdate()
    message["Message-ID"] = f"<{_digest(mail.key)}@{(sender or 'comptoir@localhost').rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message


def _digest(key: str) -> str:
    return hashlib.blake2b(key.encode(), digest_size=16).hexdigest()
