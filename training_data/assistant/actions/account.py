"""A customer's address and phone number."""

import re

import phonenumbers
from rasa_sdk import Action, FormValidationAction

from dialogue.contact import normal_phone
from dialogue.crm.acts import ChangeContact
from dialogue.crm.model import Address

from .confirmation import Confirmation
from .doing import Doing
from .faults import missed
from .identity import Identity
from .memory import fresh
from .numbers import postcode

_WHOLE = re.compile(
    r"(?P<street>.*?\w.*?)[\s,;-]+(?P<postcode>\d{4,5})(?:[\s,;-]+(?P<city>[^\d@{}<>]{2,60}))?", re.DOTALL
)
_PLACE = re.compile(r"\D{0,30}?(?P<postcode>\d{4,5})[\s,;-]+(?P<city>[^\d@{}<>]{2,60})")
_INTRODUCTION = re.compile(
    r"^\s*(?:(?:non|oui|no|yes|bonjour|alors|voici|c'est|it's|(?:ma nouvelle|mon) adresse est|"
    r"j'habite(?: maintenant)?(?: au)?|my new address is|i(?: now)? live at)[\s,:]+)+",
    re.IGNORECASE,
)
_FRANCE = re.compile(r"[\s,]*\bfrance\W*$", re.IGNORECASE)
_STREET = re.compile(r"(?=.*[^\W\d_]{3})[\w ,.'/°()-]{4,200}")
_CITY = re.compile(r"[^\W\d_][^\d@{}<>\n]{1,59}")


class ValidateChangeAddressForm(Confirmation, Identity, FormValidationAction):
    """Takes an address whole or in parts, and asks for the parts that are missing."""

    about_an_order, of_an_account = False, True

    def name(self):
        return "validate_change_address_form"

    def validate_new_address(self, value, dispatcher, tracker, domain):
        said = _FRANCE.sub("", _INTRODUCTION.sub("", _tail(value, tracker).replace("’", "'"))).strip(" .,!")
        found = _WHOLE.fullmatch(said)
        street = found["street"].strip(" ,;-") if found else said
        if not _STREET.fullmatch(street) or not any(map(str.isdigit, said)):
            return missed(tracker, dispatcher, "new_address", "utter_bad_address")
        parts = {"new_address": street}
        if found:
            parts["new_postcode"] = found["postcode"]
            parts |= {"new_city": _city(found["city"])} if found["city"] else {}
        return parts

    def validate_new_postcode(self, value, dispatcher, tracker, domain):
        code, place = postcode(value), _PLACE.fullmatch(value.strip(" .!"))
        city = {"new_city": _city(place["city"])} if place else {}
        return {"new_postcode": code} | city

    def validate_new_city(self, value, dispatcher, tracker, domain):
        city = _city(_INTRODUCTION.sub("", value.replace("’", "'")))
        if not _CITY.fullmatch(city):
            return missed(tracker, dispatcher, "new_city", "utter_bad_city")
        return {"new_city": city}

    def refused(self, dispatcher):
        dispatcher.utter_message(response="utter_start_over")
        return {"confirm": None, "new_address": None, "new_postcode": None, "new_city": None}


class ValidateChangePhoneForm(Confirmation, Identity, FormValidationAction):
    """Takes a number that can be called from here."""

    about_an_order, of_an_account = False, True

    def name(self):
        return "validate_change_phone_form"

    def validate_new_phone(self, value, dispatcher, tracker, domain):
        phone = normal_phone(value, "FR")
        return (
            {"new_phone": _as_written(phone)} if phone else missed(tracker, dispatcher, "new_phone", "utter_bad_phone")
        )

    def refused(self, dispatcher):
        dispatcher.utter_message(response="utter_start_over")
        return {"confirm": None, "new_phone": None}


class ActionChangeAddress(Doing, Action):
    """Keeps the new address of the account."""

    form, again = "change_address_form", "change_address"

    def name(self):
        return "action_change_address"

    def done(self, dispatcher, tracker):
        street, code, city = map(tracker.get_slot, ("new_address", "new_postcode", "new_city"))
        receipt = self.do(tracker, ChangeContact(address=Address(street, code, city)))
        dispatcher.utter_message(response="utter_address_changed", reference=receipt.reference)
        return fresh()


class ActionChangePhone(Doing, Action):
    """Keeps the new phone number of the account."""

    form, again = "change_phone_form", "change_phone"

    def name(self):
        return "action_change_phone"

    def done(self, dispatcher, tracker):
        receipt = self.do(tracker, ChangeContact(phone=tracker.get_slot("new_phone")))
        dispatcher.utter_message(response="utter_phone_changed", reference=receipt.reference)
        return fresh()


def _tail(said: str, tracker) -> str:
    """Return what was said from where an address begins in it."""
    message = tracker.latest_message
    text, found = (
        message.get("text") or "",
        [each for each in message.get("entities", ()) if each["entity"] == "address"],
    )
    return text[found[0]["start"] :] if found and found[0]["value"] in said else said


def _as_written(phone: str) -> str:
    """Return a number in groups, with its country code: “+33 6 39 98 21 00”."""
    return phonenumbers.format_number(phonenumbers.parse(phone), phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _city(said: str) -> str:
    text = " ".join(said.split()).strip(" .,;!-")
    return text if text != text.lower() else text.title()
