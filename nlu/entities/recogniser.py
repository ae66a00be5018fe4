"""All recognisers together: what a text names, one entity a place, the surest first."""

from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence

from nlu.cues import Cues, fold, languages, load_cues
from nlu.entities.address import Addresses
from nlu.entities.amount import Amounts
from nlu.entities.card import Cards
from nlu.entities.date import Dates
from nlu.entities.email import Emails
from nlu.entities.found import Finder, Found, Strength
from nlu.entities.iban import Ibans
from nlu.entities.name import Names
from nlu.entities.number import CompanyPatterns, Numbers
from nlu.entities.phone import Phones
from nlu.entities.social import SocialNumbers
from nlu.model import Entity
from nlu.pipeline import Parsed, Pipeline


class EntityRecogniser:
    """Finds entities in texts of any language; `patterns` are the company's own, kind to regular expression.

    Raises InvalidPattern when one is not a regular expression.
    """

    def __init__(self, *, patterns: Mapping[str, str], pipelines: Mapping[str, Pipeline]) -> None:
        company = CompanyPatterns(patterns)
        cues = [load_cues(lang) for lang in languages()]
        # Names and numbers are looked for in every language: a French mail may end with “Best regards”.
        stops = frozenset[str]().union(*(one.not_names for one in cues))
        shared: tuple[Finder, ...] = (
            company,
            SocialNumbers(),
            *(Names(one, stops=stops) for one in cues),
            *(Numbers(one) for one in cues),
        )
        self._finders = {one.lang: (*shared, *_own(one)) for one in cues}
        self._every = (*shared, *(finder for one in cues for finder in _own(one)))
        self._pipelines = pipelines

    def recognise(self, text: str, lang: str, *, parsed: Parsed | None = None) -> tuple[Entity, ...]:
        """Return entities sorted by start, none overlapping; `parsed` spares a second reading by spaCy."""
        if parsed is None and lang in self._pipelines:
            parsed = self._pipelines[lang].read(text)
        return self._entities(text, lang, parsed)

    def recognise_many(self, texts: Sequence[str], langs: Sequence[str]) -> list[tuple[Entity, ...]]:
        """Return what `recognise` would for each text, read in batches."""
        parsed: dict[int, Parsed] = {}
        for lang, pipeline in self._pipelines.items():
            places = [place for place, own in enumerate(langs) if own == lang]
            parsed.update(zip(places, pipeline.read_many(texts[place] for place in places), strict=True))
        pairs = enumerate(zip(texts, langs, strict=True))
        return [self._entities(text, lang, parsed.get(place)) for place, (text, lang) in pairs]

    def _entities(self, text: str, lang: str, parsed: Parsed | None) -> tuple[Entity, ...]:
        folded = fold(text)
        found = [one for finder in self._finders.get(lang, self._every) for one in finder.find(text, folded)]
        if parsed:
            found += (_guessed(entity) for entity in parsed.names)
        return tuple(_entity(one, text) for one in _surest(found))


def _own(cues: Cues) -> tuple[Finder, ...]:
    return Emails(cues), Phones(cues), Ibans(cues), Cards(cues), Addresses(cues), Dates(cues), Amounts(cues)


def _guessed(entity: Entity) -> Found:
    kind = "NAME" if entity.kind == "PERSON" else entity.kind
    return Found(kind, entity.start, entity.end, Strength.GUESSED, entity.reason)


def _surest(found: Iterable[Found]) -> list[Found]:
    """Keep the strongest, then the longest, of what overlaps; return the kept ones by start."""
    kept: list[Found] = []
    starts: list[int] = []
    for one in sorted(found, key=lambda one: (-one.strength, one.start - one.end, one.start)):
        place = bisect(starts, one.start)
        before, after = kept[place - 1 : place] if place else [], kept[place : place + 1]
        if (before and before[0].end > one.start) or (after and after[0].start < one.end):
            continue
        starts.insert(place, one.start)
        kept.insert(place, one)
    return kept


def _entity(found: Found, text: str) -> Entity:
    written = text[found.start : found.end]
    return Entity(found.kind, written, found.value or written, found.start, found.end, found.reason)
