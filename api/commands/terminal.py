"""What the command line shows, in the person's language."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from api.doubts import doubt_text
from api.errors import messages, why_skipped
from api.publication.tuned import Comparison
from api.settings import terminal_language
from api.storage.crm_audit import AuditLine
from knowledge.doubts.lookalikes import Doubts
from knowledge.intake import Report
from knowledge.mining.figures import NeedFigures
from knowledge.model import Entry
from knowledge.quality import Quality
from knowledge.search import Threshold
from nlu.evaluate import DecisionFigures, LanguageFigures, Share

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


def show_doubts(doubts: Doubts, *, none: bool = False) -> None:
    """Print which entries ask the same or answer otherwise, with the passages; `none` says so when none does."""
    if doubts.found:
        tell("entries_doubts", count=len(doubts.found))
    elif none:
        tell("entries_no_doubts")
    for doubt in doubts.found:
        text = doubt_text(doubt, terminal_language())
        tell("doubt", id=doubt.entry.id, other=doubt.other.id, text=text)
        if doubt.our_passage:
            tell("passages", ours=doubt.our_passage, theirs=doubt.their_passage)
    if doubts.unread:
        tell("entries_unread", count=doubts.unread)


def show_thought(thought: dict[str, Any]) -> None:
    """Print a decision and what it rests on."""
    console, decision = _console(), thought["decision"]
    details = {"confidence": round(100 * thought["confidence"]), "language": thought["language"]}
    console.print(say("decision", decision=decision, **details), style=_STYLES.get(decision, ""))
    tell("reason", reason=thought["reason"])
    for lowered in thought["lowered"] if decision != "answer" else ():
        tell("lowered", what=lowered["text"])
    for answer in thought["answers"][:3]:
        console.print(f"  {100 * answer['confidence']:3.0f} %  {answer['id']}  {answer['question']}")
    if thought["exits"]:
        tell("exits", exits=", ".join(thought["exits"]))
    for part in thought["parts"]:
        tell("part", text=part["text"], decision=part["decision"], confidence=round(100 * part["confidence"]))
    answered = [part for part in thought["parts"] or [thought] if part["decision"] == "answer"]
    for part in answered:
        console.print(f"\n{part['answers'][0]['answer']}")


def _counts(counter: Any) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counter.items(), key=lambda pair: -pair[1]))


def _console() -> Console:
    return Console(highlight=False, soft_wrap=True, markup=False)


def show_changes(lines: Sequence[AuditLine]) -> None:
    """Print changes of the company's records, two lines each."""
    if not lines:
        tell("crm_no_changes")
    for line in lines:
        told = {name: str(getattr(line, name)) for name in ("kind", "customer", "conversation_id", "key")}
        at, order = line.at.isoformat(timespec="seconds"), line.order_number
        tell("crm_change", at=at, order=order, outcome=_said("crm_outcome", line.outcome), **told)
        _console().print(f"        {dict(line.before)} -> {dict(line.after)}")


def show_threshold(promise: float, kept: Threshold) -> None:
    """Print what a promise on wrong answers makes of a base."""
    proven = say("eval_proven") if kept.proven else say("eval_unproven")
    coverage, confidence = f"{100 * kept.coverage:.0f}", f"{100 * kept.confidence:.0f}"
    tell("promise", wrong=f"{promise:g}", confidence=confidence, coverage=coverage, proven=proven)


def show_promise(promised: dict[str, Any]) -> None:
    """Print what became of visitors' questions beside what was tried, what they say of it, by topic, the worst last."""
    live, tried = promised["live"], _percent(promised["threshold"]["coverage"])
    if not live["questions"]:
        tell("no_questions", days=promised["days"])
        return
    told = _said("coverage", live["coverage_verdict"])
    tell("lived", days=promised["days"], **_lived(live), tried=tried, told=told)
    _show_votes(live)
    for topic in promised["topics"]:
        tell("topic", topic=topic["topic"] or say("no_topic"), **_lived(topic))
    if promised["entries"]:
        tell("contested")
    for entry in promised["entries"]:
        tell("contested_entry", **entry)


def show_gaps(found: dict[str, Any]) -> None:
    """Print gaps, three lines each: how much it costs, what was asked, what to do about it."""
    if not found["gaps"]:
        tell("no_gaps", days=found["days"])
        return
    tell("gaps", days=found["days"], total=found["total"])
    for gap in found["gaps"]:
        kinds = ", ".join(f"{_said('gap_kind', kind)} {count}" for kind, count in gap["kinds"].items())
        _console().print(f"{gap['score']:6.1f}  {gap['lang']}  {gap['name']}", style="bold")
        tell("gap", kinds=kinds, **{name: gap[name] for name in ("id", "volume", "week", "week_before")})
        suggestion = gap["suggestion"] if gap["state"] == "open" else {"action": "drafted", **gap["entry"]}
        _console().print("        " + _said("gap_action", suggestion["action"]).format(id=suggestion["entry_id"]))


def show_comparison(compared: Comparison) -> None:
    """Print what wordings held out found before and after a training, and what follows."""
    names = ("recall_at_1", "recall_at_3")
    tell("train_before", **_percents(compared.before, *names), mrr=f"{compared.before.mrr:.3f}")
    tell("train_after", **_percents(compared.after, *names), mrr=f"{compared.after.mrr:.3f}")
    counts = {"won": compared.won, "lost": compared.lost, "asked": compared.after.trials}
    if compared.better:
        tell("train_better", **counts)
    else:
        tell("train_not_better", **counts)


def show_decisions(decided: DecisionFigures, ranks: Quality | None, kept: Threshold | None) -> None:
    """Print what an evaluation found."""
    if ranks:
        shares = _percents(ranks, "recall_at_1", "recall_at_3", "recall_at_5")
        tell("eval_ranks", queries=ranks.trials, mrr=f"{ranks.mrr:.3f}", **shares)
    if kept:
        proven = say("eval_proven") if kept.proven else say("eval_unproven")
        tell("eval_threshold", confidence=f"{100 * kept.confidence:.1f}", proven=proven)
    shares = _percents(decided, "accuracy", "best_right", "coverage", "coverage_at_95")
    error = f"{decided.expected_calibration_error:.3f}"
    tell("eval_decisions", texts=decided.texts, wrong=f"{decided.wrong_in_100:.1f}", error=error, **shares)
    if decided.out_of_scope_recall is not None and decided.auroc is not None:
        recall = f"{100 * decided.out_of_scope_recall:.1f}"
        tell("eval_scope", texts=decided.out_of_scope, recall=recall, auroc=f"{decided.auroc:.3f}")


def show_languages(figures: LanguageFigures, milliseconds: float) -> None:
    """Print how well languages were told."""
    error = f"{figures.expected_calibration_error:.3f}"
    tell("language_all", **_told(figures), error=error, time=f"{milliseconds:.2f}")
    for lang, share in figures.by_language.items():
        tell("language_one", lang=lang, **_told(share))
    for length, share in figures.by_length.items():
        tell("language_length", length=length, **_told(share))


def show_needs(figures: NeedFigures) -> None:
    """Print how well needs were found."""
    shares = {name: _percent(getattr(figures, name)) for name in ("noise", "accuracy", "nmi", "adjusted_rand")}
    tell("eval_needs", texts=figures.texts, needs=figures.needs, expected=figures.expected, **shares)


def _show_votes(live: dict[str, Any]) -> None:
    if live["unhelpful"] is None:
        tell("no_votes")
        return
    low, high = map(_percent, live["between"])
    tell("votes", **_lived(live), share=_percent(live["unhelpful"]), low=low, high=high)
    tell("opinion")


def _lived(counts: dict[str, Any]) -> dict[str, Any]:
    votes, coverage = counts["yes"] + counts["no"], _percent(counts["coverage"])
    named = {"questions": counts["questions"], "no": counts["no"], "votes": votes, "coverage": coverage}
    return {**named, "verdict": _said("verdict", counts["verdict"])}


def _said(family: str, code: str) -> str:
    return str(messages(terminal_language())[family][code])


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"


def _told(share: Share | LanguageFigures) -> dict[str, object]:
    return {"texts": share.texts, "accuracy": f"{100 * share.accuracy:.1f}"}


def _percents(figures: object, *names: str) -> dict[str, str]:
    return {name: f"{100 * getattr(figures, name):.1f}" for name in names}
