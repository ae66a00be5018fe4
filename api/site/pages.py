"""The pages of the FAQ as HTML, each from what it shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.site.catalogue import ROOT, Catalogue, Theme, home_of, path_of
from api.site.finding import Found, mark
from api.site.markdown import html_of, plain, tight
from api.site.pulse import Pulse
from api.site.structured import breadcrumbs, faq_page, script
from api.site.words import words_of
from dialogue.company import Company
from knowledge.model import Entry

_TEMPLATES = Path(__file__).parent / "templates"
_LISTED = 6
_FEW = 3
_SNIPPET = 160


@dataclass(frozen=True, slots=True)
class Site:
    """What every page needs: the version and its company, what is asked now, and how the site is reached."""

    catalogue: Catalogue
    company: Company
    pulse: Pulse
    origin: str

    def home(self, lang: str) -> str:
        """Return the home page of a language."""
        suggested = self._listed(self.company.suggestions.get(lang, ()), lang)
        asked = self._listed(self.pulse.asked, lang)
        return self._page(
            "home.html",
            _Head(lang, home_of(lang), alternates={each: home_of(each) for each in self.catalogue.languages}),
            themes=[self._sorted(theme) for theme in self.catalogue.themes.get(lang, ())],
            asked=asked[:_LISTED],
            frequent=suggested[:_LISTED] if not asked else (),
            rising=self._listed(self.pulse.rising, lang)[:_LISTED],
            seasonal=self._listed(self.pulse.seasonal, lang)[:_LISTED],
        )

    def theme(self, theme: Theme, lang: str) -> str:
        """Return the page of a theme."""
        crumbs = [self._home_crumb(lang), (theme.name, theme.path)]
        data = script(faq_page(theme.entries, lang=lang, origin=self.origin), breadcrumbs(crumbs, origin=self.origin))
        others = [each for each in self.catalogue.themes[lang] if each is not theme]
        head = _Head(
            lang,
            theme.path,
            theme.name,
            description=_snippet(" ".join(entry.question for entry in theme.entries)),
            data=data,
            category=theme.category,
            alternates=self._same(theme),
        )
        return self._page("theme.html", head, theme=self._sorted(theme), others=others, crumbs=crumbs)

    def entry(self, entry: Entry, *, said: str = "") -> str:
        """Return the page of an entry; `said` is the opinion that its reader just gave, yes or no."""
        theme, translations = self.catalogue.theme_of(entry), self.catalogue.translations(entry)
        crumbs = [self._home_crumb(entry.lang), *([(theme.name, theme.path)] if theme else [])]
        data = script(
            faq_page([entry], lang=entry.lang, origin=self.origin),
            breadcrumbs([*crumbs, (entry.question, path_of(entry))], origin=self.origin),
        )
        head = _Head(
            entry.lang,
            path_of(entry),
            entry.question,
            description=_snippet(plain(entry.answer)),
            data=data,
            category=entry.category,
            alternates={lang: path_of(each) for lang, each in translations.items()},
            kind="article",
        )
        related = self.catalogue.related(entry)
        return self._page("entry.html", head, entry=entry, crumbs=crumbs, related=related, said=said)

    def search(self, asked: str, found: Found, lang: str) -> str:
        """Return the results of a search."""
        title = words_of(lang).say("results_for", query=asked) if asked else words_of(lang).say("search")
        others = {each: f"{home_of(each)}/search" for each in self.catalogue.languages}
        head = _Head(lang, f"{home_of(lang)}/search", title, query=asked, alternates=others, indexed=False)
        matches = found.matches if found.sure else found.matches[:_FEW]
        results = [(match.entry, mark(match, lang=found.language)) for match in matches]
        return self._page("search.html", head, results=results, found=found)

    def missing(self, lang: str, *, gone: Entry | None = None, found: Found | None = None) -> str:
        """Return what stands at an address where nothing is, or where an entry was until it was retired."""
        title = words_of(lang).say("gone" if gone else "missing")
        others = {each: home_of(each) for each in self.catalogue.languages}
        head = _Head(lang, home_of(lang), title, alternates=others, indexed=False)
        near = [match.entry for match in found.matches] if found else []
        themes = self.catalogue.themes.get(lang, ())
        return self._page("missing.html", head, gone=gone, near=near, themes=themes)

    def refused(self, entry: Entry, why: str) -> str:
        """Return why an opinion was not kept."""
        head = _Head(entry.lang, path_of(entry), words_of(entry.lang).say("refused"), indexed=False)
        return self._page("refused.html", head, entry=entry, why=why)

    def sitemap(self) -> str:
        """Return every page that is to be found, with its translations."""
        homes = {lang: home_of(lang) for lang in self.catalogue.languages}
        pages: list[tuple[str, Any, Mapping[str, str]]] = [(path, None, homes) for path in homes.values()]
        for lang in self.catalogue.languages:
            pages += [(theme.path, None, self._same(theme)) for theme in self.catalogue.themes.get(lang, ())]
        for entry in self.catalogue.entries.values():
            others = {lang: path_of(each) for lang, each in self.catalogue.translations(entry).items()}
            pages.append((path_of(entry), entry.updated_at, others))
        return _environment().get_template("sitemap.xml").render(origin=self.origin, pages=pages)

    def robots(self) -> str:
        """Return what programs may read."""
        closed = "".join(f"Disallow: {path}\n" for path in ("/api/", "/console", "/studio"))
        searches = "".join(f"Disallow: {home_of(lang)}/search\n" for lang in self.catalogue.languages)
        return f"User-agent: *\n{closed}{searches}\nSitemap: {self.origin}/sitemap.xml\n"

    def _page(self, template: str, head: "_Head", **shown: Any) -> str:
        return (
            _environment()
            .get_template(template)
            .render(
                site=self,
                head=head,
                words=words_of(head.lang),
                lang=head.lang,
                company=self.company,
                rising_ids=frozenset(self.pulse.rising),
                **{"crumbs": (), **shown},
            )
        )

    def _listed(self, ids: Iterable[str], lang: str) -> list[Entry]:
        """Return the published entries of a language among these; a translation stands for the entry it translates."""
        entries = (self.catalogue.entries.get(id) for id in ids)
        spoken = (self.catalogue.translations(entry).get(lang) for entry in entries if entry)
        return _unique([entry for entry in spoken if entry])

    def _sorted(self, theme: Theme) -> Theme:
        """Return a theme with what is asked most first."""
        asked = [*self.pulse.asked, *chain.from_iterable(self.company.suggestions.values())]
        place = {id: number for number, id in enumerate(dict.fromkeys(asked))}
        entries = sorted(theme.entries, key=lambda entry: place.get(entry.id, len(place)))
        return replace(theme, entries=tuple(entries))

    def _same(self, theme: Theme) -> dict[str, str]:
        """Return the addresses of a theme in every language that has it."""
        return {
            lang: other.path
            for lang in self.catalogue.languages
            for other in self.catalogue.themes.get(lang, ())
            if other.category == theme.category
        }

    def _home_crumb(self, lang: str) -> tuple[str, str]:
        return words_of(lang).say("home"), home_of(lang)


@dataclass(frozen=True, slots=True)
class _Head:
    """What a page says of itself."""

    lang: str
    path: str
    title: str = ""
    description: str = ""
    query: str = ""
    category: str = ""
    data: Any = ""
    kind: str = "website"
    indexed: bool = True
    alternates: Mapping[str, str] = field(default_factory=dict)


def _unique(entries: Sequence[Entry]) -> list[Entry]:
    return list({entry.id: entry for entry in entries}.values())


def _snippet(text: str) -> str:
    """Return how a text begins, cut between words."""
    return text if len(text) <= _SNIPPET else f"{text[:_SNIPPET].rpartition(' ')[0]}…"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"tight": tight, "answer": html_of, "address": path_of, "plain": plain, "snippet": _snippet}
    environment.globals["root"] = ROOT
    return environment
