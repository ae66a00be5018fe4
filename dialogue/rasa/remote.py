"""Flows run by a real Rasa server: it decides what comes next, our reader stays in charge of understanding."""

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Any
from urllib.parse import quote

import httpx

from dialogue.assistant import events
from dialogue.assistant.events import Event
from dialogue.assistant.messages import Parse
from dialogue.assistant.turn import Said, Turn
from dialogue.errors import DialogueAway

_MOST_HEARD = 10_000
_MOST_TAKEN = 1_000


class Heard:
    """What was understood of the last message of each conversation, until Rasa asks for it: see `/rasa/model/parse`."""

    def __init__(self, *, most: int = _MOST_HEARD) -> None:
        self._most = most
        self._parses: OrderedDict[str, Parse] = OrderedDict()
        self._lock = Lock()

    def keep(self, conversation_id: str, parse: Parse) -> None:
        """Keep what was understood; of the oldest of too many nothing is kept."""
        with self._lock:
            self._parses[conversation_id] = parse
            self._parses.move_to_end(conversation_id)
            if len(self._parses) > self._most:
                self._parses.popitem(last=False)

    def find(self, conversation_id: str, text: str) -> Parse | None:
        """Return what was understood of this text in this conversation."""
        with self._lock:
            parse = self._parses.get(conversation_id)
        return parse if parse and parse.get("text") == text else None


class RasaDialogue:
    """Takes turns on a Rasa server, which remembers the conversations."""

    def __init__(self, url: str, *, token: str, heard: Heard, timeout: float) -> None:
        self._client = httpx.Client(base_url=url, params={"token": token} if token else {}, timeout=timeout)
        self._heard = heard
        self._taken: OrderedDict[tuple[str, str], list[Event]] = OrderedDict()
        self._lock = Lock()

    def open(self, conversation_id: str) -> "RasaTalk":
        """Return a conversation as Rasa remembers it. Raises DialogueAway."""
        return RasaTalk(self, conversation_id, self.state(conversation_id))

    def state(self, conversation_id: str) -> Mapping[str, Any]:
        """Return Rasa's tracker, without its events. Raises DialogueAway."""
        address = f"/conversations/{quote(conversation_id, safe='')}/tracker"
        found = self._asked("GET", address, params={"include_events": "NONE"})
        if not isinstance(found, dict):
            raise DialogueAway(reason="its tracker is no object")
        return found

    def say(self, conversation_id: str, said: Said) -> list[Event]:
        """Have Rasa take a turn, and return what it says. A message that it took already is not said to it again."""
        taken = self._taken.get((conversation_id, said.id))
        if taken is not None:
            return taken
        self._heard.keep(conversation_id, said.parse)
        body = {"sender": conversation_id, "message": said.text, "metadata": said.metadata or {}}
        found = self._asked("POST", "/webhooks/rest/webhook", json=body)
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise DialogueAway(reason="it answered no list of messages")
        return self._remember((conversation_id, said.id), [_bot(each) for each in found])

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _remember(self, key: tuple[str, str], messages: list[Event]) -> list[Event]:
        with self._lock:
            self._taken[key] = messages
            if len(self._taken) > _MOST_TAKEN:
                self._taken.popitem(last=False)
        return messages

    def _asked(self, method: str, address: str, **more: Any) -> Any:
        try:
            answer = self._client.request(method, address, **more)
            answer.raise_for_status()
            return answer.json()
        except httpx.HTTPStatusError as error:
            raise DialogueAway(reason=f"it answered {error.response.status_code}") from error
        except httpx.HTTPError as error:
            # The error's own words hold the address, and with it the token.
            raise DialogueAway(reason=type(error).__name__) from None
        except ValueError as error:
            raise DialogueAway(reason="it answered no JSON") from error


class RasaTalk:
    """One conversation, for one turn."""

    def __init__(self, dialogue: RasaDialogue, id: str, state: Mapping[str, Any]) -> None:
        self._dialogue = dialogue
        self._id = id
        self._state = state

    @property
    def flow(self) -> str:
        """Return the form that goes on, empty for none."""
        return str((self._state.get("active_loop") or {}).get("name") or "")

    @property
    def slots(self) -> Mapping[str, Any]:
        """Return every slot with its value."""
        found: Mapping[str, Any] = self._state.get("slots") or {}
        return found

    def take(self, said: Said) -> Turn:
        """Take a turn; a server that does not answer is a failure of the turn."""
        try:
            messages = tuple(self._dialogue.say(self._id, said))
            self._state = self._dialogue.state(self._id)
        except DialogueAway as error:
            return Turn((), (), (error,))
        return Turn((), messages)


def _bot(message: dict[str, Any]) -> Event:
    """Return what the REST channel says, as the event it came from."""
    parts = ("text", "buttons", "quick_replies", "image", "attachment", "custom", "elements")
    return events.bot({part: message[part] for part in parts if message.get(part)})
