"""A project examined: all that is wrong or doubtful in it, each with its place."""

from collections.abc import Container, Mapping

from dialogue.assistant.checks.code import read_code
from dialogue.assistant.checks.examples import wrong_examples
from dialogue.assistant.checks.flows import wrong_flows
from dialogue.assistant.checks.forms import wrong_forms
from dialogue.assistant.checks.keys import bare_options, unknown_keys
from dialogue.assistant.checks.mappings import wrong_mappings
from dialogue.assistant.checks.replies import wrong_responses
from dialogue.assistant.checks.stories import disagreeing_stories
from dialogue.assistant.checks.tests import wrong_tests
from dialogue.assistant.checks.traps import traps
from dialogue.assistant.checks.uses import unused, without_code
from dialogue.assistant.files import Files
from dialogue.assistant.problems import Problem
from dialogue.assistant.project import read


def problems_of(
    files: Files, sources: Mapping[str, str] | None = None, *, known: Container[str] = ()
) -> tuple[Problem, ...]:
    """Return all there is to put right in a project, by file and line, errors among warnings.

    `files` are its YAML, `sources` the Python of its actions, both path -> text; the Python is read, never run. The
    actions in `known` need no code of the project.
    """
    reading, code = read(files), read_code(sources or {})
    found = [
        *reading.problems,
        *unknown_keys(reading),
        *bare_options(reading),
        *wrong_mappings(reading),
        *wrong_forms(reading, code),
        *wrong_responses(reading, code),
        *unused(reading, code),
        *without_code(reading, code, known),
        *wrong_flows(reading),
        *disagreeing_stories(reading),
        *traps(reading),
        *wrong_examples(reading),
        *wrong_tests(reading),
        *code.problems,
    ]
    apart = {(each.code, each.place, repr(each.details)): each for each in found}
    return tuple(sorted(apart.values(), key=lambda each: (each.place, each.code)))
