"""E-mail addresses, also those written with “arobase” or a stray space."""

import re
from collections.abc import Iterator

from nlu.cues import Cues, either
from nlu.entities.found import Found, Strength

LOCAL = re.compile(r"[^\s@<>()\[\]\\,;:\"]{1,128}$")
DOMAIN = re.compile(r"[^\W_](?:[\w-]{0,62})(?:\.[^\W_][\w-]{0,62}){0,30}")
SPACED_LOCAL = re.compile(r"[\w.+-]{1,64} $")
SPACED_DOMAIN = re.compile(r" ?[^\W_][\w-]{0,62}(?:\.[^\W_][\w-]{0,62}){1,8}")
LONGEST_LOCAL = 130


class Emails:
    """Looks left and right of every @."""

    def __init__(self, cues: Cues) -> None:
        at, dot = either(cues.at_words), either(cues.dot_words)
        self._spelled = re.compile(
            rf"(?<![\w.+-])[\w.+-]{{1,64}} ?(?: (?:{at}) |[(\[] ?(?:{at}|@) ?[)\]]) ?[a-z0-9-]{{1,63}}"
            rf"(?:\.| ?[(\[]? ?(?:{dot}) ?[)\]]? ?)(?:[a-z0-9-]{{1,20}}\.)?(?:{either(cues.endings)})(?!\w)"
        )

    def find(self, text: str, folded: str) -> Iterator[Found]:
        """Yield every address; its value is in lower case without the spaces."""
        at = text.find("@")
        while at >= 0:
            found = _around(text, at)
            if found:
                yield found
            at = text.find("@", at + 1)
        for match in self._spelled.finditer(folded):
            yield Found("EMAIL", *match.span(), Strength.CUED, "an e-mail address spelled out")


def _around(text: str, at: int) -> Found | None:
    before = text[max(0, at - LONGEST_LOCAL) : at]
    local = LOCAL.search(before)
    domain = DOMAIN.match(text, at + 1)
    if local and domain:
        return _email(text, at - len(local.group()), domain.end(), "a name, an @ and a domain")
    local, domain = local or SPACED_LOCAL.search(before), SPACED_DOMAIN.match(text, at + 1)
    if local and domain:
        return _email(text, at - len(local.group()), domain.end(), "an e-mail address with a stray space")
    return None


def _email(text: str, start: int, end: int, reason: str) -> Found:
    value = text[start:end].replace(" ", "").lower()
    return Found("EMAIL", start, end, Strength.CERTAIN, reason, value)
