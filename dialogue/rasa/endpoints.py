"""What Rasa is told of the services around it: its actions, its tracker store, and who understands for it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The addresses of others' services; `nlu` is empty when Rasa understands by itself, `actions` when it has none.

    `token` is shown to them.
    """

    actions: str
    store: Path
    nlu: str = ""
    token: str = ""

    def as_yaml(self) -> str:
        """Write what Rasa reads as endpoints.yml, in the part of YAML that is JSON."""
        told: dict[str, Any] = {"tracker_store": {"type": "SQL", "dialect": "sqlite", "db": str(self.store)}}
        shown = {"token": self.token} if self.token else {}
        for name, url in (("action_endpoint", self.actions), ("nlu", self.nlu)):
            told |= {name: {"url": url} | shown} if url else {}
        return json.dumps(told)
