"""Everything that can go wrong with the base and that a caller can act on."""

from typing import ClassVar


class KnowledgeError(Exception):
    """The base could not do this."""

    code: ClassVar[str] = "knowledge"

    def __init__(self, **details: object) -> None:
        super().__init__(details)
        self.details = details

    def __str__(self) -> str:
        return (self.__doc__ or self.code).format(**self.details)


class EntryNotFound(KnowledgeError):
    """There is no entry “{id}”. `comptoir entries` lists those that exist."""

    code = "entry-not-found"


class EditConflict(KnowledgeError):
    """“{id}” was changed by {author} meanwhile (revision {revision}). Reload it, then apply your change again."""

    code = "edit-conflict"


class NotPublishable(KnowledgeError):
    """“{id}” cannot be published: it has no answer yet. Write one, then publish again."""

    code = "not-publishable"


class SourceNotFound(KnowledgeError):
    """There is no file “{file}”. Check the path."""

    code = "source-not-found"


class EmptySource(KnowledgeError):
    """“{file}” is empty: export it again with at least one request."""

    code = "empty-source"


class UnknownFormat(KnowledgeError):
    """“{file}” is neither CSV, JSONL, mbox nor eml ({found}). Export the requests in one of these formats."""

    code = "unknown-format"


class NoTextColumn(KnowledgeError):
    """No column of “{file}” looks like the customer's text ({columns}). Name it: --map text=COLUMN."""

    code = "no-text-column"


class UnknownColumn(KnowledgeError):
    """“{file}” has no column “{column}”. Its columns: {columns}."""

    code = "unknown-column"


class UnknownField(KnowledgeError):
    """--map knows no field “{field}”. Use FIELD=COLUMN with one of: {fields}."""

    code = "unknown-field"


class NothingReadable(KnowledgeError):
    """Nothing in “{file}” could be read: {skipped} rows were skipped, the first for: {reason}. Nothing was kept."""

    code = "nothing-readable"


class InvalidEntry(KnowledgeError):
    """Line {line} of “{file}” is not a valid entry: {reason}."""

    code = "invalid-entry"


class EmptyQuestion(KnowledgeError):
    """An entry needs a question. Write one, then save again."""

    code = "empty-question"


class TooLong(KnowledgeError):
    """The {part} has {length} characters; {most} fit. Shorten it, then save again."""

    code = "too-long"
