"""What `comptoir assistant` prints, in the person's language."""

from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console

from api.commands import terminal
from api.settings import terminal_language
from dialogue.assistant.problems import Problem
from dialogue.assistant.rehearsal import Rehearsed
from dialogue.assistant.replay import Difference, Replayed
from dialogue.assistant.wording import told

_STYLES = {"error": "red", "warning": "yellow"}


def show_problems(problems: Sequence[Problem], *, to_error: bool = False) -> None:
    """Print problems, one a line, with file and line, and how many there are."""
    console = _console(stderr=to_error)
    for problem in problems:
        kind = terminal.say("assistant_error") if problem.severity == "error" else terminal.say("assistant_warning")
        console.print(f"{problem.place}  {kind}  ", style=_STYLES[problem.severity], end="")
        console.print(told(problem, terminal_language()))
    errors = sum(problem.severity == "error" for problem in problems)
    if problems:
        console.print(terminal.say("assistant_checked", errors=errors, warnings=len(problems) - errors))
    else:
        console.print(terminal.say("assistant_clean"), style="green")


def show_rehearsed(stories: Sequence[Rehearsed], problems: Sequence[Problem]) -> None:
    """Print which test stories pass, and each step that goes otherwise."""
    if problems:
        show_problems(problems)
    if not stories:
        terminal.tell("assistant_no_tests")
        return
    for story in stories:
        verdict = terminal.say("assistant_passed") if story.passed else terminal.say("assistant_failed")
        style = "green" if story.passed else "red"
        _console().print(f"{verdict}  {story.name}  ({story.place})", style=style)
        for step in story.steps:
            if not step.right:
                named = {"said": step.said, "expected": step.expected, "predicted": step.predicted}
                terminal.tell("assistant_step", **named)
    terminal.tell("assistant_tested", passed=sum(story.passed for story in stories), count=len(stories))


def story_body(story: Rehearsed) -> dict[str, Any]:
    """Return a test story as JSON."""
    steps = [
        {"said": step.said, "expected": step.expected, "predicted": step.predicted, "right": step.right}
        for step in story.steps
    ]
    place = {"file": story.place.file, "line": story.place.line}
    return {"story": story.name, **place, "passed": story.passed, "steps": steps}


def show_replayed(replayed: Replayed, milliseconds: float) -> None:
    """Print how many conversations go as they were recorded, and the first difference of each other one."""
    same = replayed.conversations - len(replayed.differences)
    counts = {"conversations": replayed.conversations, "turns": replayed.turns, "same": same}
    terminal.tell("assistant_replayed", **counts, milliseconds=f"{milliseconds:.2f}")
    for each in replayed.differences:
        said = {"expected": _written(each.expected), "got": _written(each.got)}
        terminal.tell("assistant_differs", conversation=each.conversation, event=each.event, **said)


def replay_body(replayed: Replayed, milliseconds: float) -> dict[str, Any]:
    """Return what was replayed as JSON; conversations and events are numbered from 0."""
    return {
        "conversations": replayed.conversations,
        "turns": replayed.turns,
        "identical": replayed.conversations - len(replayed.differences),
        "cpu_ms_a_turn": round(milliseconds, 3),
        "differences": [_difference(each) for each in replayed.differences],
    }


def event_line(essence: Iterable[object]) -> str:
    """Return what matters of an event, on one line."""
    return " · ".join("null" if part is None else str(part) for part in essence)


def _difference(each: Difference) -> dict[str, Any]:
    where = {"conversation": each.conversation, "event": each.event}
    return {**where, "expected": _written(each.expected), "got": _written(each.got)}


def _written(essence: tuple[object, ...] | None) -> str:
    return event_line(essence) if essence else terminal.say("assistant_nothing")


def _console(*, stderr: bool = False) -> Console:
    return Console(stderr=stderr, highlight=False, soft_wrap=True, markup=False)
