"""End-to-end test stories that name what is not there."""

from collections.abc import Iterator

from dialogue.assistant.problems import Problem
from dialogue.assistant.project import Reading
from dialogue.assistant.sequences import tests


def wrong_tests(reading: Reading) -> Iterator[Problem]:
    """Return what is wrong in the project's own tests."""
    problems: list[Problem] = []
    list(tests(reading.tests, reading.domain, problems))
    yield from problems
