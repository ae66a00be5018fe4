"""The assistant's project: its files as a draft, what is wrong with them, what is in service, and the way back."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field

from api.frames import NO_NUL, Clean, Frame, Number
from api.http import EngineOf, reader_language, staff, wrong_body
from api.routes.learning import CuratorUser
from api.security import CURATORS
from api.wiring import Engine
from dialogue.assistant.problems import Problem
from dialogue.authoring.bounds import MOST_BYTES
from dialogue.authoring.differences import differences
from dialogue.authoring.model import Draft, Flow, Release

router = APIRouter(tags=["assistant"])
_Path = Annotated[str, Field(min_length=1, max_length=500, pattern=NO_NUL)]
_Text = Annotated[str, Field(max_length=MOST_BYTES), Clean]
_Files = Annotated[dict[_Path, _Text], Field(max_length=10_000)]
_Version = Annotated[int | None, Query(ge=0, le=2**31 - 1)]


class FilesBody(Frame):
    files: _Files


class KeptFiles(FilesBody):
    version: Number


class Published(Frame):
    version: Number


class Returned(Frame):
    to: Number
    seen: Number


@router.get("/assistant", dependencies=[Depends(staff(CURATORS))])
def assistant(engine: EngineOf, request: Request) -> dict[str, Any]:
    """Return what is in service, where the draft stands, and the flows of both."""
    engine.assistant.refresh()
    served, draft = engine.assistant.now, engine.assistants.draft()
    checked = engine.workshop.checked(draft.files)
    released = {flow.intent for flow in served.flows}
    drafted = [flow for flow in checked.flows if flow.intent not in released]
    return {
        "version": served.version,
        "draft": _draft(engine, draft),
        "flows": [_flow(flow, True) for flow in served.flows] + [_flow(flow, False) for flow in drafted],
        "problems": _problems(checked.problems, request),
    }


@router.get("/assistant/files", dependencies=[Depends(staff(CURATORS))])
def files(engine: EngineOf, version: _Version = None) -> dict[str, Any]:
    """Return the files of the draft, or of a version that was published."""
    if version is not None:
        return {"version": version, "files": engine.assistants.files(version)}
    draft = engine.assistants.draft()
    return {"version": draft.version, "files": draft.files}


@router.put("/assistant/files")
def keep(body: KeptFiles, user: CuratorUser, engine: EngineOf, request: Request) -> dict[str, Any]:
    """Save the draft, all its files at once, in the place of the one that was read; visitors see it once published."""
    draft = engine.workshop.keep(body.files, author=user.name, version=body.version)
    problems = engine.workshop.checked(draft.files).problems
    return {"draft": _draft(engine, draft), "problems": _problems(problems, request)}


@router.post("/assistant/check", dependencies=[Depends(staff(CURATORS))])
def check(body: FilesBody, engine: EngineOf, request: Request) -> dict[str, Any]:
    """Return all there is to put right in some files; nothing is kept."""
    return {"problems": _problems(engine.workshop.check(body.files), request)}


@router.post("/assistant/publish")
def publish(body: Published, user: CuratorUser, engine: EngineOf) -> dict[str, Any]:
    """Put the draft in service, if it is still the one that was read and nothing is wrong with it."""
    version = engine.workshop.publish(author=user.name, version=body.version)
    engine.assistant.refresh()
    return {"version": version}


@router.get("/assistant/versions", dependencies=[Depends(staff(CURATORS))])
def versions(engine: EngineOf, limit: Annotated[int, Query(ge=1, le=500)] = 50) -> dict[str, Any]:
    """Return the last versions that were published, newest first."""
    found = engine.assistants.releases(limit)
    return {"version": engine.assistants.version(), "versions": [_release(each) for each in found]}


@router.get("/assistant/diff", dependencies=[Depends(staff(CURATORS))])
def diff(engine: EngineOf, before: _Version = None, after: _Version = None) -> dict[str, Any]:
    """Return how the files of two versions differ: from the one in service to the draft, where none is named."""
    then = engine.assistants.version() if before is None else before
    later = engine.assistants.draft().files if after is None else engine.assistants.files(after)
    changes = differences(engine.assistants.files(then), later)
    return {"before": then, "after": after, "files": [asdict(each) for each in changes]}


@router.post("/assistant/rollback")
def roll_back(body: Returned, user: CuratorUser, engine: EngineOf) -> dict[str, Any]:
    """Put the files of a version in service again; the draft stays as it is."""
    version = engine.workshop.roll_back(body.to, author=user.name, seen=body.seen)
    engine.assistant.refresh()
    return {"version": version}


def _draft(engine: Engine, draft: Draft) -> dict[str, Any]:
    return {
        "version": draft.version,
        "author": draft.author,
        "at": draft.at.isoformat() if draft.at else None,
        "changed": draft.files != engine.assistants.files(engine.assistants.version()),
    }


def _flow(flow: Flow, published: bool) -> dict[str, Any]:
    return {**asdict(flow), "published": published}


def _release(release: Release) -> dict[str, Any]:
    return {**asdict(release), "at": release.at.isoformat()}


def _problems(problems: tuple[Problem, ...], request: Request) -> list[dict[str, Any]]:
    lang = reader_language(request.headers)
    return [wrong_body(problem, lang) for problem in problems]
