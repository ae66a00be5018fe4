"""A project's files are read as Rasa reads them, with the line of everything."""

from pathlib import Path
from typing import Any

import pytest

from dialogue.assistant.files import Document, documents, plain, read_folder
from dialogue.assistant.problems import Place, Problem


def read(text: str) -> Document:
    problems: list[Problem] = []
    [found] = documents({"domain.yml": text}, problems)
    assert problems == []
    return found


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("12", 12),
        ("012", 12),  # no octal number
        ("12:30:45", "12:30:45"),  # no number in base sixty
        ("1.5", 1.5),
        ("'12'", "12"),
        ("2026-06-03", "2026-06-03"),
        ("[oui, {a: no}]", ["oui", {"a": "no"}]),
    ],
)
def test_values_are_those_of_yaml_1_2(written: str, value: Any) -> None:
    found = plain(read(f"valeur: {written}").root)["valeur"]
    assert found == value
    assert type(found) is type(value)


def test_what_is_read_is_plain_down_to_its_leaves() -> None:
    found = plain(read("a:\n  1: [x, 2.50]\n  b: |\n    deux\n    lignes\n").root)
    assert found == {"a": {"1": ["x", 2.5], "b": "deux\nlignes\n"}}
    assert [type(each) for each in found["a"]["1"]] == [str, float]


def test_everything_has_its_line() -> None:
    found = read("version: '3.1'\n\nslots:\n  nom:\n    type: text\nintents:\n- saluer\n- partir\n")
    assert found.place(found.root, "slots") == Place("domain.yml", 3)
    assert found.place(found.root["slots"], "nom") == Place("domain.yml", 4)
    assert found.place(found.root["intents"], 1) == Place("domain.yml", 8)
    assert str(found.place("ailleurs")) == "domain.yml:1"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: [1, 2\nb: 3\n", "not-yaml", 2),
        ("a: 1\n  b: 2\n", "not-yaml", 2),
        ("a: 1\na: 2\n", "not-yaml", 2),  # written twice
        ("- a\n- b\n", "not-a-mapping", 1),
        ("salut", "not-a-mapping", 1),
        ("a: \x07\n", "not-yaml", 1),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line_and_the_rest_is_read(text: str, code: str, line: int) -> None:
    problems: list[Problem] = []
    found = list(documents({"a.yml": text, "b.yml": "b: 1"}, problems))
    assert [each.name for each in found] == ["b.yml"]
    assert [(each.code, each.place) for each in problems] == [(code, Place("a.yml", line))]


def test_an_empty_file_is_nothing() -> None:
    problems: list[Problem] = []
    assert list(documents({"a.yml": "# rien\n"}, problems)) == []
    assert problems == []


def test_a_folder_is_its_yaml_files_by_their_path_hidden_ones_excepted(tmp_path: Path) -> None:
    for name in ("domain.yml", "data/rules.yaml", ".rasa/cache.yml", "data/.brouillon.yml", "actions.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"nom: {name} é", encoding="utf-8")
    (tmp_path / "huge.yml").write_text("#" * 2_000_001, encoding="utf-8")
    assert read_folder(tmp_path) == {
        "data/rules.yaml": "nom: data/rules.yaml é",
        "domain.yml": "nom: domain.yml é",
    }
