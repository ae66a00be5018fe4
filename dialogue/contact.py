"""How to reach a customer: checked before it is promised."""

import re
from dataclasses import replace

import phonenumbers

from dialogue.errors import ContactMissing
from dialogue.model import Contact, Exit

_LONGEST_EMAIL = 254  # RFC 5321
_EMAIL = re.compile(r"[^@\s<>,;]{1,64}@[^@\s<>,;.]+(?:\.[^@\s<>,;.]+)+")


def checked(contact: Contact, exit: Exit, *, country: str) -> Contact:
    """Return the contact in normal form. Raises ContactMissing when the exit needs what is not there or not valid."""
    if exit == "email" and not normal_email(contact.email):
        raise ContactMissing(exit=exit, field="email")
    phone = normal_phone(contact.phone, country)
    if exit == "callback" and not phone:
        raise ContactMissing(exit=exit, field="phone")
    return replace(
        contact, name=contact.name.strip(), email=contact.email.strip(), phone=phone or contact.phone.strip()
    )


def normal_email(email: str) -> str:
    """Return an e-mail address without what surrounds it, empty when it is none."""
    text = email.strip()
    return text if _EMAIL.fullmatch(text) and len(text) <= _LONGEST_EMAIL else ""


def normal_phone(phone: str, country: str) -> str:
    """Return a phone number in international form, empty when it is none; `country` is where it is called from."""
    try:
        number = phonenumbers.parse(phone, country or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
