"""Rasa's own command line, run by Rasa's Python; the token comes by the environment: `ps` shows arguments."""

import os
import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.argv += ["--auth-token", os.environ.pop("COMPTOIR_RASA_TOKEN")]
    sys.path[0] = str(Path.cwd())
    runpy.run_module("rasa", run_name="__main__", alter_sys=True)
