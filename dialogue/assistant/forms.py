"""Forms: ask for each slot in turn, check what is said, step back when something else was said."""

from collections.abc import Callable
from typing import Any

from dialogue.assistant import events
from dialogue.assistant.customs import Customs
from dialogue.assistant.domain import LISTEN, Domain, Form
from dialogue.assistant.errors import ActionRejected
from dialogue.assistant.events import Event, any_of, slots_in
from dialogue.assistant.extraction import Extraction
from dialogue.assistant.slots import REQUESTED
from dialogue.assistant.tracker import Tracker

Acts = Callable[[str, Tracker], list[Event]]


class Forms:
    """Rasa's form action. `act` runs another action on a tracker, to ask for a slot."""

    def __init__(self, domain: Domain, customs: Customs, extraction: Extraction, act: Acts) -> None:
        self._domain = domain
        self._customs = customs
        self._extraction = extraction
        self._act = act

    def run(self, name: str, tracker: Tracker) -> list[Event]:
        """Start a form or go on with it. Raises ActionRejected when what was said is not for it."""
        form = self._domain.forms[name]
        found = [] if tracker.now.loop_name == name else self._begin(form, tracker)
        if not _ended(found):
            nothing_yet = all(event["event"] == "active_loop" for event in found)
            new = self._take(form, tracker) if nothing_yet else []
            if not any_of(new, "action_execution_rejected"):
                new = new + self._ask(form, tracker, found + new)
            found = found + new
        return [*found, events.active_loop(None)] if _ended(found) else found

    def _begin(self, form: Form, tracker: Tracker) -> list[Event]:
        """Activate the form, and take what was already said for it."""
        begun = events.active_loop(form.name)
        after = tracker.copy()
        after.add(begun)
        taken = self._extraction.run(after)
        after.add(*taken)
        slots = [event for event in taken if event["event"] == "slot"]
        if not self._validates(form):
            return [begun, *slots]
        already = {name: value for name in form.required if (value := after.now.slot(name)) is not None}
        checked = self._check(form, already, after)
        return [begun, *checked, *(event for event in slots if event["name"] not in slots_in(checked))]

    def _take(self, form: Form, tracker: Tracker) -> list[Event]:
        """Take the answer to what the form asked; when it was interrupted there is none to take."""
        now = tracker.now
        answered = now.loop is None or (now.action == LISTEN and not now.loop.interrupted)
        return self._answer(form, tracker) if answered else self._check(form, {}, tracker)

    def _answer(self, form: Form, tracker: Tracker) -> list[Event]:
        asked = _asked(form, tracker)
        wanted = {*form.required, asked}
        said = {name: value for name, value in slots_in(tracker.since_message()).items() if name in wanted}
        checked = self._check(form, said, tracker)
        filled = any(name != REQUESTED for name in slots_in(checked))
        if asked and not said and not filled and not any_of(checked, "action_execution_rejected"):
            raise ActionRejected(action=form.name)
        return checked

    def _validates(self, form: Form) -> bool:
        return f"validate_{form.name}" in self._domain.actions

    def _check(self, form: Form, said: dict[str, Any], tracker: Tracker) -> list[Event]:
        """Run the form's validation, which finds what was said as the last events of the conversation."""
        if not self._validates(form):
            return []
        after = _inside(form, tracker, [events.slot(name, value) for name, value in said.items()])
        return self._customs.run(f"validate_{form.name}", after)

    def _ask(self, form: Form, tracker: Tracker, so_far: list[Event]) -> list[Event]:
        """Ask for the slot that the validation wants, or the first that is empty; none is the end of the form."""
        if _ended(so_far):
            return [events.slot(REQUESTED, None)]
        after = _inside(form, tracker, so_far)
        wanted = next((e["value"] for e in so_far if e["event"] == "slot" and e["name"] == REQUESTED), None)
        if wanted:
            return self._question(form, wanted, after)
        empty = next((name for name in form.required if after.now.slot(name) is None), None)
        asks = self._question(form, empty, after) if empty else []
        return [events.slot(REQUESTED, empty), *asks]

    def _question(self, form: Form, slot: str, tracker: Tracker) -> list[Event]:
        for name in (
            f"action_ask_{form.name}_{slot}",
            f"utter_ask_{form.name}_{slot}",
            f"action_ask_{slot}",
            f"utter_ask_{slot}",
        ):
            if name in self._domain.actions:
                return self._act(name, tracker)
        return []


def _asked(form: Form, tracker: Tracker) -> str | None:
    found: str | None = tracker.now.slot(REQUESTED) if tracker.now.loop_name == form.name else None
    return found


def _inside(form: Form, tracker: Tracker, more: list[Event]) -> Tracker:
    """Return the conversation as the form's own actions see it while it runs."""
    after = tracker.copy()
    after.add(events.slot(REQUESTED, _asked(form, tracker)), events.action(form.name), *more)
    return after


def _ended(found: list[Event]) -> bool:
    """Say whether nothing is asked any more, or the form was left."""
    if any_of(found, "action_execution_rejected"):
        return False
    asked = next((e for e in reversed(found) if e["event"] == "slot" and e["name"] == REQUESTED), None)
    loop = next((e for e in reversed(found) if e["event"] == "active_loop"), None)
    return bool((asked and asked["value"] is None) or (loop and loop["name"] is None))
