"""Everything that can go wrong when an assistant is written, published or led back."""

from dialogue.errors import DialogueError


class DraftChanged(DialogueError):
    """{author} changed the assistant meanwhile (draft {version}). Reload it, then apply your change again."""

    code = "draft-changed"


class DraftUnpublished(DialogueError):
    """The draft that {author} saved (number {version}) is not published. Publish it, or export it and use --over."""

    code = "draft-unpublished"


class ReleasedMeanwhile(DialogueError):
    """Somebody published the assistant meanwhile (version {version}). Look at its versions again, then go back."""

    code = "released-meanwhile"


class ReleaseNotFound(DialogueError):
    """There is no version {version} of the assistant. Its list of versions tells those there are."""

    code = "release-not-found"


class AlreadyInService(DialogueError):
    """Version {version} has the files that are in service: there is nothing to go back to."""

    code = "already-in-service"


class NotAProjectFile(DialogueError):
    """“{path}” is no file of an assistant. Name it like data/rules.yml: folders, then a name that ends in .yml."""

    code = "not-a-project-file"


class ServerFile(DialogueError):
    """“{path}” is about a server and may hold its secrets: it has no place in the assistant. Leave it out."""

    code = "server-file"


class FolderTaken(DialogueError):
    """“{folder}” has files that are not of this assistant: {files}. Choose an empty folder, or take them out."""

    code = "folder-taken"


class TooManyFiles(DialogueError):
    """The assistant has {count} files; {most} fit. Put several together, then save again."""

    code = "too-many-files"


class ProjectTooLarge(DialogueError):
    """The files of the assistant have {size} bytes in all; {most} fit. Shorten them, then save again."""

    code = "project-too-large"
