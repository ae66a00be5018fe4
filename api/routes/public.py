"""What anyone may read: health, the company, the search."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.errors import NotReady
from api.http import EngineOf
from api.site.catalogue import path_of
from api.site.finding import Asked, Found, mark
from dialogue.handoff import Situation, hand_off
from dialogue.wording import Wording
from knowledge.audience import Audience, answer_for
from knowledge.model import Match

router = APIRouter(tags=["public"])


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
        "timezone": company.timezone,
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
    segment: Annotated[str, Query(max_length=500)] = "",
    page: Annotated[str, Query(max_length=500)] = "",
    category: Annotated[str, Query(max_length=500)] = "",
) -> dict[str, Any]:
    """Return the entries that fit what was typed so far, best first; near ties as use and place suggest."""
    asked = Asked(q, lang, limit, category, Audience(segment, page))
    found, name = engine.faq.find(asked), engine.faq.theme_name
    groups = [
        {"category": category, "name": name(category, found.language), "ids": [m.entry.id for m in group]}
        for category, group in found.groups().items()
    ]
    return {
        "language": found.language,
        "sure": found.sure,
        "results": [_result(match, found, asked.audience) for match in found.matches],
        "groups": groups,
        "themes": [{"category": theme.category, "name": theme.name, "path": theme.path} for theme in found.themes],
    }


def _result(match: Match, found: Found, audience: Audience) -> dict[str, Any]:
    return {
        "id": match.entry.id,
        "question": match.entry.question,
        "answer": answer_for(match.entry, audience),
        "category": match.entry.category,
        "lang": match.entry.lang,
        "path": path_of(match.entry),
        "confidence": round(match.confidence, 3),
        "terms": list(match.terms),
        "pieces": [asdict(piece) for piece in mark(match, lang=found.language)],
    }
