"""The promise beside what visitors live through."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from api.http import EngineOf, staff
from api.publication.promise import promise_body
from api.security import CURATORS

router = APIRouter(tags=["promise"])


@router.get("/promise", dependencies=[Depends(staff(CURATORS))])
def promise(engine: EngineOf, days: Annotated[int, Query(ge=1, le=365)] = 30) -> dict[str, Any]:
    """Return what was promised, what became of the questions of the last days, and what visitors say of the answers."""
    return promise_body(engine, days=days)
