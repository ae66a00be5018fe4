"""What to do with a message: answer, ask back, say a word, hand over, stay silent - and why. Pure."""

from collections.abc import Sequence

from dialogue.company import Policy
from dialogue.model import Conversation, Decision, Reason
from knowledge.model import Match
from nlu.model import Understanding

_SMALL_TALK = frozenset({"greeting", "thanks", "goodbye", "insult", "are_you_human", "how_are_you", "affirm", "deny"})
_SURE_OF_INTENT = 0.8
_NOISE = frozenset({"empty", "gibberish"})
_ASKED = ("asked-for-human", "none-of-these")


def decide(
    conversation: Conversation,
    understanding: Understanding,
    matches: Sequence[Match],
    policy: Policy,
    *,
    answer_at: float,
    sensitive: str | None = None,
) -> Decision:
    """Decide from what was understood and found.

    `answer_at` is the confidence from which an answer keeps the policy's promise; `sensitive` is the phrase that only
    a human may answer, if any.
    """
    if conversation.held:
        return Decision("silent", Reason(f"held-by-{conversation.owner}"))
    if sensitive:
        return Decision("handoff", Reason("sensitive", {"phrase": sensitive}))
    decision = _of_intent(understanding) or _of_matches(tuple(matches), policy, answer_at)
    unsure = decision.kind in ("clarify", "handoff") and decision.reason.code not in _ASKED
    return _of_noise(conversation) if unsure and understanding.signals & _NOISE else decision


def _of_intent(understanding: Understanding) -> Decision | None:
    intent = understanding.intent
    if intent is None or intent.probability < _SURE_OF_INTENT:
        return None
    if intent.name == "ask_human":
        return Decision("handoff", Reason("asked-for-human"))
    if intent.name == "none_of_these":
        return Decision("handoff", Reason("none-of-these"))
    if intent.name in _SMALL_TALK:
        return Decision("say", Reason("small-talk", {"intent": intent.name}), phrase=intent.name)
    return None


def _of_matches(matches: tuple[Match, ...], policy: Policy, answer_at: float) -> Decision:
    if not matches:
        return Decision("handoff", Reason("nothing-found"))
    best = matches[0].confidence
    if best >= answer_at:
        return Decision("answer", Reason("sure", _against(best, answer_at)), best, matches)
    likely = tuple(match for match in matches if match.confidence >= policy.clarify_at)[: policy.choices]
    if likely and sum(match.confidence for match in likely) >= policy.clarify_total:
        return Decision("clarify", Reason("close", {"count": len(likely)}), best, likely)
    return Decision("handoff", Reason("unsure", _against(best, answer_at)), best, matches)


def _of_noise(conversation: Conversation) -> Decision:
    """Ask a visitor who wrote no words to say it again; who does so twice may be better understood by a human."""
    reason = Reason("not-understood")
    return Decision("handoff", reason) if conversation.failures else Decision("say", reason, phrase="not_understood")


def _against(confidence: float, threshold: float) -> dict[str, object]:
    return {"confidence": round(100 * confidence), "threshold": round(100 * threshold)}
