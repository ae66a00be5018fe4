"""`comptoir crm`: customers and orders into the embedded CRM, and what was changed for whom."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from api.commands import terminal
from api.crm.intake import read_records
from api.errors import CrmElsewhere
from api.logs import configure
from api.settings import Settings
from api.wiring import Engine, build

app = typer.Typer(no_args_is_help=True, help="The company's records of customers and orders.")


@app.command("import")
def import_records(
    files: Annotated[list[Path], typer.Argument(help="CSV, JSON or JSONL files of customers and of orders.")],
) -> None:
    """Read customers and orders into the embedded CRM; all or none."""
    with _engine() as engine:
        if engine.settings.crm_url:
            raise CrmElsewhere(url=engine.settings.crm_url)
        customers, orders = take_in(engine, files)
        terminal.tell("crm_imported", customers=customers, orders=orders)


@app.command("changes")
def list_changes(
    customer: Annotated[str, typer.Option(help="Of the customer with this number alone.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many, the newest first.")] = 100,
) -> None:
    """Print what was changed in the records, when, for whom, in which conversation, from what to what."""
    with _engine() as engine:
        terminal.show_changes(engine.records.audit.lines(customer=customer, most=limit))


def take_in(engine: Engine, files: list[Path]) -> tuple[int, int]:
    """Keep the customers and the orders of files; return how many. Raises InvalidRecords; nothing is kept then."""
    company = engine.company()
    customers, orders = read_records(
        files,
        known=engine.records.embedded.addresses(),
        country=company.holidays.country or "FR",
        zone=ZoneInfo(company.timezone),
    )
    engine.records.embedded.take_in(customers, orders)
    return len(customers), len(orders)


@contextmanager
def _engine() -> Iterator[Engine]:
    settings = Settings.load()
    configure(settings.log_level)
    with build(settings) as engine:
        yield engine
