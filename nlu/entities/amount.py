"""Amounts of money."""

import re
from collections.abc import Iterator

from nlu.cues import Cues, either
from nlu.entities.found import Found, Strength

NUMBER = r"(?P<{0}>\d{{1,3}}(?:[ .,']\d{{3}}){{1,3}}(?!\d)|\d{{1,9}})(?:[.,](?P<{1}>\d{{1,2}}))?(?!\d)"


class Amounts:
    """Reads a number with a currency before or behind it."""

    def __init__(self, cues: Cues) -> None:
        self._currencies = cues.currencies
        after, before = either(cues.currencies), either(sign for sign in cues.currencies if not sign.isalpha())
        number = NUMBER.format("units", "cents")
        self._after = re.compile(rf"(?<![\w.,]){number} ?(?P<currency>{after})(?P<tail>\d\d)?(?!\w)")
        self._before = re.compile(rf"(?<!\w)(?P<currency>{before}) ?{number}(?!\w)")

    def find(self, text: str, folded: str) -> Iterator[Found]:
        """Yield every amount; its value is like `12.50 EUR`."""
        for pattern in (self._before, self._after):
            for match in pattern.finditer(folded):
                reason = f"a number and “{match['currency']}”"
                yield Found("AMOUNT", *match.span(), Strength.SHAPED, reason, self._value(match))

    def _value(self, match: re.Match[str]) -> str:
        groups = match.groupdict()
        units = re.sub(r"\D", "", groups["units"])
        cents = (groups["cents"] or groups.get("tail") or "00").ljust(2, "0")
        return f"{units}.{cents} {self._currencies[groups['currency']]}"
