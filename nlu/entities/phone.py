"""Telephone numbers, as French and foreign customers write them."""

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from nlu.cues import Cues
from nlu.entities.found import Found, Strength

SEP = r"[ .\-/\t]"
# Ten digits in pairs, also numbers kept for fiction, which the numbering plan calls invalid.
FRENCH = re.compile(
    rf"(?<![\w+@])(?:(?:\+ ?|00{SEP}?)(?:33|32|41|262|590|594|596){SEP}?(?:\(0\)|0)?{SEP}?|0)[1-9]"
    rf"({SEP}{{0,2}})\d\d(?:\1\d\d){{3}}(?![\w@])"
)
# Only behind a 0, a + or a bracket, or grouped as in North America: bare digits are rather a reference.
CANDIDATE = re.compile(
    rf"(?<![\w.+@])(?:(?:\+ ?|\()\d|0|(?=\d{{3}}[ .-]\d{{3}}[ .-]\d{{4}}(?!\d))\d)"
    rf"(?:[()]?{SEP}{{0,2}}[()]?\d){{7,15}}(?![\w@])"
)
GROUPS = re.compile(r"\D+$|\D+\d+\D*$")
DATED = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d{2}-\d{2}")
FEWEST_DIGITS, MOST_TRIES, TEN = 8, 3, 10


class Phones:
    """Asks the French spelling first, then the numbering plans of the regions of the language.

    `phonenumbers.PhoneNumberMatcher` finds the same but takes 12 seconds on 100,000 hostile characters.
    """

    def __init__(self, cues: Cues) -> None:
        self._regions = cues.phone_regions

    def find(self, text: str, folded: str) -> Iterator[Found]:
        """Yield every number; its value is in international form (+33612345678)."""
        for match in FRENCH.finditer(folded):
            value = _international(match.group())
            yield Found("PHONE", *match.span(), Strength.CUED, "a French telephone number", value)
        for match in CANDIDATE.finditer(folded):
            found = None if DATED.search(match.group()) else self._planned(match)
            if found:
                yield found

    def _planned(self, match: re.Match[str]) -> Found | None:
        start = match.start()
        for written in _shorter(match.group()):
            for region in self._regions:
                value = _valid(written, region)
                if value:
                    reason = f"valid in the numbering plan of {region}, or international"
                    return Found("PHONE", start, start + len(written), Strength.SHAPED, reason, value)
        if match.group().startswith("0") and sum(map(str.isdigit, match.group())) == TEN and "FR" in self._regions:
            return Found("PHONE", *match.span(), Strength.SHAPED, "ten digits that begin with 0")
        if match.group().startswith("+"):
            return Found("PHONE", *match.span(), Strength.SHAPED, "a + and the digits of a foreign number")
        return None


def _shorter(written: str) -> Iterator[str]:
    """Yield the digits without their last groups, as long as there are enough: “... 0123 2 lamps”."""
    for _ in range(MOST_TRIES):
        if sum(char.isdigit() for char in written) < FEWEST_DIGITS:
            return
        yield written
        written = GROUPS.sub("", written)


def _valid(written: str, region: str) -> str | None:
    try:
        number = phonenumbers.parse(written, region)
    except NumberParseException:
        return None
    valid = phonenumbers.is_valid_number(number)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164) if valid else None


def _international(written: str) -> str:
    digits = re.sub(r"\D", "", written.replace("(0)", ""))
    if written.startswith("+"):
        return f"+{digits}"
    return f"+{digits[2:]}" if digits.startswith("00") else f"+33{digits[1:]}"
