"""The addresses of the public FAQ: HTML for people, a site map and rules for programs."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from api.errors import Known, TooManyTries, WrongOrigin, sentence, status_of
from api.http import EngineOf, same_origin
from api.site.catalogue import ROOT, home_of, path_of
from api.site.finding import Asked
from api.site.pages import Site
from api.site.visitors import Guest, is_robot
from api.wiring import Engine
from knowledge.errors import EntryNotFound
from knowledge.model import Entry

router = APIRouter(include_in_schema=False)
TOKEN = "comptoir_opinion"  # noqa: S105 - the cookie's name
_READ = ["GET", "HEAD"]
_LISTED = 10
# A browser asks each time whether a page changed: an entry that was retired is gone at the next load.
_ASK_AGAIN = "public, no-cache"


@router.api_route(ROOT, methods=_READ)
def front(request: Request, engine: EngineOf) -> Response:
    """Lead to the home page in the reader's language."""
    headers = {"Vary": "Accept-Language", "Cache-Control": "no-cache"}
    return RedirectResponse(home_of(_spoken(request.headers, engine)), 302, headers)


@router.api_route("/robots.txt", methods=_READ)
def robots(request: Request, engine: EngineOf) -> Response:
    """Say what programs may read."""
    return _page(request, _site(request, engine).robots(), media="text/plain")


@router.api_route("/sitemap.xml", methods=_READ)
def sitemap(request: Request, engine: EngineOf) -> Response:
    """List the pages that are to be found."""
    return _page(request, _site(request, engine).sitemap(), media="application/xml")


@router.api_route(f"{ROOT}/{{lang}}", methods=_READ)
def home(lang: str, request: Request, engine: EngineOf) -> Response:
    """Show the home page of a language."""
    if lang not in engine.faq.catalogue.languages:
        return _missing(request, engine, lang)
    return _page(request, _site(request, engine).home(lang))


@router.api_route(f"{ROOT}/{{lang}}/search", methods=_READ)
def search(lang: str, request: Request, engine: EngineOf, q: str = "") -> Response:
    """Show what was found."""
    if lang not in engine.faq.catalogue.languages:
        return _missing(request, engine, lang)
    asked = " ".join(q.replace("\0", " ").split())[:500]
    found = engine.faq.find(Asked(asked, lang, limit=_LISTED, typing=False))
    return _page(request, _site(request, engine).search(asked, found, lang))


@router.api_route(f"{ROOT}/{{lang}}/{{name}}", methods=_READ)
def theme(lang: str, name: str, request: Request, engine: EngineOf) -> Response:
    """Show a theme, or lead to the entry that has this id."""
    found = engine.faq.catalogue.theme(lang, f"{ROOT}/{lang}/{name}")
    if found:
        return _page(request, _site(request, engine).theme(found, lang))
    return entry(lang, name, "", request, engine)


@router.api_route(f"{ROOT}/{{lang}}/{{id}}/{{slug}}", methods=_READ)
def entry(lang: str, id: str, slug: str, request: Request, engine: EngineOf, said: str = "") -> Response:
    """Show an entry; an address that it had before leads to the one it has now."""
    faq = engine.faq
    found = faq.catalogue.entries.get(id)
    if found is None:
        return _missing(request, engine, lang, id)
    told = faq.catalogue.translations(found).get(lang, found)
    if request.url.path != path_of(told):
        return RedirectResponse(path_of(told), 301)
    if guest := _counted(request, engine):
        faq.viewed(told, guest)
    return _page(request, _site(request, engine).entry(told, said=said if said in ("yes", "no") else ""))


@router.post(f"{ROOT}/{{lang}}/{{id}}/opinion")
def opine(
    lang: str,
    id: str,
    request: Request,
    engine: EngineOf,
    helpful: Annotated[str, Form(max_length=10)] = "",
    comment: Annotated[str, Form(max_length=10_000)] = "",
) -> Response:
    """Keep what a reader thinks of an answer, and thank them on its page."""
    found = engine.faq.catalogue.entries.get(id)
    if found is None or helpful not in ("yes", "no"):
        return _missing(request, engine, lang, id)
    try:
        if not same_origin(request.headers):
            raise WrongOrigin
        token = _opined(request, engine, found, helpful=helpful == "yes", comment=comment.replace("\0", "")[:2_000])
    except (TooManyTries, WrongOrigin) as error:
        return _refused(request, engine, found, error)
    response = RedirectResponse(f"{path_of(found)}?said={helpful}#opinion", 303)
    response.set_cookie(TOKEN, token, path=ROOT, httponly=True, samesite="lax", secure=engine.settings.secure_cookies)
    return response


@router.api_route(f"{ROOT}/{{rest:path}}", methods=_READ)
def nowhere(rest: str, request: Request, engine: EngineOf) -> Response:
    """Say that there is nothing, and how to find what was looked for."""
    return _missing(request, engine, rest.partition("/")[0])


def guest_of(request: Request, engine: Engine) -> Guest:
    """Return who calls, for today."""
    address = request.client.host if request.client else ""
    return engine.faq.guest(address, request.headers.get("user-agent", ""))


def _counted(request: Request, engine: Engine) -> Guest | None:
    """Return the reader, unless nobody reads: a program, or a browser that fetches before it is asked to."""
    headers = request.headers
    ahead = "prefetch" in headers.get("sec-purpose", headers.get("purpose", ""))
    if request.method == "HEAD" or ahead or is_robot(headers.get("user-agent", "")):
        return None
    return guest_of(request, engine)


def _opined(request: Request, engine: Engine, found: Entry, *, helpful: bool, comment: str) -> str:
    token = request.cookies.get(TOKEN, "")[:100]
    return engine.faq.opine(found, guest_of(request, engine), token=token, helpful=helpful, comment=comment)


def _site(request: Request, engine: Engine) -> Site:
    origin = engine.settings.public_url or str(request.base_url).rstrip("/")
    return Site(engine.faq.catalogue, engine.company(), engine.faq.pulse, origin)


def _page(request: Request, body: str, *, status: int = 200, media: str = "text/html") -> Response:
    """Return a page, or that the browser has it already."""
    tag = f'"{blake2b(body.encode(), digest_size=12).hexdigest()}"'
    headers = {"ETag": tag, "Cache-Control": _ASK_AGAIN}
    known = (each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(","))
    if status == 200 and tag in known:
        return Response(status_code=304, headers=headers)
    return Response(body, status, headers, f"{media}; charset=utf-8")


def _missing(request: Request, engine: Engine, lang: str, id: str = "") -> Response:
    """Return 410 for what was published once, with what comes nearest; else 404."""
    languages = engine.faq.catalogue.languages
    lang = lang if lang in languages else _spoken(request.headers, engine)
    gone = _retired(engine, id) if id else None
    site = _site(request, engine)
    if gone is None:
        return _page(request, site.missing(lang), status=404)
    found = engine.faq.find(Asked(gone.question, lang, limit=_LISTED // 2, typing=False))
    return _page(request, site.missing(lang, gone=gone, found=found), status=410)


def _retired(engine: Engine, id: str) -> Entry | None:
    try:
        kept = engine.entries.get(id.replace("\0", ""))
    except EntryNotFound:
        return None
    return kept if kept.retired and kept.published_revision else None


def _refused(request: Request, engine: Engine, found: Entry, error: Known) -> Response:
    body = _site(request, engine).refused(found, sentence(error, found.lang))
    return _page(request, body, status=status_of(error))


def _spoken(headers: Mapping[str, str], engine: Engine) -> str:
    """Return the first language of Accept-Language that the site has, else the company's first."""
    languages = engine.faq.catalogue.languages
    asked = (part.split(";")[0].strip().lower()[:2] for part in headers.get("accept-language", "").split(","))
    return next((lang for lang in asked if lang in languages), languages[0])
