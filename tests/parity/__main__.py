"""Record the projects anew with the real Rasa, and compare: python -m tests.parity [--limit N] [--seed S] [--keep]."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from dialogue.rasa.home import HOME
from dialogue.rasa.train import NotTrained
from tests.parity.generate import generated, written
from tests.parity.oracle import NotRecorded, recorded

HERE = Path(__file__).parent
GENERATED = {"gare": 115, "telecom": 110, "maze": 115}
SEED = 2026


def main() -> int:
    parser = argparse.ArgumentParser(prog="make rasa-parity", description=__doc__)
    parser.add_argument("--limit", type=int, default=0, help="at most so many generated conversations a project")
    parser.add_argument("--seed", type=int, default=SEED, help="other conversations than those that are kept")
    parser.add_argument("--keep", action="store_true", help="record into tests/parity/recorded, for the tests")
    asked = parser.parse_args()
    os.nice(10)
    try:
        return max([compared(name, asked) for name in GENERATED])
    except (NotTrained, NotRecorded) as error:
        sys.exit(str(error))


def compared(name: str, asked: argparse.Namespace) -> int:
    """Record a project and replay it by the interpreter: 0 if all is the same."""
    count = min(asked.limit or GENERATED[name], GENERATED[name])
    folder = HERE / "recorded" if asked.keep else HOME / "parity"
    project, said = HERE / "projects" / name, [*written(name), *generated(name, count, asked.seed)]
    target = recorded(project, said, folder / f"{name}.json.gz")
    comptoir = str(Path(sys.executable).with_name("comptoir"))
    return subprocess.run([comptoir, "assistant", "replay", str(project), str(target)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
