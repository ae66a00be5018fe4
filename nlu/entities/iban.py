"""Bank account numbers (IBAN), checked by their key."""

import re
from collections.abc import Iterator

from stdnum import iban

from nlu.cues import Cues, either
from nlu.entities.found import Found, Strength

# Looks ahead, so that a number right behind something alike is seen too.
CANDIDATE = re.compile(r"(?<![a-z0-9])(?=([a-z]{2} ?\d{2}(?:[ .-]{0,2}[a-z0-9]){11,30}))")
# ISO 13616: the length of an account number in each country.
LENGTHS = {
    "ad": 24, "at": 20, "be": 16, "bg": 22, "ch": 21, "cy": 28, "cz": 24, "de": 22, "dk": 18, "ee": 20, "es": 24,
    "fi": 18, "fo": 18, "fr": 27, "gb": 22, "gi": 23, "gl": 18, "gr": 27, "hr": 21, "hu": 28, "ie": 22, "is": 26,
    "it": 27, "li": 21, "lt": 20, "lu": 20, "lv": 21, "mc": 27, "mt": 31, "nl": 18, "no": 15, "pl": 28, "pt": 25,
    "ro": 24, "se": 24, "si": 19, "sk": 24, "sm": 27, "tn": 24, "tr": 26, "ma": 28, "va": 22, "mu": 30, "sa": 24,
    "ae": 23, "il": 23, "al": 28, "ba": 20, "ge": 22, "md": 24, "me": 22, "mk": 19, "mr": 27, "rs": 22, "ua": 29,
}  # fmt: skip
BEFORE = 24


class Ibans:
    """Takes as many characters as the country wants, then checks the key."""

    def __init__(self, cues: Cues) -> None:
        self._cue = re.compile(rf"\b(?:{either(cues.iban_cues)})\b")

    def find(self, text: str, folded: str) -> Iterator[Found]:
        """Yield account numbers whose key is right, and mistyped ones that the word IBAN announces."""
        for match in CANDIDATE.finditer(folded):
            end = _end(match)
            if end is None:
                continue
            number = re.sub(r"[ .-]", "", folded[match.start() : end]).upper()
            # Countries check banks too, against lists that lag behind: the key is enough here.
            if iban.is_valid(number, check_country=False):
                yield Found("IBAN", match.start(), end, Strength.CERTAIN, "an IBAN whose key is right", number)
            elif self._is_announced(folded, match.start()) and not folded[end : end + 1].isalnum():
                yield Found("IBAN", match.start(), end, Strength.CUED, "announced as an IBAN, its key is wrong", number)

    def _is_announced(self, folded: str, start: int) -> bool:
        """Say whether the word IBAN stands before; `be 29...` is English."""
        return folded[start + 2] != " " and self._cue.search(folded, max(0, start - BEFORE), start) is not None


def _end(match: re.Match[str]) -> int | None:
    left = LENGTHS.get(match[1][:2], 0)
    for offset, char in enumerate(match[1], start=match.start() + 1):
        left -= char.isalnum()
        if left == 0:
            return offset
    return None
