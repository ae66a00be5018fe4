"""What visitors of the public FAQ pick, and what they think of an answer."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import Field

from api.errors import WrongOrigin
from api.frames import Frame
from api.frames import Id as FrameId
from api.http import EngineOf, Id, same_origin, staff
from api.security import CURATORS
from api.site.addresses import guest_of

router = APIRouter(tags=["opinions"])


class Pick(Frame):
    entry_id: FrameId
    shown: Annotated[list[FrameId], Field(min_length=1, max_length=20)]


@router.post("/site/clicks", status_code=204)
def click(body: Pick, request: Request, engine: EngineOf) -> None:
    """Count what a visitor picked of the answers that a search of the site showed. Raises WrongOrigin, TooManyTries."""
    if "origin" in request.headers and not same_origin(request.headers):
        raise WrongOrigin
    engine.faq.picked(body.entry_id, body.shown, guest_of(request, engine))


@router.get("/entries/{entry_id}/opinions", dependencies=[Depends(staff(CURATORS))])
def opinions(entry_id: Id, engine: EngineOf) -> dict[str, Any]:
    """Return what readers of the site think of an answer: how many it helped, and the last opinions. Raises
    EntryNotFound.
    """
    engine.entries.get(entry_id)
    yes, no = engine.opinions.count(entry_id)
    said = [
        {
            "helpful": opinion.helpful,
            "comment": opinion.comment,
            "revision": opinion.revision,
            "at": opinion.at.isoformat(),
        }
        for opinion in engine.opinions.of(entry_id)
    ]
    return {"yes": yes, "no": no, "opinions": said}
