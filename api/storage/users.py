"""The accounts of the staff."""

from dataclasses import asdict, dataclass
from typing import Literal

from sqlalchemy import RowMapping, insert, select
from sqlalchemy.exc import IntegrityError

from api.storage.clock import Clock, utc_now
from api.storage.database import Database
from api.storage.errors import UserExists
from api.storage.tables import users as table

Role = Literal["adviser", "curator", "supervisor", "admin"]


@dataclass(frozen=True, slots=True)
class User:
    """A person who signs in. `password_hash` is already hashed; `teams` empty means all of them."""

    id: str
    name: str
    role: Role
    password_hash: str
    languages: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()


class SqlUsers:
    """Keeps accounts; a name belongs to one of them, whatever its case."""

    def __init__(self, db: Database, *, clock: Clock = utc_now) -> None:
        self._db = db
        self._clock = clock

    def add(self, user: User) -> None:
        """Keep a new account. Raises UserExists."""
        row = {**asdict(user), "name_key": user.name.casefold(), "created_at": self._clock()}
        try:
            with self._db.write() as connection:
                connection.execute(insert(table), row)
        except IntegrityError as error:
            raise UserExists(name=user.name) from error

    def get_by_name(self, name: str) -> User | None:
        """Return the account of this name, in whatever case it is written."""
        query = select(table).where(table.c.name_key == name.casefold())
        with self._db.read() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else user_of(row)

    def all(self) -> list[User]:
        """Return every account, by name."""
        with self._db.read() as connection:
            rows = connection.execute(select(table).order_by(table.c.name_key)).mappings()
            return [user_of(row) for row in rows]


def user_of(row: RowMapping) -> User:
    """Return the user that a row of the table describes."""
    return User(
        id=row["id"],
        name=row["name"],
        role=row["role"],
        password_hash=row["password_hash"],
        languages=tuple(row["languages"]),
        teams=tuple(row["teams"]),
    )
