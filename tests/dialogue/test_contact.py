"""A contact is in normal form before anybody promises to use it."""

import pytest

from dialogue.contact import checked
from dialogue.errors import ContactMissing
from dialogue.model import Contact


@pytest.mark.parametrize(
    ("typed", "country", "kept"),
    [
        ("06 12 34 56 78", "FR", "+33612345678"),
        ("06.12.34.56.78", "FR", "+33612345678"),
        ("0612345678", "FR", "+33612345678"),
        (" +33 6 12 34 56 78 ", "FR", "+33612345678"),
        ("0033612345678", "FR", "+33612345678"),
        ("+33 (0)6 12 34 56 78", "FR", "+33612345678"),
        ("01-23-45-67-89", "FR", "+33123456789"),
        ("+32 470 12 34 56", "FR", "+32470123456"),
        ("+44 20 7946 0958", "FR", "+442079460958"),
        ("020 7946 0958", "GB", "+442079460958"),
        ("0470 12 34 56", "BE", "+32470123456"),
    ],
)
def test_a_phone_number_is_kept_as_one_dials_it_from_anywhere(typed: str, country: str, kept: str) -> None:
    assert checked(Contact(phone=typed), "callback", country=country).phone == kept


@pytest.mark.parametrize(
    "typed", ["", "   ", "12", "06 12 34", "appelez-moi", "06 12 34 56 78 90 12 34", "lea@exemple.fr", "9" * 500, "+"]
)
def test_nobody_is_promised_a_call_on_what_is_no_number(typed: str) -> None:
    with pytest.raises(ContactMissing) as refused:
        checked(Contact(phone=typed), "callback", country="FR")
    assert refused.value.details == {"exit": "callback", "field": "phone"}


@pytest.mark.parametrize("typed", ["+33612345678", "+1 202 555 0143"])
def test_an_international_number_needs_no_country(typed: str) -> None:
    assert checked(Contact(phone=typed), "callback", country="").phone.startswith("+")


@pytest.mark.parametrize(
    "typed",
    [
        "lea@exemple.fr",
        " lea@exemple.fr ",
        "lea.petit+achats@mail.exemple.co.uk",
        "l'ea_p-1@ex-emple.fr",
        "léa@exemple.fr",
        "LEA@EXEMPLE.FR",
    ],
)
def test_an_address_that_can_receive_mail_is_kept_without_its_spaces(typed: str) -> None:
    assert checked(Contact(email=typed), "email", country="FR").email == typed.strip()


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "lea",
        "lea@",
        "@exemple.fr",
        "lea@exemple",
        "lea@.fr",
        "lea@exemple..fr",
        "lea@exemple.fr.",
        "lea petit@exemple.fr",
        "lea@exemple.fr, tom@exemple.fr",
        "lea@exemple.fr\nBcc: tom@exemple.fr",
        "Léa <lea@exemple.fr>",
        "lea@@exemple.fr",
        "06 12 34 56 78",
        "a" * 65 + "@exemple.fr",
    ],
)
def test_nobody_is_promised_a_mail_at_what_is_no_address(typed: str) -> None:
    with pytest.raises(ContactMissing) as refused:
        checked(Contact(email=typed), "email", country="FR")
    assert refused.value.details == {"exit": "email", "field": "email"}


def test_an_endless_address_is_refused_at_once() -> None:
    with pytest.raises(ContactMissing):
        checked(Contact(email="a@" + "b." * 200_000), "email", country="FR")


def test_a_chat_needs_no_contact_and_keeps_what_was_typed() -> None:
    typed = Contact(" Léa ", "pas une adresse", " 12 ")
    assert checked(typed, "chat", country="FR") == Contact("Léa", "pas une adresse", "12")
    assert checked(Contact(), "chat", country="FR") == Contact()


@pytest.mark.parametrize("exit", ["chat", "email"])
def test_a_good_number_is_kept_in_normal_form_whatever_the_exit(exit: str) -> None:
    contact = Contact("Léa", "lea@exemple.fr", "06 12 34 56 78")
    assert checked(contact, exit, country="FR").phone == "+33612345678"
