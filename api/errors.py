"""The only table from errors to the wire, and the words of every error in the reader's language."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from api.crm.faults import RecordFault, RecordFaults
from api.storage.errors import JobNotFound, StorageError, UserExists
from dialogue import errors as dialogue
from dialogue.actions import errors as actions
from dialogue.assistant import wording
from dialogue.assistant.errors import ActionTimedOut
from dialogue.assistant.problems import Problem
from dialogue.authoring import errors as authoring
from dialogue.crm import errors as crm
from knowledge import errors as knowledge
from knowledge.entry_files.faults import Fault, Faults
from knowledge.sources.model import Skipped
from nlu.errors import NluError

_MESSAGES = Path(__file__).parent / "messages"


class ApiError(Exception):
    """The request was refused."""

    code: ClassVar[str] = "api"

    def __init__(self, **details: object) -> None:
        super().__init__(details)
        self.details = details

    def __str__(self) -> str:
        return (self.__doc__ or self.code).format(**self.details)


class UnknownSetting(ApiError):
    """There is no setting {name}. Did you mean {close}?"""

    code = "unknown-setting"


class InvalidSetting(ApiError):
    """{name} is not valid: {reason}."""

    code = "invalid-setting"


class InvalidRequest(ApiError):
    """The request is not valid: {fields}."""

    code = "invalid-request"


class NotFound(ApiError):
    """There is nothing at this address."""

    code = "not-found"


class WrongMethod(ApiError):
    """This address does not take this method."""

    code = "wrong-method"


class SignInNeeded(ApiError):
    """Sign in first."""

    code = "sign-in-needed"


class WrongPassword(ApiError):
    """This name and password do not go together. Check both and try again."""

    code = "wrong-password"


class Forbidden(ApiError):
    """Your role ({role}) does not allow this."""

    code = "forbidden"


class WrongOrigin(ApiError):
    """This request came from another site and was refused."""

    code = "wrong-origin"


class TooLarge(ApiError):
    """This request is too large: the most is {most} bytes."""

    code = "too-large"


class TooManyTries(ApiError):
    """Too many tries. Wait a minute, then try again."""

    code = "too-many-tries"


class NotReady(ApiError):
    """The engine is starting. Try again in a moment."""

    code = "not-ready"


class Unexpected(ApiError):
    """Something went wrong on our side. Nothing was lost; try again."""

    code = "unexpected"


class PortTaken(ApiError):
    """Port {port} is taken already. Stop what holds it, or choose another: COMPTOIR_PORT=8766."""

    code = "port-taken"


class SystemRefused(ApiError):
    """The system refused: {reason} “{file}”. Check that the path exists and may be read and written."""

    code = "system-refused"


class UnknownRole(ApiError):
    """There is no role “{role}”. The roles: {roles}."""

    code = "unknown-role"


class InvalidMap(ApiError):
    """“{text}” is not a column. Write FIELD=COLUMN, for example text=message."""

    code = "invalid-map"


class NoRows(ApiError):
    """“{file}” has no row. Write one object a line, such as {form}."""

    code = "no-rows"


class RowNotAnObject(ApiError):
    """Line {line} of “{file}” is not a complete JSON object. Write one a line, such as {form}."""

    code = "row-not-an-object"


class FieldMissing(ApiError):
    """Line {line} of “{file}” has no “{name}”. Add it: a line looks like {form}."""

    code = "field-missing"


class FieldMistyped(ApiError):
    """Line {line} of “{file}”: “{name}” is not of the right kind. Write it as in {form}."""

    code = "field-mistyped"


class UnknownCode(ApiError):
    """Line {line} of “{file}”: “{lang}” is not a language that can be told. Write a code such as fr, en or de."""

    code = "unknown-code"


class UnknownPrior(ApiError):
    """“{lang}” is not a language that can be told. Write a code such as fr, en or de; --prior takes `row` as well."""

    code = "unknown-prior"


class TooFewWordings(ApiError):
    """Only {found} published entries in “{lang}” have three wordings or more; {least} must. Add some, then publish."""

    code = "too-few-wordings"


class MixedShelf(ApiError):
    """{count} published entries have no translation in “{lang}”: one encoder reads all. Translate, then publish."""

    code = "mixed-shelf"


class PublicationWarns(ApiError):
    """Questions answered: {before}% now, {after}% then; {broken} right answers would change. Look, then accept."""

    code = "publication-warns"


class GapNotFound(ApiError):
    """There is no gap “{id}” in the last {days} days. Read the list again: gaps change with what visitors ask."""

    code = "gap-not-found"


class SynonymsChanged(ApiError):
    """Somebody changed the synonyms meanwhile. Reload them, then apply your change again."""

    code = "synonyms-changed"


class InvalidRecords(ApiError):
    """The files of customers and orders have faults ({count}):{faults}Nothing was kept."""

    code = "invalid-records"


class CrmElsewhere(ApiError):
    """Customers are those of COMPTOIR_CRM_URL ({url}). Unset it to use the embedded CRM, then import again."""

    code = "crm-elsewhere"


class NotAFrame(ApiError):
    """This is not a frame we know: {reason}."""

    code = "not-a-frame"


Known = ApiError | StorageError | dialogue.DialogueError | knowledge.KnowledgeError | NluError
KNOWN = (ApiError, StorageError, dialogue.DialogueError, knowledge.KnowledgeError, NluError)

STATUS: dict[type[Exception], int] = {
    InvalidRequest: 422,
    NotFound: 404,
    GapNotFound: 404,
    WrongMethod: 405,
    SignInNeeded: 401,
    WrongPassword: 401,
    Forbidden: 403,
    WrongOrigin: 403,
    TooLarge: 413,
    TooManyTries: 429,
    NotReady: 503,
    Unexpected: 500,
    JobNotFound: 404,
    UserExists: 409,
    PublicationWarns: 409,
    SynonymsChanged: 409,
    dialogue.ConversationNotFound: 404,
    dialogue.EscalationNotFound: 404,
    dialogue.EventNotFound: 404,
    dialogue.AlreadyClaimed: 409,
    dialogue.EscalationClosed: 409,
    dialogue.Stale: 409,
    dialogue.DialogueAway: 503,
    dialogue.NotYours: 403,
    ActionTimedOut: 504,
    actions.ActionsExhausted: 503,
    actions.ActionsClosed: 503,
    actions.ActionServerSilent: 503,
    actions.ActionServerConfused: 502,
    authoring.DraftChanged: 409,
    authoring.DraftUnpublished: 409,
    authoring.ReleasedMeanwhile: 409,
    authoring.ReleaseNotFound: 404,
    crm.TooManyChecks: 429,
    crm.IdentityNeeded: 403,
    crm.CodeNeeded: 403,
    crm.OrderNotFound: 404,
    crm.OrderTooFar: 409,
    crm.KeyReused: 409,
    crm.CrmAway: 503,
    crm.CrmUnsure: 503,
    crm.CrmNonsense: 502,
    crm.CrmRefused: 502,
    knowledge.EntryNotFound: 404,
    knowledge.NeedNotFound: 404,
    knowledge.NothingToMerge: 422,
    knowledge.NothingToSplit: 422,
    knowledge.CannotUndo: 409,
    knowledge.EditConflict: 409,
    knowledge.PublishedMeanwhile: 409,
    knowledge.VersionNotFound: 404,
    knowledge.RevisionNotFound: 404,
    knowledge.UndoNotFound: 404,
}
_OTHERWISE = 422
# What is told by a word of the reader's language.
_NAMED = ("exit", "field", "offers", "status")


def status_of(error: Known) -> int:
    """Return the HTTP status of an error."""
    return STATUS.get(type(error), _OTHERWISE)


def sentence(error: Known, lang: str) -> str:
    """Return what the error says, in this language, or in English where it has no words for it."""
    template = messages(lang).get(error.code) or error.__doc__ or error.code
    return str(template.format(**_worded(error.details, lang)))


def _worded(details: dict[str, object], lang: str) -> dict[str, object]:
    """Put the names of exits, of contact fields and of an order's states, and what is told by a code, in words."""
    words = messages(lang).get("words", {})
    named = {name: str(details[name]).split(", ") for name in _NAMED if name in details}
    if isinstance(first := details.get("first"), Problem):
        details = details | {"first": wording.told(first, lang)}
    if isinstance(faults := details.get("faults"), Faults):
        told = "\n" + "".join(f"{_placed(fault, lang)}\n" for fault in faults)
        details = details | {"faults": told}
    if isinstance(wrong := details.get("faults"), RecordFaults):
        details = details | {"faults": "\n" + "".join(f"{why_record_wrong(fault, lang)}\n" for fault in wrong)}
    return details | {name: ", ".join(words.get(part, part) for part in parts) for name, parts in named.items()}


def why_skipped(skipped: Skipped, lang: str) -> str:
    """Return why a row was skipped, in this language, or in English where it has no words for it."""
    return str(messages(lang).get("skipped", {}).get(skipped.code, skipped.reason))


def why_wrong(fault: Fault, lang: str) -> str:
    """Return what is wrong in a file of entries, without its place, in this language or in English."""
    template = messages(lang).get("faults", {}).get(fault.reason.code, str(fault.reason))
    return str(template.format(**fault.details))


def why_record_wrong(fault: RecordFault, lang: str) -> str:
    """Return what is wrong in a file of customers and orders, and where, in this language or in English."""
    words = messages(lang).get("record_faults", {})
    what = str(words.get(fault.wrong.code, str(fault.wrong))).format(**fault.details)
    place = words.get("cell" if fault.column else "line")
    return place.format(file=fault.file, line=fault.line, column=fault.column, what=what) if place else str(fault)


def _placed(fault: Fault, lang: str) -> str:
    code, english = ("cell", "line {line}, {column}: {what}") if fault.column else ("line", "line {line}: {what}")
    words = messages(lang).get("faults", {}).get(code, english)
    return str(words.format(line=fault.line, column=fault.column, what=why_wrong(fault, lang)))


@cache
def messages(lang: str) -> dict[str, Any]:
    """Return the words of errors in a language, by code."""
    path = _MESSAGES / f"{lang}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
