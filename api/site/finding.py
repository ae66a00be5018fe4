"""Searching the FAQ as a visitor does: near ties in the order that use and the page suggest, grouped by theme."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from api.site.catalogue import ROOT, Catalogue, Theme
from api.site.marking import Piece, pieces
from api.site.pulse import Pulse
from dialogue.company import Company, Policy
from dialogue.mind import Reads, query
from knowledge.audience import ANYBODY, Audience, fits
from knowledge.faq.popularity import CONTEXT_STEP, in_order
from knowledge.model import Entry, Match

SHOWN = 0.02  # below it, a match is noise
_COMPARED = 20
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What a visitor looks for: `category` and `audience` say who and where they are,
    `typing` that more may be typed.
    """

    text: str
    lang: str | None = None
    limit: int = 5
    category: str = ""
    audience: Audience = ANYBODY
    typing: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, the best first; `sure` when the best is probable enough to be proposed. `themes` are near."""

    language: str
    matches: tuple[Match, ...] = ()
    themes: tuple[Theme, ...] = ()
    sure: bool = False

    def groups(self) -> dict[str, list[Match]]:
        """Return the matches by category, that of the best first."""
        grouped: dict[str, list[Match]] = {}
        for match in self.matches:
            grouped.setdefault(match.entry.category, []).append(match)
        return grouped


def find(asked: Asked, *, reader: Reads, catalogue: Catalogue, company: Company, pulse: Pulse) -> Found:
    """Return what the FAQ has for what was typed so far."""
    understanding = reader.read(asked.text, page=asked.lang, conversation=asked.lang)
    lang = understanding.language.code
    if not asked.text.strip():
        return Found(lang)
    nearest = catalogue.base.search(query(understanding, typing=asked.typing), limit=max(_COMPARED, asked.limit))
    shown = [match for match in nearest if match.confidence >= SHOWN]
    here = _context(asked, catalogue)

    def gain(entry: Entry) -> float:
        return pulse.lift(entry.id) + (CONTEXT_STEP if _fits(entry, here, asked.audience) else 0.0)

    sure = catalogue.base.threshold(company.policy.wrong_in_100).confidence
    matches = in_order(shown, gain, sure=sure)[: asked.limit]
    proposed = any(_is_proposed(match, company.policy) for match in matches)
    return Found(lang, tuple(matches), _near(nearest, catalogue, lang), proposed)


def mark(match: Match, *, lang: str) -> list[Piece]:
    """Return the pieces of a match's question, those that were looked for marked."""
    return pieces(match.entry.question, match.terms, lang=lang)


def _context(asked: Asked, catalogue: Catalogue) -> str:
    """Return the category that the visitor stands in, empty when none."""
    path = path_in(asked.audience.page)
    if asked.category or not path.startswith(f"{ROOT}/"):
        return asked.category
    lang, _, rest = path.removeprefix(f"{ROOT}/").partition("/")
    theme, entry = catalogue.theme(lang, path), catalogue.entries.get(rest.partition("/")[0])
    return theme.category if theme else entry.category if entry else ""


def _fits(entry: Entry, category: str, audience: Audience) -> bool:
    """Say whether an entry belongs to the category, or has an answer for this address in particular."""
    meant = any(other.page and fits(other, audience) for other in entry.alternatives)
    return meant or bool(category and entry.category == category)


def path_in(page: str) -> str:
    """Return the path of an address; what is no address is one."""
    try:
        return urlsplit(page).path
    except ValueError:
        return page


def _is_proposed(match: Match, policy: Policy) -> bool:
    """Say whether a match is worth proposing; one that holds no word of the query has to be surer."""
    return match.confidence >= (policy.clarify_at if match.terms else policy.clarify_total)


def _near(nearest: Sequence[Match], catalogue: Catalogue, lang: str) -> tuple[Theme, ...]:
    """Return the themes of what came nearest, then the largest."""
    themes = catalogue.themes.get(lang, ())
    by_category = {theme.category: theme for theme in themes}
    near = [by_category[match.entry.category] for match in nearest if match.entry.category in by_category]
    # By category: to tell themes apart by themselves would hash every entry they hold.
    return tuple({theme.category: theme for theme in (*near, *themes)}.values())[:_NEAR]
