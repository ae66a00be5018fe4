"""An engine without rasa-sdk: it serves, and a project with actions says what to install."""

import subprocess
import sys
import sysconfig
from pathlib import Path

COURIER = Path(__file__).parents[2] / "fakes" / "assistants" / "courier"
HERE = Path(__file__).parents[3]
IMPORTS = """from pathlib import Path
from dialogue.actions.errors import SdkMissing
from dialogue.actions.inside import Inside
from dialogue.assistant.errors import ActionNotFound
"""


def test_a_project_without_actions_has_none_and_needs_no_rasa_sdk(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    code = f"""
inside = Inside(Path({str(tmp_path / "project")!r}))
print(sorted(inside.names))
try:
    inside.run("action_track", {{}}, {{}})
except ActionNotFound:
    print("not found")
inside.close()
"""
    assert run_without_rasa_sdk(code, tmp_path) == ["[]", "not found"]


def test_a_project_with_actions_says_what_to_install(tmp_path: Path) -> None:
    code = f"""
try:
    Inside(Path({str(COURIER)!r}))
except SdkMissing as missing:
    print(missing)
"""
    [told] = run_without_rasa_sdk(code, tmp_path)
    assert "rasa-sdk: pip install 'comptoir[actions]'" in told


def run_without_rasa_sdk(code: str, folder: Path) -> list[str]:
    """What a Python says that has every library of this one but rasa-sdk."""
    libraries = folder / "libraries"
    libraries.mkdir()
    for each in Path(sysconfig.get_path("purelib")).iterdir():
        if not each.name.startswith("rasa_sdk"):
            (libraries / each.name).symlink_to(each)
    ended = subprocess.run(
        [sys.executable, "-S", "-c", IMPORTS + code],
        env={"PYTHONPATH": f"{HERE}:{libraries}"},
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.splitlines()
