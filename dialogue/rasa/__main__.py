"""Train a project and serve it with a real Rasa: python -m dialogue.rasa PROJECT [--nlu URL] [--actions URL]."""

import argparse
import sys
from pathlib import Path

from dialogue.rasa.home import PYTHON
from dialogue.rasa.serve import Served, serve
from dialogue.rasa.train import NotTrained


def main() -> None:
    """Read what was asked, and serve it."""
    parser = argparse.ArgumentParser(prog="make rasa", description=__doc__)
    parser.add_argument("project", type=Path)
    parser.add_argument("--port", type=int, default=5005)
    parser.add_argument("--actions", default="", help="the address of an action server that runs already")
    parser.add_argument("--nlu", default="", help="who understands in Rasa's place: the address before /model/parse")
    asked = parser.parse_args()
    if not PYTHON.exists():
        sys.exit("Rasa is not set up: make rasa")
    if not (asked.project / "config.yml").exists():
        sys.exit(f"{asked.project} is no Rasa project: it has no config.yml.")
    try:
        serve(Served(asked.project.resolve(), asked.port, asked.actions, asked.nlu))
    except NotTrained as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
