"""Masking as it is done for real: cases as customers write them, and generated identifiers."""

import re
import tomllib
from pathlib import Path

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import iban, luhn

from knowledge.privacy import MASKED_KINDS, Mask
from nlu.entities.recogniser import EntityRecogniser
from nlu.pipeline import Pipeline

MARKED = re.compile(r"\[\[([A-Z_]+)\|([^\]]+)\]\]")
TABLE = tomllib.loads(Path(__file__).with_name("masking_cases.toml").read_text(encoding="utf-8"))
CASES = [(lang, text) for lang, texts in TABLE.items() for text in texts]
PATTERNS_ONLY = Mask(EntityRecogniser(patterns={}, pipelines={}).recognise_many)


@pytest.fixture(scope="module")
def recogniser() -> EntityRecogniser:
    return EntityRecogniser(patterns={}, pipelines={lang: Pipeline(lang) for lang in ("fr", "en")})


@pytest.fixture(scope="module")
def mask(recogniser: EntityRecogniser) -> Mask:
    return Mask(recogniser.recognise_many)


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 80


@pytest.mark.parametrize(("lang", "marked"), CASES)
def test_personal_data_goes_and_everything_else_stays(mask: Mask, lang: str, marked: str) -> None:
    masked = mask.mask(MARKED.sub(r"\2", marked), lang)
    assert masked.text == MARKED.sub(r"<\1>", marked)
    assert masked.counts.total() == len(MARKED.findall(marked))


@pytest.mark.parametrize(("lang", "marked"), CASES)
def test_a_masked_text_masks_to_itself(mask: Mask, lang: str, marked: str) -> None:
    masked = MARKED.sub(r"<\1>", marked)
    assert mask.mask(masked, lang).text == masked


def test_one_by_one_and_together_give_the_same(recogniser: EntityRecogniser) -> None:
    langs, texts = [lang for lang, _ in CASES], [MARKED.sub(r"\2", marked) for _, marked in CASES]
    together = recogniser.recognise_many(texts, langs)
    assert together == [recogniser.recognise(text, lang) for text, lang in zip(texts, langs, strict=True)]


WORDS = st.sampled_from(
    [
        "bonjour",
        "mon",
        "c'est",
        "le",
        "Merci",
        "Julie",
        "commande",
        "12",
        "rue",
        "carte",
        "client",
        "n°",
        ":",
        "\n",
        "de",
    ]
)
BEFORE_OR_AFTER = st.lists(WORDS, max_size=6).map(" ".join)
LANGS = st.sampled_from(["fr", "en", "es"])


@st.composite
def card_numbers(draw: st.DrawFn) -> str:
    prefix, length = draw(
        st.sampled_from([("4970", 16), ("4", 16), ("5136", 16), ("37", 15), ("2221", 16), ("36", 14)])
    )
    digits = prefix + "".join(draw(st.lists(st.sampled_from("0123456789"), min_size=20, max_size=20)))
    number = digits[: length - 1]
    return number + luhn.calc_check_digit(number)


@st.composite
def ibans(draw: st.DrawFn) -> str:
    account = "".join(draw(st.lists(st.sampled_from("0123456789"), min_size=21, max_size=21)))
    key = 97 - int(f"{account}00") % 97
    body = f"{account}{key:02d}"
    return f"FR{iban.calc_check_digits(f'FR00{body}')}{body}"


@st.composite
def phones(draw: st.DrawFn) -> str:
    pairs = [f"{draw(st.integers(0, 99)):02d}" for _ in range(4)]
    sep = draw(st.sampled_from(["", " ", ".", "-", "/"]))
    first = draw(st.sampled_from("1234567"))
    return sep.join([draw(st.sampled_from(["0", "+33 ", "+33 (0)", "0033 "])) + first, *pairs])


def spaced(number: str, gap: str) -> str:
    return gap.join(number[place : place + 4] for place in range(0, len(number), 4))


def digits_of(text: str) -> str:
    return re.sub(r"\D", "", text)


@settings(max_examples=200, deadline=None)
@given(st.emails(domains=st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}\.[a-z]{2,6}", fullmatch=True)), BEFORE_OR_AFTER, LANGS)
def test_no_email_survives(email: str, around: str, lang: str) -> None:
    masked = PATTERNS_ONLY.mask(f"{around} {email} {around}", lang).text
    assert email not in masked
    assert "@" not in masked


@settings(max_examples=200, deadline=None)
@given(card_numbers(), st.sampled_from(["", " ", "-"]), BEFORE_OR_AFTER, LANGS)
def test_no_card_survives(card: str, gap: str, around: str, lang: str) -> None:
    masked = PATTERNS_ONLY.mask(f"{around} {spaced(card, gap)} {around}", lang).text
    assert card not in digits_of(masked)


@settings(max_examples=200, deadline=None)
@given(ibans(), st.sampled_from(["", " "]), st.booleans(), BEFORE_OR_AFTER, LANGS)
def test_no_iban_survives(account: str, gap: str, small: bool, around: str, lang: str) -> None:
    assert iban.is_valid(account)
    written = spaced(account.lower() if small else account, gap)
    masked = PATTERNS_ONLY.mask(f"{around} {written} {around}", lang).text
    assert account[4:] not in digits_of(masked)
    assert written not in masked


@settings(max_examples=200, deadline=None)
@given(phones(), BEFORE_OR_AFTER, LANGS)
def test_no_french_phone_survives(phone: str, around: str, lang: str) -> None:
    masked = PATTERNS_ONLY.mask(f"{around} {phone} {around}", lang).text
    assert digits_of(phone)[-8:] not in digits_of(masked)


@pytest.mark.parametrize("region", ["GB", "DE", "ES", "IT", "BE", "CH", "MA", "DZ", "TN", "US", "PT"])
def test_no_foreign_phone_written_internationally_survives(region: str) -> None:
    number = phonenumbers.example_number(region)
    assert number is not None
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    assert PATTERNS_ONLY.mask(f"appelez le {written} merci", "fr").text == "appelez le <PHONE> merci"


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(WORDS, phones(), card_numbers(), ibans(), st.text(max_size=12)), max_size=12), LANGS)
def test_masking_twice_changes_nothing_more(parts: list[str], lang: str) -> None:
    once = PATTERNS_ONLY.mask(" ".join(parts), lang).text
    assert PATTERNS_ONLY.mask(once, lang).text == once


def test_dates_amounts_and_places_stay(recogniser: EntityRecogniser) -> None:
    text = "Livrez-vous à Lyon le 12/03/2026 pour 30 euros ?"
    assert {entity.kind for entity in recogniser.recognise(text, "fr")} == {"PLACE", "DATE", "AMOUNT"}
    assert Mask(recogniser.recognise_many).mask(text, "fr").text == text
    assert not {"PLACE", "DATE", "AMOUNT", "POSTAL_CODE"} & MASKED_KINDS
