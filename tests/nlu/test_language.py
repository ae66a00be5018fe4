"""The language of a text, of the page and of the conversation are weighed together."""

from concurrent.futures import ThreadPoolExecutor
from typing import get_args

import pytest

from nlu.language import LanguageDetector, LettersBy, known_languages

BOTH = LanguageDetector(["fr", "en"])
SEVEN = LanguageDetector(["fr", "en", "de", "es", "it", "nl", "pt"])
LIGHTER = LanguageDetector(["fr", "en", "de", "es", "it", "nl", "pt"], letters="langdetect")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Je n'ai toujours pas reçu ma commande", "fr"),
        ("where is my order please", "en"),
        ("OU EST MA COMMANDE SVP", "fr"),
        ("jai pas recu mon colis", "fr"),
        ("comment allez vous", "fr"),
        ("refund not received yet", "en"),
        ("I want to cancel the order", "en"),
        ("mot de passe oublié", "fr"),
        ("c koi le delai", "fr"),
        ("refund pls", "en"),
    ],
)
def test_a_text_alone_shows_its_language(text: str, code: str) -> None:
    assert BOTH.code(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Wann kommt meine Bestellung endlich an?", "de"),
        ("¿Dónde está mi pedido?", "es"),
        ("Vorrei restituire questo articolo", "it"),
        ("Waar is mijn bestelling gebleven?", "nl"),
        ("Quero devolver este artigo, como faço?", "pt"),
    ],
)
@pytest.mark.parametrize("detector", [SEVEN, LIGHTER], ids=["lingua", "langdetect"])
def test_seven_languages_are_told_apart(detector: LanguageDetector, text: str, code: str) -> None:
    assert detector.code(text) == code


@pytest.mark.parametrize(
    "text", ["ok", "merci", "thanks", "hello", "bonjour", "ok thanks", "12345", "", "?!", "🙂", "A-7"]
)
@pytest.mark.parametrize("spoken", ["fr", "en"])
def test_a_word_or_two_keep_the_conversation_language(text: str, spoken: str) -> None:
    assert BOTH.detect(text, page=None, conversation=spoken).code == spoken


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Blue Velvet Chesterfield armchair", "fr"),
        ("iPhone 14 Pro Max 256 GB", "fr"),
        ("Fauteuil Crapaud Velours Bleu", "en"),
        ("bonjour sim", "en"),
        ("commande 12345", "en"),
    ],
)
@pytest.mark.parametrize("page", [None, "fr", "en"])
def test_a_name_keeps_the_conversation_language(text: str, spoken: str, page: str | None) -> None:
    assert BOTH.detect(text, page=page, conversation=spoken).code == spoken


def test_an_unclear_text_in_another_language_leaves_a_doubt() -> None:
    assert BOTH.detect("thanks", page=None, conversation="fr").probability < 0.7
    assert BOTH.detect("merci", page=None, conversation="fr").probability > 0.99


@pytest.mark.parametrize(
    ("text", "spoken", "code"),
    [
        ("where is my order", "fr", "en"),
        ("cancel my order", "fr", "en"),
        ("comment annuler ma commande", "en", "fr"),
        ("Sorry, I don't speak French, can we continue in English?", "fr", "en"),
        ("where is my order, it was due yesterday", "fr", "en"),
        ("Pardon, je préfère continuer en français s'il vous plaît", "en", "fr"),
        ("je n'ai pas reçu mon colis", "en", "fr"),
    ],
)
def test_a_clear_sentence_changes_the_language_at_once(text: str, spoken: str, code: str) -> None:
    assert BOTH.detect(text, page=spoken, conversation=spoken).code == code


def test_the_page_decides_when_nothing_else_does() -> None:
    found = BOTH.detect("12345", page="en", conversation=None)
    assert (found.code, found.reason) == ("en", "the page's language")
    assert BOTH.detect("12345", page=None, conversation=None).code == "fr"


def test_the_conversation_counts_more_than_the_page() -> None:
    assert BOTH.detect("ok", page="en", conversation="fr").code == "fr"


def test_languages_not_served_are_ignored() -> None:
    assert BOTH.detect("je veux un remboursement", page="de", conversation="xx").code == "fr"


def test_one_language_served_is_the_language() -> None:
    found = LanguageDetector(["fr"]).detect("where is my order", page="en", conversation=None)
    assert (found.code, found.probability) == ("fr", 1.0)


def test_probability_grows_with_evidence() -> None:
    short = BOTH.detect("colis", page=None, conversation=None)
    long = BOTH.detect("je voudrais savoir où se trouve mon colis", page=None, conversation=None)
    assert 0.5 <= short.probability < 0.9 < long.probability <= 1
    assert "its letters" in long.reason and "its little words" in long.reason


def test_the_same_text_has_the_same_answer_in_any_thread() -> None:
    texts = ["comment ca marche", "order status", "livraison express"] * 20
    alone = [BOTH.detect(text, page=None, conversation=None) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: BOTH.detect(text, page=None, conversation=None), texts)) == alone


def test_a_language_that_no_library_knows_can_be_served() -> None:
    detector = LanguageDetector(["fr", "en", "br"])
    assert detector.detect("ok", page="br", conversation="br").code == "br"
    assert detector.detect("je n'ai pas reçu mon colis", page="br", conversation="br").code == "fr"
    assert LanguageDetector(["fr", "br"]).detect("12345", page="br", conversation=None).code == "br"


@pytest.mark.parametrize("letters", get_args(LettersBy))
@pytest.mark.parametrize(
    ("text", "code"), [("hvor er pakken min", "no"), ("എന്റെ ഓർഡർ എവിടെയാണ്", "ml"), ("where is my order", "en")]
)
def test_the_library_that_knows_more_of_the_languages_reads_the_letters(
    letters: LettersBy, text: str, code: str
) -> None:
    assert LanguageDetector(["en", "no", "ml"], letters=letters).code(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("Gdzie jest moja paczka?", "pl"), ("私の注文はどこにありますか", "ja"), ("ok", "fr"), ("iPhone 14", "fr")],
)
def test_a_language_without_little_words_is_followed_by_its_letters(text: str, code: str) -> None:
    assert LanguageDetector(["fr", "pl", "ja"]).detect(text, page="fr", conversation="fr").code == code


def test_each_library_knows_the_languages_that_it_names() -> None:
    assert {"fr", "en", "nb"} <= known_languages("lingua")
    assert {"fr", "en", "no", "zh"} <= known_languages("langdetect")
    assert {code for letters in get_args(LettersBy) for code in known_languages(letters) if len(code) != 2} == set()
