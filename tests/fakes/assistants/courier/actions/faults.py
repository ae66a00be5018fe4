"""Everything that an action should not do."""

import asyncio
import datetime
import sys
import time

from rasa_sdk import Action
from rasa_sdk.events import SlotSet


class Named(Action):
    """An action called as its class is."""

    def name(self):
        return f"action_{type(self).__name__.lower()}"


class Break(Named):
    def run(self, dispatcher, tracker, domain):
        raise ValueError(f"no such parcel: {tracker.get_slot('number')}")


class Stop(Named):
    def run(self, dispatcher, tracker, domain):
        return [SlotSet("number", next(tracker.get_latest_entity_values("number")))]


class Exit(Named):
    async def run(self, dispatcher, tracker, domain):
        sys.exit(3)


class Cancel(Named):
    async def run(self, dispatcher, tracker, domain):
        raise asyncio.CancelledError


class Late(Named):
    def run(self, dispatcher, tracker, domain):
        raise TimeoutError


class Hang(Named):
    """Asks a system that does not answer."""

    def __init__(self, services=None):
        self.services = services

    def run(self, dispatcher, tracker, domain):
        self.services.answered.wait(30)


class Wait(Named):
    async def run(self, dispatcher, tracker, domain):
        await asyncio.sleep(30)


class Hold(Named):
    """Blocks where it should await."""

    def __init__(self, services=None):
        self.services = services

    async def run(self, dispatcher, tracker, domain):
        self.services.answered.wait(30)


class Pause(Named):
    def run(self, dispatcher, tracker, domain):
        time.sleep(0.1)
        return [SlotSet("number", tracker.get_slot("number"))]


class Odd(Named):
    def run(self, dispatcher, tracker, domain):
        return [{"event": "slot", "name": "number", "value": datetime.date(2026, 1, 1)}]
