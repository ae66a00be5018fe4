"""What the real Rasa does on conversations: trained, told, and recorded by its own Python."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from dialogue.rasa.home import PYTHON, environment
from dialogue.rasa.train import trained

RECORD = Path(__file__).with_name("record.py")


class NotRecorded(Exception):
    """Rasa broke off while it was recorded: what it says stands above."""


def recorded(project: Path, said: Sequence[Sequence[str]], target: Path, config: Path | None = None) -> Path:
    """Record what Rasa does when all this is said to the project. Raises NotTrained, NotRecorded."""
    model = trained(project, config)
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        script = Path(folder, "said.json")
        script.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        command = [str(PYTHON), str(RECORD), str(model), str(project), str(script), str(target)]
        if subprocess.run(command, env=environment(), check=False).returncode != 0:
            raise NotRecorded(NotRecorded.__doc__)
    return target
