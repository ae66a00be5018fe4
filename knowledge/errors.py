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


class DatesReversed(KnowledgeError):
    """An entry is hidden after it was published, not before: choose a later date to hide it, or none."""

    code = "dates-reversed"


class NothingToRollBack(KnowledgeError):
    """What visitors see is what they saw then: there is nothing to roll back."""

    code = "nothing-to-roll-back"


class VersionNotFound(KnowledgeError):
    """There is no publication {version} to go back to. The history lists those there are."""

    code = "version-not-found"


class PublishedMeanwhile(KnowledgeError):
    """Somebody published meanwhile (publication {version}). Look at the history again, then roll back."""

    code = "published-meanwhile"


class RevisionNotFound(KnowledgeError):
    """“{id}” has no revision {number}. Its history lists those it has."""

    code = "revision-not-found"


class SameEntry(KnowledgeError):
    """“{id}” is the same entry twice. Choose another one."""

    code = "same-entry"


class OtherLanguage(KnowledgeError):
    """“{id}” is in {lang} and “{other}” in {other_lang}: wordings stay in their language. Choose another entry."""

    code = "other-language"


class VariantNotFound(KnowledgeError):
    """“{text}” is not a variant of “{id}”. Reload the entry, then choose again."""

    code = "variant-not-found"


class UndoNotFound(KnowledgeError):
    """There is nothing to undo under “{id}”, or it was undone already."""

    code = "undo-not-found"


class SynonymAlone(KnowledgeError):
    """“{word}” stands alone: a group holds two words or more that mean the same. Add another, or take it out."""

    code = "synonym-alone"


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


class InvalidEntries(KnowledgeError):
    """“{file}” has faults ({count}):{faults}Nothing was kept."""

    code = "invalid-entries"


class UnknownEntryFormat(KnowledgeError):
    """“{file}” is no file of entries. Give it one of these endings: {formats}."""

    code = "unknown-entry-format"


class UnknownSheet(KnowledgeError):
    """“{file}” has no sheet “{sheet}”. Its sheets: {sheets}."""

    code = "unknown-sheet"


class EmptyQuestion(KnowledgeError):
    """An entry needs a question. Write one, then save again."""

    code = "empty-question"


class TooLong(KnowledgeError):
    """The {part} has {length} characters; {most} fit. Shorten it, then save again."""

    code = "too-long"


class NeedNotFound(KnowledgeError):
    """There is no need “{id}” any more. Read the needs again: a learning or a colleague changed them."""

    code = "need-not-found"


class NothingToMerge(KnowledgeError):
    """These needs cannot be one. Choose two or more, of which one entry at most answers."""

    code = "nothing-to-merge"


class NothingToSplit(KnowledgeError):
    """Nothing of “{name}” was split off. Choose some of its wordings, and leave some."""

    code = "nothing-to-split"


class CannotUndo(KnowledgeError):
    """This can no longer be undone: the needs were learned or changed again since."""

    code = "cannot-undo"
