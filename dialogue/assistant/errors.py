"""Everything that can go wrong with an assistant's project and its actions."""

from dialogue.errors import DialogueError


class ActionRejected(DialogueError):
    """The action “{action}” does not want to run now: something else has to be done."""

    code = "action-rejected"


class ActionNotFound(DialogueError):
    """No action is called “{action}”. Write it in the project's actions, or take it out of the domain."""

    code = "action-not-found"


class ActionFailed(DialogueError):
    """The action “{action}” did not get through: {reason}."""

    code = "action-failed"


class ActionTimedOut(ActionFailed):
    """The action “{action}” was given up after {seconds} seconds."""

    code = "action-timed-out"


class ProjectNotFound(DialogueError):
    """There is no assistant in “{folder}”: a project has a domain.yml, or a folder “domain”. Check the path."""

    code = "project-not-found"


class NotARecording(DialogueError):
    """“{file}” is no recording ({reason}). Write JSON, or JSON in gzip: a list of turns and events by conversation."""

    code = "not-a-recording"


class UnusableEvent(ActionFailed):
    """The action “{action}” returned an event “{event}” without a usable “{field}”. Correct what it returns."""

    code = "unusable-event"
