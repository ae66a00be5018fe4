"""Who visits, told apart for a day and recognised by nobody: no address is kept, and the key goes at night."""

import re
import secrets
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from ipaddress import ip_address, ip_network

from api.storage.documents import SqlDocuments

_DOCUMENT = "visitors of the day"
_BROWSERS = 8  # a network counts for at most so many visitors a day
_ROBOT = re.compile(r"bot\b|crawl|spider|slurp|preview|headless.*lighthouse|curl|wget|python|monitor", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Guest:
    """A visitor on a day: `source` is the digest of a network, `visitor` that of one of its browsers."""

    day: date
    visitor: str
    source: str


class Guests:
    """Makes the digests of the day with a key that is replaced each day, the same in every process."""

    def __init__(self, documents: SqlDocuments) -> None:
        self._documents = documents
        self._day = date.min
        self._key = b""

    def of(self, address: str, agent: str, *, today: date) -> Guest:
        """Return who this is today; somebody who changes the browser's name at will is soon one of eight."""
        if today != self._day:
            self._key, self._day = self._key_of(today), today
        source = self._digest(network(address))
        browser = int(self._digest(agent), 16) % _BROWSERS
        return Guest(today, self._digest(f"{source} {browser}"), source)

    def _digest(self, text: str) -> str:
        return blake2b(text.encode(), key=self._key, digest_size=12).hexdigest()

    def _key_of(self, today: date) -> bytes:
        found = self._documents.read(_DOCUMENT)
        if found is None or found[1]["day"] != today.isoformat():
            # Of two processes that write at once the last one wins: both read what it wrote.
            body = {"day": today.isoformat(), "key": secrets.token_hex(32)}
            self._documents.write(_DOCUMENT, body, "site")
            found = self._documents.read(_DOCUMENT)
        assert found is not None
        return bytes.fromhex(found[1]["key"])


def network(address: str) -> str:
    """Return the network that an address belongs to, as one provider gives to one customer or street."""
    try:
        version = ip_address(address).version
    except ValueError:
        return address
    return str(ip_network(f"{address}/{24 if version == 4 else 48}", strict=False))


def is_robot(agent: str) -> bool:
    """Say whether a browser's name is that of a program, or empty."""
    return not agent or bool(_ROBOT.search(agent))
