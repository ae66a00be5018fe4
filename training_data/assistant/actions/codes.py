"""The code that is mailed before something is changed."""

from rasa_sdk import Action
from rasa_sdk.events import SlotSet

from dialogue.crm.errors import CrmError, IdentityNeeded, TooManyChecks

from .desk import Desk
from .faults import hand_off, tell
from .words import lang_of


class ActionAskCode(Action):
    """Mails the code when it is first asked for, and asks for it."""

    def __init__(self, services):
        self.desk = Desk(services)

    def name(self):
        return "action_ask_code"

    def run(self, dispatcher, tracker, domain):
        if tracker.get_slot("code_key"):
            dispatcher.utter_message(response="utter_ask_for_code")
            return []
        return sent(self.desk, dispatcher, tracker, "utter_code_sent")


class ActionResendCode(Action):
    """Mails another code; only the last one counts."""

    def __init__(self, services):
        self.desk = Desk(services)

    def name(self):
        return "action_resend_code"

    def run(self, dispatcher, tracker, domain):
        if tracker.get_slot("requested_slot") != "code":
            return []
        return sent(self.desk, dispatcher, tracker, "utter_code_resent")


def sent(desk: Desk, dispatcher, tracker, response: str) -> list:
    """Mail a code to whoever was recognised, once a message, and say so."""
    key = f"{tracker.sender_id}:{tracker.latest_message.get('message_id')}:code"
    try:
        email = desk.reception.send_code(tracker.sender_id, lang=lang_of(tracker), key=key)
    except TooManyChecks as error:
        dispatcher.utter_message(response="utter_too_many_codes", **error.details)
        hand_off(dispatcher)
        return []
    except IdentityNeeded:
        dispatcher.utter_message(response="utter_identity_again")
        return [SlotSet("check", None), SlotSet("requested_slot", "check")]
    except CrmError as error:
        tell(dispatcher, error)
        return []
    dispatcher.utter_message(response=response, email=email)
    return [SlotSet("code_key", key)]
