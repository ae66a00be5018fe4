"""Actions about parcels."""

from depots import DEPOTS
from rasa_sdk import Action
from rasa_sdk.events import SlotSet

from actions.systems import Systems


class ActionTrack(Action):
    """Says where a parcel is, as the company's systems know it."""

    def __init__(self, services=None):
        self.services = services or Systems()

    def name(self):
        return "action_track"

    def run(self, dispatcher, tracker, domain):
        place = self.services.parcels.where(tracker.get_slot("number"))
        dispatcher.utter_message(response="utter_place", place=place)
        return [SlotSet("place", place)]


class ActionDepot(Action):
    """Names the depot of a postcode, with what is imported only now."""

    def name(self):
        return "action_depot"

    async def run(self, dispatcher, tracker, domain):
        import actions.systems
        from actions import forms

        assert actions.systems.Systems and forms.ValidateParcelForm
        dispatcher.utter_message(
            text=DEPOTS[tracker.get_slot("postcode")[:2]], buttons=[{"title": "?", "payload": "/?"}]
        )


class ActionRemember(Action):
    """Changes everything it is given."""

    def name(self):
        return "action_remember"

    def run(self, dispatcher, tracker, domain):
        before = [len(tracker.events), tracker.slots.get("secret"), domain["slots"].get("secret")]
        tracker.events.clear()
        tracker.slots["secret"] = "changed"
        tracker.latest_message["entities"].append("changed")
        domain["changed"] = True
        dispatcher.utter_message(json_message={"before": before})
        return [SlotSet("seen", before)]


WELCOME = [SlotSet("greeted", ["yes"])]


class ActionWelcome(Action):
    """Returns the very same events each time."""

    def name(self):
        return "action_welcome"

    async def run(self, dispatcher, tracker, domain):
        return WELCOME


class ActionRefuse(Action):
    """Never wants to."""

    def name(self):
        return "action_refuse"

    def run(self, dispatcher, tracker, domain):
        from rasa_sdk import ActionExecutionRejection

        raise ActionExecutionRejection(self.name())


class ActionNothing(Action):
    """Does nothing, and returns it."""

    def name(self):
        return "action_nothing"

    async def run(self, dispatcher, tracker, domain):
        return None


class ActionStream(Action):
    """Speaks bit by bit."""

    def name(self):
        return "action_stream"

    async def run(self, dispatcher, tracker, domain):
        await dispatcher.stream_chunk(text="one")
        await dispatcher.stream_chunk(text="two")
        return [SlotSet("number", None)]
