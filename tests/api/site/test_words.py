"""The pages say the same in both languages, and mark what was looked for."""

import string
import tomllib
from datetime import date
from pathlib import Path

import pytest

from api.site import words
from api.site.marking import pieces
from api.site.slugs import slug
from api.site.words import words_of

FOLDER = Path(words.__file__).parent


def blanks(text: object) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(str(text)) if name}


def test_both_languages_have_the_same_phrases_with_the_same_blanks() -> None:
    french, english = (tomllib.loads((FOLDER / f"{lang}.toml").read_text("utf-8")) for lang in ("fr", "en"))
    assert french.keys() == english.keys()
    assert {key: blanks(text) for key, text in french.items()} == {key: blanks(text) for key, text in english.items()}
    assert len(french["months"]) == len(english["months"]) == 12


def test_every_phrase_is_said_on_some_page() -> None:
    said = "".join(path.read_text("utf-8") for path in FOLDER.parent.rglob("*") if path.suffix in (".html", ".py"))
    families = ("count_", "found_", "lang_", "comment_", "months", "date", "zero_is_many")
    named = [key for key in tomllib.loads((FOLDER / "fr.toml").read_text("utf-8")) if not key.startswith(families)]
    assert [key for key in named if f'"{key}"' not in said and f"'{key}'" not in said] == []


@pytest.mark.parametrize(
    ("lang", "count", "told"),
    [("fr", 0, "0 question"), ("fr", 2, "2 questions"), ("en", 0, "0 questions"), ("en", 1, "1 question")],
)
def test_numbers_are_counted_as_each_language_does(lang: str, count: int, told: str) -> None:
    assert words_of(lang).count("count", count) == told


def test_dates_are_in_words_and_other_languages_in_english() -> None:
    assert words_of("fr").date(date(2026, 8, 4)) == "4 août 2026"
    assert words_of("de").say("yes") == "Yes"


@pytest.mark.parametrize(
    ("question", "terms", "hits"),
    [
        ("Où trouver ma facture ?", ["factures"], ["facture"]),
        ("L'étiquette de retour", ["etiq"], ["étiquette"]),
        ("Comment retourner un article ?", ["retour"], ["retourner"]),
        ("Où trouver ma facture ?", [], []),
        ("", ["a"], []),
    ],
)
def test_the_words_looked_for_are_marked(question: str, terms: list[str], hits: list[str]) -> None:
    cut = pieces(question, terms, lang="fr")
    assert "".join(piece.text for piece in cut) == question
    assert [piece.text for piece in cut if piece.hit] == hits


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Où est mon œuf ?", "ou-est-mon-oeuf"),
        ("¿?", "faq"),
        ("日本", "faq"),
        ("a" * 90, "a" * 60),
        ("mot " * 40, "-".join(["mot"] * 15)),
    ],
)
def test_an_address_is_written_in_plain_letters_and_cut_between_words(text: str, path: str) -> None:
    assert slug(text) == path
