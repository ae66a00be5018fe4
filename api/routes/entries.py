"""The curated base: read, write, publish, retire, look back."""

from dataclasses import asdict, replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from pydantic import Field

from api.doubts import warnings_of
from api.frames import Clean, Frame, Moment, Number, Short
from api.http import EngineOf, reader_language, staff
from api.http import Id as PathId
from api.publication.body import preview_body
from api.routes.learning import CuratorUser
from api.security import CURATORS
from api.thoughts import thought_body
from api.told import told
from api.wiring import Engine
from dialogue.agent import check_text
from knowledge.analysis import fold
from knowledge.curation import LONGEST_FOLLOW_UP
from knowledge.model import Alternative, Entry, Origin, Status, Variant

router = APIRouter(tags=["entries"])
Wording = Annotated[str, Field(max_length=2_000), Clean]


class VariantBody(Frame):
    text: Wording
    origin: Origin = "curator"


class AlternativeBody(Frame):
    answer: Annotated[str, Field(max_length=50_000), Clean]
    segment: Short = ""
    page: Short = ""


class EntryBody(Frame):
    lang: Annotated[str, Field(pattern="^[a-z]{2,3}$")]
    question: Annotated[str, Field(max_length=2_000), Clean]
    answer: Annotated[str, Field(max_length=50_000), Clean] = ""
    variants: Annotated[tuple[VariantBody, ...], Field(max_length=1_000, strict=False)] = ()
    category: Short = ""
    translation_of: Short | None = None
    need_id: Short | None = None
    follow_up: Annotated[str, Field(max_length=LONGEST_FOLLOW_UP), Clean] = ""
    alternatives: Annotated[tuple[AlternativeBody, ...], Field(max_length=50, strict=False)] = ()
    rejected: Annotated[
        tuple[Annotated[str, Field(max_length=2_000), Clean], ...], Field(max_length=1_000, strict=False)
    ] = ()
    in_review: bool = False
    publish_at: Moment | None = None
    retire_at: Moment | None = None


class EditedEntry(EntryBody):
    revision: Number


class Chosen(Frame):
    ids: Annotated[list[Short], Field(min_length=1, max_length=10_000)]


class Publication(Chosen):
    accept: bool = False


class Previewed(Chosen):
    action: Literal["publish", "retire"] = "publish"


@router.get("/entries", dependencies=[Depends(staff(CURATORS))])
def entries(
    engine: EngineOf,
    status: Annotated[list[Status] | None, Query()] = None,
    lang: Annotated[str, Query(max_length=8)] = "",
    q: Annotated[str, Query(max_length=500)] = "",
) -> dict[str, Any]:
    """Return the entries that pass the filters, by id."""
    found = [
        entry
        for entry in engine.entries.all()
        if (not status or entry.status in status)
        and (not lang or entry.lang == lang)
        and all(word in fold("\n".join((entry.id, *entry.wordings, entry.answer))) for word in fold(q).split())
    ]
    return {"entries": [entry_body(entry) for entry in found], "version": engine.entries.version()}


@router.post("/entries", status_code=201)
def create(body: EntryBody, user: CuratorUser, engine: EngineOf, request: Request) -> dict[str, Any]:
    """Write a new entry, as a draft, and say which entries resemble it."""
    return _saved(engine, engine.curation.create(_entry(body), author=user.name), request)


@router.post("/entries/preview", dependencies=[Depends(staff(CURATORS))])
def preview(body: Previewed, engine: EngineOf, request: Request) -> Response:
    """Return what publishing, or retiring, entries would do to the questions that are asked; nothing is changed."""
    preview = engine.previewer.retire if body.action == "retire" else engine.previewer.publish
    return told(request, lambda progress: preview_body(preview(body.ids, progress=progress)))


@router.post("/entries/publish")
def publish(body: Publication, user: CuratorUser, engine: EngineOf) -> dict[str, Any]:
    """Show entries to visitors, all or none of them; past a warning, only when it is accepted."""
    if not body.accept:
        engine.previewer.publish(body.ids).check()
    return {"version": engine.publisher.publish(body.ids, author=user.name), "published": body.ids}


@router.post("/entries/retire")
def retire(body: Publication, user: CuratorUser, engine: EngineOf) -> dict[str, Any]:
    """Hide entries from visitors, all or none of them; past a warning, only when it is accepted."""
    if not body.accept:
        engine.previewer.retire(body.ids).check()
    return {"version": engine.publisher.retire(body.ids, author=user.name), "retired": body.ids}


@router.get("/entries/{entry_id}", dependencies=[Depends(staff(CURATORS))])
def read(entry_id: PathId, engine: EngineOf) -> dict[str, Any]:
    """Return an entry as last saved."""
    return entry_body(engine.entries.get(entry_id))


@router.put("/entries/{entry_id}")
def edit(entry_id: PathId, body: EditedEntry, user: CuratorUser, engine: EngineOf, request: Request) -> dict[str, Any]:
    """Save a change, and say which entries resemble it; visitors see it once published."""
    kept = engine.entries.get(entry_id)
    return _saved(engine, engine.curation.edit(_edited(body, kept), author=user.name), request)


@router.get("/entries/{entry_id}/revisions", dependencies=[Depends(staff(CURATORS))])
def revisions(entry_id: PathId, engine: EngineOf) -> dict[str, Any]:
    """Return who changed what and when, newest first."""
    return {
        "revisions": [
            {
                "number": revision.number,
                "action": revision.action,
                "author": revision.author,
                "at": revision.at.isoformat(),
                "entry": entry_body(revision.entry),
            }
            for revision in engine.entries.revisions(entry_id)
        ]
    }


@router.get("/explain", dependencies=[Depends(staff(CURATORS))])
def explain(
    engine: EngineOf,
    request: Request,
    q: Annotated[str, Query(max_length=10_000)],
    lang: Annotated[str | None, Query(max_length=8)] = None,
) -> dict[str, Any]:
    """Return what the agent would do with a message, and why."""
    check_text(q)
    return thought_body(engine, q, lang=lang, reader=reader_language(request.headers))


def entry_body(entry: Entry) -> dict[str, Any]:
    """Return an entry as the wire describes it."""
    return {
        "id": entry.id,
        "lang": entry.lang,
        "question": entry.question,
        "answer": entry.answer,
        "variants": [{"text": variant.text, "origin": variant.origin} for variant in entry.variants],
        "category": entry.category,
        "translation_of": entry.translation_of,
        "need_id": entry.need_id,
        "follow_up": entry.follow_up,
        "alternatives": [asdict(each) for each in entry.alternatives],
        "rejected": list(entry.rejected),
        "in_review": entry.in_review,
        "publish_at": entry.publish_at.isoformat() if entry.publish_at else None,
        "retire_at": entry.retire_at.isoformat() if entry.retire_at else None,
        "status": entry.status,
        "revision": entry.revision,
        "published_revision": entry.published_revision,
        "updated_at": entry.updated_at.isoformat() if entry.updated_at else None,
        "updated_by": entry.updated_by,
    }


def _saved(engine: Engine, entry: Entry, request: Request) -> dict[str, Any]:
    return entry_body(entry) | {"warnings": warnings_of(engine, [entry.id], reader_language(request.headers))}


def _entry(body: EntryBody) -> Entry:
    variants = tuple(Variant(variant.text, variant.origin) for variant in body.variants)
    alternatives = tuple(Alternative(each.answer, each.segment, each.page) for each in body.alternatives)
    return Entry(id="", **{**dict(body), "variants": variants, "alternatives": alternatives})


def _edited(body: EditedEntry, kept: Entry) -> Entry:
    """Return the entry with what the body says; fields it does not name stay as they are."""
    said = {name: getattr(_entry(body), name) for name in body.model_fields_set | {"revision"}}
    return replace(kept, **{**said, "need_id": kept.need_id})
