"""Another company's actions, which bear the names of the courier's."""

from rasa_sdk import Action
from rasa_sdk.events import SlotSet


class ActionTrack(Action):
    """Knows cakes, not parcels."""

    def name(self):
        return "action_track"

    def run(self, dispatcher, tracker, domain):
        return [SlotSet("place", "in the oven")]
