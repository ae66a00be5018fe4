"""What was changed for whom, from what to what, under which key: kept for the embedded CRM and for any other."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from api.crm.wire import read, written
from api.storage.crm_tables import crm_changes as table
from api.storage.database import Database
from api.storage.upsert import insert
from dialogue.company import Company
from dialogue.crm.acts import Act, details_of, kind_of, order_of
from dialogue.crm.errors import KeyReused
from dialogue.crm.identity import Identified
from dialogue.crm.model import Receipt


@dataclass(frozen=True, slots=True)
class Changing:
    """An act on its way: for whom, under which key, at which company, when."""

    who: Identified
    act: Act
    key: str
    company: Company
    at: datetime

    @property
    def country(self) -> str:
        return self.company.holidays.country or "FR"

    @property
    def lang(self) -> str:
        return self.company.languages[0]


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One change: `outcome` is `asked` until the records confirm it, then `done` or `refused`."""

    key: str
    kind: str
    conversation_id: str
    customer: str
    order_number: str
    proven: bool
    outcome: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    at: datetime


class SqlCrmAudit:
    """Keeps a line a change; one that never got an answer stays `asked`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def first_asked(self, asked: Changing) -> datetime:
        """Return when a change was first asked under its key: now, for a new one."""
        with self._db.read() as connection:
            return connection.execute(select(table.c.at).where(table.c.key == asked.key)).scalar() or asked.at

    def ask(self, asked: Changing) -> Receipt | None:
        """Keep that a change is about to be asked; return its receipt where it was done already. Raises KeyReused."""
        with self._db.write() as connection:
            return None if reserve(connection, asked) else receipt_of(connection, asked)

    def done(self, key: str, receipt: Receipt, *, before: Mapping[str, Any]) -> None:
        """Keep what a change came to."""
        with self._db.write() as connection:
            settle(connection, key, outcome="done", receipt=written(receipt), before=dict(before))

    def refused(self, key: str) -> None:
        """Keep that the records did not do it."""
        with self._db.write() as connection:
            settle(connection, key, outcome="refused")

    def lines(self, *, customer: str = "", most: int = 100) -> list[AuditLine]:
        """Return the changes, those of one customer where one is named, the newest first."""
        names = AuditLine.__dataclass_fields__
        query = select(*(table.c[name] for name in names)).order_by(table.c.at.desc(), table.c.key).limit(most)
        with self._db.read() as connection:
            found = connection.execute(query.where(table.c.customer == customer) if customer else query)
            return [AuditLine(**row) for row in found.mappings()]


def reserve(connection: Connection, asked: Changing) -> bool:
    """Keep the line of a change; False when its key is known. Whoever comes at the same time waits here."""
    statement = insert(connection, table).values(_line(asked)).on_conflict_do_nothing()
    return connection.execute(statement.returning(table.c.key)).first() is not None


def receipt_of(connection: Connection, asked: Changing) -> Receipt | None:
    """Return the receipt that a known key has, None while it has none. Raises KeyReused for another change."""
    row = connection.execute(select(table.c.digest, table.c.receipt).where(table.c.key == asked.key)).one()
    if row.digest != _line(asked)["digest"]:
        raise KeyReused(key=asked.key)
    return read(Receipt, row.receipt) if row.receipt else None


def settle(connection: Connection, key: str, **outcome: Any) -> None:
    """Keep what became of a change."""
    connection.execute(update(table).where(table.c.key == key).values(outcome))


def _line(asked: Changing) -> dict[str, Any]:
    who, details, kind = asked.who, details_of(asked.act), kind_of(asked.act)
    told = json.dumps([kind, details, who.customer, who.order], sort_keys=True)
    return {
        "key": asked.key,
        "digest": hashlib.sha256(told.encode()).hexdigest(),
        "kind": kind,
        "conversation_id": who.conversation_id,
        "customer": who.customer,
        "order_number": order_of(asked.act) or who.order,
        "proven": who.proven,
        "outcome": "asked",
        "before": {},
        "after": details,
        "receipt": None,
        "at": asked.at,
    }
