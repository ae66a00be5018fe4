"""How an act is done on the company's records: once, and told kindly when it is not."""

from abc import ABC, abstractmethod

from rasa_sdk.events import FollowupAction, SlotSet

from dialogue.crm.errors import CodeNeeded, CrmAway, CrmError, CrmUnsure, IdentityNeeded

from .desk import Desk
from .faults import tell
from .memory import fresh


class Doing(ABC):
    """Asks the records for an act, under a key of the message that wanted it: mixed into the action after a form."""

    form = ""
    again = ""

    def __init__(self, services):
        self.desk = Desk(services)

    def run(self, dispatcher, tracker, domain):
        if tracker.get_slot("over"):
            return fresh()
        try:
            return self.done(dispatcher, tracker)
        except IdentityNeeded:
            return self._ask_again(dispatcher, "check", "utter_identity_again")
        except CodeNeeded:
            return self._ask_again(dispatcher, "code", "utter_code_again")
        except (CrmAway, CrmUnsure) as error:
            return self._later(dispatcher, tracker, error)
        except CrmError as error:
            tell(dispatcher, error)
            return fresh()

    @abstractmethod
    def done(self, dispatcher, tracker) -> list:
        """Do what was asked and say what it came to. Raises CrmError."""

    def do(self, tracker, act):
        """Do an act, once however often this is called for one message. Raises CrmError."""
        return self.desk.crm.do(self.known(tracker), act, key=self._key(tracker))

    def known(self, tracker):
        """Return who was recognised. Raises IdentityNeeded when that was too long ago."""
        who = self.desk.who(tracker)
        if who is None:
            raise IdentityNeeded
        return who

    def _key(self, tracker) -> str:
        kept = tracker.get_slot("act_key")
        return kept or f"{tracker.sender_id}:{tracker.latest_message.get('message_id')}:{self.name()}"

    def _later(self, dispatcher, tracker, error) -> list:
        """Keep what was told, and under which key, so that trying again asks nothing anew and does nothing twice."""
        tell(dispatcher, error, again=f"/{self.again}")
        return [SlotSet("act_key", self._key(tracker)), SlotSet("retry", self.again)]

    def _ask_again(self, dispatcher, slot: str, response: str) -> list:
        dispatcher.utter_message(response=response)
        return [SlotSet(slot, None), SlotSet("code_key", None), FollowupAction(self.form)]
