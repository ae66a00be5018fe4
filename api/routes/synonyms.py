"""Groups of words that mean the same, kept by managers."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import Field

from api.frames import Clean, Frame, Number
from api.http import EngineOf, staff
from api.routes.learning import CuratorUser
from api.security import CURATORS
from knowledge.synonyms import Synonyms

router = APIRouter(tags=["synonyms"])
Word = Annotated[str, Field(max_length=500), Clean]
Group = Annotated[list[Word], Field(max_length=50)]
Lang = Annotated[str, Field(pattern="^[a-z]{2,3}$")]


class SynonymsBody(Frame):
    groups: dict[Lang, Annotated[list[Group], Field(max_length=1_000)]]
    version: Number


@router.get("/synonyms", dependencies=[Depends(staff(CURATORS))])
def synonyms(engine: EngineOf) -> dict[str, Any]:
    """Return the groups of each language."""
    engine.synonyms.refresh()
    return _body(engine.synonyms())


@router.put("/synonyms")
def keep(body: SynonymsBody, user: CuratorUser, engine: EngineOf) -> dict[str, Any]:
    """Put groups in service, in the place of those that were read."""
    languages = engine.company().languages
    kept = engine.synonyms.keep(body.groups, languages=languages, author=user.name, version=body.version)
    engine.publisher.refresh()
    return _body(kept)


def _body(kept: Synonyms) -> dict[str, Any]:
    return {"version": kept.version, "groups": {lang: list(groups) for lang, groups in kept.groups.items()}}
