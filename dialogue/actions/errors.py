"""Everything that can keep an assistant's own actions from being run."""

from dialogue.assistant.errors import ActionFailed
from dialogue.errors import DialogueError


class ActionBroke(ActionFailed):
    """The action “{action}” raised {fault} ({place})."""

    code = "action-broke"


class UnusableOutcome(ActionFailed):
    """The action “{action}” returned what JSON cannot say: {fault}."""

    code = "unusable-outcome"


class ActionsExhausted(ActionFailed):
    """The action “{action}” was not run: {count} given up before still hold threads. Mend them, and restart."""

    code = "actions-exhausted"


class ActionsClosed(ActionFailed):
    """The action “{action}” was not run: its assistant was put away meanwhile. Try again."""

    code = "actions-closed"


class ActionServerSilent(ActionFailed):
    """The action server at {url} did not answer to “{action}”. Start it, or correct its address."""

    code = "action-server-silent"


class ActionServerConfused(ActionFailed):
    """The action server at {url} answered to “{action}” what no action answers (status {status}). Read its log."""

    code = "action-server-confused"


class ActionsFolderMissing(DialogueError):
    """There is no folder “{folder}” for the assistant's actions. Correct the path, or make the folder."""

    code = "actions-folder-missing"


class ActionsNotLoaded(DialogueError):
    """The actions in “{folder}” cannot be loaded: {fault} ({place})."""

    code = "actions-not-loaded"


class SameAction(DialogueError):
    """Two actions in “{folder}” are called “{action}”: {classes}. Rename one."""

    code = "same-action"


class SdkMissing(DialogueError):
    """The assistant in “{folder}” has actions in Python, which need rasa-sdk: pip install 'comptoir[actions]'."""

    code = "sdk-missing"
