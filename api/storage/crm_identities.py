"""Who was recognised in which conversation, and the codes that were sent."""

from datetime import timedelta
from typing import Any

from sqlalchemy import Row, Table, delete, select, update

from api import jobs
from api.storage.clock import Clock, utc_now
from api.storage.crm_tables import crm_codes, crm_identities
from api.storage.database import Database
from api.storage.upsert import insert
from dialogue.crm.identity import Code, Identified
from dialogue.model import Job

_TABLES: tuple[Table, ...] = (crm_codes, crm_identities)


class SqlIdentities:
    """Keeps one identity and one code a conversation, each for its time; what is too old is removed."""

    def __init__(self, db: Database, *, clock: Clock = utc_now) -> None:
        self._db = db
        self._clock = clock

    def find(self, conversation_id: str) -> Identified | None:
        """Return who was recognised in this conversation, unless that was too long ago."""
        alive = (crm_identities.c.conversation_id == conversation_id) & (crm_identities.c.until > self._clock())
        with self._db.read() as connection:
            row = connection.execute(select(crm_identities).where(alive)).first()
        return Identified(row.conversation_id, row.customer, row.order_number, row.proven) if row else None

    def keep(self, who: Identified, *, life: timedelta) -> None:
        """Keep who was recognised, in the place of whoever was before."""
        now = self._clock()
        known = {"customer": who.customer, "order_number": who.order, "proven": who.proven, "until": now + life}
        with self._db.write() as connection:
            statement = insert(connection, crm_identities).values(conversation_id=who.conversation_id, **known)
            connection.execute(statement.on_conflict_do_update(index_elements=["conversation_id"], set_=known))
            for table in _TABLES:
                old = select(table.c.conversation_id).where(table.c.until <= now).with_for_update(skip_locked=True)
                connection.execute(delete(table).where(table.c.conversation_id.in_(old)))

    def forget(self, conversation_id: str) -> None:
        """Forget who was recognised, and the code that was sent."""
        with self._db.write() as connection:
            for table in _TABLES:
                connection.execute(delete(table).where(table.c.conversation_id == conversation_id))

    def ask_code(self, code: Code, job: Job, *, life: timedelta) -> None:
        """Keep that a code is to be sent, in the place of the one before, and the job that sends it, in one step.

        The same key again changes nothing.
        """
        now = self._clock()
        asked = {
            "key": code.key,
            "customer": code.customer,
            "order_number": code.order,
            "email": code.email,
            "digest": "",
            "tries": 0,
            "until": now + life,
        }
        with self._db.write() as connection:
            statement = insert(connection, crm_codes).values(conversation_id=code.conversation_id, **asked)
            other = crm_codes.c.key != code.key
            connection.execute(
                statement.on_conflict_do_update(index_elements=["conversation_id"], set_=asked, where=other)
            )
            jobs.put(connection, [job], now)

    def code(self, conversation_id: str, *, key: str) -> Code | None:
        """Return the code of this conversation and key, while it lives."""
        alive = (crm_codes.c.conversation_id == conversation_id) & (crm_codes.c.until > self._clock())
        with self._db.read() as connection:
            row = connection.execute(select(crm_codes).where(alive, crm_codes.c.key == key)).first()
        return _code(row) if row else None

    def seal(self, code: Code, digest: str) -> bool:
        """Keep the digest of a code that is about to be mailed; False when another was asked for meanwhile."""
        this = (crm_codes.c.conversation_id == code.conversation_id) & (crm_codes.c.key == code.key)
        with self._db.write() as connection:
            return connection.execute(update(crm_codes).where(this).values(digest=digest)).rowcount == 1

    def spend_code(self, conversation_id: str) -> Code | None:
        """Count a try on the code and return it, None when there is none that lives."""
        alive = (crm_codes.c.conversation_id == conversation_id) & (crm_codes.c.until > self._clock())
        with self._db.write() as connection:
            counted = update(crm_codes).where(alive).values(tries=crm_codes.c.tries + 1)
            row = connection.execute(counted.returning(crm_codes)).first()
        return _code(row) if row else None

    def drop_code(self, conversation_id: str) -> None:
        """Let the code of this conversation open nothing more: it was used."""
        with self._db.write() as connection:
            connection.execute(delete(crm_codes).where(crm_codes.c.conversation_id == conversation_id))


def _code(row: Row[Any]) -> Code:
    return Code(row.conversation_id, row.key, row.customer, row.order_number, row.email, row.digest, row.tries)
