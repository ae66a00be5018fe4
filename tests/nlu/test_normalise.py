"""Texts are evened out, and nothing that counts is lost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.lexicon import load_lexicon
from nlu.normalise import Expander, bare, clean

FRENCH = Expander(load_lexicon("fr").abbreviations or {})
ENGLISH = Expander(load_lexicon("en").abbreviations or {})


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("  Où   est\n\tmon colis ", "Où est mon colis"),
        ("L’article n‘est pas là", "L'article n'est pas là"),
        ("suuuuuper", "suuper"),
        ("SUUUUper", "SUUper"),
        ("Allo ????!!!!", "Allo ?!"),
        ("😡😡😡😡", "😡"),
        ("a\u200bb\ufeffc\u202ed\x00e", "abcde"),
        ("ﬁn ｆｕｌｌ", "fin full"),
        ("1000000 euros", "1000000 euros"),
        ("www.exemple.fr", "www.exemple.fr"),
        ("créée", "créée"),
        ("e\u0301te\u0301", "été"),
        ("", ""),
    ],
)
def test_a_text_is_cleaned(written: str, cleaned: str) -> None:
    assert clean(written) == cleaned


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("slt g pa recu mn colis svp", "salut j'ai pas recu mon colis s'il vous plaît"),
        ("pk c pa livré", "pourquoi c'est pas livré"),
        ("C est ma CMD", "c'est ma commande"),
        ("jsp koi faire", "je ne sais pas quoi faire"),
        ("un rdv qd ?", "un rendez-vous quand ?"),
        ("500 g de riz en 10 mn", "500 g de riz en 10 mn"),
        ("vitamine C", "vitamine C"),
        ("c'est g-sync", "c'est g-sync"),
        ("la page https://x.fr/cmd.html", "la page https://x.fr/cmd.html"),
        ("G pas reçu", "j'ai pas reçu"),
        ("pacte kiwi prune", "pacte kiwi prune"),
    ],
)
def test_french_abbreviations_are_written_out_on_whole_words(short: str, long: str) -> None:
    assert FRENCH.expand(short) == long


def test_english_abbreviations_are_written_out() -> None:
    assert ENGLISH.expand("pls reset my pwd, i cant log in") == "please reset my password, i can't log in"


def test_a_language_without_abbreviations_is_left_as_it_is() -> None:
    assert Expander({}).expand("cmd pls") == "cmd pls"


@given(st.text())
def test_cleaning_twice_changes_nothing_more_to_see(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == cleaned.strip() and "  " not in cleaned
    assert not any(char in cleaned for char in "\x00\u200b\u202e\n\t")


@pytest.mark.parametrize("piece", ["a", "ab ", "'", "c ", "! ", "\u0301", "((", "a1_", "www."])
def test_a_hundred_thousand_characters_take_a_blink(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    start = time.process_time()
    FRENCH.expand(clean(text))
    assert time.process_time() - start < 2


COURTESIES = load_lexicon("fr").courtesies


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Bonjour, où est mon colis s'il vous plaît ?", "où est mon colis"),
        ("où est mon colis ?", "où est mon colis ?"),
        ("Bonsoir madame, je n'ai rien reçu. Merci d'avance !", "je n'ai rien reçu"),
        ("merci de me rappeler", "de me rappeler"),
        ("Bonjour, merci", "Bonjour, merci"),
        ("???", "???"),
        ("", ""),
    ],
)
def test_the_courtesies_around_a_question_are_left_out(text: str, asked: str) -> None:
    assert bare(text, COURTESIES) == asked


@given(st.text(max_size=60))
def test_what_is_left_of_a_text_is_a_part_of_it(text: str) -> None:
    assert bare(text, COURTESIES) in text
    assert bare(text, frozenset()) == text
