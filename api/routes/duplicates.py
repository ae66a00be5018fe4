"""Entries that ask the same, and answers that say otherwise."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request

from api.doubts import doubt_body, read_later, warnings_of
from api.http import EngineOf, reader_language, staff
from api.http import Id as PathId
from api.security import CURATORS

router = APIRouter(tags=["entries"], dependencies=[Depends(staff(CURATORS))])


@router.get("/entries/duplicates")
def duplicates(
    engine: EngineOf, request: Request, limit: Annotated[int, Query(ge=1, le=2_000)] = 500
) -> dict[str, Any]:
    """Return what is to be said of every pair of entries of the base."""
    lang, found = reader_language(request.headers), engine.lookalikes.all()
    read_later(engine, found)
    return {
        "warnings": [doubt_body(doubt, lang) for doubt in found.found[:limit]],
        "total": len(found.found),
        "unread": found.unread,
    }


@router.get("/entries/{entry_id}/similar")
def similar(entry_id: PathId, engine: EngineOf, request: Request) -> dict[str, Any]:
    """Return which entries ask the same as this one, and what their answers say otherwise."""
    engine.entries.get(entry_id)
    return {"warnings": warnings_of(engine, [entry_id], reader_language(request.headers))}
