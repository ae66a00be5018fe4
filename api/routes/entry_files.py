"""Files of entries, in and out."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal
from uuid import uuid4
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Request
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask
from starlette.datastructures import UploadFile

from api.doubts import warnings_of
from api.errors import InvalidRequest, why_wrong
from api.http import EngineOf, reader_language, staff
from api.routes.learning import CuratorUser, save_upload, upload_name
from api.security import CURATORS
from api.wiring import Engine
from knowledge.arrivals import Arrivals, compare
from knowledge.entry_files import EntryFile, check, format_of, read_file, write_entries
from knowledge.model import Entry

router = APIRouter(tags=["entries"])
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_SHOWN = 500
_FORM = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {"type": "string", "format": "binary"},
        "sheet": {"type": "string", "maxLength": 100},
        "check": {"type": "boolean"},
    },
}


@dataclass(frozen=True, slots=True)
class Form:
    """A file of entries, the sheet to read of it, and whether it is only looked at."""

    file: UploadFile
    sheet: str
    check: bool


async def uploaded(request: Request, user: CuratorUser) -> AsyncIterator[Form]:
    """Yield the form, read only now that its sender may send one."""
    async with request.form(max_files=1, max_fields=10) as form:
        file, check, sheet = form.get("file"), form.get("check", "false"), form.get("sheet", "")
        if not isinstance(file, UploadFile):
            raise InvalidRequest(fields="file")
        if check not in ("true", "false"):
            raise InvalidRequest(fields="check: true, false")
        yield Form(file, str(sheet)[:100], check == "true")


@router.get("/entries/export", dependencies=[Depends(staff(CURATORS))], response_class=FileResponse)
def export(engine: EngineOf, format: Literal["csv", "json", "jsonl", "xlsx"] = "xlsx") -> FileResponse:
    """Return every entry, as last saved, as a file."""
    folder = _folder(engine)
    path = folder / f"entries-{date.today().isoformat()}.{format}"
    write_entries(engine.entries.all(), path)
    gone = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    return FileResponse(path, media_type=_TYPES[format], filename=path.name, background=gone)


@router.post(
    "/entries/import",
    openapi_extra={"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _FORM}}}},
)
def take_in(
    request: Request, form: Annotated[Form, Depends(uploaded)], user: CuratorUser, engine: EngineOf
) -> dict[str, Any]:
    """Read a file of entries, as drafts, all or none; with `check`, only say what it would change and its faults."""
    lang, kept = reader_language(request.headers), {entry.id: entry for entry in engine.entries.all()}
    name = upload_name(form.file, otherwise="entries")
    found = _read(engine, form, name, kept)
    if not form.check:
        check(found, name)
        engine.curation.take_in(found.entries, author=user.name)
    arrived = compare(found.entries, kept)
    saved = [entry.id for entry in (*arrived.new, *(change.entry for change in arrived.changed))]
    warnings = [] if form.check or not saved else warnings_of(engine, saved, lang)[:_SHOWN]
    return {"file": name, **_changes(arrived), **_faults(found, lang), "warnings": warnings}


def _read(engine: Engine, form: Form, name: str, kept: dict[str, Entry]) -> EntryFile:
    format_of(name)
    folder = _folder(engine)
    try:
        save_upload(form.file, folder / name)
        return read_file(folder / name, over=kept, zone=ZoneInfo(engine.company().timezone), sheet=form.sheet)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _folder(engine: Engine) -> Path:
    folder = engine.settings.home / "files" / uuid4().hex
    folder.mkdir(parents=True)
    return folder


def _changes(arrived: Arrivals) -> dict[str, Any]:
    new = [{"id": entry.id, "lang": entry.lang, "question": entry.question} for entry in arrived.new[:_SHOWN]]
    changed = [
        {"id": each.entry.id, "lang": each.entry.lang, "question": each.entry.question, "fields": list(each.fields)}
        for each in arrived.changed[:_SHOWN]
    ]
    counts = {"new": len(arrived.new), "changed": len(arrived.changed), "unchanged": arrived.unchanged}
    return {"counts": counts, "new": new, "changed": changed}


def _faults(found: EntryFile, lang: str) -> dict[str, Any]:
    faults = [
        {"line": fault.line, "column": fault.column, "code": fault.reason.code, "text": why_wrong(fault, lang)}
        for fault in found.faults
    ]
    return {"faults": faults, "faulty": found.faulty, "sheet": found.sheet, "sheets": list(found.sheets)}
