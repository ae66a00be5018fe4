"""What the agent would do with a message, and why: for the test bench and the command line."""

from typing import Any

from api.wiring import Engine
from dialogue.mind import Thought, query
from dialogue.model import Conversation, Message
from dialogue.wording import Wording
from knowledge.model import Match


def thought_body(engine: Engine, text: str, *, lang: str | None, reader: str | None = None) -> dict[str, Any]:
    """Return the decision on a message that opens a conversation; reasons are in the reader's language."""
    company = engine.company()
    conversation = Conversation("", lang or company.languages[0])
    thought = engine.mind.think(conversation, Message("", text, lang=lang))
    decision = thought.decision
    left = any(part.decision.kind == "handoff" for part in thought.parts or (thought,))
    offers = engine.agent.exits(conversation).offers if left else ()
    base, words = engine.knowledge.base, Wording(reader or company.languages[0])
    explanation, kept = base.explain(query(thought.understanding)), thought.threshold
    return {
        "language": thought.understanding.language.code,
        "decision": decision.kind,
        "confidence": round(decision.confidence, 4),
        "reason": words.why(decision.reason),
        "threshold": {"confidence": round(kept.confidence, 4), "proven": kept.proven},
        "lowered": [{"code": code, "text": words.say(f"lowered.{code}")} for code in explanation.lowered],
        "nearest": [
            {"text": near.text, "id": near.entry_id, "dense": round(near.cosine, 4)} for near in explanation.nearest
        ],
        "answers": [_answer(match) for match in thought.matches],
        "parts": [_part(part, words) for part in thought.parts],
        "exits": [offer.exit for offer in offers],
    }


def _part(part: Thought, words: Wording) -> dict[str, Any]:
    shown = {"answer": 1, "handoff": 0}.get(part.decision.kind)
    return {
        "text": part.asked,
        "decision": part.decision.kind,
        "confidence": round(part.decision.confidence, 4),
        "reason": words.why(part.decision.reason),
        "answers": [_answer(match) for match in part.decision.answers[:shown]],
    }


def _answer(match: Match) -> dict[str, Any]:
    return {
        "id": match.entry.id,
        "question": match.entry.question,
        "answer": match.entry.answer,
        "confidence": round(match.confidence, 4),
        "wording": match.wording,
        "terms": list(match.terms),
        "dense": round(match.dense, 4),
        "lexical": round(match.lexical, 4),
    }
