"""Who takes the turns of the assistant's flows: the interpreter here or a Rasa server, and who runs their actions."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property

from api.settings import Settings
from dialogue.actions.built_in import BuiltIn
from dialogue.actions.inside import Inside
from dialogue.actions.remote import Remote
from dialogue.actions.services import Services
from dialogue.assistant.interpreter import Interpreter
from dialogue.assistant.project import Project
from dialogue.embedded import EmbeddedDialogue
from dialogue.flows import Serving
from dialogue.ports import Dialogue, Journal
from dialogue.rasa.remote import Heard, RasaDialogue

CHANNEL = "comptoir"


class Dialogues:
    """The parts behind the assistant, opened when they are first needed."""

    def __init__(
        self,
        settings: Settings,
        *,
        project: Callable[[], Project | None],
        journal: Journal,
        services: Callable[[], Services],
        clock: Callable[[], datetime],
    ) -> None:
        self._settings = settings
        self._journal = journal
        self._services = services
        self._clock = clock
        self.assistant = Serving(project, self._of)

    @cached_property
    def actions(self) -> BuiltIn:
        """The custom actions of the assistant, which reach the company's systems by `services`."""
        folder, server = self._settings.actions, self._settings.action_server
        if server:
            return BuiltIn(Remote(server))
        return BuiltIn(Inside(folder, services=self._services()) if folder else None)

    @cached_property
    def heard(self) -> Heard:
        """What a Rasa server will ask for."""
        return Heard()

    @cached_property
    def rasa(self) -> RasaDialogue:
        """The Rasa server."""
        settings = self._settings
        token = settings.rasa_token.get_secret_value()
        return RasaDialogue(settings.rasa_url, token=token, heard=self.heard, timeout=settings.rasa_seconds)

    def close(self) -> None:
        """Close what was opened."""
        opened = vars(self)
        if "rasa" in opened:
            self.rasa.close()
        if "actions" in opened:
            self.actions.close()

    def _of(self, project: Project) -> Dialogue:
        if self._settings.dialogue == "rasa":
            return self.rasa
        interpreter = Interpreter(project, self.actions, clock=lambda: self._clock().timestamp(), channel=CHANNEL)
        return EmbeddedDialogue(interpreter, self._journal)
