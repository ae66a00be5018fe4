"""Two-stage fallback: not sure what was meant, ask; still not, ask to say it otherwise; then give up."""

from collections.abc import Callable
from itertools import islice, takewhile

from dialogue.assistant import events
from dialogue.assistant.domain import FALLBACK, LISTEN, OUT_OF_SCOPE, TWO_STAGE
from dialogue.assistant.events import Event
from dialogue.assistant.tracker import Tracker

_GIVEN_UP = ((FALLBACK, FALLBACK), (OUT_OF_SCOPE, FALLBACK, OUT_OF_SCOPE))


def two_stage(tracker: Tracker, act: Callable[[str, Tracker], list[Event]]) -> list[Event]:
    """Run the fallback's next step; `act` runs another action."""
    intent = tracker.now.intent
    begun = [] if tracker.now.loop_name == TWO_STAGE else [events.active_loop(TWO_STAGE)]
    given_up = any(_last_intents(tracker, len(each)) == each for each in _GIVEN_UP)
    if given_up:
        return [*begun, events.active_loop(None), *act("action_default_fallback", tracker)]
    if intent in (FALLBACK, OUT_OF_SCOPE):
        asks = begun or intent == FALLBACK
        return begun + act("action_default_ask_affirmation" if asks else "action_default_ask_rephrase", tracker)
    return [*begun, events.active_loop(None), *_said_again(tracker)]


def _last_intents(tracker: Tracker, count: int) -> tuple[str | None, ...]:
    """Return the intents of the last messages, the newest first; one that was taken back ends them."""
    since = takewhile(lambda event: event["event"] != "restart", tracker.back())
    last = islice((event for event in since if event["event"] in ("user", "rewind")), count)
    return tuple(event["parse_data"]["intent"].get("name") for event in last if event["event"] == "user")


def _said_again(tracker: Tracker) -> list[Event]:
    """Return the message that was at last understood, as if the fallback had not been."""
    message = tracker.now.message
    parse = message["parse_data"]
    sure = {**parse, "intent": {**parse["intent"], "confidence": 1.0}}
    again = {name: value for name, value in message.items() if name != "timestamp"} | {"parse_data": sure}
    return [{"event": "rewind"}, events.action(LISTEN), again]
