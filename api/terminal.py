"""What the command line shows, in the person's language."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from api.errors import messages, why_skipped
from api.settings import terminal_language
from knowledge.intake import Report
from knowledge.model import Entry

_SKIPPED_SHOWN = 20
_STYLES = {"answer": "green", "clarify": "yellow", "handoff": "magenta"}


def say(phrase: str, /, **details: object) -> str:
    """Return a phrase of the command line, filled."""
    return str(messages(terminal_language())["cli"][phrase]).format(**details)


def tell(phrase: str, /, **details: object) -> None:
    """Print a phrase of the command line."""
    _console().print(say(phrase, **details))


def complain(text: str) -> None:
    """Print an error on standard error."""
    Console(stderr=True, soft_wrap=True, highlight=False, markup=False).print(text, style="red")


@contextmanager
def progress(title: str) -> Iterator[Callable[[float], None]]:
    """Show a bar on standard error while the block runs; it takes the fraction done, in [0, 1]."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=1.0)
        yield lambda fraction: bar.update(task, completed=fraction)


def show_report(report: Report) -> None:
    """Print what an import read, skipped and masked."""
    tell("read", file=report.file, read=report.read, new=report.new, known=report.known)
    if report.languages:
        tell("languages", languages=_counts(report.languages))
    if report.masked:
        tell("masked", masked=_counts(report.masked))
    for skipped in report.skipped[:_SKIPPED_SHOWN]:
        tell("skipped", line=skipped.line, reason=why_skipped(skipped, terminal_language()))
    if len(report.skipped) > _SKIPPED_SHOWN:
        tell("more_skipped", count=len(report.skipped) - _SKIPPED_SHOWN)


def show_entries(entries: Sequence[Entry]) -> None:
    """Print entries, one a line: id, state, language, number of wordings, question."""
    if not entries:
        tell("no_entries")
        return
    width = max(len(entry.id) for entry in entries)
    for entry in entries:
        wordings = len(entry.wordings)
        _console().print(f"{entry.id:{width}}  {entry.status:9}  {entry.lang}  {wordings:4}  {entry.question}")


def show_thought(thought: dict[str, Any]) -> None:
    """Print a decision and what it rests on."""
    console, decision = _console(), thought["decision"]
    details = {"confidence": round(100 * thought["confidence"]), "language": thought["language"]}
    console.print(say("decision", decision=decision, **details), style=_STYLES.get(decision, ""))
    tell("reason", reason=thought["reason"])
    for answer in thought["answers"][:3]:
        console.print(f"  {100 * answer['confidence']:3.0f} %  {answer['id']}  {answer['question']}")
    if thought["exits"]:
        tell("exits", exits=", ".join(thought["exits"]))
    if decision == "answer":
        console.print(f"\n{thought['answers'][0]['answer']}")


def _counts(counter: Any) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counter.items(), key=lambda pair: -pair[1]))


def _console() -> Console:
    return Console(highlight=False, soft_wrap=True, markup=False)
