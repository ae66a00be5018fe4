"""What the workshop needs from outside: a place where the draft and the releases are kept."""

from typing import Protocol

from dialogue.assistant.files import Files
from dialogue.authoring.model import Draft, Release


class Assistants(Protocol):
    """The files of one assistant: a draft, and every release, in order."""

    def draft(self) -> Draft:
        """Return the files as last saved."""
        ...

    def keep(self, files: Files, *, author: str, version: int) -> Draft:
        """Save the draft in the place of that version. Raises DraftChanged."""
        ...

    def publish(self, *, author: str, version: int) -> int:
        """Put that version of the draft in service, and return the release; the one there is, if it has these files.

        Raises DraftChanged.
        """
        ...

    def roll_back(self, to: int, *, author: str, seen: int) -> int:
        """Put the files of a release in service again, 0: none, as a new one; return its version.

        Raises ReleaseNotFound, AlreadyInService; ReleasedMeanwhile when the last release is no longer the one `seen`.
        """
        ...

    def version(self) -> int:
        """Return the version of the release in service, 0 before the first."""
        ...

    def files(self, version: int) -> Files:
        """Return the files of a release; those of 0 are none. Raises ReleaseNotFound."""
        ...

    def releases(self, limit: int) -> list[Release]:
        """Return the last releases, newest first."""
        ...
