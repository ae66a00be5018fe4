"""Anger, capitals, and texts without words are noticed."""

import pytest

from nlu.lexicon import load_lexicon
from nlu.normalise import clean
from nlu.signals import signals

FRENCH = load_lexicon("fr")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Où est mon colis ?", {"question"}),
        ("comment payer", {"question"}),
        ("mon colis est perdu", set()),
        ("C'est inadmissible, je n'ai rien reçu", {"angry"}),
        ("j'en ai ras le bol", {"angry"}),
        ("JE VEUX MON COLIS", {"shouting"}),
        ("SAV", set()),
        ("mon colis !!!!", {"shouting"}),
        ("", {"empty"}),
        ("🙂 !", {"empty"}),
        ("asdfgh", {"gibberish"}),
        ("asdf qwer zxcv", {"gibberish"}),
        ("dfgdfgdfg", {"gibberish"}),
        ("azertyuiop", {"gibberish"}),
        ("lkjhlkjh fdsq", {"gibberish"}),
        ("livraison", set()),
        ("extraordinairement", set()),
        ("schtroumpf bleu", set()),
        ("sncf", set()),
        ("Где моя посылка", set()),
        ("mot " * 130, {"long"}),
    ],
)
def test_signals_of_a_text(text: str, expected: set[str]) -> None:
    assert signals(clean(text), original=text, lexicon=FRENCH) == expected


@pytest.mark.parametrize("word", ["Entschuldigung", "Rechtsschutzversicherung", "herrschenden"])
def test_german_words_have_more_consonants_in_a_row_than_french_ones(word: str) -> None:
    assert "gibberish" not in signals(word, original=word, lexicon=load_lexicon("de"))
    assert "gibberish" in signals(word, original=word, lexicon=FRENCH)
