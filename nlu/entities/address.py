"""Postal addresses and postal codes with their city."""

import re
from collections.abc import Iterator

from nlu.cues import AddressCues, Cues, either
from nlu.entities.found import Found, Strength

WORD = re.compile(r"[ \t]?(?:[^\W\d_](?:[^\W\d_]|['.-](?=[^\W\d_])){0,30}(?!\w)|\d{1,4}(?=[ ,\n]|$))")
TO_CODE = r"[ \t]?[,\n-]?[ \t]{0,2}\n?[ \t]{0,2}"
CODE_CITY = re.compile(TO_CODE + r"(?:[a-z]-)?(\d{5})(?!\d)[ \t,]{0,2}")
ENGLISH_CODE = re.compile(r",?\s{0,3}(?:[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|(?:[a-z]{2} )?\d{5}(?:-\d{4})?)\b")
COMMA_CITY = re.compile(r" ?,[ \t]{0,2}\n?(?=[^\W\d_])")
LONE_CODE = re.compile(r"(?<![\w.,-])(?:f-)?((?:0[1-9]|[1-8]\d|9[0-58])\d{3})[ \t](?=[^\W\d_])")
LONGEST_NAME, LONGEST_CITY, MOST_SMALL = 7, 4, 2


class Addresses:
    """Reads `12 bis rue des Lilas, 69003 Lyon` or `12 Baker Street, London NW1 6XE`, as the language does."""

    def __init__(self, cues: Cues) -> None:
        self._cues, self._stops = cues.address, cues.not_names
        self._street = re.compile((_type_first if cues.address.layout == "type-first" else _name_first)(cues.address))
        self._article = re.compile(rf" (?:{either(cues.address.articles)})\b") if cues.address.articles else None

    def find(self, text: str, folded: str) -> Iterator[Found]:
        """Yield addresses, and postal codes that stand with a city (their value is the code)."""
        for match in self._street.finditer(folded):
            find = self._type_first if self._cues.layout == "type-first" else self._name_first
            found = find(match, text, folded)
            if found:
                yield found
        for match in LONE_CODE.finditer(folded):
            end = self._city(text, folded, match.end()) if text[match.end()].isupper() else match.end()
            if end > match.end():
                yield Found("POSTAL_CODE", match.start(), end, Strength.SHAPED, "a postal code and a city", match[1])

    def _type_first(self, match: re.Match[str], text: str, folded: str) -> Found | None:
        name_end = self._name(text, folded, match.end())
        if name_end == match.end():
            return None
        end = self._code_and_city(text, folded, name_end)
        if match["type"] in self._cues.loose_types and end == name_end and not self._is_named(match, text, folded):
            return None
        return Found("ADDRESS", match.start(), end, Strength.CUED, f"a number and “{match['type']}”")

    def _name_first(self, match: re.Match[str], text: str, folded: str) -> Found | None:
        words = match["name"].split()
        capitals = all(word[0].isupper() or word[0].isdigit() for word in text[slice(*match.span("name"))].split())
        if any(word in self._stops for word in words) or (match["type"] in self._cues.loose_types and not capitals):
            return None
        end = self._english_tail(text, folded, match.end())
        return Found("ADDRESS", match.start(), end, Strength.CUED, f"a number and “{match['type']}”")

    def _is_named(self, match: re.Match[str], text: str, folded: str) -> bool:
        """Say whether a capital or an article follows: `2 place de parking` is no address."""
        follows = text[match.end() : match.end() + 2].strip()[:1]
        capital = bool(follows) and follows.isupper()
        return capital or (self._article is not None and self._article.match(folded, match.end()) is not None)

    def _name(self, text: str, folded: str, position: int) -> int:
        """Return where the name of the street ends: a few words, only two of them in lower case unless joined."""
        end, small, before = position, 0, ""
        for word in _words(folded, position, LONGEST_NAME):
            bare = word.group().strip()
            joins = bare in self._cues.joiners
            led = before in self._cues.joiners or before.isdigit()
            capital = text[word.end() - len(bare)].isupper() or bare.isdigit()
            # “rue de la poste”, “rue du 8 mai”: ordinary words, but in their place.
            first = led and (end == position or before.isdigit())
            ordinary = bare in self._stops and not (capital or first)
            if not joins and (ordinary or not (capital or led or small < MOST_SMALL)):
                break
            small += not (capital or joins or led)
            end, before = end if joins else word.end(), bare
        return end

    def _code_and_city(self, text: str, folded: str, position: int) -> int:
        code = CODE_CITY.match(folded, position)
        if code:
            return self._city(text, folded, code.end(), none=code.end(1))
        comma = COMMA_CITY.match(folded, position)
        if comma and text[comma.end()].isupper():
            return self._city(text, folded, comma.end(), none=position)
        return position

    def _english_tail(self, text: str, folded: str, position: int) -> int:
        comma = COMMA_CITY.match(folded, position)
        if comma and text[comma.end()].isupper():
            position = self._city(text, folded, comma.end(), none=position)
        code = ENGLISH_CODE.match(folded, position)
        return code.end() if code else position

    def _city(self, text: str, folded: str, position: int, *, none: int | None = None) -> int:
        """Return where the city ends: its first word in any case, more with capitals. `none`: if there is no city."""
        end = position if none is None else none
        for number, word in enumerate(_words(folded, position, LONGEST_CITY)):
            bare = word.group().strip()
            joins = bare in self._cues.city_joiners
            capital = text[word.end() - len(bare)].isupper()
            if not joins and (bare in self._stops or bare[0].isdigit() or not (capital or number == 0)):
                break
            end = end if joins else word.end()
        return end


def _words(folded: str, position: int, most: int) -> Iterator[re.Match[str]]:
    """Yield the words that follow each other from this position, one space apart."""
    for _ in range(most):
        word = WORD.match(folded, position)
        if word is None:
            return
        yield word
        position = word.end()


def _type_first(cues: AddressCues) -> str:
    types = either((*cues.types, *cues.loose_types))
    return rf"(?<![\w.,/-])\d{{1,4}}(?: ?(?:{either(cues.suffixes)})\b)?[ ,]{{1,2}}(?P<type>{types})(?=[ ])"


def _name_first(cues: AddressCues) -> str:
    types = either((*cues.types, *cues.loose_types))
    return (
        rf"(?<![\w.,/-])\d{{1,5}}(?:{either(cues.suffixes)})?,? (?P<name>[a-z0-9][\w'.-]{{0,24}}"
        rf"(?: [a-z][\w'.-]{{0,24}}){{0,3}}?) (?P<type>{types})(?!\w)"
    )
