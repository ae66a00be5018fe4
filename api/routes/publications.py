"""What was published, by whom, and the way back: of the whole base, and of one entry's words."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from api.frames import Frame, Number
from api.http import EngineOf, staff
from api.http import Id as PathId
from api.publication.body import preview_body
from api.routes.entries import entry_body
from api.routes.learning import CuratorUser
from api.security import CURATORS
from api.told import told
from knowledge.model import Entry, Publication, Shown

router = APIRouter(tags=["publications"])


class Target(Frame):
    to: Number | None = None


class Rollback(Target):
    seen: Number | None = None
    accept: bool = False


class Restored(Frame):
    number: Number
    revision: Number | None = None


@router.get("/publications", dependencies=[Depends(staff(CURATORS))])
def publications(engine: EngineOf, limit: Annotated[int, Query(ge=1, le=500)] = 50) -> dict[str, Any]:
    """Return the last publications, newest first, and what each changed of what visitors see."""
    by_id = {entry.id: entry for entry in engine.entries.all()}
    found = engine.entries.publications(limit)
    return {"version": engine.entries.version(), "publications": [_body(each, by_id) for each in found]}


@router.post("/entries/rollback/preview", dependencies=[Depends(staff(CURATORS))])
def preview_rollback(body: Target, engine: EngineOf, request: Request) -> Response:
    """Return what a rollback would do to the questions that are asked; nothing is changed."""
    return told(request, lambda progress: preview_body(engine.previewer.roll_back(body.to, progress=progress)))


@router.post("/entries/rollback")
def roll_back(body: Rollback, user: CuratorUser, engine: EngineOf) -> dict[str, Any]:
    """Show visitors again what they saw at a version, or before the last; past a warning, only when it is accepted."""
    if not body.accept:
        engine.previewer.roll_back(body.to).check()
    version, changed = engine.publisher.roll_back(body.to, author=user.name, seen=body.seen)
    return {"version": version, "changed": changed}


@router.post("/entries/{entry_id}/restore")
def restore(entry_id: PathId, body: Restored, user: CuratorUser, engine: EngineOf) -> dict[str, Any]:
    """Save again the words of an earlier revision, as a draft; visitors see it once published."""
    return entry_body(engine.curation.restore(entry_id, body.number, author=user.name, read_at=body.revision))


def _body(publication: Publication, by_id: dict[str, Entry]) -> dict[str, Any]:
    return {
        "version": publication.version,
        "action": publication.action,
        "author": publication.author,
        "at": publication.at.isoformat(),
        "back_to": publication.back_to,
        "changes": [_change(shown, by_id) for shown in publication.changes],
    }


def _change(shown: Shown, by_id: dict[str, Entry]) -> dict[str, Any]:
    entry = by_id.get(shown.entry_id)
    return {**asdict(shown), "question": entry.question if entry else "", "lang": entry.lang if entry else ""}
