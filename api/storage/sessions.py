"""Who is signed in. Only the digest of a token is kept: a stolen database opens no session."""

from datetime import datetime

from sqlalchemy import delete, insert, select

from api.storage.clock import Clock, utc_now
from api.storage.database import Database
from api.storage.tables import sessions as table
from api.storage.tables import users
from api.storage.users import User, user_of


class SqlSessions:
    """Keeps sessions until they are closed or expire."""

    def __init__(self, db: Database, *, clock: Clock = utc_now) -> None:
        self._db = db
        self._clock = clock

    def open(self, user_id: str, *, token_digest: str, expires_at: datetime) -> None:
        """Keep a new session, and forget those that have expired."""
        now = self._clock()
        row = {"token_digest": token_digest, "user_id": user_id, "created_at": now, "expires_at": expires_at}
        with self._db.write() as connection:
            connection.execute(delete(table).where(table.c.expires_at <= now))
            connection.execute(insert(table), row)

    def find(self, token_digest: str) -> User | None:
        """Return who holds this token, or None when the session is unknown, closed or expired."""
        query = (
            select(users)
            .join(table, table.c.user_id == users.c.id)
            .where(table.c.token_digest == token_digest, table.c.expires_at > self._clock())
        )
        with self._db.read() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else user_of(row)

    def close(self, token_digest: str) -> None:
        """Forget this session; closing it twice is harmless."""
        with self._db.write() as connection:
            connection.execute(delete(table).where(table.c.token_digest == token_digest))
