"""Projects written by others, on the real Rasa and on the interpreter: python -m tests.parity.examples FOLDER.

Rasa is trained with rules and memoised stories, and with a linear classifier: learned policies have no counterpart.
"""

import argparse
import gzip
import json
import os
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from dialogue.actions.inside import Inside
from dialogue.assistant.files import read_folder
from dialogue.assistant.interpreter import Interpreter
from dialogue.assistant.problems import InvalidProject
from dialogue.assistant.project import load
from dialogue.assistant.replay import Replayed, replay
from dialogue.errors import DialogueError
from dialogue.rasa.home import HOME
from dialogue.rasa.train import NotTrained
from tests.parity.foreign import talk_of
from tests.parity.generate import drawn
from tests.parity.oracle import NotRecorded, recorded

PIPELINE = Path(__file__).parent / "projects" / "telecom" / "config.yml"
KEPT_POLICIES = ("RulePolicy", "MemoizationPolicy")
SEED = 3621


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    project: str
    loads: str
    identical: str = ""
    first: str = ""

    def __str__(self) -> str:
        return f"| {self.project} | {self.loads} | {self.identical} | {self.first} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=20, help="conversations a project")
    parser.add_argument("--again", action="store_true", help="replay what was recorded before, without Rasa")
    asked = parser.parse_args()
    os.nice(10)
    projects = sorted(path.parent for path in asked.folder.glob("*/config.yml"))
    lines = [str(tried(project, asked.count, asked.again)) for project in projects]
    head = ["| project | loads | identical | first difference |", "|---|---|---|---|"]
    sys.stdout.write("\n".join(["", *head, *lines, ""]))
    return 0


def tried(project: Path, count: int, again: bool) -> Row:
    """Load a project as it is, record it, replay it."""
    loads = loading(read_folder(project))
    config = without_learned_policies(project)
    target = HOME / "examples" / f"{project.name}.json.gz"
    files = read_folder(project) | {"config.yml": config.read_text(encoding="utf-8")}
    if loading(files) != "yes":
        return Row(project.name, loads)
    try:
        if not (again and target.exists()):
            recorded(project, drawn(talk_of(project), count, random.Random(SEED)), target, config)
    except (NotTrained, NotRecorded) as error:
        return Row(project.name, loads, first=str(error))
    try:
        return compared(project, files, target, loads)
    except DialogueError as error:
        return Row(project.name, loads, first=str(error))


def loading(files: dict[str, str]) -> str:
    try:
        load(files)
    except InvalidProject as refused:
        return f"no: {refused}".replace("\n", " ").replace("|", "/")
    return "yes"


def without_learned_policies(project: Path) -> Path:
    """Write the project's configuration with our pipeline, and with those of its policies that learn nothing."""
    yaml = YAML(typ="safe", pure=True)
    config: dict[str, Any] = yaml.load(project / "config.yml")
    policies = [each for each in config.get("policies") or [] if each["name"] in KEPT_POLICIES]
    config["pipeline"] = yaml.load(PIPELINE)["pipeline"]
    config["policies"] = policies or [{"name": name} for name in KEPT_POLICIES]
    path = HOME / "examples" / f"{project.name}.config.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(config, ensure_ascii=False), encoding="utf-8")
    return path


def compared(project: Path, files: dict[str, str], target: Path, loads: str) -> Row:
    interpreter = Interpreter(load(files), Inside(project), clock=time.time, rng=random.Random(SEED))
    with gzip.open(target, "rt", encoding="utf-8") as file:
        return row(project.name, loads, replay(interpreter, json.load(file)))


def row(name: str, loads: str, replayed: Replayed) -> Row:
    same = replayed.conversations - len(replayed.differences)
    first = next(iter(replayed.differences), None)
    told = f"{first.conversation}/{first.event}: Rasa {first.expected}, ours {first.got}" if first else ""
    return Row(name, loads, f"{same}/{replayed.conversations}", told.replace("|", "/"))


if __name__ == "__main__":
    sys.exit(main())
