"""Where Rasa and what it makes lie, and the environment it runs in."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOME = ROOT / "var" / "rasa"
PYTHON = HOME / "env" / "bin" / "python"
REQUIREMENTS = Path(__file__).with_name("requirements.txt")

QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
    "PYTHONDONTWRITEBYTECODE": "1",
    # Rules of the same length are told apart by the order of a set: the same order at every start.
    "PYTHONHASHSEED": "0",
    # rasa_sdk listens to the whole network unless it is told otherwise.
    "SANIC_HOST": "127.0.0.1",
    "RASA_CACHE_DIRECTORY": str(HOME / "cache"),
}


def environment() -> dict[str, str]:
    """Return the variables Rasa runs with: ours, no telemetry, this machine alone."""
    return {**os.environ, **QUIET}
