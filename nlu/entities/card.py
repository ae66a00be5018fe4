"""Payment card numbers, checked by their key."""

import re
from collections.abc import Iterator
from itertools import accumulate

from stdnum import luhn

from nlu.cues import Cues, either
from nlu.entities.found import Found, Strength

# Looks ahead, so that a card right behind other digits is seen too.
CANDIDATE = re.compile(r"(?<!\w)(?=([2-6]\d{2,18}(?:[ .-]{1,2}\d{1,7}){0,6})(?!\w))")
GROUP = re.compile(r"[ .-]*\d+")
# Issuers by first digits, and the lengths they give: an order or article number seldom has both.
ISSUERS = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|5\d{15}|2[2-7]\d{14}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|35\d{14}|6\d{15}"
    r"|62\d{15,17}|(?:50|5[6-9]|6\d)\d{11,17}"
)
BEFORE = 40


class Cards:
    """Thirteen to nineteen digits of a known issuer with the right key."""

    def __init__(self, cues: Cues) -> None:
        self._cue = re.compile(rf"\b(?:{either(cues.card_cues)})\b")

    def find(self, text: str, folded: str) -> Iterator[Found]:
        """Yield card numbers whose key is right, and mistyped ones that the word card announces."""
        for match in CANDIDATE.finditer(folded):
            start = match.start()
            for end, number in _prefixes(start, match[1]):
                if luhn.is_valid(number):
                    yield Found("CARD", start, end, Strength.CERTAIN, "a card number whose key is right", number)
                    break
                if self._cue.search(folded, max(0, start - BEFORE), start):
                    yield Found("CARD", start, end, Strength.SHAPED, "announced as a card, its key is wrong", number)


def _prefixes(start: int, written: str) -> Iterator[tuple[int, str]]:
    """Yield where a card could end, and its digits: every run of whole groups that fits an issuer, longest first."""
    groups = GROUP.findall(written)
    for end in reversed(list(accumulate(map(len, groups)))):
        number = re.sub(r"\D", "", written[:end])
        if ISSUERS.fullmatch(number):
            yield start + end, number
