"""The demonstration: the sample company, learnt, published and staffed, in an empty home."""

from dataclasses import replace
from pathlib import Path

from api.commands.assistant_kept import take_in as import_assistant
from api.commands.crm import take_in
from api.storage.users import Role
from api.wiring import Engine
from dialogue.company import ALWAYS, Company
from knowledge.entry_files import read_entries

SAMPLE = Path(__file__).resolve().parents[2] / "training_data"
ASSISTANT = SAMPLE / "assistant"
PASSWORD = "comptoir-demo"  # noqa: S105 - printed to whoever runs the demonstration
ACCOUNTS: dict[str, Role] = {"Camille": "adviser", "Karim": "curator", "Sofia": "supervisor"}


def prepare(engine: Engine, *, real_hours: bool) -> None:
    """Fill an empty installation with the sample company; one that has accounts is left as it is."""
    if engine.accounts.any():
        return
    company = engine.company.load(SAMPLE / "company.toml", author="demo")
    if not real_hours:
        engine.company.keep(_always_open(company), author="demo")
    for path in sorted((SAMPLE / "requests").iterdir()):
        engine.intake.take(path)
    take_in(engine, sorted((SAMPLE / "crm").iterdir()))
    import_assistant(engine, ASSISTANT, author="demo", publish=True)
    entries = engine.curation.take_in(read_entries(SAMPLE / "entries.jsonl"), author="demo")
    engine.publisher.publish([entry.id for entry in entries], author="demo")
    engine.publisher.judge()
    engine.learning.learn(author="demo", progress=lambda fraction: None)
    for name, role in ACCOUNTS.items():
        engine.accounts.add(name, PASSWORD, role)


def _always_open(company: Company) -> Company:
    """Somebody is there whenever the demonstration is tried."""
    teams = tuple(replace(team, hours=ALWAYS, closed_dates=()) for team in company.teams)
    return replace(company, teams=teams, holidays=replace(company.holidays, country=""))
