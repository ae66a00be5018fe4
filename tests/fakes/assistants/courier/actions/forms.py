"""What the form for a parcel takes."""

import asyncio

from rasa_sdk import FormValidationAction


def here():
    """Say whether this thread is the event loop's."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return "in a thread"
    return "on the loop"


class ValidateParcelForm(FormValidationAction):
    """Validates a number and a postcode; a number abroad needs a country too."""

    def name(self):
        return "validate_parcel_form"

    async def required_slots(self, domain_slots, dispatcher, tracker, domain):
        abroad = (tracker.slots.get("number") or "").startswith("X")
        return [*domain_slots, "country"] if abroad else domain_slots

    async def run(self, dispatcher, tracker, domain):
        return [*await super().run(dispatcher, tracker, domain), {"event": "slot", "name": "run", "value": "own"}]

    def extract_country(self, dispatcher, tracker, domain):
        return {"country": f"asked {here()}"}

    def validate_number(self, value, dispatcher, tracker, domain):
        # Its own methods are to an action what it wrote, whoever else calls them, and how.
        return self.validate_in_capitals(value) | {"validated": here()}

    def validate_in_capitals(self, value):
        return {"number": value.upper()}

    async def validate_postcode(self, value, dispatcher, tracker, domain):
        await asyncio.sleep(0)
        if len(value) == 5:
            return {"postcode": value}
        dispatcher.utter_message(response="utter_wrong_postcode")
        return {"postcode": None}
