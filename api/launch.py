"""Start the command line from wherever the rooms are: a clone, or the bundle inside the wheel."""

import sys
from importlib import import_module
from pathlib import Path


def main() -> None:
    """Run `comptoir`, with the bundle beside this file, if there is one, first on the path."""
    bundle = Path(__file__).resolve().parent / "bundle"
    if bundle.is_dir():
        sys.path.insert(0, str(bundle))
    import_module("api.commands.cli").main()
