"""Past requests in, needs out, and the jobs that do it."""

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field
from starlette.datastructures import UploadFile

from api.errors import InvalidRequest
from api.frames import Clean, Frame, Short
from api.http import EngineOf, reader_language, staff
from api.http import Id as PathId
from api.jobs import JobState
from api.security import CURATORS
from api.storage.users import User
from api.wiring import Engine
from knowledge.model import Entry, Need
from knowledge.model import Request as Asked

router = APIRouter(tags=["learning"])
CuratorUser = Annotated[User, Depends(staff(CURATORS))]
Wording = Annotated[str, Field(max_length=2_000), Clean]
_CHUNK = 1 << 20
_SHOWN = 200
_UNSAFE = re.compile(r"[^\w.\- ]+")
_LONGEST_MAP = 1_000
_FORM = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {"type": "array", "items": {"type": "string", "format": "binary"}},
        "map": {"type": "string", "maxLength": _LONGEST_MAP},
    },
}


@dataclass(frozen=True, slots=True)
class Form:
    """Files of past requests, and which of their columns is what."""

    files: list[UploadFile]
    mapping: dict[str, str]


async def uploaded(request: Request, user: CuratorUser) -> AsyncIterator[Form]:
    """Yield the form, read only now that its sender may send one: until then 600 MB would be kept for anybody."""
    async with request.form() as form:
        files = [each for each in form.getlist("file") if isinstance(each, UploadFile)]
        if not files:
            raise InvalidRequest(fields="file")
        yield Form(files, _mapping(str(form.get("map", ""))))


class Learn(Frame):
    anew: bool = False


class Merge(Frame):
    ids: Annotated[list[Short], Field(min_length=1, max_length=1_000)]


class Split(Frame):
    wordings: Annotated[list[Wording], Field(min_length=1, max_length=100)]


@router.get("/needs", dependencies=[Depends(staff(CURATORS))])
def needs(engine: EngineOf, limit: Annotated[int, Query(ge=1, le=5_000)] = 200) -> dict[str, Any]:
    """Return what customers need, the most asked first, and the entry that answers each."""
    found = engine.needs.all()
    volume = sum(need.volume for need in found)
    return {
        "needs": _bodies(engine, found[:limit]),
        "requests": engine.requests.count(),
        "answered": round(sum(need.volume for need in found if need.entry_id) / max(1, volume), 4),
        "can_undo": engine.needs.can_undo(),
    }


@router.post("/needs/learn", status_code=202)
def learn(user: CuratorUser, engine: EngineOf, body: Learn | None = None) -> dict[str, Any]:
    """Learn needs and drafts from new requests, or from every request anew, in the background."""
    key = uuid4().hex
    job = engine.jobs.enqueue("learn", key, {"author": user.name, "anew": bool(body and body.anew), "key": key})
    engine.worker.wake()
    return job_body(job)


@router.post("/needs/merge")
def merge(body: Merge, user: CuratorUser, engine: EngineOf) -> dict[str, Any]:
    """Make one need of several."""
    return {"needs": _bodies(engine, engine.learning.merge(body.ids, author=user.name).after)}


@router.post("/needs/undo", dependencies=[Depends(staff(CURATORS))])
def undo(engine: EngineOf) -> dict[str, Any]:
    """Take the last merge or split back."""
    return {"needs": _bodies(engine, engine.needs.undo())}


@router.get("/needs/{need_id}", dependencies=[Depends(staff(CURATORS))])
def need(need_id: PathId, engine: EngineOf) -> dict[str, Any]:
    """Return a need, and requests that ask it, the newest first, those of its wordings with them; all masked."""
    found = engine.learning.need(need_id)
    asked = engine.requests.fetch(list(dict.fromkeys((*found.request_ids[: -_SHOWN - 1 : -1], *found.samples))))
    newest = sorted(asked, key=lambda request: request.at.timestamp() if request.at else 0.0, reverse=True)
    return {"need": _bodies(engine, [found])[0], "requests": [request_body(request) for request in newest]}


@router.post("/needs/{need_id}/split")
def split(need_id: PathId, body: Split, user: CuratorUser, engine: EngineOf) -> dict[str, Any]:
    """Make a need of its own of some wordings, and of the requests nearest to them."""
    return {"needs": _bodies(engine, engine.learning.split(need_id, body.wordings, author=user.name).after)}


@router.get("/jobs/{job_id}", dependencies=[Depends(staff(CURATORS))])
def job(job_id: PathId, engine: EngineOf) -> dict[str, Any]:
    """Return how far a job is."""
    return job_body(engine.jobs.get(job_id))


@router.post(
    "/requests",
    status_code=202,
    openapi_extra={"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _FORM}}}},
)
def take_in(request: Request, form: Annotated[Form, Depends(uploaded)], engine: EngineOf) -> dict[str, Any]:
    """Import files of past requests, in the background; what they hold is masked before it is kept."""
    folder = engine.settings.home / "uploads" / uuid4().hex
    folder.mkdir(parents=True)
    for number, upload in enumerate(form.files):
        save_upload(upload, folder / f"{number:03d}-{upload_name(upload, otherwise='requests')}")
    payload = {"folder": str(folder), "map": form.mapping, "lang": reader_language(request.headers)}
    job = engine.jobs.enqueue("import", folder.name, payload)
    engine.worker.wake()
    return job_body(job)


def need_body(need: Need, entry: Entry | None) -> dict[str, Any]:
    """Return a need as the wire describes it, with the entry that answers it or will."""
    return {
        "id": need.id,
        "name": need.name,
        "lang": need.lang,
        "theme": need.theme,
        "volume": need.volume,
        "langs": dict(need.langs),
        "weeks": [list(week) for week in need.weeks],
        "handling": need.handling,
        "emerging": need.emerging,
        "wordings": list(need.wordings),
        "samples": list(need.samples),
        "entry_id": entry.id if entry else None,
        "entry_status": entry.status if entry else None,
    }


def request_body(request: Asked) -> dict[str, Any]:
    """Return a past request as the wire describes it."""
    return {
        "id": request.id,
        "text": request.text,
        "lang": request.lang,
        "reply": request.reply,
        "channel": request.channel,
        "at": request.at.isoformat() if request.at else None,
    }


def job_body(job: JobState) -> dict[str, Any]:
    """Return a job as the wire describes it."""
    return {
        "id": job.id,
        "kind": job.kind,
        "status": job.status,
        "progress": job.progress,
        "result": job.result,
        "error": job.error,
    }


def _bodies(engine: Engine, needs: Sequence[Need]) -> list[dict[str, Any]]:
    entries = engine.entries.all()
    by_id, by_need = {entry.id: entry for entry in entries}, {entry.need_id: entry for entry in entries}
    return [need_body(need, by_id.get(need.entry_id or "") or by_need.get(need.id)) for need in needs]


def _mapping(text: str) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in text.replace("\0", "").replace("\n", ",").split(",") if pair.strip()]
    if len(text) > _LONGEST_MAP or any(
        not (field.strip() and equals and column.strip()) for field, equals, column in pairs
    ):
        raise InvalidRequest(fields="map: text=COLUMN,reply=COLUMN")
    return {field.strip(): column.strip() for field, _, column in pairs}


def upload_name(upload: UploadFile, *, otherwise: str) -> str:
    """Return the name of an uploaded file, fit for a folder of ours."""
    return _UNSAFE.sub("_", Path(upload.filename or otherwise).name)[-100:] or otherwise


def save_upload(upload: UploadFile, path: Path) -> None:
    """Write an uploaded file to a path."""
    with path.open("wb") as out:
        while chunk := upload.file.read(_CHUNK):
            out.write(chunk)
