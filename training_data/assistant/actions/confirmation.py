"""The yes or no before anything is done."""


class Confirmation:
    """Takes a yes; asks again after a correction; ends the form after a no: mixed into the validation of a form."""

    def validate_confirm(self, value, dispatcher, tracker, domain):
        if value and tracker.get_slot("retry"):
            # What was confirmed before the records went away is not asked again.
            return {"confirm": True}
        if len(tracker.slots_to_validate()) > 1:
            # “no, it is 75002” corrects an answer: what is confirmed is what comes of it.
            return {"confirm": None}
        return {"confirm": True} if value else self.refused(dispatcher)

    def refused(self, dispatcher) -> dict:
        """Return what to set after a no."""
        dispatcher.utter_message(response="utter_nothing_done")
        return {"over": True}
