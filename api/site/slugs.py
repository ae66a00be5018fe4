"""Words of an address: short, lower case, without accents."""

import re

from knowledge.analysis import fold

LONGEST = 60
_GAP = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Return a text as it stands in an address, cut between words; “faq” when nothing of it can be written there."""
    words = _GAP.sub("-", fold(text)).strip("-")
    if len(words) > LONGEST:
        words = words[: LONGEST + 1].rpartition("-")[0] or words[:LONGEST]
    return words or "faq"
