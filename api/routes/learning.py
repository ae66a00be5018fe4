"""Past requests in, needs out, and the jobs that do it."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Depends, Query, Request
from starlette.datastructures import UploadFile

from api.errors import InvalidRequest
from api.http import EngineOf, reader_language, staff
from api.http import Id as PathId
from api.jobs import JobState
from api.security import CURATORS
from api.storage.users import User
from knowledge.model import Entry, Need

router = APIRouter(tags=["learning"])
CuratorUser = Annotated[User, Depends(staff(CURATORS))]
_CHUNK = 1 << 20
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


@router.get("/needs", dependencies=[Depends(staff(CURATORS))])
def needs(engine: EngineOf, limit: Annotated[int, Query(ge=1, le=5_000)] = 200) -> dict[str, Any]:
    """Return what customers need, the most asked first, and the entry that answers each."""
    entries = engine.entries.all()
    by_id, by_need = {entry.id: entry for entry in entries}, {entry.need_id: entry for entry in entries}
    found = [need_body(need, by_id.get(need.entry_id or "") or by_need.get(need.id)) for need in engine.needs.all()]
    return {"needs": found[:limit], "requests": engine.requests.count()}


@router.post("/needs/learn", status_code=202)
def learn(user: CuratorUser, engine: EngineOf) -> dict[str, Any]:
    """Learn needs and drafts from every request, in the background."""
    job = engine.jobs.enqueue("learn", uuid4().hex, {"author": user.name})
    engine.worker.wake()
    return job_body(job)


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
        _save(upload, folder / f"{number:03d}-{_file_name(upload)}")
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
        "volume": need.volume,
        "wordings": list(need.wordings),
        "entry_id": entry.id if entry else None,
        "entry_status": entry.status if entry else None,
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


def _mapping(text: str) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in text.replace("\0", "").replace("\n", ",").split(",") if pair.strip()]
    if len(text) > _LONGEST_MAP or any(
        not (field.strip() and equals and column.strip()) for field, equals, column in pairs
    ):
        raise InvalidRequest(fields="map: text=COLUMN,reply=COLUMN")
    return {field.strip(): column.strip() for field, _, column in pairs}


def _file_name(upload: UploadFile) -> str:
    return _UNSAFE.sub("_", Path(upload.filename or "requests").name)[-100:] or "requests"


def _save(upload: UploadFile, path: Path) -> None:
    with path.open("wb") as out:
        while chunk := upload.file.read(_CHUNK):
            out.write(chunk)
