"""Processes of the command line, each a fork of one that has everything loaded."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).parents[2]
PREFIX = "COMPTOIR_"


@dataclass(frozen=True)
class Ended:
    """What a command left."""

    status: int
    out: str
    err: str


class Nursery:
    """Starts processes and waits for their end."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self._process = process
        self._folder = folder

    def run(self, *arguments: str, home: Path, cut: tuple[str, str] | None = None, **env: str) -> Ended:
        """Run a command to its end, or to a cut of the power."""
        out, err = (self._folder / f"{uuid4().hex}.{name}" for name in ("out", "err"))
        own = {"COMPTOIR_HOME": str(home)} | env
        pid = self._ask(run=list(arguments), env=own, out=str(out), err=str(err), **_cut(cut))["pid"]
        status = self._ask(wait=pid)["status"]
        return Ended(status, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))

    def serve(self, home: Path, *, port: int, cut: tuple[str, str] | None = None) -> "Server":
        """Start a server and return once it takes requests."""
        out, err = self._folder / f"{uuid4().hex}.out", self._folder / "server.log"
        own = {"COMPTOIR_HOME": str(home), "COMPTOIR_PORT": str(port)}
        pid = self._ask(serve=True, env=own, out=str(out), err=str(err), **_cut(cut))["pid"]
        return Server(self, pid, _told_port(out, err), err)

    def wait(self, pid: int) -> int:
        """Return the status that a process ended with."""
        return int(self._ask(wait=pid)["status"])

    def _ask(self, **request: Any) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{json.dumps(request)}\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


@dataclass(frozen=True)
class Server:
    """A process that serves."""

    nursery: Nursery
    pid: int
    port: int
    log: Path

    def kill(self) -> None:
        """End it as a power cut would."""
        os.kill(self.pid, signal.SIGKILL)
        self.die()

    def die(self) -> None:
        """Return once it was killed."""
        assert self.nursery.wait(self.pid) == -signal.SIGKILL


@contextmanager
def nursery(folder: Path) -> Iterator[Nursery]:
    """Load everything once, and start processes from there."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    env = inherited | {"OMP_NUM_THREADS": "1", "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    command = [sys.executable, "-m", "edge.prefork"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env, cwd=folder
    ) as process:
        assert process.stdout
        assert process.stdin
        assert json.loads(process.stdout.readline()) == {"ready": True}
        yield Nursery(process, folder)
        process.stdin.close()
        process.wait(timeout=20)


def _cut(cut: tuple[str, str] | None) -> dict[str, object]:
    return {"cut": cut} if cut else {}


def _told_port(out: Path, err: Path) -> int:
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        found = re.search(r"http://127\.0\.0\.1:(\d+)", out.read_text(encoding="utf-8") if out.exists() else "")
        if found:
            return int(found[1])
        time.sleep(0.02)
    raise AssertionError(f"the server told no address:\n{err.read_text(encoding='utf-8')[-2000:]}")
