"""Entries put together, cut in two, given another's wordings; and each of these undone."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from pydantic import Field

from api.frames import Clean, Frame, Number, Short
from api.http import EngineOf, staff
from api.publication.body import preview_body
from api.routes.entries import Wording, entry_body
from api.routes.learning import CuratorUser
from api.security import CURATORS
from api.told import told
from knowledge.errors import EditConflict
from knowledge.model import Entry, Reshape, Reshaped
from knowledge.reshaping import Words

router = APIRouter(tags=["reshaping"])
Chosen = Annotated[list[Wording], Field(min_length=1, max_length=1_000)]


class At(Frame):
    """An entry, and the revision that its reader saw."""

    id: Short
    revision: Number


class Worded(Frame):
    question: Wording | None = None
    answer: Annotated[str, Field(max_length=50_000), Clean] | None = None

    @property
    def words(self) -> Words:
        return Words(self.question, self.answer)


class Merge(Worded):
    source: At
    into: At
    accept: bool = False


class Split(Worded):
    entry: At
    variants: Chosen


class Move(Frame):
    source: At
    into: At
    variants: Chosen


class Step(Frame):
    id: Short


@router.post("/entries/merge/preview", dependencies=[Depends(staff(CURATORS))])
def preview_merge(body: Merge, engine: EngineOf, request: Request) -> Response:
    """Return what a merge would do to the questions that are asked; nothing is changed."""
    plan = _planned(engine, body)
    return told(request, lambda progress: preview_body(engine.previewer.reshape(plan, progress=progress)))


@router.post("/entries/merge")
def merge(body: Merge, user: CuratorUser, engine: EngineOf) -> dict[str, Any]:
    """Put one entry into another; past a warning, only when it is accepted."""
    plan = _planned(engine, body)
    if not body.accept:
        engine.previewer.reshape(plan).check()
    return _told(engine, engine.reshaping.merge(plan, author=user.name))


@router.post("/entries/split")
def split(body: Split, user: CuratorUser, engine: EngineOf) -> dict[str, Any]:
    """Make a new entry, a draft, of some variants of an entry."""
    entry = _read(engine, body.entry)
    return _told(engine, engine.reshaping.split(entry, body.variants, body.words, author=user.name))


@router.post("/entries/move")
def move(body: Move, user: CuratorUser, engine: EngineOf) -> dict[str, Any]:
    """Give some variants of an entry to another."""
    source, target = _read(engine, body.source), _read(engine, body.into)
    return _told(engine, engine.reshaping.move(source, target, body.variants, author=user.name))


@router.post("/entries/undo")
def undo(body: Step, user: CuratorUser, engine: EngineOf) -> dict[str, Any]:
    """Take back a merge, a split or a move, whole."""
    return _told(engine, engine.reshaping.undo(body.id, author=user.name))


def _planned(engine: EngineOf, body: Merge) -> Reshape:
    return engine.reshaping.merge_plan(_read(engine, body.source), _read(engine, body.into), body.words)


def _read(engine: EngineOf, at: At) -> Entry:
    """Return the entry that its reader saw. Raises EntryNotFound, EditConflict."""
    entry = engine.entries.get(at.id)
    if entry.revision != at.revision:
        raise EditConflict(id=entry.id, author=entry.updated_by, revision=entry.revision)
    return entry


def _told(engine: EngineOf, done: Reshaped) -> dict[str, Any]:
    engine.publisher.refresh()
    entries = [entry_body(entry) for entry in done.entries]
    return {"undo": done.id, "version": done.version, "entries": entries, "gone": list(done.gone)}
