"""The draft answer of a need: assembled when it is asked for, each sentence with the requests it came from."""

from typing import Any

from fastapi import APIRouter, Depends

from api.http import EngineOf, staff
from api.http import Id as PathId
from api.routes.learning import request_body
from api.security import CURATORS
from knowledge.mining.drafts.drafting import draft_of
from knowledge.mining.drafts.model import Disagreement, Draft, Side
from knowledge.model import Request as Asked

router = APIRouter(tags=["learning"])
_NEWEST = 2_000


@router.get("/needs/{need_id}/draft", dependencies=[Depends(staff(CURATORS))])
def draft(need_id: PathId, engine: EngineOf) -> dict[str, Any]:
    """Return what advisers' replies to a need say together, what they say otherwise, and the requests they answered."""
    found = engine.learning.need(need_id)
    asked = engine.requests.fetch(list(found.request_ids[: -_NEWEST - 1 : -1]))
    made = draft_of(found, asked)
    return {
        "draft": _body(made) if made else None,
        "replies": sum(1 for request in asked if request.reply),
        "requests": [request_body(request) for request in _cited(made, asked)] if made else [],
    }


def _cited(made: Draft, asked: list[Asked]) -> list[Asked]:
    """Return the requests that a draft came from, or that say otherwise, the newest first."""
    sides = (side.requests for each in made.disagreements for side in each.sides)
    cited = {id for ids in (*(sentence.requests for sentence in made.sentences), *sides) for id in ids}
    return sorted(
        (request for request in asked if request.id in cited),
        key=lambda request: (-request.at.timestamp() if request.at else 0.0, request.id),
    )


def _body(made: Draft) -> dict[str, Any]:
    return {
        "lang": made.lang,
        "text": made.text,
        "read": made.read,
        "sentences": [{"text": each.text, "gap": each.gap, "requests": list(each.requests)} for each in made.sentences],
        "disagreements": [_disagreement(each) for each in made.disagreements],
    }


def _disagreement(found: Disagreement) -> dict[str, Any]:
    return {"kind": found.kind, "sides": [_side(side) for side in found.sides]}


def _side(side: Side) -> dict[str, Any]:
    return {
        "said": side.said,
        "passage": side.passage,
        "requests": list(side.requests),
        "first": side.first.isoformat() if side.first else None,
        "last": side.last.isoformat() if side.last else None,
        "taken": side.taken,
    }
