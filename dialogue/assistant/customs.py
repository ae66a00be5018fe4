"""Custom actions called on a tracker, and what they say turned into messages."""

from typing import Any, Final

from dialogue.assistant import events
from dialogue.assistant.domain import Domain
from dialogue.assistant.events import Event
from dialogue.assistant.outcomes import whole
from dialogue.assistant.ports import Actions
from dialogue.assistant.responses import Responses
from dialogue.assistant.tracker import Tracker

# What an action is told of the conversation: its session, which is all that Rasa reads from its database, and no more
# than some thirty turns of it, so that the thousandth turn costs what the tenth does.
MOST_EVENTS: Final = 250


class Customs:
    """The actions that the project's own code runs."""

    def __init__(self, domain: Domain, actions: Actions, responses: Responses, channel: str) -> None:
        self._domain = domain
        self._actions = actions
        self._responses = responses
        self._channel = channel

    def run(self, name: str, tracker: Tracker) -> list[Event]:
        """Run an action, and return what it says, then what it changes.

        Raises what `Actions.run` raises, and UnusableEvent.
        """
        outcome = self._actions.run(name, as_json(tracker, self._channel), self._domain.raw)
        said = [message for each in outcome.responses if (message := self._message(each, tracker)) is not None]
        return [events.bot(each) for each in said] + [whole(name, event) for event in outcome.events]

    def utter(self, name: str, tracker: Tracker) -> list[Event]:
        """Say a response; nothing when it has no variation that fits."""
        said = self._responses.generate(name, tracker.now.slots, self._channel)
        return [] if said is None else [events.bot({**said, "utter_action": name})]

    def _message(self, response: dict[str, Any], tracker: Tracker) -> dict[str, Any] | None:
        """Return a message: a response of the domain, if one is named, with what the action gave over it."""
        given = {name: value for name, value in response.items() if name not in ("response", "template")}
        message: dict[str, Any] = {}
        named = response.get("response")
        if named:
            found = self._responses.generate(named, tracker.now.slots, self._channel, given)
            if not found:
                return None
            message = {**found, "utter_action": named}
        buttons = given.pop("buttons", None)
        if buttons:
            message["buttons"] = [*(message.get("buttons") or ()), *buttons]
        return message | {name: value for name, value in given.items() if value}


def as_json(tracker: Tracker, channel: str) -> dict[str, Any]:
    """Return the `tracker` of an action call, in Rasa's JSON. It shares the tracker's data: not to be changed."""
    now = tracker.now
    loop = now.loop
    return {
        "sender_id": tracker.sender,
        "slots": now.slots,
        "latest_message": now.message.get("parse_data", {}),
        "latest_event_time": tracker.last.event["timestamp"] if tracker.last else None,
        "followup_action": now.followup,
        "paused": now.paused,
        "events": tracker.of_session(MOST_EVENTS),
        "latest_input_channel": channel,
        "active_loop": {}
        if loop is None
        else {
            "name": loop.name,
            "is_interrupted": loop.interrupted,
            "rejected": loop.rejected,
            "trigger_message": loop.trigger,
        },
        "latest_action": {"action_name": now.action},
        "latest_action_name": now.action,
    }
