"""What is wrong in a project, told in the author's language."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from dialogue.assistant.problems import Problem

_WORDS = Path(__file__).parent / "words"


def told(problem: Problem, lang: str) -> str:
    """Return what is wrong and what to do, without its place; in English for a language without words."""
    known = words(lang) or words("en")
    details = dict(problem.details)
    if "expected" in details:
        details["expected"] = known["expected"].get(details["expected"], details["expected"])
    return str(known["problems"].get(problem.code, problem.code).format(**details))


@cache
def words(lang: str) -> dict[str, Any]:
    """Return the words of a language, by family and code."""
    path = _WORDS / f"{lang}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
