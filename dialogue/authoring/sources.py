"""The Python of an assistant's custom actions, as text."""

from pathlib import Path

_MOST_BYTES = 1_000_000


def read_sources(folder: Path) -> dict[str, str]:
    """Return the module or package `actions` of a folder, and what lies beside it: path from the folder -> text."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for path in sorted((*folder.glob("*.py"), *(folder / "actions").rglob("*.py")))
        if path.stat().st_size <= _MOST_BYTES
    }
