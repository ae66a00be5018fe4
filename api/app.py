"""The web application: routes, sockets, pages, and what holds around all of them."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from fastapi import FastAPI, Request, Response, WebSocket
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from api.console import ConsoleSocket
from api.errors import KNOWN, InvalidRequest, Known, NotFound, Unexpected, WrongMethod
from api.gate import Gate
from api.http import problem
from api.pages import pages
from api.routes import (
    assistant,
    conversations,
    drafts,
    duplicates,
    entries,
    entry_files,
    escalations,
    gaps,
    learning,
    opinions,
    promise,
    public,
    publications,
    rasa,
    reshaping,
    sessions,
    synonyms,
)
from api.site import addresses
from api.visitor import VisitorSocket
from api.wiring import Engine

API = "/api/v1"
_log = logging.getLogger(__name__)
_REFRESH_SECONDS = 1.0
_WORTH_PACKING = 2_000  # bytes
_ROUTES = (
    public,
    conversations,
    sessions,
    escalations,
    learning,
    entry_files,
    drafts,
    duplicates,
    entries,
    publications,
    reshaping,
    synonyms,
    assistant,
    promise,
    gaps,
    opinions,
    rasa,
)


def create_app(engine: Engine, *, dist: Path) -> FastAPI:
    """Return the application that serves this engine, and the built screens of `dist`."""
    app = FastAPI(title="Comptoir", version="1", lifespan=_lifespan, docs_url=None, redoc_url=None)
    app.state.engine = engine
    for routes in _ROUTES:
        app.include_router(routes.router, prefix=API)
    _sockets(app, engine)
    _errors(app)
    app.include_router(addresses.router)
    pages(app, dist)
    app.add_middleware(GZipMiddleware, minimum_size=_WORTH_PACKING, compresslevel=5)
    app.add_middleware(Gate)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=engine.settings.origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Content-Type", "Accept-Language"],
    )
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    engine: Engine = app.state.engine
    await run_in_threadpool(engine.publisher.refresh)
    await run_in_threadpool(getattr, engine, "agent")
    engine.worker.start()
    engine.postman.start()
    follower = asyncio.create_task(_follow(engine))
    try:
        yield
    finally:
        follower.cancel()
        with suppress(asyncio.CancelledError):
            await follower
        await run_in_threadpool(engine.worker.stop)
        await run_in_threadpool(engine.postman.stop)
        await run_in_threadpool(engine.faq.save)


async def _follow(engine: Engine) -> None:
    """Publish what has come to its date, take up what other processes published: the database is asked every second."""
    while True:
        await asyncio.sleep(_REFRESH_SECONDS)
        await run_in_threadpool(_refresh, engine)


def _refresh(engine: Engine) -> None:
    try:
        engine.company.refresh()
        engine.synonyms.refresh()
        engine.assistant.refresh()
        engine.publisher.keep_up()
        engine.faq.tick()
    except SQLAlchemyError:
        # The database may be away for a moment; what is in service stays.
        _log.exception("the published version could not be read")


def _sockets(app: FastAPI, engine: Engine) -> None:
    @app.websocket(f"{API}/conversations/{{conversation_id}}/socket")
    async def visitor_socket(socket: WebSocket, conversation_id: str) -> None:
        await VisitorSocket(engine, socket, conversation_id).run()

    @app.websocket(f"{API}/console/socket")
    async def console_socket(socket: WebSocket) -> None:
        await ConsoleSocket(engine, socket).run()


def _errors(app: FastAPI) -> None:
    async def known(request: Request, error: Exception) -> Response:
        assert isinstance(error, KNOWN)
        return problem(error, request.headers)

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        fields = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()[:5])
        return problem(InvalidRequest(fields=fields), request.headers)

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        # A body that could not be read hides why.
        why = error.__cause__ if isinstance(error.__cause__, KNOWN) else _of_status(error)
        return problem(why, request.headers, more=error.headers or {})

    async def unexpected(request: Request, error: Exception) -> Response:
        return problem(Unexpected(), request.headers)

    for kind in KNOWN:
        app.add_exception_handler(kind, known)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(Exception, unexpected)


def _of_status(error: HTTPException) -> Known:
    if error.status_code == 405:
        return WrongMethod()
    return NotFound() if error.status_code == 404 else InvalidRequest(fields=error.detail)
