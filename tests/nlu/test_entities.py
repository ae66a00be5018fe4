"""The recognisers: kinds, values and reasons; overlaps; hostile text."""

import time
from itertools import pairwise

import pytest

from nlu.entities.recogniser import EntityRecogniser
from nlu.errors import InvalidPattern
from nlu.model import Entity


@pytest.fixture(scope="module")
def recogniser() -> EntityRecogniser:
    return EntityRecogniser(patterns={}, pipelines={})


def shown(entities: tuple[Entity, ...]) -> list[tuple[str, str]]:
    return [(entity.kind, entity.value) for entity in entities]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("écrivez à Julie.Martin+sav@Exemple.co.uk", "EMAIL", "julie.martin+sav@exemple.co.uk"),
        ("julie.martin @gmail.com", "EMAIL", "julie.martin@gmail.com"),
        ("julie.martin arobase gmail point com", "EMAIL", "julie.martin arobase gmail point com"),
        ("julie(at)gmail.com", "EMAIL", "julie(at)gmail.com"),
        ("tel 0612345678", "PHONE", "+33612345678"),
        ("tel:06.12.34.56.78", "PHONE", "+33612345678"),
        ("+33 (0)6 12 34 56 78", "PHONE", "+33612345678"),
        ("0033 6 12 34 56 78", "PHONE", "+33612345678"),
        ("06 39 98 12 34", "PHONE", "+33639981234"),
        ("01 42 685 300", "PHONE", "+33142685300"),
        ("au +44 20 7946 0958", "PHONE", "+442079460958"),
        ("fr76 3000 6000 0112 3456 7890 189", "IBAN", "FR7630006000011234567890189"),
        ("de 12 FR7630006000011234567890189", "IBAN", "FR7630006000011234567890189"),
        ("mon rib FR76 3000 6000 0112 3456 7890 188", "IBAN", "FR7630006000011234567890188"),
        ("4970-1012-3456-7893", "CARD", "4970101234567893"),
        ("345 4970 1012 3456 7893 12 rue", "CARD", "4970101234567893"),
        ("amex 3782 822463 10005", "CARD", "378282246310005"),
        ("ma carte 4970 1012 3456 7890", "CARD", "4970101234567890"),
        ("au 12 bis, rue du 8 mai 1945 75010 Paris svp", "ADDRESS", "12 bis, rue du 8 mai 1945 75010 Paris"),
        ("12 rue de l'église 44000 saint-herblain", "ADDRESS", "12 rue de l'église 44000 saint-herblain"),
        ("3 place de la mairie", "ADDRESS", "3 place de la mairie"),
        ("5 allée Foch, 69006 Lyon", "ADDRESS", "5 allée Foch, 69006 Lyon"),
        ("je suis du 33000 Bordeaux", "POSTAL_CODE", "33000"),
        ("le 12/03/2026", "DATE", "2026-03-12"),
        ("le 3 mars 2026", "DATE", "2026-03-03"),
        ("le 1er avril", "DATE", "1er avril"),
        ("le 3/12", "DATE", "3/12"),
        ("2026-03-12", "DATE", "2026-03-12"),
        ("mardi prochain", "DATE", "mardi prochain"),
        ("après-demain", "DATE", "après-demain"),
        ("il y a 3 semaines", "DATE", "il y a 3 semaines"),
        ("12,50 €", "AMOUNT", "12.50 EUR"),
        ("12€50", "AMOUNT", "12.50 EUR"),
        ("1 299 euros", "AMOUNT", "1299.00 EUR"),
        ("30euros", "AMOUNT", "30.00 EUR"),
        ("commande n° ABC12345", "ORDER_NUMBER", "ABC12345"),
        ("numéro de commande : 2026/1187", "ORDER_NUMBER", "2026/1187"),
        ("n°12345678", "ORDER_NUMBER", "12345678"),
        ("mon numéro client c'est le 445 887 112", "CUSTOMER_NUMBER", "445 887 112"),
        ("ma sécu 2 85 05 78 006 084 41 svp", "CUSTOMER_NUMBER", "285057800608441"),
        ("contrat client 445871", "CUSTOMER_NUMBER", "445871"),
        ("mon numéro : 06 12 34 56 78", "PHONE", "+33612345678"),
        ("mon numéro 45871236", "CUSTOMER_NUMBER", "45871236"),
        ("je m'appelle julie martin et je", "NAME", "julie martin"),
        ("Mme de La Tour arrive", "NAME", "de La Tour"),
        ("M. Petit", "NAME", "Petit"),
    ],
)
def test_french_entities_are_found_with_their_value(
    recogniser: EntityRecogniser, text: str, kind: str, value: str
) -> None:
    assert (kind, value) in shown(recogniser.recognise(text, "fr"))


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("12 Baker Street, London NW1 6XE", "ADDRESS", "12 Baker Street, London NW1 6XE"),
        ("at 1600 Ridge Avenue, Springfield, IL 62701", "ADDRESS", "1600 Ridge Avenue, Springfield, IL 62701"),
        ("order #12345", "ORDER_NUMBER", "12345"),
        ("call (415) 555-2671 today", "PHONE", "+14155552671"),
        ("on March 3, 2026", "DATE", "2026-03-03"),
        ("on 25/12/2026", "DATE", "2026-12-25"),
        ("on 03/04/2026", "DATE", "03/04/2026"),
        ("two weeks: 2 weeks ago", "DATE", "2 weeks ago"),
        ("£59.99", "AMOUNT", "59.99 GBP"),
        ("my name is john smith", "NAME", "john smith"),
    ],
)
def test_english_entities_are_found_with_their_value(
    recogniser: EntityRecogniser, text: str, kind: str, value: str
) -> None:
    assert (kind, value) in shown(recogniser.recognise(text, "en"))


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("ean 3760123456789", {"CARD", "PHONE", "ORDER_NUMBER"}),
        ("le 01/12/2024 10:15", {"PHONE"}),
        ("01.12.2024 10:15", {"PHONE"}),
        ("4970 1012 3456 7890", {"CARD"}),
        ("FR76 3000 6000 0112 3456 7890 188", {"IBAN"}),
        ("2 place de parking", {"ADDRESS"}),
        ("3 matelas trop court", {"ADDRESS"}),
        ("le 32/13/2026", {"DATE"}),
        ("matelas 160x200", {"ORDER_NUMBER", "AMOUNT"}),
        ("ma commande 160x200", {"ORDER_NUMBER"}),
        ("commande de 2026", {"ORDER_NUMBER"}),
        ("ils sont 12 @ paris", {"EMAIL"}),
        ("le mar. 3", {"NAME"}),
        ("My card is not working at all. What now", {"EMAIL"}),
        ("Thomas, M.D. ici", {"NAME"}),
        ("numéro 12", {"CUSTOMER_NUMBER"}),
    ],
)
def test_what_only_resembles_an_entity_is_left(recogniser: EntityRecogniser, text: str, absent: set[str]) -> None:
    assert not absent & {entity.kind for entity in recogniser.recognise(text, "fr")}


def test_every_entity_stands_where_it_says_and_explains_itself(recogniser: EntityRecogniser) -> None:
    text = "Mme Dupont, 12 rue des Lilas 69003 Lyon, 06 12 34 56 78, commande n° 784512 du 3 mars à 30 euros"
    entities = recogniser.recognise(text, "fr")
    assert [entity.kind for entity in entities] == ["NAME", "ADDRESS", "PHONE", "ORDER_NUMBER", "DATE", "AMOUNT"]
    assert all(text[entity.start : entity.end] == entity.text and entity.reason for entity in entities)
    assert all(left.end <= right.start for left, right in pairwise(entities))


def test_the_surest_wins_where_two_overlap(recogniser: EntityRecogniser) -> None:
    assert shown(recogniser.recognise("commande de 15000 euros", "fr")) == [("AMOUNT", "15000.00 EUR")]
    assert shown(recogniser.recognise("commande n° 0612345678", "fr")) == [("ORDER_NUMBER", "0612345678")]


def test_the_company_says_what_its_numbers_look_like() -> None:
    recogniser = EntityRecogniser(patterns={"customer_number": r"\bTQ-\d{4}\b"}, pipelines={})
    (entity,) = recogniser.recognise("c'est tq-4471 je crois", "fr")
    assert (entity.kind, entity.text) == ("CUSTOMER_NUMBER", "tq-4471")
    assert entity.reason == "the company's pattern for CUSTOMER_NUMBER"


def test_a_wrong_pattern_is_refused_with_its_reason() -> None:
    with pytest.raises(InvalidPattern, match=r"“\(” for order_number is not a regular expression"):
        EntityRecogniser(patterns={"order_number": "("}, pipelines={})


def test_a_language_without_cues_uses_all_of_them(recogniser: EntityRecogniser) -> None:
    found = recogniser.recognise("12 rue des Lilas 69003 Lyon oder 12 Baker Street", "de")
    assert [entity.kind for entity in found] == ["ADDRESS", "ADDRESS"]


HOSTILE = {
    "digits": "1", "spaced digits": "1 ", "half phones": "06 12 34 56 7 ", "half ibans": "fr76 ", "half cards": "4970 ",
    "ats": "@", "half mails": "a@", "dotted": "x.", "spelled": "x arobase ", "order cues": "commande n° ",
    "order blanks": "commande" + " " * 500, "addresses": "12 rue de la ", "english addresses": "12 a b c ",
    "closings": "cordialement\n", "titles": "Mme Julie ", "dates": "12/03/", "months": "3 mars ", "money": "1.000.",
    "brackets": "(0)", "quotes": "l'", "lines": "\n", "spaces": " ", "dashes": "0-", "names": "je m'appelle ",
}  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hundred_thousand_hostile_characters_cost_seconds_at_most(recogniser: EntityRecogniser, unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    started = time.process_time()
    recogniser.recognise(text, "fr")
    assert time.process_time() - started < 15
