"""One published version as a site: themes, addresses, translations, and what is related. Made once a version."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from api.site.slugs import slug
from knowledge.faq.related import related
from knowledge.model import Entry
from knowledge.search import Base

ROOT = "/faq"
# Words that stand in the place of a theme's slug.
_TAKEN = frozenset({"search"})
ThemeName = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Theme:
    """A category, as visitors of one language see it; `path` is its address."""

    category: str
    name: str
    path: str
    entries: tuple[Entry, ...]


class Catalogue:
    """What the pages of one version are made of; `name` gives a category's name in a language.

    An entry's address is /faq/LANGUAGE/ID/QUESTION: the id finds it whatever becomes of the question, so that an
    address of yesterday leads to that of today without a history being kept; a theme's is /faq/LANGUAGE/NAME.
    """

    def __init__(self, base: Base, languages: Sequence[str], name: ThemeName) -> None:
        self.base = base
        self.entries: Mapping[str, Entry] = base.entries
        written = {entry.lang for entry in self.entries.values()}
        self.languages = tuple(dict.fromkeys([*languages, *sorted(written)]))
        self._name = name
        self._related = dict[str, list[Entry]]()

    @cached_property
    def themes(self) -> dict[str, tuple[Theme, ...]]:
        """The themes of each language, the largest first; entries without a category come last."""
        return {lang: self._themes(lang) for lang in self.languages}

    @cached_property
    def _translated(self) -> dict[str, dict[str, Entry]]:
        found: defaultdict[str, dict[str, Entry]] = defaultdict(dict)
        for entry in self.entries.values():
            found[entry.translation_of or entry.id].setdefault(entry.lang, entry)
        return found

    def theme(self, lang: str, path: str) -> Theme | None:
        """Return the theme at an address."""
        return next((theme for theme in self.themes.get(lang, ()) if theme.path == path), None)

    def theme_of(self, entry: Entry) -> Theme | None:
        """Return the theme that an entry belongs to."""
        return next((theme for theme in self.themes[entry.lang] if theme.category == entry.category), None)

    def translations(self, entry: Entry) -> dict[str, Entry]:
        """Return the entry in every language that it is written in, its own included."""
        return self._translated[entry.translation_of or entry.id] | {entry.lang: entry}

    def related(self, entry: Entry) -> list[Entry]:
        """Return what somebody who reads this entry may want next; worked out once a version."""
        if entry.id not in self._related:
            shelf = self.base.shelves[entry.lang]
            at = [each.id for each in shelf.entries].index(entry.id)
            self._related[entry.id] = related(shelf.entries, shelf.centres, at)
        return self._related[entry.id]

    def _themes(self, lang: str) -> tuple[Theme, ...]:
        by_category: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries.values():
            if entry.lang == lang:
                by_category[entry.category].append(entry)
        order = sorted(by_category.items(), key=lambda pair: (not pair[0], -len(pair[1]), pair[0]))
        taken, themes = set(_TAKEN), list[Theme]()
        for category, entries in order:
            name = self._name(category, lang)
            themes.append(Theme(category, name, f"{ROOT}/{lang}/{_free(slug(name), taken)}", tuple(entries)))
        return tuple(themes)


def path_of(entry: Entry) -> str:
    """Return the address of an entry's page."""
    return f"{ROOT}/{entry.lang}/{entry.id}/{slug(entry.question)}"


def home_of(lang: str) -> str:
    """Return the address of a language's home page."""
    return f"{ROOT}/{lang}"


def _free(word: str, taken: set[str]) -> str:
    """Return the word, numbered when it is taken already, and take it."""
    number, free = 1, word
    while free in taken:
        number += 1
        free = f"{word}-{number}"
    taken.add(free)
    return free


def link(entry: Entry) -> dict[str, Any]:
    """Return what a list says of an entry."""
    return {"id": entry.id, "question": entry.question, "lang": entry.lang, "path": path_of(entry)}
