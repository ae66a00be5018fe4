"""Everything that can be wrong in a project has a sentence in both languages, and no sentence is left over."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from dialogue.assistant import problems
from dialogue.assistant.problems import Place, Problem
from dialogue.assistant.shapes import Either, Keys, Listed, Number, Text
from dialogue.assistant.wording import told, words

FOLDER = Path(problems.__file__).parent
LANGUAGES = ("fr", "en")
# What is made of two parts, or stands in a table.
MADE = {"contradiction-in-rule", "contradiction-in-story", "reminder-not-kept", "knowledge-base-not-tried"}


def codes() -> Iterator[str]:
    """The codes of all problems that the code tells."""
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
            if called in ("Problem", "_problem") and node.args:
                choices = (
                    (node.args[0].body, node.args[0].orelse) if isinstance(node.args[0], ast.IfExp) else node.args[:1]
                )
                yield from (str(each.value) for each in choices if isinstance(each, ast.Constant))


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_problem_has_a_sentence_and_every_sentence_a_problem(lang: str) -> None:
    assert len(set(codes())) > 60
    assert words(lang)["problems"].keys() == {*codes(), *MADE}


def test_both_languages_say_the_same() -> None:
    french, english = words("fr"), words("en")
    assert french.keys() == english.keys()
    for family in english:
        assert french[family].keys() == english[family].keys()
        for code, text in english[family].items():
            assert blanks(french[family][code]) == blanks(text), code


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sentence_says_what_to_do(lang: str) -> None:
    """What is wrong, then a full stop, a colon or a semicolon, then what to do."""
    for code, text in words(lang)["problems"].items():
        assert text.endswith("."), code
        assert len(text) > 40, code


@pytest.mark.parametrize("code", sorted(words("fr")["problems"]))
def test_french_has_its_spaces_and_quotes(code: str) -> None:
    text = words("fr")["problems"][code]
    assert not any(
        f"{letter}{mark}" in text for letter in "abcdefghijklmnopqrstuvwxyz" for mark in ("?", "!", "“", "”")
    )
    assert text.count("« ") == text.count(" »") == text.count("«")


def test_a_sentence_is_filled_with_the_details() -> None:
    problem = Problem("unknown-slot", Place("data/rules.yml", 3), {"slot": "pain"})
    assert told(problem, "fr").startswith("Le slot « pain » n'existe pas.")
    assert told(problem, "en").startswith("The slot “pain” does not exist.")
    assert told(problem, "de") == told(problem, "en")


@pytest.mark.parametrize("shape", [Text(), Number(), Listed(Text()), Keys({}), Either(Keys({}))])
def test_what_was_expected_is_said_in_words(shape: Text | Number | Listed | Keys | Either) -> None:
    problem = Problem("wrong-type", Place("domain.yml", 1), {"what": "slots", "expected": shape.expected})
    assert words("fr")["expected"][shape.expected] in told(problem, "fr")
    assert words("en")["expected"][shape.expected] in told(problem, "en")
