"""One step of a conversation: taken once, whoever else moves at the same time."""

from collections.abc import Callable

from dialogue.errors import Stale
from dialogue.model import Change, Conversation, Event
from dialogue.ports import Journal

_TRIES = 20


def take_turn(
    journal: Journal, conversation_id: str, message_id: str, plan: Callable[[Conversation], Change]
) -> tuple[Event, ...]:
    """Plan a change of the conversation as it stands, keep it, and return its events.

    A message seen before gets the events it had. When somebody else moved the conversation meanwhile, the plan is made
    again on the new state. Raises ConversationNotFound; Stale when it never stands still.
    """
    for _ in range(_TRIES):
        conversation = journal.load(conversation_id)
        seen = journal.replay(conversation_id, message_id)
        if seen is not None:
            return seen
        try:
            return journal.record(plan(conversation))
        except Stale:
            continue
    raise Stale(id=conversation_id, seq=conversation.seq)
