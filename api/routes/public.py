"""What anyone may read: health, the company, the search."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.errors import NotReady
from api.http import EngineOf
from dialogue.handoff import Situation, hand_off
from dialogue.mind import query
from dialogue.wording import Wording

router = APIRouter(tags=["public"])
_SHOWN = 0.02


@router.get("/health")
def health() -> dict[str, str]:
    """Say that the process answers."""
    return {"status": "ok"}


@router.get("/ready")
def ready(engine: EngineOf) -> dict[str, Any]:
    """Say that a base is in service. Raises NotReady."""
    base = engine.knowledge.base
    if base.version != engine.entries.version():
        raise NotReady
    return {"status": "ready", "entries": len(base.entries), "version": base.version}


@router.get("/about")
def about(engine: EngineOf, lang: Annotated[str, Query(max_length=8)] = "") -> dict[str, Any]:
    """Return how the company presents itself."""
    company = engine.company()
    lang = lang if lang in company.languages else company.languages[0]
    handoff = hand_off(company, Situation("", lang, engine.clock(), {}))
    entries = engine.knowledge.base.entries
    suggested = [entries[id] for id in company.suggestions.get(lang, ()) if id in entries]
    return {
        "name": company.name,
        "languages": list(company.languages),
        "welcome": company.welcome.get(lang) or Wording(lang).say("welcome", company=company.name),
        "suggestions": [{"entry_id": entry.id, "question": entry.question} for entry in suggested],
        "open": any(offer.exit == "chat" for offer in handoff.offers),
        "opens_at": handoff.opens_at.isoformat() if handoff.opens_at else None,
        "contact": {"email": company.contact.email, "phone": company.contact.phone},
    }


@router.get("/search")
def search(
    engine: EngineOf,
    q: Annotated[str, Query(max_length=500)],
    lang: Annotated[str | None, Query(max_length=8)] = None,
    limit: Annotated[int, Query(ge=1, le=20)] = 5,
) -> dict[str, Any]:
    """Return the entries that fit what was typed so far, best first."""
    understanding = engine.reader.read(q, page=lang, conversation=lang)
    code = understanding.language.code
    matches = engine.knowledge.base.search(query(understanding, typing=True), limit=limit)
    results = [
        {
            "id": match.entry.id,
            "question": match.entry.question,
            "answer": match.entry.answer,
            "category": match.entry.category,
            "confidence": round(match.confidence, 3),
            "terms": list(match.terms),
        }
        for match in matches
        if match.confidence >= _SHOWN
    ]
    return {"language": code, "results": results if q.strip() else []}
