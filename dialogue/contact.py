"""How to reach a customer: checked before it is promised."""

import re
from dataclasses import replace

import phonenumbers

from dialogue.errors import ContactMissing
from dialogue.model import Contact, Exit

_EMAIL = re.compile(r"[^@\s<>,;]{1,64}@[^@\s<>,;.]+(?:\.[^@\s<>,;.]+)+")


def checked(contact: Contact, exit: Exit, *, country: str) -> Contact:
    """Return the contact in normal form. Raises ContactMissing when the exit needs what is not there or not valid."""
    if exit == "email" and not _EMAIL.fullmatch(contact.email.strip()):
        raise ContactMissing(exit=exit, field="email")
    phone = _international(contact.phone, country) if contact.phone.strip() else ""
    if exit == "callback" and not phone:
        raise ContactMissing(exit=exit, field="phone")
    return replace(
        contact, name=contact.name.strip(), email=contact.email.strip(), phone=phone or contact.phone.strip()
    )


def _international(phone: str, country: str) -> str:
    try:
        number = phonenumbers.parse(phone, country or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
