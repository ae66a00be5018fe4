"""How often somebody was tried, counted for all processes and across restarts."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import case, delete, select, update

from api.storage.clock import Clock, utc_now
from api.storage.crm_tables import crm_tries as table
from api.storage.database import Database
from api.storage.upsert import insert


class SqlTries:
    """Counts tries by subject, each over a period that begins with the first one."""

    def __init__(self, db: Database, *, clock: Clock = utc_now) -> None:
        self._db = db
        self._clock = clock

    def spend(self, subject: str, *, period: timedelta) -> tuple[int, timedelta]:
        """Count a try on this subject; return how many there were in the period, this one included, and what is left
        of it.
        """
        now = self._clock()
        over = table.c.until <= now
        counted = {
            "count": case((over, 1), else_=table.c.count + 1),
            "until": case((over, now + period), else_=table.c.until),
        }
        with self._db.write() as connection:
            first = insert(connection, table).values(subject=subject, count=1, until=now + period)
            counting = first.on_conflict_do_update(index_elements=["subject"], set_=counted)
            row = connection.execute(counting.returning(table.c.count, table.c.until)).one()
            # Last, and past what others hold: whoever waits for a row here holds none that is waited for.
            old = select(table.c.subject).where(over).with_for_update(skip_locked=True)
            connection.execute(delete(table).where(table.c.subject.in_(old)))
        return row[0], row[1] - now

    def give_back(self, subjects: Sequence[str]) -> None:
        """Take back one try on each subject: it was a right one."""
        with self._db.write() as connection:
            # One by one, in the same order for everybody: nobody waits for somebody who waits for them.
            for subject in sorted(subjects):
                mine = (table.c.subject == subject) & (table.c.count > 0)
                connection.execute(update(table).where(mine).values(count=table.c.count - 1))
