"""Which answer of an entry a visitor is given: by who they are, as their page says, and by where they are. Pure."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from knowledge.model import Alternative, Entry


@dataclass(frozen=True, slots=True)
class Audience:
    """A visitor's segment and page, a path or an address; empty ones fit only what asks for none."""

    segment: str = ""
    page: str = ""


ANYBODY = Audience()


def alternative_for(entry: Entry, audience: Audience) -> Alternative | None:
    """Return the first alternative that fits, None when the entry's own answer does."""
    return next((each for each in entry.alternatives if fits(each, audience)), None)


def answer_for(entry: Entry, audience: Audience) -> str:
    """Return what this visitor is answered."""
    alternative = alternative_for(entry, audience)
    return alternative.answer if alternative else entry.answer


def fits(alternative: Alternative, audience: Audience) -> bool:
    """Say whether an alternative is for these visitors; "/pro" is for "/pro" and "/pro/prices", not for "/products"."""
    if alternative.segment and alternative.segment.casefold() != audience.segment.strip().casefold():
        return False
    wanted = _path(alternative.page)
    return not wanted or f"{_path(audience.page)}/".startswith(f"{wanted}/")


def _path(page: str) -> str:
    """Return the path of a page without the slashes around it, as people write it."""
    try:
        return unquote(urlsplit(page.strip()).path).strip("/")
    except ValueError:
        # "http://[" is no address: what was written is compared as it is.
        return page.strip().strip("/")
