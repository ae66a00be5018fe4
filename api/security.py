"""Passwords, tokens and roles: who may call what."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import uuid4

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from api.errors import Forbidden, SignInNeeded, WrongPassword
from api.storage.sessions import SqlSessions
from api.storage.users import Role, SqlUsers, User

# OWASP's recommendation for argon2id; about 100 ms a try.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$1Bfpg8P1SjZ7hR/wqJhrBA$zptvs4ji/H81tjtYr6o6hOOXmvMSQRrISA9i6+ynP7g"

ADVISERS: frozenset[Role] = frozenset({"adviser", "supervisor", "admin"})
CURATORS: frozenset[Role] = frozenset({"curator", "supervisor", "admin"})
STAFF: frozenset[Role] = ADVISERS | CURATORS


class Accounts:
    """Signs staff in and out."""

    def __init__(self, users: SqlUsers, sessions: SqlSessions, *, hours: int) -> None:
        self._users = users
        self._sessions = sessions
        self._life = timedelta(hours=hours)

    def add(self, name: str, password: str, role: Role) -> User:
        """Make an account. Raises UserExists."""
        user = User(uuid4().hex, name, role, _HASHER.hash(password))
        self._users.add(user)
        return user

    def any(self) -> bool:
        """Say whether there is an account at all."""
        return bool(self._users.all())

    def sign_in(self, name: str, password: str, *, now: datetime) -> tuple[str, User]:
        """Return a new session token and its user. Raises WrongPassword, after the same time whoever it was."""
        user = self._users.get_by_name(name)
        if not _matches(user.password_hash if user else _NOBODY, password) or user is None:
            raise WrongPassword
        token = new_token()
        self._sessions.open(user.id, token_digest=digest(token), expires_at=now + self._life)
        return token, user

    def user(self, token: str | None, roles: frozenset[Role]) -> User:
        """Return who holds this session. Raises SignInNeeded, Forbidden."""
        user = self._sessions.find(digest(token)) if token else None
        if user is None:
            raise SignInNeeded
        if user.role not in roles:
            raise Forbidden(role=user.role)
        return user

    def sign_out(self, token: str) -> None:
        """End this session."""
        self._sessions.close(digest(token))


def new_token() -> str:
    """Return an unguessable token of 256 bits."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Return what is kept of a token: enough to recognise it, useless to a thief."""
    return hashlib.sha256(token.encode()).hexdigest()


def same(token: str, kept: str) -> bool:
    """Say whether this is the token of that digest, in constant time."""
    return secrets.compare_digest(digest(token), kept)


def _matches(kept: str, password: str) -> bool:
    try:
        return _HASHER.verify(kept, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
