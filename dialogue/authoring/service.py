"""The assistant in service: read and compiled once a release, swapped in one assignment."""

from dataclasses import dataclass
from threading import Lock

import structlog

from dialogue.assistant.problems import InvalidProject
from dialogue.assistant.project import Project, load
from dialogue.authoring.flows import flows
from dialogue.authoring.model import Flow
from dialogue.authoring.ports import Assistants

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Served:
    """A release, its project, None where nothing is in service, and the flows of that."""

    version: int = 0
    project: Project | None = None
    flows: tuple[Flow, ...] = ()


class Service:
    """The project that conversations go on with; a newer release in the database is seen at the next `refresh`."""

    def __init__(self, assistants: Assistants) -> None:
        self._assistants = assistants
        self._one_at_a_time = Lock()
        self.now = Served()
        self.refresh()

    def __call__(self) -> Project | None:
        """Return the project in service; nothing is read."""
        return self.now.project

    def refresh(self) -> bool:
        """Take the newest release from the database; return whether it was new."""
        with self._one_at_a_time:
            version = self._assistants.version()
            if version == self.now.version:
                return False
            project = self._project(version)
            self.now = Served(version, project, flows(project) if project else ())
            return True

    def _project(self, version: int) -> Project | None:
        files = self._assistants.files(version)
        try:
            return load(files) if files else None
        except InvalidProject as error:
            # It loaded when it was published, by an engine that knew other rules: the one before is better than none.
            _log.exception("the published assistant no longer loads", version=version, problem=str(error))
            return self.now.project
