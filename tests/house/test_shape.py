"""The shape of the code: small files, short functions, names that say something."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("knowledge", "nlu", "dialogue", "api")
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
EMPTY_NAMES = frozenset({"util", "utils", "helper", "helpers", "manager", "managers", "base", "common", "misc"})


@cache
def written() -> tuple[Path, ...]:
    """Every file of code that people write here."""
    python = [path for folder in (*PACKAGES, "tests") for path in (ROOT / folder).rglob("*.py")]
    browser = [path for end in ("ts", "tsx", "css", "html") for path in (ROOT / "widget" / "src").rglob(f"*.{end}")]
    return (*python, *browser, *(ROOT / "widget").glob("*.py"), *(ROOT / "widget").glob("*.mjs"))


def functions() -> Iterator[tuple[int, str]]:
    """The length in lines of every function of the packages, with its place."""
    for folder in PACKAGES:
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    assert node.end_lineno is not None
                    yield node.end_lineno - node.lineno + 1, f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"


def test_no_file_is_too_long_to_be_read_at_once() -> None:
    assert len(written()) > 200
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in written()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_half_the_functions_have_eight_lines_and_nine_in_ten_under_twenty_five() -> None:
    lengths = sorted(length for length, _ in functions())
    assert len(lengths) > 500
    assert median(lengths) <= 8
    assert lengths[int(0.9 * len(lengths))] < 25


def test_no_function_is_longer_than_a_screen() -> None:
    assert [place for length, place in functions() if length > LONGEST_FUNCTION] == []


def test_no_name_says_nothing() -> None:
    names = {path for path in written() for part in path.relative_to(ROOT).with_suffix("").parts if part in EMPTY_NAMES}
    assert names == set()


@pytest.mark.parametrize("folder", [*PACKAGES, "tests"])
def test_the_first_line_of_a_file_says_what_it_is_for(folder: str) -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in (ROOT / folder).rglob("*.py")
        if not path.read_text(encoding="utf-8").startswith('"""')
    ]
    assert silent == []
