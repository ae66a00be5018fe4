"""What the telephone company does besides talking; as written by an author of Rasa projects, on rasa-sdk."""

from rasa_sdk import Action, FormValidationAction
from rasa_sdk.events import (
    ActionExecuted,
    ActiveLoop,
    FollowupAction,
    Restarted,
    SessionStarted,
    SlotSet,
)


class SessionStart(Action):
    """Keep the number over sessions, and nothing else."""

    def name(self):
        return "action_session_start"

    def run(self, dispatcher, tracker, domain):
        phone = tracker.get_slot("phone")
        kept = [SlotSet("phone", phone)] if phone else []
        return [SessionStarted(), *kept, ActionExecuted("action_listen")]


class OpenTicket(Action):
    def name(self):
        return "action_open_ticket"

    def run(self, dispatcher, tracker, domain):
        opened = tracker.get_slot("ticket")["open"] + 1
        dispatcher.utter_message(text=f"Ticket {opened} for {tracker.get_slot('phone')}.")
        events = [SlotSet("ticket", {"open": opened, "lines": [tracker.get_slot("line")]}), SlotSet("symptom", None)]
        return [*events, FollowupAction("device_form")] if tracker.get_slot("line") == "mobile" else events


class ChangePlan(Action):
    def name(self):
        return "action_change_plan"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(response="utter_plan_changed")
        wanted = tracker.get_slot("wanted_plan")
        return [SlotSet("plan", wanted), SlotSet("wanted_plan", None), SlotSet("agreed", None)]


class ForgetDevices(Action):
    def name(self):
        return "action_forget_devices"

    async def run(self, dispatcher, tracker, domain):
        return [SlotSet("devices", None), SlotSet("gigabytes", None)]


class RestartPolitely(Action):
    def name(self):
        return "action_restart_politely"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(response="utter_restart", text="All right: from the start.")
        return [Restarted()]


class ValidateDevices(FormValidationAction):
    """Ask the symptom too when there are many devices; leave when somebody wants too much."""

    def name(self):
        return "validate_device_form"

    async def required_slots(self, domain_slots, dispatcher, tracker, domain):
        return [*domain_slots, "symptom"] if len(tracker.get_slot("devices") or []) > 2 else domain_slots

    async def extract_symptom(self, dispatcher, tracker, domain):
        text = tracker.latest_message.get("text") or ""
        return {"symptom": text.upper()} if text.startswith("because") else {}

    def validate_gigabytes(self, value, dispatcher, tracker, domain):
        try:
            number = float(value[-1] if isinstance(value, list) else value)
        except ValueError:
            return {"gigabytes": None}
        if number > 500:
            dispatcher.utter_message(text="Nobody needs that much.")
            return {"gigabytes": None, "requested_slot": None}
        return {"gigabytes": number}


class Leave(Action):
    def name(self):
        return "action_leave"

    def run(self, dispatcher, tracker, domain):
        return [ActiveLoop(None), SlotSet("requested_slot", None)]
