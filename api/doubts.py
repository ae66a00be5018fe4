"""What a person is told of entries that ask the same, or answer otherwise: in their language, and on the wire."""

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from api.errors import messages
from knowledge.doubts.lookalikes import Doubt, Doubts

if TYPE_CHECKING:
    from api.wiring import Engine


def doubt_body(doubt: Doubt, lang: str) -> dict[str, Any]:
    """Return a doubt as the wire describes it."""
    return {
        "kind": doubt.kind,
        "about": doubt.about,
        "id": doubt.entry.id,
        "our_question": doubt.entry.question,
        "entry_id": doubt.other.id,
        "question": doubt.other.question,
        "lang": doubt.other.lang,
        "ours": doubt.ours,
        "theirs": doubt.theirs,
        "our_passage": doubt.our_passage,
        "their_passage": doubt.their_passage,
        "text": doubt_text(doubt, lang),
    }


def doubt_text(doubt: Doubt, lang: str) -> str:
    """Return a doubt as a sentence."""
    words = messages(lang)["doubts"]
    details = {"other": doubt.other.question, "ours": doubt.ours, "theirs": doubt.theirs}
    about = words["about"].get(doubt.about or "", "")
    return str(words[doubt.kind].format(**details, about=about))


def warnings_of(engine: "Engine", ids: list[str], lang: str) -> list[dict[str, Any]]:
    """Return what is to be said of entries just saved; wordings without vectors are read in the background."""
    found = engine.lookalikes.of(ids)
    read_later(engine, found)
    return [doubt_body(doubt, lang) for doubt in found.found]


def read_later(engine: "Engine", found: Doubts) -> None:
    """Have the wordings read in the background that could not be compared by meaning yet."""
    if found.unread:
        engine.jobs.enqueue("read", uuid4().hex, {})
        engine.worker.wake()
