"""What every route needs to know of a request: who sent it, from where, in which language."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, Path, Request
from fastapi.responses import JSONResponse

from api.errors import Known, SignInNeeded, WrongOrigin, sentence, status_of
from api.frames import NO_NUL
from api.security import same
from api.storage.users import Role, User
from api.wiring import Engine
from dialogue.assistant import wording
from dialogue.assistant.problems import InvalidProject, Problem
from dialogue.errors import ConversationNotFound

COOKIE = "comptoir_session"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_WORDED = ("fr", "en")


def engine_of(request: Request) -> Engine:
    """Return the engine that serves this request."""
    engine: Engine = request.app.state.engine
    return engine


EngineOf = Annotated[Engine, Depends(engine_of)]
Id = Annotated[str, Path(max_length=100, pattern=NO_NUL)]


def visitor(conversation_id: Id, request: Request, engine: EngineOf) -> str:
    """Return the conversation that the bearer's token opens. Raises SignInNeeded, ConversationNotFound."""
    token = bearer(request.headers)
    if not token:
        raise SignInNeeded
    if not same(token, engine.journal.token_digest(conversation_id)):
        raise ConversationNotFound
    return conversation_id


Visitor = Annotated[str, Depends(visitor)]


def staff(roles: frozenset[Role]) -> Callable[..., User]:
    """Return the dependency that lets only these roles pass."""

    def signed_in(request: Request, engine: EngineOf) -> User:
        return engine.accounts.user(session_token(request), roles)

    return signed_in


def session_token(request: Request) -> str | None:
    """Return the session token; one from the cookie counts only when the request came from our own pages."""
    token = bearer(request.headers)
    if token:
        return token
    cookie = request.cookies.get(COOKIE)
    if cookie and request.method not in _SAFE and not same_origin(request.headers):
        raise WrongOrigin
    return cookie


def bearer(headers: Mapping[str, str]) -> str | None:
    """Return the token of the Authorization header."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def same_origin(headers: Mapping[str, str]) -> bool:
    """Say whether a browser sent this from a page of this very site."""
    origin = headers.get("origin")
    return bool(origin) and urlsplit(origin or "").netloc == headers.get("host")


def reader_language(headers: Mapping[str, str]) -> str:
    """Return the first language of Accept-Language that has words here, English otherwise."""
    for part in headers.get("accept-language", "").split(","):
        lang = part.split(";")[0].strip().lower()[:2]
        if lang in _WORDED:
            return lang
    return "en"


def user_body(user: User) -> dict[str, Any]:
    """Return what the wire says of a member of staff."""
    return {
        "id": user.id,
        "name": user.name,
        "role": user.role,
        "languages": list(user.languages),
        "teams": list(user.teams),
    }


def wrong_body(wrong: Problem, lang: str) -> dict[str, Any]:
    """Return what the wire says of one thing to put right in an assistant's files."""
    return {
        "file": wrong.place.file,
        "line": wrong.place.line,
        "severity": wrong.severity,
        "code": wrong.code,
        "text": wording.told(wrong, lang),
    }


def problem(error: Known, headers: Mapping[str, str], *, more: Mapping[str, str] | None = None) -> JSONResponse:
    """Return an error as RFC 9457 problem details, in the reader's language, with `more` headers."""
    status, lang = status_of(error), reader_language(headers)
    body: dict[str, Any] = {
        "type": f"urn:comptoir:error:{error.code}",
        "title": error.code.replace("-", " ").capitalize(),
        "status": status,
        "detail": sentence(error, lang),
        "code": error.code,
    }
    if isinstance(error, InvalidProject):
        body["problems"] = [wrong_body(each, lang) for each in error.problems]
    extra = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    told = {"Content-Language": lang, **extra, **(more or {})}
    return JSONResponse(body, status, media_type="application/problem+json", headers=told)
