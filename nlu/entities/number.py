"""Order and customer numbers: announced by a word, or written the company's own way."""

import re
from collections.abc import Iterator, Mapping

from nlu.cues import Cues, NumberCues, either
from nlu.entities.found import Found, Strength
from nlu.errors import InvalidPattern

# A reference: letters and digits, with more groups of three digits or more.
REFERENCE = r"(?=[a-z0-9_/.-]{0,30}\d)(?P<number>[a-z0-9](?:[a-z0-9]|[_/.-](?=[a-z0-9])){1,30}(?: \d{3,6}){0,4})(?!\w)"
CODED = re.compile(r"(?<![\w-])[A-Z]{2,4}-\d{6,12}(?![\w-])")
SIZE = re.compile(r"\d{1,4}x\d{1,4}(?:x\d{1,4})?")
DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?")
YEAR = re.compile(r"(?:19|20)\d\d")
FEWEST_DIGITS, FEWEST_DIGITS_MARKED = 5, 3


class Numbers:
    """Reads the number behind “commande n°”, “order #”, “numéro client” and the like."""

    def __init__(self, cues: Cues) -> None:
        self._cued = tuple(
            (kind, _cued(words, cues.number))
            for kind, words in (("CUSTOMER_NUMBER", cues.number.customer), ("ORDER_NUMBER", cues.number.order))
        )
        self._any = _cued(cues.number.any, cues.number)
        self._bare = re.compile(rf"(?<!\w)(?:n[°º]|#) ?{REFERENCE}")
        self._markers = re.compile(rf"(?<!\w)(?:{either(cues.number.markers)})")

    def find(self, text: str, folded: str) -> Iterator[Found]:
        """Yield every number that a word announces; without “n°” or the like it needs more digits."""
        for kind, pattern in self._cued:
            for match in pattern.finditer(folded):
                marked = self._markers.search(match["links"]) is not None
                if _is_number(match["number"], marked=marked):
                    strength = Strength.CUED if marked else Strength.SHAPED
                    yield Found(kind, *match.span("number"), strength, f"after “{match['cue']}”")
        for match in self._any.finditer(folded):
            if _is_number(match["number"], marked=False):
                reason = f"after “{match['cue']}”"
                yield Found("CUSTOMER_NUMBER", *match.span("number"), Strength.GUESSED, reason)
        for match in CODED.finditer(text):
            yield Found("ORDER_NUMBER", *match.span(), Strength.GUESSED, "capitals, a dash and six digits or more")
        for match in self._bare.finditer(folded):
            if _is_number(match["number"], marked=False):
                yield Found("ORDER_NUMBER", *match.span("number"), Strength.SHAPED, "a number after n° or #")


class CompanyPatterns:
    """Reads what the company says its own numbers look like."""

    def __init__(self, patterns: Mapping[str, str]) -> None:
        self._patterns = tuple((kind.upper(), _compiled(kind, pattern)) for kind, pattern in patterns.items())

    def find(self, text: str, folded: str) -> Iterator[Found]:
        """Yield every match of every pattern."""
        for kind, pattern in self._patterns:
            for match in pattern.finditer(text):
                if match.group():
                    yield Found(kind, *match.span(), Strength.CERTAIN, f"the company's pattern for {kind}")


def _cued(words: tuple[str, ...], cues: NumberCues) -> re.Pattern[str]:
    links = rf"(?:[\s:#°º.=(-]|(?:{either(cues.links)})(?![a-z]))"
    return re.compile(rf"(?<!\w)(?P<cue>{either(words)})s?(?P<links>{links}{{1,12}}){REFERENCE}")


def _is_number(number: str, *, marked: bool) -> bool:
    if SIZE.fullmatch(number) or DATE.fullmatch(number) or (YEAR.fullmatch(number) and not marked):
        return False
    return sum(char.isdigit() for char in number) >= (FEWEST_DIGITS_MARKED if marked else FEWEST_DIGITS)


def _compiled(kind: str, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise InvalidPattern(kind=kind, pattern=pattern, reason=error) from error
