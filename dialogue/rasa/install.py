"""Set up Rasa in a Python 3.10 of its own: python -m dialogue.rasa.install [PYTHON310]."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from dialogue.rasa.home import PYTHON, REQUIREMENTS

MISSING = """Rasa 3.6 needs Python 3.10, and there is none here. Install it (`pyenv install 3.10`, or the package
python3.10 of your system), or say where it is: make rasa PYTHON310=/path/to/python3.10"""


def install(given: str, *, into: Path = PYTHON) -> None:
    """Make the environment of this Python from the frozen requirements; what is there already stays."""
    if not into.exists():
        python = _python310(given)
        into.parents[1].mkdir(parents=True, exist_ok=True)
        _run(python, "-m", "venv", "--without-pip", str(into.parents[1]))
    _run(*_uv(), "pip", "sync", "--quiet", "--python", str(into), str(REQUIREMENTS))


def _python310(given: str) -> str:
    found = next(filter(_is_python310, _candidates(given)), None)
    if found is None:
        sys.exit(MISSING)
    return found


def _candidates(given: str) -> Iterator[str]:
    if found := shutil.which(given or "python3.10"):
        yield found
    if not given:
        yield from map(str, sorted(Path.home().glob(".pyenv/versions/3.10*/bin/python"), reverse=True))


def _is_python310(python: str) -> bool:
    """Ask it: a shim of pyenv is there for versions that are not."""
    asked = "import sys; sys.exit(sys.version_info[:2] != (3, 10))"
    return subprocess.run([python, "-c", asked], capture_output=True).returncode == 0  # noqa: S603


def _uv() -> list[str]:
    return [str(Path(sys.executable).with_name("uv"))]


def _run(*command: str) -> None:
    if subprocess.run(command, env=_with_wheels(), check=False).returncode != 0:  # noqa: S603
        sys.exit("Rasa could not be set up: see above. `make rasa` goes on from here.")


def _with_wheels() -> dict[str, str]:
    """Tell uv of the folders of wheels that pip knows, and which setuptools still builds what has no wheel."""
    pip = [sys.executable, "-m", "pip", "config", "get", "global.find-links"]
    folders = subprocess.run(pip, capture_output=True, text=True).stdout.split()  # noqa: S603
    known = {"UV_FIND_LINKS": ",".join(folders)} if folders else {}
    return {**os.environ, "UV_LINK_MODE": "copy", "UV_BUILD_CONSTRAINT": str(REQUIREMENTS), **known}


if __name__ == "__main__":
    install(sys.argv[1] if len(sys.argv) > 1 else "")
