"""The company's own numbers, as people write them and as the records do."""

import re

_ORDER = re.compile(r"(?:MP)?\W*(\d{8})", re.IGNORECASE)
_POSTCODE = re.compile(r"(?<!\d)\d{4,5}(?!\d)")


def order_number(said: str) -> str | None:
    """Return the number of an order as `MP-12345678`, None when it has not its eight digits."""
    found = _ORDER.fullmatch(said.strip())
    return f"MP-{found[1]}" if found else None


def postcode(said: str) -> str | None:
    """Return the postcode in what was said, None when there is none."""
    found = _POSTCODE.search(said)
    return found[0] if found else None
