"""Where an assistant is written: checked, saved as a draft, published, led back."""

from collections.abc import Callable, Mapping

from dialogue.actions.built_in import BUILT_IN
from dialogue.assistant.checking import problems_of
from dialogue.assistant.files import Files
from dialogue.assistant.problems import InvalidProject, Problem
from dialogue.assistant.project import load
from dialogue.authoring.bounds import bounded
from dialogue.authoring.errors import DraftUnpublished
from dialogue.authoring.flows import flows
from dialogue.authoring.model import Checked, Draft
from dialogue.authoring.ports import Assistants

Sources = Callable[[], Mapping[str, str]]


class Workshop:
    """Keeps what was checked: a draft may have errors, what visitors talk to has none.

    `sources` gives the Python of the custom actions, by path: it is read to be checked with the files, never run here.
    """

    def __init__(self, assistants: Assistants, sources: Sources = dict) -> None:
        self._assistants = assistants
        self._sources = sources
        self._last: tuple[Files, Checked] = ({}, Checked())

    def check(self, files: Files) -> tuple[Problem, ...]:
        """Return all there is to put right in some files; nothing is kept.

        Raises NotAProjectFile, ServerFile, TooManyFiles, ProjectTooLarge.
        """
        return problems_of(bounded(files), self._sources(), known=BUILT_IN) if files else ()

    def checked(self, files: Files) -> Checked:
        """Return what is to put right in the files of a draft, and the flows they make; those asked last are known."""
        known, checked = self._last
        if files != known:
            problems = self.check(files)
            sound = all(each.severity != "error" for each in problems)
            checked = Checked(problems, flows(load(files)) if sound else ())
            self._last = (files, checked)
        return checked

    def keep(self, files: Files, *, author: str, version: int) -> Draft:
        """Save the draft in the place of that version.

        Raises NotAProjectFile, ServerFile, TooManyFiles, ProjectTooLarge, DraftChanged.
        """
        return self._assistants.keep(bounded(files), author=author, version=version)

    def publish(self, *, author: str, version: int) -> int:
        """Put that version of the draft in service, and return the release. Raises DraftChanged, InvalidProject."""
        draft = self._assistants.draft()
        if draft.version == version:
            self.refuse(draft.files)
        return self._assistants.publish(author=author, version=version)

    def refuse(self, files: Files) -> None:
        """Raise InvalidProject when something in these files keeps them from being published."""
        errors = tuple(each for each in self.check(files) if each.severity == "error")
        if errors:
            raise InvalidProject(errors)

    def take_in(self, files: Files, *, author: str, over: bool = False) -> Draft:
        """Save files from elsewhere as the draft; one that is not published is lost only if `over` says so.

        Raises DraftUnpublished, NotAProjectFile, ServerFile, TooManyFiles, ProjectTooLarge, DraftChanged.
        """
        draft = self._assistants.draft()
        if draft.files == bounded(files):
            return draft
        if not over and draft.files != self._assistants.files(self._assistants.version()):
            raise DraftUnpublished(author=draft.author, version=draft.version)
        return self._assistants.keep(files, author=author, version=draft.version)

    def roll_back(self, to: int, *, author: str, seen: int) -> int:
        """Put the files of a release in service again, 0: none; return the new one.

        Raises ReleaseNotFound, AlreadyInService, ReleasedMeanwhile; InvalidProject when they no longer load.
        """
        load(self._assistants.files(to))
        return self._assistants.roll_back(to, author=author, seen=seen)
