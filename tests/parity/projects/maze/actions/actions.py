"""What the maze does besides talking: every event an action may send, and most ways to go wrong."""

from rasa_sdk import Action, FormValidationAction
from rasa_sdk.events import (
    ActionExecutionRejected,
    ActionReverted,
    AllSlotsReset,
    BotUttered,
    ConversationPaused,
    ConversationResumed,
    FollowupAction,
    Restarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa_sdk.forms import ValidationAction
from rasa_sdk.interfaces import ActionExecutionRejection


class AskPassword(Action):
    def name(self):
        return "action_ask_password"

    def run(self, dispatcher, tracker, domain):
        asked, loop = tracker.get_slot("requested_slot"), tracker.active_loop.get("name")
        dispatcher.utter_message(text=f"Say the {asked} of {loop}.", buttons=[{"title": "sesame", "payload": "/spell"}])
        return [SlotSet("curse", {"asked": asked})]


class AskTrapCoins(Action):
    def name(self):
        return "action_ask_trap_form_coins"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(response="utter_ask_coins", buttons=[{"title": "bribe", "payload": "/bribe"}])
        dispatcher.utter_message(response="utter_that_does_not_exist")
        return []


class CountSteps(Action):
    """Fill two slots, and send events that an extraction may not send."""

    def name(self):
        return "action_count_steps"

    def run(self, dispatcher, tracker, domain):
        text = tracker.latest_message.get("text") or ""
        if text.isupper():
            dispatcher.utter_message(text="Do not shout.")
            return [SlotSet("shouts", (tracker.get_slot("shouts") or 0) + 1), FollowupAction("utter_void")]
        return [SlotSet("steps", len(text.split()))]


class Haunt(Action):
    def name(self):
        return "action_haunt"

    def run(self, dispatcher, tracker, domain):
        if (tracker.latest_message.get("text") or "").startswith("boo"):
            raise RuntimeError("The extraction fails.")
        return [SlotSet("haunted", tracker.get_slot("requested_slot"))]


class ValidateMappings(ValidationAction):
    def validate_echo(self, value, dispatcher, tracker, domain):
        if value == "echo":
            dispatcher.utter_message(text="echo... echo...")
            return {"echo": "echo echo", "curse": ["echoed"]}
        return {"echo": value if value and len(value) < 20 else None}


class ValidateChest(FormValidationAction):
    def name(self):
        return "validate_chest_form"

    async def required_slots(self, domain_slots, dispatcher, tracker, domain):
        if tracker.get_slot("room_there") == "cellar":
            return ["word", *(slot for slot in domain_slots if slot != "coins")]
        return domain_slots

    def validate_room_there(self, value, dispatcher, tracker, domain):
        if value == tracker.get_slot("room_here"):
            dispatcher.utter_message(text="You are there already.")
            return {"room_there": None}
        if value == "void":
            return {"room_there": "nowhere", "password": "none needed", "unknown_slot": 1}
        return {"room_there": value}

    def validate_password(self, value, dispatcher, tracker, domain):
        if value == "give up":
            return {"requested_slot": None}
        if value == "coins first":
            return {"password": None, "requested_slot": "coins"}
        if value == "explode":
            raise ValueError("The validation fails.")
        return {"password": value}

    def validate_coins(self, value, dispatcher, tracker, domain):
        return {"coins": value if str(value).isdigit() else None}


class ValidateTrap(FormValidationAction):
    def name(self):
        return "validate_trap_form"

    def validate_things(self, value, dispatcher, tracker, domain):
        if "knife" in value:
            dispatcher.utter_message(text="Not the knife.", image="https://img.example/knife.png")
            return {"things": [thing for thing in value if thing != "knife"] or None}
        return {"things": value}


class AskRephrase(Action):
    def name(self):
        return "action_default_ask_rephrase"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="Rephrase, traveller.", json_message={"loop": tracker.active_loop.get("name")})
        return []


class Restart(Action):
    def name(self):
        return "action_restart"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="The maze folds.")
        return [Restarted(), SlotSet("curse", "remembered")]


class Pause(Action):
    def name(self):
        return "action_pause"

    def run(self, dispatcher, tracker, domain):
        return [ConversationPaused()] if tracker.get_slot("lamp") is False else []


class Resume(Action):
    def name(self):
        return "action_resume"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="Awake.")
        return [ConversationPaused(), ConversationResumed()]


class Forget(Action):
    def name(self):
        return "action_forget"

    def run(self, dispatcher, tracker, domain):
        return [SlotSet("curse", "forgotten"), AllSlotsReset(), SlotSet("coins", "twelve"), SlotSet("things", "rope")]


class Again(Action):
    def name(self):
        return "action_again"

    def run(self, dispatcher, tracker, domain):
        return [FollowupAction("utter_inventory")]


class UndoMe(Action):
    def name(self):
        return "action_undo_me"

    def run(self, dispatcher, tracker, domain):
        listen = FollowupAction("action_listen")
        revert = [ActionReverted(), listen] if tracker.get_slot("lamp") else [UserUtteranceReverted()]
        return [SlotSet("curse", "undone"), *revert]


class Tick(Action):
    """Follow itself for ever: the engine must stop it."""

    def name(self):
        return "action_tick"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="tick")
        return [FollowupAction("action_tick")]


class Crash(Action):
    def name(self):
        return "action_crash"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="never heard")
        raise RuntimeError("The action fails.")


class Roll(Action):
    """Roll what the traveller said: a six, a one, a word, or nothing."""

    def name(self):
        return "action_roll"

    def run(self, dispatcher, tracker, domain):
        word = next(tracker.get_latest_entity_values("word"), None)
        return [SlotSet("dice", int(word) if str(word).isdigit() else word)]


class Confess(Action):
    def name(self):
        return "action_confess"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(response="utter_confessed", text="You confess everything.", to="the guard")
        dispatcher.utter_message(response="utter_go", room_there=tracker.get_slot("room_there") or "jail")
        return [BotUttered("said by an event", {"buttons": [{"title": "x", "payload": "y"}]}, {"from": "confess"})]


class Speak(Action):
    """Say something in the traveller's place."""

    def name(self):
        return "action_speak"

    def run(self, dispatcher, tracker, domain):
        entities = [{"entity": "room", "value": "cave", "role": "there", "start": 0, "end": 4}]
        return [
            UserUttered("cave", {"intent": {"name": "go", "confidence": 1.0}, "entities": entities, "text": "cave"})
        ]


class Refuse(Action):
    def name(self):
        return "action_refuse"

    def run(self, dispatcher, tracker, domain):
        raise ActionExecutionRejection("action_refuse", "The spell is refused.")


class RefuseEvent(Action):
    def name(self):
        return "action_refuse_event"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="I refuse, in writing.")
        return [ActionExecutionRejected("action_refuse_event"), SlotSet("curse", "refused")]


class Jump(Action):
    """Follow with a form, or with what does not exist."""

    def name(self):
        return "action_jump"

    def run(self, dispatcher, tracker, domain):
        return [FollowupAction("chest_form" if tracker.get_slot("lamp") else "action_that_does_not_exist")]


class EmptyHands(Action):
    def name(self):
        return "action_empty_hands"

    def run(self, dispatcher, tracker, domain):
        return [SlotSet("things", []), SlotSet("coins", None)]
