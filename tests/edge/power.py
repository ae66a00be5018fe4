"""Power cuts at a moment of one's choice: the process kills itself when its database is about to do something."""

import os
import re
import signal
from dataclasses import dataclass
from threading import get_ident
from typing import Any, Literal

from sqlalchemy import Connection, Engine, event

Moment = Literal["before", "at the commit of", "after"]


@dataclass
class Cut:
    """A cut before a statement that says this, before the commit of its transaction, or right after that commit."""

    moment: Moment
    statement: str

    def __post_init__(self) -> None:
        self._thread = 0
        event.listen(Engine, "before_cursor_execute", self._executes)
        event.listen(Engine, "commit", self._commits)
        event.listen(Engine, "begin", self._begins)

    def _executes(self, _: Connection, cursor: object, statement: str, *rest: Any) -> None:
        if re.search(self.statement, statement):
            self._thread = get_ident()
            self._die_if(self.moment == "before")

    def _commits(self, _: Connection) -> None:
        self._die_if(self.moment == "at the commit of" and self._thread == get_ident())

    def _begins(self, _: Connection) -> None:
        # The commit is said before it is done: it is done when its thread begins something else.
        self._die_if(self.moment == "after" and self._thread == get_ident())

    def _die_if(self, now: bool) -> None:
        if now:
            os.kill(os.getpid(), signal.SIGKILL)
