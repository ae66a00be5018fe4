"""French social security numbers, checked by their key."""

import re
from collections.abc import Iterator

from stdnum.fr import nir

from nlu.entities.found import Found, Strength

CANDIDATE = re.compile(r"(?<!\w)[1-478] ?\d{2} ?\d{2} ?(?:\d{2}|2[ab]) ?\d{3} ?\d{3} ?\d{2}(?!\w)")


class SocialNumbers:
    """Reads `2 85 05 78 006 084 41`, with or without spaces; it is masked as a customer's number."""

    def find(self, text: str, folded: str) -> Iterator[Found]:
        """Yield numbers whose key is right."""
        for match in CANDIDATE.finditer(folded):
            number = match.group().replace(" ", "").upper()
            if nir.is_valid(number):
                reason = "a French social security number whose key is right"
                yield Found("CUSTOMER_NUMBER", *match.span(), Strength.CERTAIN, reason, number)
