"""Every sentence exists in both languages, with the same blanks to fill."""

import ast
import json
import string
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import pytest

from api.errors import KNOWN, Known, sentence
from nlu.watch import CoverageVerdict, VoteVerdict

ROOT = Path(__file__).parents[2]
MESSAGES = {lang: ROOT / "api" / "messages" / f"{lang}.toml" for lang in ("fr", "en")}
WIDGET_WORDS = sorted((ROOT / "widget" / "src").rglob("i18n"))


def read(lang: str) -> dict[str, Any]:
    return tomllib.loads(MESSAGES[lang].read_text(encoding="utf-8"))


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def errors(kinds: tuple[type[Known], ...] = KNOWN) -> Iterator[type[Known]]:
    """Every error that a caller can act on, those that all others derive from included."""
    for kind in kinds:
        yield kind
        yield from errors(tuple(kind.__subclasses__()))


ERRORS = sorted(errors(), key=lambda kind: kind.code)


def test_every_error_has_a_code_of_its_own() -> None:
    codes = [kind.code for kind in ERRORS]
    assert len(codes) > 45
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.code)
def test_an_error_says_the_same_in_french(kind: type[Known]) -> None:
    english, french = kind.__doc__ or "", read("fr").get(kind.code)
    assert french, f"no French words for {kind.code}"
    assert blanks(french) == blanks(english)
    assert "\n" not in english


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.code)
@pytest.mark.parametrize("lang", ["fr", "en", "de"])
def test_an_error_can_be_said_in_any_language(kind: type[Known], lang: str) -> None:
    error = kind(**{name: f"<{name}>" for name in blanks(kind.__doc__ or "")})
    told = sentence(error, lang)
    assert all(f"<{name}>" in told for name in blanks(kind.__doc__ or ""))
    assert "{" not in told


def test_no_french_words_are_left_of_errors_that_are_gone() -> None:
    worded = {name for name, words in read("fr").items() if isinstance(words, str)}
    assert worded == {kind.code for kind in ERRORS}


def test_the_command_line_says_the_same_in_both_languages() -> None:
    french, english = read("fr")["cli"], read("en")["cli"]
    assert french.keys() == english.keys()
    assert {key: blanks(text) for key, text in french.items()} == {key: blanks(text) for key, text in english.items()}


def test_a_verdict_has_words_in_both_languages() -> None:
    for family, verdict in (("verdict", VoteVerdict), ("coverage", CoverageVerdict)):
        for lang in MESSAGES:
            assert read(lang)[family].keys() == set(get_args(verdict))


def said() -> Iterator[str]:
    """The phrases that the command line asks for by name."""
    assistant = ("assistant", "assistant_shown", "assistant_chat", "assistant_kept")
    for name in ("cli", "terminal", "evaluation", "training", "crm", *assistant):
        for node in ast.walk(ast.parse((ROOT / "api" / "commands" / f"{name}.py").read_text(encoding="utf-8"))):
            called = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
            if called in ("say", "tell") and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)


def test_the_command_line_has_the_phrases_it_says_and_no_other() -> None:
    assert read("fr")["cli"].keys() == set(said())


def leaves(tree: Mapping[str, Any], above: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in tree.items():
        found |= leaves(value, f"{above}{name}.") if isinstance(value, dict) else {f"{above}{name}": value}
    return found


@pytest.mark.parametrize("folder", WIDGET_WORDS, ids=lambda path: path.parent.name)
def test_a_screen_has_the_same_words_in_both_languages(folder: Path) -> None:
    french = sorted(path for path in folder.glob("*.json") if path.stem.split(".")[-1] == "fr")
    assert french
    for path in french:
        other = path.with_name(path.name.replace("fr.json", "en.json"))
        words = [leaves(json.loads(each.read_text(encoding="utf-8"))) for each in (path, other)]
        assert words[0].keys() == words[1].keys()
        assert {key: blanks(text) for key, text in words[0].items()} == {
            key: blanks(text) for key, text in words[1].items()
        }
