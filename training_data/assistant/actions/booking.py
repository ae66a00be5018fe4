"""A call back, or an appointment in a shop."""

from datetime import date, datetime, timedelta

from rasa_sdk import Action, FormValidationAction

from dialogue.crm.acts import Book

from . import agenda
from .confirmation import Confirmation
from .desk import Desk
from .doing import Doing
from .faults import missed
from .freely import short
from .identity import Identity
from .memory import fresh
from .words import day, folded, hour, lang_of

SHOPS = ("Lyon", "Nantes", "Lille", "Bordeaux", "Strasbourg", "Toulouse")
_BOOKED = {"callback": "utter_booked_callback", "appointment": "utter_booked_appointment"}
_OR = {"fr": ", ou ", "en": ", or "}
_SOON = timedelta(minutes=15)


class _Slots:
    """Takes the day, the time and the subject: mixed into the validation of both forms."""

    about_an_order = False
    visit = False

    def __init__(self, services):
        super().__init__(services)
        self.clock = agenda.clock_of(services)

    def validate_day(self, value, dispatcher, tracker, domain):
        now = self.clock()
        meant = agenda.day_meant(value, now.date())
        wrong = self._wrong_day(meant, now)
        if wrong:
            return missed(tracker, dispatcher, "day", wrong)
        taken = {"day": meant.isoformat()}
        # A time of the same message is checked next, with the day in place.
        said = None if "hour" in tracker.slots_to_validate() else tracker.get_slot("hour")
        return taken | (self._hour(said, meant, dispatcher, tracker) if said else {})

    def validate_hour(self, value, dispatcher, tracker, domain):
        said = tracker.get_slot("day")
        meant = agenda.day_meant(said, self.clock().date()) if said else None
        if meant is None:
            # Checked with the day, once it is known.
            return {"hour": value}
        return self._hour(value, meant, dispatcher, tracker)

    def validate_about(self, value, dispatcher, tracker, domain):
        return short(value, "about", tracker, dispatcher)

    def _wrong_day(self, meant, now) -> str:
        if meant is None:
            return "utter_bad_day"
        if meant < now.date():
            return "utter_day_over"
        if meant - now.date() > agenda.FURTHEST:
            return "utter_day_far"
        return "" if agenda.hours_of(meant, visit=self.visit) else "utter_day_closed"

    def _hour(self, value, meant: date, dispatcher, tracker) -> dict:
        at, lang = agenda.time_meant(value), lang_of(tracker)
        if at is None:
            return missed(tracker, dispatcher, "hour", "utter_bad_hour")
        when = datetime.combine(meant, at, agenda.ZONE)
        if not agenda.is_there(when, visit=self.visit):
            said = [_span(each, lang) for each in agenda.hours_of(meant, visit=self.visit)]
            return missed(
                tracker, dispatcher, "hour", "utter_hour_closed", day=day(meant, lang), hours=_OR[lang].join(said)
            )
        if when < self.clock() + _SOON:
            return missed(tracker, dispatcher, "hour", "utter_hour_over")
        return {"hour": at.strftime("%H:%M")}


class ValidateBookCallbackForm(_Slots, Confirmation, Identity, FormValidationAction):
    """Takes a time at which advisers call."""

    def name(self):
        return "validate_book_callback_form"


class ValidateBookVisitForm(_Slots, Confirmation, Identity, FormValidationAction):
    """Takes a shop, and a time at which it is open."""

    visit = True

    def name(self):
        return "validate_book_visit_form"

    def validate_shop(self, value, dispatcher, tracker, domain):
        shop = next((shop for shop in SHOPS if folded(shop) in folded(value)), None)
        return {"shop": shop} if shop else missed(tracker, dispatcher, "shop", "utter_bad_shop")


class ActionAskBookCallbackFormConfirm(Action):
    """Says when we call and on which number, as far as its owner recognises it."""

    def __init__(self, services):
        self.desk = Desk(services)

    def name(self):
        return "action_ask_book_callback_form_confirm"

    def run(self, dispatcher, tracker, domain):
        lang, when = lang_of(tracker), moment(tracker)
        phone = self.desk.phone(tracker)
        response = "utter_confirm_callback" if phone else "utter_confirm_callback_unknown"
        dispatcher.utter_message(response=response, day=day(when, lang), hour=hour(when, lang), ending=phone[-2:])
        return []


class ActionAskBookVisitFormConfirm(Action):
    """Says where and when we expect the visitor."""

    def name(self):
        return "action_ask_book_visit_form_confirm"

    def run(self, dispatcher, tracker, domain):
        lang, when = lang_of(tracker), moment(tracker)
        dispatcher.utter_message(response="utter_confirm_visit", day=day(when, lang), hour=hour(when, lang))
        return []


class ActionBookCallback(Doing, Action):
    """Has an adviser call back."""

    form, again = "book_callback_form", "book_callback"

    def name(self):
        return "action_book_callback"

    def done(self, dispatcher, tracker):
        return _booked(self, "callback", tracker.get_slot("about"), dispatcher, tracker)


class ActionBookVisit(Doing, Action):
    """Has a shop expect the visitor."""

    form, again = "book_visit_form", "book_visit"

    def name(self):
        return "action_book_visit"

    def done(self, dispatcher, tracker):
        about = f"{tracker.get_slot('shop')} - {tracker.get_slot('about')}"
        return _booked(self, "appointment", about, dispatcher, tracker)


def moment(tracker) -> datetime:
    """Return the day and the time that were chosen."""
    return datetime.fromisoformat(f"{tracker.get_slot('day')}T{tracker.get_slot('hour')}").replace(tzinfo=agenda.ZONE)


def _booked(doing: Doing, what: str, about: str, dispatcher, tracker) -> list:
    when, lang = moment(tracker), lang_of(tracker)
    receipt = doing.do(tracker, Book(what, when, about))
    dispatcher.utter_message(
        response=_BOOKED[what], day=day(when, lang), hour=hour(when, lang), reference=receipt.reference
    )
    return fresh()


def _span(hours, lang: str) -> str:
    opens, closes = (hour(each, lang) for each in hours)
    return f"entre {opens} et {closes}" if lang == "fr" else f"between {opens} and {closes}"
