"""Everything that can go wrong in the storage and that a caller can act on."""

from typing import ClassVar


class StorageError(Exception):
    """The storage could not do this."""

    code: ClassVar[str] = "storage"

    def __init__(self, **details: object) -> None:
        super().__init__(details)
        self.details = details

    def __str__(self) -> str:
        return (self.__doc__ or self.code).format(**self.details)


class UnsupportedDatabase(StorageError):
    """“{url}” is not a database this engine can use. Write sqlite:///FILE or postgresql://USER@HOST/NAME."""

    code = "unsupported-database"


class DatabaseAway(StorageError):
    """The database did not do this: {reason}. Check COMPTOIR_DATABASE, and that its server runs."""

    code = "database-away"


class SchemaAhead(StorageError):
    """The database is at schema {found}, newer than this version knows ({known}). Install the newer version again."""

    code = "schema-ahead"


class UserExists(StorageError):
    """There is already an account named “{name}”. Choose another name."""

    code = "user-exists"


class JobNotFound(StorageError):
    """There is no job “{id}”."""

    code = "job-not-found"


class LeaseLost(StorageError):
    """Job “{id}” was taken over by another worker: this run no longer counts."""

    code = "lease-lost"
