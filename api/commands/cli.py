"""The command line: one command a thing a person does."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn, get_args
from zoneinfo import ZoneInfo

import typer
from sqlalchemy.exc import DatabaseError

from api.commands import assistant, crm, evaluation, terminal, training
from api.commands.demo import ASSISTANT, PASSWORD, prepare
from api.errors import KNOWN, InvalidMap, Known, SystemRefused, UnknownRole, sentence
from api.gaps.body import gaps_body
from api.logs import configure
from api.publication.promise import promise_body
from api.settings import Settings, terminal_language
from api.storage.errors import DatabaseAway
from api.storage.users import Role
from api.thoughts import thought_body
from api.wiring import Engine, build
from dialogue.agent import check_text
from knowledge.arrivals import compare
from knowledge.entry_files import check as check_file
from knowledge.entry_files import read_file, write_entries

_AUTHOR = "comptoir"
_CHANGED = ("draft", "modified")

Accept = Annotated[bool, typer.Option(help="Even if answers to visitors' last questions change much.")]

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
entries_app = typer.Typer(invoke_without_command=True, help="List, read in or write out the entries of the base.")
user_app = typer.Typer(no_args_is_help=True, help="Accounts of the staff.")
app.add_typer(entries_app, name="entries")
app.add_typer(user_app, name="user")
app.add_typer(evaluation.app, name="eval")
app.add_typer(assistant.app, name="assistant")
app.add_typer(crm.app, name="crm")
app.command()(training.train)


def main() -> None:
    """Run the command line; an error says what to do, in the person's language, and exits with status 2."""
    try:
        app(args=[_readable(text) for text in sys.argv[1:]])
    except KNOWN as error:
        _give_up(error)
    except DatabaseError as error:
        _give_up(DatabaseAway(reason=str(error.orig).strip().partition("\n")[0]))
    except OSError as error:
        _give_up(SystemRefused(reason=error.strerror or error, file=error.filename or ""))


@app.command("import")
def import_requests(
    files: Annotated[list[Path], typer.Argument(help="CSV, JSONL, mbox or eml files of past requests.")],
    map: Annotated[list[str] | None, typer.Option(help="FIELD=COLUMN, where names do not tell; repeatable.")] = None,
) -> None:
    """Read past requests; personal data is masked before anything is kept."""
    mapping = dict(_pair(text) for text in map or [])
    with _engine() as engine:
        for file in files:
            with terminal.progress(terminal.say("reading", file=file.name)) as progress:
                report = engine.intake.take(file, mapping=mapping or None, progress=progress)
            terminal.show_report(report)


@app.command()
def learn(
    anew: Annotated[bool, typer.Option("--anew", help="Group every request again, not only the new ones.")] = False,
) -> None:
    """Group past requests into needs, and draft entries for them."""
    with _engine() as engine:
        with terminal.progress(terminal.say("learning")) as progress:
            report = engine.learning.learn(author=_AUTHOR, progress=progress, anew=anew)
        drafts = report.drafts
        terminal.tell(
            "learnt",
            requests=report.requests,
            new=report.new,
            needs=report.needs,
            emerging=report.emerging,
            created=len(drafts.created),
            updated=len(drafts.refreshed),
            deleted=len(drafts.deleted),
        )


@entries_app.callback()
def list_entries(
    context: typer.Context,
    status: Annotated[str, typer.Option(help="draft, review, modified, published or retired")] = "",
) -> None:
    """List the entries of the base, or one state of them."""
    if context.invoked_subcommand:
        return
    with _engine() as engine:
        terminal.show_entries([entry for entry in engine.entries.all() if not status or entry.status == status])


@entries_app.command("import")
def import_entries(
    file: Path, sheet: Annotated[str, typer.Option(help="Of a workbook; else the first with a question.")] = ""
) -> None:
    """Read entries from a CSV, JSON, JSONL or XLSX file, as drafts; all or none."""
    with _engine() as engine:
        kept = {entry.id: entry for entry in engine.entries.all()}
        found = read_file(file, over=kept, zone=ZoneInfo(engine.company().timezone), sheet=sheet)
        check_file(found, file.name)
        arrived = compare(found.entries, kept)
        saved = engine.curation.take_in(found.entries, author=_AUTHOR)
        terminal.tell("entries_new", new=len(arrived.new), changed=len(arrived.changed), unchanged=arrived.unchanged)
        if saved:
            terminal.show_doubts(engine.lookalikes.of([entry.id for entry in saved]))


@entries_app.command("export")
def export_entries(file: Path) -> None:
    """Write every entry, as last saved, to a CSV, JSON, JSONL or XLSX file, as its name ends."""
    with _engine() as engine:
        terminal.tell("entries_written", count=write_entries(engine.entries.all(), file), file=file)


@entries_app.command("check")
def check_entries() -> None:
    """List the entries that ask the same as others, and the answers that say otherwise."""
    with _engine() as engine:
        with terminal.progress(terminal.say("comparing")) as progress:
            engine.lookalikes.read(progress=progress)
        terminal.show_doubts(engine.lookalikes.all(), none=True)


@app.command()
def publish(
    ids: Annotated[list[str] | None, typer.Argument()] = None,
    all: Annotated[bool, typer.Option("--all", help="Every draft and change that has an answer.")] = False,
    accept: Accept = False,
) -> None:
    """Show entries to visitors, at once."""
    with _engine() as engine:
        waiting = [entry for entry in engine.entries.all() if entry.status in _CHANGED] if all else []
        chosen = list(ids or []) + [entry.id for entry in waiting if entry.answer]
        if not chosen:
            terminal.tell("nothing_to_publish")
            return
        if not accept:
            engine.previewer.publish(chosen).check()
        terminal.tell("published", version=engine.publisher.publish(chosen, author=_AUTHOR), count=len(chosen))
        engine.publisher.judge()
        promise = engine.company().policy.wrong_in_100
        terminal.show_threshold(promise, engine.knowledge.base.threshold(promise))
        unanswered = sum(not entry.answer for entry in waiting)
        if unanswered:
            terminal.tell("without_answer", count=unanswered)


@app.command()
def retire(ids: list[str], accept: Accept = False) -> None:
    """Hide entries from visitors."""
    with _engine() as engine:
        if not accept:
            engine.previewer.retire(ids).check()
        terminal.tell("retired", version=engine.publisher.retire(ids, author=_AUTHOR), count=len(ids))
        engine.publisher.judge()


@app.command("rollback")
def roll_back(
    to: Annotated[
        int | None, typer.Option(min=0, help="The version to go back to; else the one before the last.")
    ] = None,
    accept: Accept = False,
) -> None:
    """Show visitors again what they saw before the last publication."""
    with _engine() as engine:
        if not accept:
            engine.previewer.roll_back(to).check()
        version, changed = engine.publisher.roll_back(to, author=_AUTHOR)
        terminal.tell("rolled_back", version=version, count=len(changed))
        engine.publisher.judge()


@app.command()
def ask(
    text: str,
    lang: Annotated[str | None, typer.Option(help="The language of the page.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Print what the agent would do with a message, how sure it is, and why."""
    check_text(text)
    with _engine() as engine:
        engine.publisher.judge()
        thought = thought_body(engine, text, lang=lang, reader=terminal_language())
        if as_json:
            typer.echo(json.dumps(thought, ensure_ascii=False))
        else:
            terminal.show_thought(thought)


@app.command()
def promise(
    days: Annotated[int, typer.Option(min=1, max=365, help="How far to look back.")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Print whether visitors' votes keep the promise, and how many of their questions are answered."""
    with _engine() as engine:
        engine.publisher.judge()
        promised = promise_body(engine, days=days)
        if as_json:
            typer.echo(json.dumps(promised, ensure_ascii=False))
        else:
            terminal.show_threshold(promised["wrong_in_100"], engine.knowledge.base.threshold(promised["wrong_in_100"]))
            terminal.show_promise(promised)


@app.command()
def gaps(
    days: Annotated[int, typer.Option(min=1, max=365, help="How far to look back.")] = 30,
    lang: Annotated[str, typer.Option(help="One language only.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many to print.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Print what visitors asked and did not get, what costs most first."""
    with _engine() as engine:
        engine.publisher.judge()
        engine.gaps.catch_up(days)
        found = gaps_body(engine.gaps, days=days, lang=lang, limit=limit)
        if as_json:
            typer.echo(json.dumps(found, ensure_ascii=False))
        else:
            terminal.show_gaps(found)


@app.command()
def company(file: Path) -> None:
    """Put a company file in service: teams, hours, words, thresholds."""
    with _engine() as engine:
        loaded = engine.company.load(file, author=_AUTHOR)
        terminal.tell("company", name=loaded.name, teams=len(loaded.teams), languages=", ".join(loaded.languages))


@user_app.command("add")
def add_user(
    name: str,
    role: Annotated[str, typer.Option(help="adviser, curator, supervisor or admin")],
    password: Annotated[str, typer.Option(help="Asked for when not given.")] = "",
) -> None:
    """Make an account."""
    known: tuple[Role, ...] = get_args(Role)
    chosen = next((each for each in known if each == role), None)
    if chosen is None:
        raise UnknownRole(role=role, roles=", ".join(known))
    secret = password or typer.prompt(terminal.say("password"), hide_input=True, confirmation_prompt=True)
    with _engine() as engine:
        terminal.tell("user", name=engine.accounts.add(name, secret, chosen).name, role=chosen)


@app.command()
def setup() -> None:
    """Build the default encoders where they are missing: about a minute, once, offline."""
    from nlu.build import SOURCES
    from nlu.build import build as build_encoder

    folder = Settings.load().models
    for name in SOURCES:
        build_encoder(folder / name, report=typer.echo)
    terminal.tell("setup", folder=folder)


@app.command()
def migrate() -> None:
    """Bring the database to this version's schema."""
    with _engine() as engine:
        engine.database.close()
        terminal.tell("migrated")


@app.command()
def serve() -> None:
    """Serve the API, the visitor element, the console and the studio."""
    from api.server import serve as run_server

    with _engine() as engine:
        run_server(engine, ready=lambda address: terminal.tell("serving", address=address))


@app.command()
def demo(
    real_hours: Annotated[bool, typer.Option(help="Keep the sample company's opening hours.")] = False,
) -> None:
    """Serve the sample company, set up the first time."""
    from api.server import serve as run_server

    with _engine(actions=ASSISTANT) as engine:
        terminal.tell("demo_preparing")
        prepare(engine, real_hours=real_hours)
        run_server(engine, ready=lambda address: terminal.tell("demo", address=address, password=PASSWORD))


@contextmanager
def _engine(*, actions: Path | None = None) -> Iterator[Engine]:
    settings = Settings.load()
    settings = settings.model_copy(update={"actions": settings.actions or actions})
    configure(settings.log_level)
    with build(settings) as engine:
        yield engine


def _give_up(error: Known) -> NoReturn:
    terminal.complain(sentence(error, terminal_language()))
    sys.exit(2)


def _readable(text: str) -> str:
    """Return an argument with what the terminal's encoding could not say replaced: half a character fits nowhere."""
    return text.encode(errors="surrogateescape").decode(errors="replace")


def _pair(text: str) -> tuple[str, str]:
    field, equals, column = text.partition("=")
    if not (field and equals and column):
        raise InvalidMap(text=text)
    return field, column
