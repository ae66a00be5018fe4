"""What visitors asked and did not get: read, dismissed, turned into entries and variants."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import Field

from api.frames import Clean, Frame, Number, Short
from api.gaps.body import WAITING, gaps_body, sources_body
from api.gaps.standing import State
from api.http import EngineOf, staff
from api.http import Id as PathId
from api.routes.entries import entry_body
from api.routes.learning import CuratorUser
from api.security import CURATORS

router = APIRouter(tags=["gaps"])
Days = Annotated[int, Query(ge=1, le=365)]
Wording = Annotated[str, Field(max_length=2_000), Clean]


class Wordings(Frame):
    entry_id: Short
    wordings: Annotated[list[Wording], Field(min_length=1, max_length=100)]
    revision: Number | None = None


@router.get("/gaps", dependencies=[Depends(staff(CURATORS))])
def gaps(
    engine: EngineOf,
    days: Days = 30,
    lang: Annotated[str, Query(max_length=8)] = "",
    state: Annotated[list[State] | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> dict[str, Any]:
    """Return what visitors of the last days asked and did not get, what costs most first."""
    return gaps_body(engine.gaps, days=days, lang=lang, states=state or WAITING, limit=limit)


@router.get("/gaps/{gap_id}", dependencies=[Depends(staff(CURATORS))])
def gap(gap_id: PathId, engine: EngineOf, days: Days = 30) -> dict[str, Any]:
    """Return a gap with the conversations it was heard in, personal data masked."""
    return sources_body(engine.gaps.get(gap_id, days))


@router.post("/gaps/{gap_id}/dismiss")
def dismiss(gap_id: PathId, user: CuratorUser, engine: EngineOf, days: Days = 30) -> dict[str, Any]:
    """Leave a gap out until as many conversations again have asked for it."""
    engine.gaps.dismiss(gap_id, days, by=user.name)
    return sources_body(engine.gaps.get(gap_id, days))


@router.post("/gaps/{gap_id}/reopen", dependencies=[Depends(staff(CURATORS))])
def reopen(gap_id: PathId, engine: EngineOf, days: Days = 30) -> dict[str, Any]:
    """Take back what was decided about a gap; an entry written from it stays."""
    engine.gaps.reopen(gap_id, days)
    return sources_body(engine.gaps.get(gap_id, days))


@router.post("/gaps/{gap_id}/entry", status_code=201)
def draft(gap_id: PathId, user: CuratorUser, engine: EngineOf, days: Days = 30) -> dict[str, Any]:
    """Write a draft entry from a gap; asked again, return the draft that was written."""
    return entry_body(engine.gaps.draft(gap_id, days, by=user.name))


@router.post("/gaps/{gap_id}/variants")
def add(gap_id: PathId, body: Wordings, user: CuratorUser, engine: EngineOf, days: Days = 30) -> dict[str, Any]:
    """Add wordings of a gap to an entry; visitors see them once it is published."""
    entry = engine.gaps.add(
        gap_id, days, entry_id=body.entry_id, wordings=body.wordings, revision=body.revision, by=user.name
    )
    return entry_body(entry)
